/* SPDX-License-Identifier: Apache-2.0 */
/* Making pairs, and the calls that reach into one without copying: BIO_s_bio(3). */
#include <errno.h>
#include <limits.h>

#include "bio/memory/pair.h"
#include "bio/object.h"

/* A size that is too large for the control is too large for memory. */
static int size_buffer(BIO *b, size_t size)
{
	if (size == 0)
		return 1;
	if (size > LONG_MAX)
		return err_refuse(
		    ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_MALLOC_FAILURE, ENOMEM);
	return BIO_set_write_buf_size(b, (long)size) > 0;
}

int bio_pair_new(const BIO_METHOD *method, BIO **out_a, size_t size_a, BIO **out_b, size_t size_b)
{
	BIO *a = BIO_new(method);
	BIO *b = a == NULL ? NULL : BIO_new(method);

	*out_a = NULL;
	*out_b = NULL;
	if (b == NULL || !size_buffer(a, size_a) || !size_buffer(b, size_b) ||
	    BIO_make_bio_pair(a, b) <= 0) {
		BIO_free(a);
		BIO_free(b);
		return 0;
	}
	*out_a = a;
	*out_b = b;
	return 1;
}

int bio_pair_same_kind(struct err_place place, const BIO *b, const BIO *other)
{
	if (other != NULL && other->method == b->method)
		return 1;
	return err_refuse(place, ERR_LIB_BIO,
	    other == NULL ? ERR_R_PASSED_NULL_PARAMETER : BIO_R_INVALID_ARGUMENT, 0);
}

#define PLACE(function) ERR_PLACE_OF(function)

static int reach(const char *function, BIO *bio, int command, int num, char **buf)
{
	long ret;

	if (bio != NULL && !bio_is_usable(function, bio))
		return -2;
	if (bio == NULL || !bio->init) {
		err_raise(PLACE(function), ERR_LIB_BIO,
		    bio == NULL ? ERR_R_PASSED_NULL_PARAMETER : BIO_R_UNINITIALIZED);
		return -2;
	}
	ret = BIO_ctrl(bio, command, num, buf);
	return ret > INT_MAX ? INT_MAX : (int)ret;
}

/* Counts bytes that were read or written in place, without being copied. */
static int reach_and_count(
    const char *function, BIO *bio, int command, int num, char **buf, uint64_t *counter)
{
	int ret = reach(function, bio, command, num, buf);

	if (ret > 0)
		*counter += (uint64_t)ret;
	return ret;
}

int BIO_nread0(BIO *bio, char **buf)
{
	return reach(ERR_FUNC, bio, BIO_C_NREAD0, 0, buf);
}

int BIO_nread(BIO *bio, char **buf, int num)
{
	uint64_t none = 0;

	return reach_and_count(
	    ERR_FUNC, bio, BIO_C_NREAD, num, buf, bio == NULL ? &none : &bio->bytes_read);
}

int BIO_nwrite0(BIO *bio, char **buf)
{
	return reach(ERR_FUNC, bio, BIO_C_NWRITE0, 0, buf);
}

int BIO_nwrite(BIO *bio, char **buf, int num)
{
	uint64_t none = 0;

	return reach_and_count(
	    ERR_FUNC, bio, BIO_C_NWRITE, num, buf, bio == NULL ? &none : &bio->bytes_written);
}

size_t BIO_ctrl_get_write_guarantee(BIO *b)
{
	return (size_t)BIO_ctrl(b, BIO_C_GET_WRITE_GUARANTEE, 0, NULL);
}

size_t BIO_ctrl_get_read_request(BIO *b)
{
	return (size_t)BIO_ctrl(b, BIO_C_GET_READ_REQUEST, 0, NULL);
}

int BIO_ctrl_reset_read_request(BIO *b)
{
	return BIO_ctrl(b, BIO_C_RESET_READ_REQUEST, 0, NULL) != 0;
}
