/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds that allocate, with the n-th allocation failing, for every n: a clean failure,
 * and nothing kept.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

/* Which 3.0 calls a "malloc failure". */
#define TOO_LONG "memory buffer routines:passed invalid argument"
#include "support/memory.h"

static char many[9000];

/* Each returns whether it did all it should, and frees what it got. */
static int grow(void)
{
	BUF_MEM *buf = BUF_MEM_new();
	int ok = buf != NULL && BUF_MEM_grow(buf, 10) == 10 && BUF_MEM_grow_clean(buf, 100) == 100;

	if (buf != NULL && !ok)
		CHECK_INT(buf->length, buf->max > 0 ? 10 : 0);
	BUF_MEM_free(buf);
	return ok;
}

static int write_to(const BIO_METHOD *method)
{
	BIO *b = BIO_new(method);
	int ok = b != NULL && BIO_write(b, many, 10) == 10;

	ok = ok && BIO_write(b, many, sizeof(many)) == (int)sizeof(many);
	if (b != NULL && !ok)
		CHECK(BIO_pending(b) == 0 || BIO_pending(b) == 10);
	BIO_free(b);
	return ok;
}

static int write_to_memory(void)
{
	return write_to(BIO_s_mem());
}

static int write_to_secret_memory(void)
{
	return write_to(BIO_s_secmem());
}

static int show_memory(void)
{
	BIO *b = BIO_new_mem_buf(many, sizeof(many));
	int ok = b != NULL;

	BIO_free(b);
	return ok;
}

static int resize(const BIO_METHOD *method)
{
	BIO *b = BIO_new(method);
	int ok = b != NULL && BIO_set_buffer_size(b, 20000) == 1;

	BIO_free(b);
	return ok;
}

static int resize_buffer(void)
{
	return resize(BIO_f_buffer());
}

static int resize_line_buffer(void)
{
	return resize(BIO_f_linebuffer());
}

static int set_prefix(void)
{
	BIO *b = BIO_new(BIO_f_prefix());
	int ok = b != NULL && BIO_set_prefix(b, "one") == 1 && BIO_set_prefix(b, "two") == 1;

	BIO_free(b);
	return ok;
}

static int slow_down(void)
{
	BIO *b = BIO_new(BIO_f_nbio_test());

	BIO_free(b);
	return b != NULL;
}

/* What is not kept is not taken from what follows. */
static int keep_what_is_read(void)
{
	BIO *b = BIO_new(BIO_f_readbuffer());
	BIO *mem = b != NULL ? BIO_new_mem_buf(many, sizeof(many)) : NULL;
	char out[6000];
	int n = 0;

	if (mem != NULL) {
		BIO_push(b, mem);
		n = BIO_read(b, out, 2) == 2 ? 2 : 0;
		if (n > 0)
			n = BIO_read(b, out, sizeof(out)) == (int)sizeof(out) ? 6002 : 2;
		if (!contract_is_oracle())
			CHECK_INT(BIO_pending(mem), (int)sizeof(many) - n);
	}
	BIO_free(b);
	BIO_free(mem);
	return n == 6002;
}

/* 4096 bytes are the least it takes memory for, and all of them are used. */
static void fills_its_memory_to_the_last_byte(void)
{
	BIO *b = BIO_new(BIO_f_readbuffer()), *mem = BIO_new_mem_buf(many, sizeof(many));
	char out[4096];

	BIO_push(b, mem);
	CHECK_INT(BIO_read(b, out, 1), 1);
	memory_fails_at = 0;
	CHECK_INT(BIO_read(b, out, 4095), 4095);
	CHECK_INT(memory_fails_at, 0);
	memory_fails_at = -1;
	BIO_free_all(b);
	CHECK_ERRORS("-");
}

static int take_read_data(void)
{
	BIO *b = BIO_new(BIO_f_buffer());
	int ok = b != NULL && BIO_set_buffer_read_data(b, many, sizeof(many)) == 1;

	BIO_free(b);
	return ok;
}

