/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_mem(3): resets, positions, the BUF_MEM below, copies, and each control. */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/err.h>

#include "bio/reading.h"
#include "support/contract.h"

#define READ_ONLY "BIO routines:write to read only BIO"

static BIO *new_with(const char *text)
{
	BIO *b = BIO_new(BIO_s_mem());

	BIO_puts(b, text);
	return b;
}

static void resets_to_nothing(void)
{
	BIO *b = new_with("hello");

	CHECK_INT(BIO_reset(b), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_eof(b), 1);
	BIO_free(b);
}

/* To the last write, or look. */
static void resets_without_clearing(void)
{
	BIO *b = new_with("hello world");

	BIO_set_flags(b, BIO_FLAGS_NONCLEAR_RST);
	check_read(b, 6, "hello ");
	CHECK_INT(BIO_reset(b), 1);
	check_read(b, 60, "hello world");
	BIO_puts(b, "more");
	check_read(b, 2, "mo");
	CHECK_INT(BIO_reset(b), 1);
	check_read(b, 60, "more");
	BIO_clear_flags(b, BIO_FLAGS_NONCLEAR_RST);
	CHECK_INT(BIO_reset(b), 1);
	CHECK_INT(BIO_pending(b), 0);
	BIO_free(b);
}

static void can_be_read_only_for_a_while(void)
{
	BIO *b = new_with("hello");

	BIO_set_flags(b, BIO_FLAGS_MEM_RDONLY);
	check_read(b, 3, "hel");
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_ERRORS(READ_ONLY);
	CHECK_INT(BIO_reset(b), 1);
	BIO_clear_flags(b, BIO_FLAGS_MEM_RDONLY);
	BIO_puts(b, " you");
	check_read(b, 60, "hello you");
	BIO_free(b);
}

static void seeks_in_what_is_there(void)
{
	BIO *b = new_with("hello");

	CHECK_INT(BIO_tell(b), 0);
	CHECK_INT(BIO_seek(b, 3), 3);
	CHECK_INT(BIO_tell(b), 3);
	CHECK_INT(BIO_seek(b, -1), -1);
	CHECK_INT(BIO_seek(b, 6), -1);
	CHECK_INT(BIO_seek(b, 5), 5);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_seek(b, 1), 1);
	check_read(b, 60, "ello");
	CHECK_INT(BIO_seek(b, 0), 0);
	check_read(b, 2, "he");
	BIO_puts(b, "!");
	CHECK_INT(BIO_tell(b), 0);
	check_read(b, 60, "llo!");
	BIO_free(b);
}

/* Its buffer is shown as what is still to be read, and has room for no more. */
static void seeks_in_what_may_only_be_read(void)
{
	static const int places[] = { 3, 1, 5, 0 };
	BIO *b = BIO_new_mem_buf("hello", 5);
	BUF_MEM *buf = NULL;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		CHECK_INT(BIO_seek(b, places[i]), places[i]);
		BIO_get_mem_ptr(b, &buf);
		CHECK_INT(buf->length, 5 - places[i]);
		CHECK_INT(buf->max, 5 - places[i]);
	}
	CHECK_INT(BIO_seek(b, 6), -1);
	check_read(b, 60, "hello");
	BIO_free(b);
}

static void shows_its_buffer(void)
{
	BIO *b = new_with("hello");
	BUF_MEM *buf = NULL;
	char *data = NULL;

	check_read(b, 2, "he");
	CHECK_INT(BIO_get_mem_data(b, &data), 3);
	CHECK_MEM(data, "llo", 3);
	CHECK_INT(BIO_get_mem_data(b, NULL), 3);
	CHECK_INT(BIO_get_mem_ptr(b, &buf), 1);
	CHECK_INT(BIO_get_mem_ptr(b, NULL), 1);
	CHECK_INT(buf->length, 3);
	CHECK_INT(buf->max, 8);
	CHECK_MEM(buf->data, "llo", 3);
	check_read(b, 60, "llo");
	BIO_free(b);
}

static void gives_its_buffer_away(void)
{
	BIO *b = new_with("hello");
	BUF_MEM *buf = NULL;

	BIO_get_mem_ptr(b, &buf);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	CHECK_INT(BIO_get_close(b), BIO_NOCLOSE);
	BIO_free(b);
	CHECK_INT(buf->length, 5);
	CHECK_MEM(buf->data, "hello", 5);
	BUF_MEM_free(buf);
}

