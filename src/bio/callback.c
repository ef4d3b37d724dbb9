/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Callbacks: a program's own function is told of each operation, before and after, and may
 * change its result.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include "bio/callback.h"

#include <limits.h>

#include "err/raise.h"

static bool has_length(int what)
{
	return what == BIO_CB_READ || what == BIO_CB_WRITE || what == BIO_CB_GETS;
}

/* The older callback knows numbers of bytes as results only. */
static long call_old(
    BIO *b, int oper, const char *bytes, int argi, long argl, long result, size_t *processed)
{
	bool counts = (oper & BIO_CB_RETURN) && processed != NULL;

	if (counts && result > 0) {
		if (*processed > INT_MAX)
			return -1;
		result = (long)*processed;
	}
	result = b->callback(b, oper, bytes, argi, argl, result);
	if (counts && result > 0) {
		*processed = (size_t)result;
		return 1;
	}
	return result;
}

long bio_call_callback(BIO *b, int oper, const char *bytes, size_t len, int argi, long argl,
    long result, size_t *processed)
{
	if (b->callback_ex != NULL)
		return b->callback_ex(b, oper, bytes, len, argi, argl, (int)result, processed);
	if (has_length(oper & ~BIO_CB_RETURN)) {
		if (len > INT_MAX)
			return -1;
		argi = (int)len;
	}
	return call_old(b, oper, bytes, argi, argl, result, processed);
}

void BIO_set_callback_ex(BIO *b, BIO_callback_fn_ex callback)
{
	if (bio_is_usable(ERR_FUNC, b))
		b->callback_ex = callback;
}

BIO_callback_fn_ex BIO_get_callback_ex(const BIO *b)
{
	return bio_is_usable(ERR_FUNC, b) ? b->callback_ex : NULL;
}

void BIO_set_callback(BIO *b, BIO_callback_fn callback)
{
	if (bio_is_usable(ERR_FUNC, b))
		b->callback = callback;
}

BIO_callback_fn BIO_get_callback(const BIO *b)
{
	return bio_is_usable(ERR_FUNC, b) ? b->callback : NULL;
}

void BIO_set_callback_arg(BIO *b, char *arg)
{
	if (bio_is_usable(ERR_FUNC, b))
		b->callback_arg = arg;
}

char *BIO_get_callback_arg(const BIO *b)
{
	return bio_is_usable(ERR_FUNC, b) ? b->callback_arg : NULL;
}
