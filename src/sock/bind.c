/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_bind(): a socket gets its local address. */
#include <errno.h>

#include <openssl/bio.h>

#include "sock/failure.h"
#include "sock/flags.h"
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

int BIO_bind(int sock, const BIO_ADDR *addr, int options)
{
	if (!sock_check(ERR_PLACE, sock, addr))
		return 0;
	if (!sock_set_flags(ERR_PLACE, sock, addr->sa.sa_family, options, SOCK_TO_BIND))
		return 0;
	if (bind_specified(sock, addr) == 0)
		return 1;
	sock_fail_on(ERR_PLACE, "bind", BIO_R_UNABLE_TO_BIND_SOCKET, addr);
	return 0;
}
