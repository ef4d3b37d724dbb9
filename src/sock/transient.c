/* SPDX-License-Identifier: Apache-2.0 */
/* Which failures are none: the call has only to be waited for or repeated. */
#include <errno.h>

#include <openssl/bio.h>

#include "sys/errors.h"

int BIO_sock_non_fatal_error(int error)
{
	return sys_is_retry(error);
}

int BIO_fd_non_fatal_error(int error)
{
	return sys_is_retry(error);
}

/* A datagram socket without a peer does not get one by waiting. */
int BIO_dgram_non_fatal_error(int error)
{
	return error != ENOTCONN && sys_is_retry(error);
}

int BIO_sock_should_retry(int i)
{
	return (i == 0 || i == -1) && sys_is_retry(sys_last_error());
}

int BIO_fd_should_retry(int i)
{
	return (i == 0 || i == -1) && sys_is_retry(errno);
}
