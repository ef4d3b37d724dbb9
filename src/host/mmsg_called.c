/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams at once, for hosts that do not know of it. */
#include "bio/frame.h"
#include "err/raise.h"
#include "host/operations.h"

typedef int transfer(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);

/* Why there is no operation: 0 if there is one. */
static int refusal(BIO *b, transfer *operation)
{
	if (b == NULL)
		return ERR_R_PASSED_NULL_PARAMETER;
	if (operation == NULL)
		return BIO_R_UNSUPPORTED_METHOD;
	return frame_is_init(b) ? 0 : BIO_R_UNINITIALIZED;
}

int BIO_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	const struct frame_kind *kind = b != NULL ? host_kind(b) : NULL;
	transfer *operation = kind != NULL ? kind->sendmmsg : NULL;
	int reason = refusal(b, operation);
	size_t n;

	if (msgs_processed == NULL)
		msgs_processed = &n;
	*msgs_processed = 0;
	if (reason != 0)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, reason, 0);
	return operation(b, msg, stride, num_msg, flags, msgs_processed);
}

int BIO_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	const struct frame_kind *kind = b != NULL ? host_kind(b) : NULL;
	transfer *operation = kind != NULL ? kind->recvmmsg : NULL;
	int reason = refusal(b, operation);
	size_t n;

	if (msgs_processed == NULL)
		msgs_processed = &n;
	*msgs_processed = 0;
	if (reason != 0)
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, reason, 0);
	return operation(b, msg, stride, num_msg, flags, msgs_processed);
}