static int copy_chain(void)
{
	BIO *b = BIO_new(BIO_f_buffer()), *mem = b != NULL ? BIO_new(BIO_s_mem()) : NULL;
	BIO *copy = mem != NULL ? BIO_dup_chain(BIO_push(b, mem)) : NULL;

	BIO_free_all(b);
	BIO_free_all(copy);
	return copy != NULL;
}

static int open_file(void)
{
	BIO *b = BIO_new_file("/dev/null", "r");

	BIO_free(b);
	return b != NULL;
}

static int take_descriptor(void)
{
	BIO *b = BIO_new_fd(0, BIO_NOCLOSE);

	BIO_free(b);
	return b != NULL;
}

static void fails_cleanly_without_memory(void)
{
	static const struct {
		const char *what;
		int (*call)(void);
	} calls[] = {
		{ "BUF_MEM_grow", grow },
		{ "BIO_s_mem", write_to_memory },
		{ "BIO_s_secmem", write_to_secret_memory },
		{ "BIO_new_mem_buf", show_memory },
		{ "BIO_f_buffer's size", resize_buffer },
		{ "BIO_f_linebuffer's size", resize_line_buffer },
		{ "BIO_set_buffer_read_data", take_read_data },
		{ "BIO_f_readbuffer", keep_what_is_read },
		{ "BIO_set_prefix", set_prefix },
		{ "BIO_f_nbio_test", slow_down },
		{ "BIO_dup_chain", copy_chain },
		{ "BIO_new_file", open_file },
		{ "BIO_new_fd", take_descriptor },
	};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		memory_check_every_failure(calls[i].call, calls[i].what);
}

/* What was held before is held after. */
static void keeps_what_it_has_without_memory(void)
{
	BIO *b = BIO_new(BIO_f_buffer()), *mem = BIO_new(BIO_s_mem());
	char out[4] = "";

	BIO_push(b, mem);
	BIO_puts(b, "abc");
	memory_fails_at = 0;
	errno = 0;
	CHECK_INT(BIO_flush(b), -1);
	CHECK_INT(errno, ENOMEM);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	CHECK_INT(BIO_wpending(b), 3);
	CHECK_INT(BIO_flush(b), 1);
	memory_fails_at = 0;
	errno = 0;
	CHECK_INT(BIO_set_buffer_size(b, 20000), 0);
	CHECK_INT(errno, ENOMEM);
	memory_fails_at = -1;
	CHECK_INT(BIO_read(b, out, 3), 3);
	CHECK_STR(out, "abc");
	BIO_free_all(b);
	ERR_clear_error();
}

/* More than a BUF_MEM takes. The bytes are never looked at. */
static void refuses_huge_writes(void)
{
	BIO *b = BIO_new(BIO_s_mem());

	CHECK_INT(BIO_write(b, "abc", 3), 3);
	CHECK_INT(BIO_write(b, many, 0x5ffffffd), -1);
	CHECK_ERRORS(TOO_LONG);
	CHECK_INT(BIO_write(b, many, 0x7fffffff), -1);
	CHECK_ERRORS(TOO_LONG);
	CHECK_INT(BIO_pending(b), 3);
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "fails cleanly without memory", fails_cleanly_without_memory, 0, 0 },
		{ "keeps what it has without memory", keeps_what_it_has_without_memory, 0, 0 },
		{ "fills its memory to the last byte", fills_its_memory_to_the_last_byte, 0, 0 },
		{ "refuses huge writes", refuses_huge_writes, 0, 0x30600000L },
	};

	memset(many, 'x', sizeof(many));
	if (!memory_watch())
		return 1;
	/* What libcrypto sets up once it does not try again. */
	BIO_free(BIO_new(BIO_s_null()));
	ERR_raise(ERR_LIB_USER, 1);
	ERR_clear_error();
	return contract_main("buffers_memory", cases, sizeof(cases) / sizeof(cases[0]));
}