static void takes_a_buffer(void)
{
	BIO *b = new_with("old");
	BUF_MEM *buf = BUF_MEM_new(), *shown = NULL;

	BUF_MEM_grow(buf, 3);
	memcpy(buf->data, "new", 3);
	CHECK_INT(BIO_set_mem_buf(b, buf, BIO_NOCLOSE), 1);
	CHECK_INT(BIO_get_close(b), BIO_NOCLOSE);
	CHECK_INT(BIO_get_mem_ptr(b, &shown), 1);
	CHECK(shown == buf);
	check_read(b, 2, "ne");
	BIO_puts(b, "xt");
	check_read(b, 60, "wxt");
	BIO_free(b);
	BUF_MEM_free(buf);
}

/* No other control does anything. */
static void knows_its_controls(void)
{
	static const struct {
		int command;
		long want;
	} known[] = { { BIO_CTRL_RESET, 1 }, { BIO_CTRL_EOF, 1 }, { BIO_CTRL_GET_CLOSE, 1 },
		{ BIO_CTRL_SET_CLOSE, 1 }, { BIO_CTRL_FLUSH, 1 }, { BIO_CTRL_DUP, 1 },
		{ BIO_C_GET_BUF_MEM_PTR, 1 }, { BIO_C_SET_BUF_MEM_EOF_RETURN, 1 } };
	BIO *b = BIO_new(BIO_s_mem());

	for (int command = 0; command < 200; command++) {
		long want = 0;

		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			want = known[i].command == command ? known[i].want : want;
		if (command != BIO_C_SET_BUF_MEM)
			CHECK_INT(BIO_ctrl(b, command, command == BIO_CTRL_SET_CLOSE, NULL), want);
	}
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void is_copied_empty(void)
{
	BIO *b = BIO_new_mem_buf("hello", 5);
	BIO *copy = BIO_dup_chain(b);
	char out[4];

	CHECK_INT(BIO_read(copy, out, 4), 0);
	CHECK_INT(BIO_test_flags(copy, ~0), BIO_FLAGS_MEM_RDONLY);
	check_read(b, 60, "hello");
	BIO_free(copy);
	BIO_free(b);
}

static void keeps_secrets(void)
{
	BIO *b = BIO_new(BIO_s_secmem());
	BUF_MEM *buf = NULL;

	CHECK_INT(BIO_method_type(b), BIO_TYPE_MEM);
	CHECK_STR(BIO_method_name(b), "secure memory buffer");
	CHECK_INT(BIO_puts(b, "secret"), 6);
	BIO_get_mem_ptr(b, &buf);
	CHECK_INT(buf->flags, BUF_MEM_FLAG_SECURE);
	check_read(b, 60, "secret");
	BIO_free(b);
}

static void does_nothing_uninitialised(void)
{
	BIO *b = new_with("x");
	char out[4];

	BIO_set_init(b, 0);
	CHECK_INT(BIO_read(b, out, 1), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_gets(b, out, 2), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_puts(b, "a"), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_pending(b), 1);
	BIO_set_init(b, 1);
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "resets to nothing", resets_to_nothing, 0, 0 },
		{ "resets without clearing", resets_without_clearing, 0, 0 },
		{ "can be read-only for a while", can_be_read_only_for_a_while, 0, 0 },
		{ "seeks in what is there", seeks_in_what_is_there, 0, 0 },
		{ "seeks in what may only be read", seeks_in_what_may_only_be_read, 0, 0 },
		{ "shows its buffer", shows_its_buffer, 0, 0 },
		{ "gives its buffer away", gives_its_buffer_away, 0, 0 },
		{ "takes a buffer", takes_a_buffer, 0, 0 },
		{ "knows its controls", knows_its_controls, 0, 0 },
		{ "is copied empty", is_copied_empty, 0, 0 },
		{ "keeps secrets", keeps_secrets, 0, 0 },
		{ "does nothing uninitialised", does_nothing_uninitialised, 0, 0 },
	};

	return contract_main("s_mem_control", cases, sizeof(cases) / sizeof(cases[0]));
}
