/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_accept_ex(): a listening socket gives a connection. */
#include <stdbool.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "sock/flags.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/errors.h"

/*
 * These options are applied by sys_accept() itself. Most calls give no others, and then the table
 * of flags is not looked at.
 */
enum { DONE_BY_ACCEPT = BIO_SOCK_NONBLOCK | BIOSOCK_INHERIT };

/*
 * How many lost connections a call goes past: more than a queue holds (somaxconn, 4,096), so that
 * only a listener that is broken comes to the end of them.
 */
enum { MOST_LOST = 4096 };

/*
 * Accepts the first connection of the queue that is still alive (D3). Each turn takes a lost one
 * off the queue.
 */
static int accept_living(int fd, BIO_ADDR *peer, socklen_t *len, unsigned flags)
{
	int accepted, lost = -1;

	do {
		*len = sizeof(*peer);
		accepted = sys_accept(fd, &peer->sa, len, flags);
	} while (accepted == -1 && sys_is_lost_connection(sys_last_error()) && ++lost < MOST_LOST);
	return accepted;
}

/*
 * The failure is a retry, unless it is the last of too many lost connections, whatever its errno.
 */
static bool is_retry(void)
{
	return sys_is_retry(sys_last_error()) && !sys_is_lost_connection(sys_last_error());
}

int sock_accept(int listener, BIO_ADDR *peer, int options, struct sock_failure *out_failure)
{
	unsigned flags = sock_descriptor_flags(options);
	BIO_ADDR from;
	socklen_t len;
	int fd;

	out_failure->function = "BIO_accept_ex";
	out_failure->call = NULL;
	memset(&from, 0, sizeof(from));
	if (peer == NULL && (options & ~DONE_BY_ACCEPT) == 0)
		flags |= SYS_NAMELESS;
	fd = accept_living(listener, &from, &len, flags);
	if (fd == -1) {
		if (!is_retry())
			sock_failed(out_failure, "accept", BIO_R_ACCEPT_ERROR, NULL);
		return -1;
	}
	if ((options & ~DONE_BY_ACCEPT) != 0 &&
	    !sock_set_flags(fd, from.sa.sa_family, options, SOCK_ACCEPTED, out_failure)) {
		sock_discard(fd);
		return -1;
	}
	if (peer != NULL)
		addr_store(peer, &from, len);
	return fd;
}

int BIO_accept_ex(int accept_sock, BIO_ADDR *peer, int options)
{
	struct sock_failure failure;
	int fd = sock_accept(accept_sock, peer, options, &failure);

	if (fd == -1)
		sock_tell(ERR_PLACE, &failure);
	return fd;
}
