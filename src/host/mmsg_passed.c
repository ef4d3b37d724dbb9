/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams at once, where the host has these calls: it has our operations as all others. */
#include <biosock/host.h>

/* The host's crash without a place for how many there were. */
#undef BIO_sendmmsg
#undef BIO_recvmmsg

int biosock_BIO_sendmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	size_t n;

	return BIO_sendmmsg(
	    b, msg, stride, num_msg, flags, msgs_processed != NULL ? msgs_processed : &n);
}

int biosock_BIO_recvmmsg(
    BIO *b, BIO_MSG *msg, size_t stride, size_t num_msg, uint64_t flags, size_t *msgs_processed)
{
	size_t n;

	return BIO_recvmmsg(
	    b, msg, stride, num_msg, flags, msgs_processed != NULL ? msgs_processed : &n);
}
