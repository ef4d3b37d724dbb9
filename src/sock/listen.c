/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_listen(): a socket waits for peers at an address. */
#include <openssl/bio.h>

#include "sock/failure.h"
#include "sock/flags.h"
#include "sys/calls.h"

static int start(struct err_place place, int fd, const BIO_ADDR *addr, int options)
{
	if (sys_listen(fd) == 0)
		return sock_set_flags(place, fd, addr->sa.sa_family, options, SOCK_LISTENING);
	sock_fail_on(place, "listen", BIO_R_UNABLE_TO_LISTEN_SOCKET, addr);
	return 0;
}

int BIO_listen(int sock, const BIO_ADDR *addr, int options)
{
	int type;

	if (!sock_check(ERR_PLACE, sock, addr))
		return 0;
	if (sys_get_option(sock, SOL_SOCKET, SO_TYPE, &type) == -1) {
		sock_fail(ERR_PLACE, "getsockopt", BIO_R_GETTING_SOCKTYPE);
		return 0;
	}
	if (!sock_set_flags(ERR_PLACE, sock, addr->sa.sa_family, options, SOCK_TO_LISTEN))
		return 0;
	if (!BIO_bind(sock, addr, options))
		return 0;
	return type == SOCK_DGRAM || start(ERR_PLACE, sock, addr, options);
}
