/* SPDX-License-Identifier: Apache-2.0 */
/* Of another library: BIOs to give to biosock, and calls for BIOs of biosock's. */
#include "foreign.h"

#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

void *foreign_new(void)
{
	BIO *b = BIO_new(BIO_s_mem());

	BIO_write(b, "theirs", 6);
	return b;
}

int foreign_is_whole(void *bio)
{
	char out[16];
	int whole = BIO_read(bio, out, sizeof(out)) == 6 && memcmp(out, "theirs", 6) == 0;

	return BIO_free(bio) == 1 && whole;
}

const void *foreign_kind(void)
{
	return BIO_s_mem();
}

int foreign_cannot_use(const void *kind)
{
	BIO *b = BIO_new(kind);
	char out[4];
	int cannot = b == NULL || (BIO_write(b, "abc", 3) <= 0 && BIO_read(b, out, 3) <= 0);

	BIO_free(b);
	ERR_clear_error();
	return cannot;
}

static long call_read(void *bio)
{
	char out[4];

	return BIO_read(bio, out, sizeof(out));
}

static long call_write(void *bio)
{
	return BIO_write(bio, "abc", 3);
}

static long call_gets(void *bio)
{
	char out[4];

	return BIO_gets(bio, out, sizeof(out));
}

static long call_puts(void *bio)
{
	return BIO_puts(bio, "abc");
}

static long call_ctrl(void *bio)
{
	return BIO_ctrl(bio, BIO_CTRL_INFO, 0, NULL);
}

static long call_flush(void *bio)
{
	return BIO_flush((BIO *)bio);
}

static long call_up_ref_and_free(void *bio)
{
	return BIO_up_ref(bio) + BIO_free(bio);
}

static long call_free(void *bio)
{
	return BIO_free(bio);
}

static long call_free_all(void *bio)
{
	BIO_free_all(bio);
	return 1;
}

static long call_clear_retry(void *bio)
{
	BIO_clear_retry_flags((BIO *)bio);
	BIO_set_retry_read((BIO *)bio);
	BIO_clear_retry_flags((BIO *)bio);
	return 1;
}

static long call_method_type(void *bio)
{
	return BIO_method_type(bio);
}

static long call_next(void *bio)
{
	return BIO_next(bio) != NULL;
}

/* As libssl does with what it was given. */
static long call_push_behind_and_pop(void *bio)
{
	BIO *buffer = BIO_new(BIO_s_mem());

	BIO_push(buffer, bio);
	BIO_pop(buffer);
	return BIO_free(buffer);
}

const struct foreign_call foreign_calls[] = {
	{ "read", call_read, 1 },
	{ "write", call_write, 1 },
	{ "gets", call_gets, 1 },
	{ "puts", call_puts, 1 },
	{ "ctrl", call_ctrl, 1 },
	{ "flush", call_flush, 1 },
	{ "up_ref, free", call_up_ref_and_free, 0 },
	{ "free", call_free, 0 },
	{ "free_all", call_free_all, 0 },
	{ "retry flags", call_clear_retry, 0 },
	{ "method_type", call_method_type, 0 },
	{ "next", call_next, 0 },
	{ "push behind, pop", call_push_behind_and_pop, 0 },
};
const size_t foreign_calls_n = sizeof(foreign_calls) / sizeof(foreign_calls[0]);

int foreign_had_error(void)
{
	int had = ERR_peek_error() != 0;

	ERR_clear_error();
	return had;
}
