/* SPDX-License-Identifier: Apache-2.0 */
/* One socket of biosock_listen(). */
#include <errno.h>

#include <openssl/bio.h>

#include "dial/listening.h"
#include "dial/paths.h"
#include "sock/flags.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/calls.h"

static int bind_to(
    const struct dial_listening *l, int fd, const BIO_ADDR *addr, struct sock_failure *out_failure)
{
	if (addr->sa.sa_family == AF_UNIX)
		return dial_bind_path(l, fd, addr, out_failure);
	return sock_bind(fd, addr, l->flags, out_failure);
}

static int start(
    const struct dial_listening *l, int fd, const BIO_ADDR *addr, struct sock_failure *out_failure)
{
	return l->socktype == SOCK_DGRAM ||
	       sock_start_listening(fd, addr, l->options->backlog, l->flags, out_failure);
}

/* False if the hook does not want it. */
static bool prepare(struct dial_listening *l, int fd, const BIO_ADDR *addr)
{
	int said;

	if (l->options->prepare == NULL)
		return true;
	errno = 0;
	said = l->options->prepare(l->options->arg, fd, addr);
	if (said < 0)
		l->ended = errno != 0 ? errno : ECANCELED;
	return said > 0;
}

static int note_port(int fd, in_port_t *out_port, struct sock_failure *out_failure)
{
	BIO_ADDR local;
	socklen_t len = sizeof(local);

	if (sys_getsockname(fd, &local.sa, &len) == -1)
		return sock_failed(out_failure, "getsockname", BIO_R_GETSOCKNAME_ERROR, NULL);
	*out_port = BIO_ADDR_rawport(&local);
	return 1;
}

/* The path is there from bind() on, and nobody else would remove it. */
static int set_up(
    struct dial_listening *l, int fd, const BIO_ADDR *addr, struct sock_failure *out_failure)
{
	bool is_path = addr->sa.sa_family == AF_UNIX;

	if (!sock_set_flags(fd, addr->sa.sa_family, l->flags, SOCK_TO_LISTEN, out_failure) ||
	    !bind_to(l, fd, addr, out_failure))
		return 0;
	if (start(l, fd, addr, out_failure) &&
	    (is_path || l->port != 0 || note_port(fd, &l->port, out_failure)))
		return 1;
	if (is_path)
		dial_forget_path(fd);
	return 0;
}

int dial_listen_at(
    struct dial_listening *l, const BIO_ADDR *addr, int protocol, struct sock_failure *out_failure)
{
	int made = l->flags & (BIOSOCK_MPTCP | BIOSOCK_INHERIT | BIOSOCK_REUSEPORT);
	int fd = sock_socket(addr->sa.sa_family, l->socktype, protocol, made, out_failure);

	if (fd == -1 || (prepare(l, fd, addr) && set_up(l, fd, addr, out_failure)))
		return fd;
	sock_discard(fd);
	return -1;
}
