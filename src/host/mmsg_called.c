/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams at once, for hosts that do not know of it. */
#include "bio/frame.h"
#include "err/raise.h"
#include "host/operations.h"

typedef int transfer(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);

struct messages {
	BIO_MSG *list;
	size_t stride, n;
	uint64_t flags;
	size_t *out_done; /* or NULL */
};

static const struct frame_kind *kind_of(const BIO *b)
{
	static const struct frame_kind none;

	return b != NULL ? host_kind(b) : &none;
}

/* Why there is no operation: 0 if there is one. */
static int refusal(BIO *b, transfer *operation)
{
	if (b == NULL)
		return ERR_R_PASSED_NULL_PARAMETER;
	if (operation == NULL)
		return BIO_R_UNSUPPORTED_METHOD;
	return frame_is_init(b) ? 0 : BIO_R_UNINITIALIZED;
}

static int run(struct err_place place, BIO *b, transfer *operation, const struct messages *messages)
{
	size_t n, *out_done = messages->out_done != NULL ? messages->out_done : &n;
	int reason = refusal(b, operation);

	*out_done = 0;
	if (reason != 0)
		return err_refuse(place, ERR_LIB_BIO, reason, 0);
	return operation(
	    b, messages->list, messages->stride, messages->n, messages->flags, out_done);
}

int BIO_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	const struct messages messages = { msg, stride, num_msg, flags, msgs_processed };

	return run(ERR_PLACE, b, kind_of(b)->sendmmsg, &messages);
}

int BIO_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	const struct messages messages = { msg, stride, num_msg, flags, msgs_processed };

	return run(ERR_PLACE, b, kind_of(b)->recvmmsg, &messages);
}
