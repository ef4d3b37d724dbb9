/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams at once: what is the same for every kind around its operation. */
#include "bio/callback.h"
#include "bio/object.h"
#include "err/raise.h"

typedef int transfer(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);

/*
 * `operation` is NULL if there is no BIO, or its kind has none. The callback's bytes are the
 * arguments, so that it can change what a datagram holds; behind the operation its length is the
 * result, as OpenSSL has it.
 */
static int run(
    struct err_place place, BIO *b, int oper, transfer *operation, BIO_MMSG_CB_ARGS *args)
{
	int ret = 1;

	*args->msgs_processed = 0;
	if (b != NULL && !bio_is_usable(place.func, b))
		return 0;
	if (operation == NULL)
		return err_refuse(place, ERR_LIB_BIO,
		    b == NULL ? ERR_R_PASSED_NULL_PARAMETER : BIO_R_UNSUPPORTED_METHOD, 0);
	if (bio_has_callback(b)) {
		ret = (int)bio_call_callback(b, oper, (const char *)args, 0, 0, 0, 1, NULL);
		if (ret <= 0)
			return 0;
	}
	if (!b->init)
		return err_refuse(place, ERR_LIB_BIO, BIO_R_UNINITIALIZED, 0);
	ret =
	    operation(b, args->msg, args->stride, args->num_msg, args->flags, args->msgs_processed);
	if (bio_has_callback(b))
		ret = (int)bio_call_callback(b, oper | BIO_CB_RETURN, (const char *)args,
		    (size_t)ret, 0, 0, ret, args->msgs_processed);
	return ret;
}

static bool has_operations(const BIO *b)
{
	return b != NULL && bio_is_ours(b);
}

int BIO_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	size_t n = 0;
	BIO_MMSG_CB_ARGS args = { msg, stride, num_msg, flags,
		msgs_processed != NULL ? msgs_processed : &n };

	return run(
	    ERR_PLACE, b, BIO_CB_SENDMMSG, has_operations(b) ? b->method->sendmmsg : NULL, &args);
}

int BIO_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	size_t n = 0;
	BIO_MMSG_CB_ARGS args = { msg, stride, num_msg, flags,
		msgs_processed != NULL ? msgs_processed : &n };

	return run(
	    ERR_PLACE, b, BIO_CB_RECVMMSG, has_operations(b) ? b->method->recvmmsg : NULL, &args);
}
