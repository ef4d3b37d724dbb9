/* SPDX-License-Identifier: Apache-2.0 */
/* By splice(2), which not every kind of socket and not every sandbox has. */
#include "cmd/sys/splice.h"

#include <errno.h>
#include <fcntl.h>

#include "cmd/sys/transfer.h"

/* What a socket says of its peer, once only; whatever else fails, reading and writing find out. */
static int is_lost(int err)
{
	return err == ECONNRESET || err == ETIMEDOUT || err == EHOSTUNREACH || err == ENETUNREACH ||
	       err == ECONNREFUSED;
}

ssize_t sys_splice(int sock, int pipe, size_t n)
{
	ssize_t moved = splice(sock, NULL, pipe, NULL, n, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);

	return moved >= 0 || is_lost(errno) ? moved : SYS_LATER;
}
