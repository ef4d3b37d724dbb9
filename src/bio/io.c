/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and writing: what is the same for every kind around its operation. */
#include <limits.h>
#include <stdbool.h>

#include "bio/bio_refuse.h"
#include "bio/callback.h"
#include "bio/object.h"

/* There is no BIO, it is another library's, or its kind has no such operation. */
static int refuse(const char *function, const BIO *b)
{
	if (b == NULL)
		return bio_refuse_null(ERR_PLACE_OF(function));
	if (!bio_is_usable(function, b))
		return -1;
	bio_refuse(ERR_PLACE_OF(function), BIO_R_UNSUPPORTED_METHOD);
	return -2;
}

__attribute__((noinline)) static int fail(const char *function, int reason)
{
	return bio_refuse(ERR_PLACE_OF(function), reason);
}

/* What comes before an operation: 1, or the result there is without it. */
static inline int begin(const char *function, BIO *b, int oper, const char *bytes, size_t n)
{
	if (bio_has_callback(b)) {
		int ret = (int)bio_call_callback(b, oper, bytes, n, 0, 0, 1, NULL);

		if (ret <= 0)
			return ret;
	}
	return b->init ? 1 : fail(function, BIO_R_UNINITIALIZED);
}

static inline int end(BIO *b, int oper, const char *bytes, size_t n, int ret, size_t *processed)
{
	if (!bio_has_callback(b))
		return ret;
	return (int)bio_call_callback(b, oper | BIO_CB_RETURN, bytes, n, 0, 0, ret, processed);
}

/* Nobody is to be told and nothing stands in the way: the case that must cost little. */
static inline bool is_plain(const BIO *b)
{
	return b != NULL && bio_is_ours(b) && b->init && !bio_has_callback(b);
}

__attribute__((noinline)) static int read_told(
    const char *function, BIO *b, void *data, size_t n, size_t *out_n)
{
	int ret;

	if (b == NULL || !bio_is_ours(b) || b->method->read == NULL)
		return refuse(function, b);
	ret = begin(function, b, BIO_CB_READ, data, n);
	if (ret <= 0)
		return ret;
	ret = b->method->read(b, data, n, out_n);
	if (ret > 0)
		b->bytes_read += *out_n;
	ret = end(b, BIO_CB_READ, data, n, ret, out_n);
	return ret > 0 && *out_n > n ? fail(function, ERR_R_INTERNAL_ERROR) : ret;
}

static inline int read_bytes(const char *function, BIO *b, void *data, size_t n, size_t *out_n)
{
	int ret;

	if (!is_plain(b) || b->method->read == NULL)
		return read_told(function, b, data, n, out_n);
	ret = b->method->read(b, data, n, out_n);
	if (ret <= 0)
		return ret;
	b->bytes_read += *out_n;
	return *out_n > n ? fail(function, ERR_R_INTERNAL_ERROR) : ret;
}

int BIO_read(BIO *b, void *data, int dlen)
{
	size_t n = 0;
	int ret;

	if (dlen < 0)
		return 0;
	ret = read_bytes(ERR_FUNC, b, data, (size_t)dlen, &n);
	return ret > 0 ? (int)n : ret;
}

int BIO_read_ex(BIO *b, void *data, size_t dlen, size_t *readbytes)
{
	size_t n = 0;

	return read_bytes(ERR_FUNC, b, data, dlen, readbytes != NULL ? readbytes : &n) > 0;
}

__attribute__((noinline)) static int write_told(
    const char *function, BIO *b, const void *data, size_t n, size_t *out_n)
{
	int ret;

	if (!bio_is_ours(b) || b->method->write == NULL)
		return refuse(function, b);
	ret = begin(function, b, BIO_CB_WRITE, data, n);
	if (ret <= 0)
		return ret;
	ret = b->method->write(b, data, n, out_n);
	if (ret > 0)
		b->bytes_written += *out_n;
	return end(b, BIO_CB_WRITE, data, n, ret, out_n);
}

