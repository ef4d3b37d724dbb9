/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_listen(): a socket waits for peers at an address. */
#include <openssl/bio.h>

#include "sock/flags.h"
#include "sock/untold.h"
#include "sys/calls.h"

int sock_start_listening(
    int fd, const BIO_ADDR *addr, int backlog, int options, struct sock_failure *out_failure)
{
	if (sys_listen(fd, backlog) == 0)
		return sock_set_flags(fd, addr->sa.sa_family, options, SOCK_LISTENING, out_failure);
	return sock_failed(out_failure, "listen", BIO_R_UNABLE_TO_LISTEN_SOCKET, addr);
}

int sock_listen(int fd, const BIO_ADDR *addr, int options, struct sock_failure *out_failure)
{
	int type;

	out_failure->function = "BIO_listen";
	if (sys_get_option(fd, SOL_SOCKET, SO_TYPE, &type) == -1)
		return sock_failed(out_failure, "getsockopt", BIO_R_GETTING_SOCKTYPE, NULL);
	if (!sock_set_flags(fd, addr->sa.sa_family, options, SOCK_TO_LISTEN, out_failure))
		return 0;
	if (!sock_bind(fd, addr, options, out_failure))
		return 0;
	out_failure->function = "BIO_listen";
	return type == SOCK_DGRAM || sock_start_listening(fd, addr, 0, options, out_failure);
}

int BIO_listen(int sock, const BIO_ADDR *addr, int options)
{
	struct sock_failure failure;

	if (!sock_check(ERR_PLACE, sock, addr))
		return 0;
	return sock_listen(sock, addr, options, &failure) || sock_tell(ERR_PLACE, &failure);
}
