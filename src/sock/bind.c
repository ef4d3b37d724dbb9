/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_bind(): a socket gets its local address. */
#include <errno.h>

#include <openssl/bio.h>

#include "sock/flags.h"
#include "sock/untold.h"
#include "sys/calls.h"
#include "sys/errors.h"

/*
 * Linux takes an unspecified address for 0.0.0.0 on IPv4 sockets, and refuses it elsewhere:
 * refused always (D14).
 */
static int bind_specified(int fd, const BIO_ADDR *addr)
{
	if (addr->sa.sa_family != AF_UNSPEC)
		return sys_bind(fd, &addr->sa, addr_size(addr));
	sys_set_last_error(EAFNOSUPPORT);
	return -1;
}

int sock_bind(int fd, const BIO_ADDR *addr, int options, struct sock_failure *out_failure)
{
	out_failure->function = "BIO_bind";
	if (!sock_set_flags(fd, addr->sa.sa_family, options, SOCK_TO_BIND, out_failure))
		return 0;
	if (bind_specified(fd, addr) == 0)
		return 1;
	return sock_failed(out_failure, "bind", BIO_R_UNABLE_TO_BIND_SOCKET, addr);
}

int BIO_bind(int sock, const BIO_ADDR *addr, int options)
{
	struct sock_failure failure;

	if (!sock_check(ERR_PLACE, sock, addr))
		return 0;
	return sock_bind(sock, addr, options, &failure) || sock_tell(ERR_PLACE, &failure);
}