static inline int write_bytes(
    const char *function, BIO *b, const void *data, size_t n, size_t *out_n)
{
	int ret;

	if (!is_plain(b) || b->method->write == NULL)
		return write_told(function, b, data, n, out_n);
	ret = b->method->write(b, data, n, out_n);
	if (ret > 0)
		b->bytes_written += *out_n;
	return ret;
}

int BIO_write(BIO *b, const void *data, int dlen)
{
	size_t n = 0;
	int ret;

	if (b == NULL || dlen <= 0)
		return 0;
	ret = write_bytes(ERR_FUNC, b, data, (size_t)dlen, &n);
	return ret > 0 ? (int)n : ret;
}

/* Writing nothing succeeds, whatever the kind says of it. */
int BIO_write_ex(BIO *b, const void *data, size_t dlen, size_t *written)
{
	size_t n = 0;
	int ret = b == NULL ? 0 : write_bytes(ERR_FUNC, b, data, dlen, &n);

	if (written != NULL)
		*written = n;
	return ret > 0 || (dlen == 0 && b != NULL && bio_is_ours(b));
}

int BIO_puts(BIO *bp, const char *buf)
{
	size_t n = 0;
	int ret;

	if (bp == NULL || !bio_is_ours(bp) || bp->method->puts == NULL)
		return refuse(ERR_FUNC, bp);
	ret = begin(ERR_FUNC, bp, BIO_CB_PUTS, buf, 0);
	if (ret <= 0)
		return ret;
	ret = bp->method->puts(bp, buf);
	if (ret > 0) {
		n = (size_t)ret;
		bp->bytes_written += n;
		ret = 1;
	}
	ret = end(bp, BIO_CB_PUTS, buf, 0, ret, &n);
	if (ret > 0 && n > INT_MAX)
		return fail(ERR_FUNC, BIO_R_LENGTH_TOO_LONG);
	return ret > 0 ? (int)n : ret;
}

int BIO_gets(BIO *bp, char *buf, int size)
{
	size_t n = 0;
	int ret;

	if (bp == NULL || !bio_is_ours(bp) || bp->method->gets == NULL)
		return refuse(ERR_FUNC, bp);
	if (size < 0)
		return fail(ERR_FUNC, BIO_R_INVALID_ARGUMENT);
	ret = begin(ERR_FUNC, bp, BIO_CB_GETS, buf, (size_t)size);
	if (ret <= 0)
		return ret;
	ret = bp->method->gets(bp, buf, size);
	if (ret > 0) {
		n = (size_t)ret;
		ret = 1;
	}
	ret = end(bp, BIO_CB_GETS, buf, (size_t)size, ret, &n);
	if (ret > 0 && n > (size_t)size)
		return -1;
	return ret > 0 ? (int)n : ret;
}

/*
 * Byte by byte, so that nothing behind the line is taken. Whatever stopped the reading, the bytes
 * that were taken are the caller's; nobody is asked any more then, so that the retry flags stay as
 * the last read left them.
 */
static int read_line(BIO *bio, char *buf, int size)
{
	char *at = buf;
	int ret = 0;

	while (size-- > 1 && (ret = BIO_read(bio, at, 1)) > 0)
		if (*at++ == '\n')
			break;
	*at = '\0';
	if (ret > 0 || at > buf)
		return (int)(at - buf);
	return BIO_eof(bio) ? 0 : ret;
}

int BIO_get_line(BIO *bio, char *buf, int size)
{
	if (size <= 0)
		return fail(ERR_FUNC, BIO_R_INVALID_ARGUMENT);
	if (bio == NULL || buf == NULL)
		return fail(ERR_FUNC, ERR_R_PASSED_NULL_PARAMETER);
	buf[0] = '\0';
	if (!bio_is_usable(ERR_FUNC, bio))
		return -1;
	if (!bio->init)
		return fail(ERR_FUNC, BIO_R_UNINITIALIZED);
	return read_line(bio, buf, size);
}

uint64_t BIO_number_read(BIO *bio)
{
	return bio_is_usable(ERR_FUNC, bio) ? bio->bytes_read : 0;
}

uint64_t BIO_number_written(BIO *bio)
{
	return bio_is_usable(ERR_FUNC, bio) ? bio->bytes_written : 0;
}
