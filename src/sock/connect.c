/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_connect(): a socket gets its peer. */
#include <errno.h>

#include <openssl/bio.h>

#include "sock/flags.h"
#include "sock/untold.h"
#include "sys/calls.h"
#include "sys/errors.h"
#include "sys/fastopen.h"
#include "sys/readiness.h"

/* Waits for the end of the connect that the kernel has under way. Returns what connect() would. */
static int await(int fd)
{
	int err = 0;

	if (sys_wait_ready(fd, false, -1) == -1 ||
	    sys_get_option(fd, SOL_SOCKET, SO_ERROR, &err) == -1)
		return -1;
	if (err == 0)
		return 0;
	sys_set_last_error(err);
	return -1;
}

/*
 * A blocking connect that a signal interrupted goes on in the kernel. Some systems then say
 * EALREADY when asked again and do not wait (POSIX, connect()), so this waits.
 */
static int connect_once(int fd, const BIO_ADDR *addr, int options)
{
	socklen_t len = addr_size(addr);
	int r = (options & BIO_SOCK_TFO) != 0 ? sys_fastopen_connect(fd, &addr->sa, len)
	                                      : sys_connect(fd, &addr->sa, len);

	if (r == -1 && errno == EALREADY && (options & BIO_SOCK_NONBLOCK) == 0)
		return await(fd);
	return r;
}

int sock_connect(int fd, const BIO_ADDR *addr, int options, struct sock_failure *out_failure)
{
	out_failure->function = "BIO_connect";
	if (!sock_set_flags(fd, addr->sa.sa_family, options, SOCK_TO_CONNECT, out_failure))
		return 0;
	if (connect_once(fd, addr, options) == 0)
		return 1;
	out_failure->call = NULL;
	if (sys_is_retry(sys_last_error()))
		return 0;
	return sock_failed(out_failure, "connect", BIO_R_CONNECT_ERROR, addr);
}

int BIO_connect(int sock, const BIO_ADDR *addr, int options)
{
	struct sock_failure failure;

	if (!sock_check(ERR_PLACE, sock, addr))
		return 0;
	return sock_connect(sock, addr, options, &failure) || sock_tell(ERR_PLACE, &failure);
}
