/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams, a system call each: where there is no call for many. */
#include "sys/datagram_message.h"

#include <errno.h>

static ssize_t send_one(int fd, struct sys_datagram *d)
{
	struct sys_datagram_parts parts;
	struct msghdr message;
	ssize_t n;

	if (!sys_datagram_outgoing(fd, d, &parts, &message))
		return -1;
	n = sendmsg(fd, &message, MSG_NOSIGNAL);
	if (n >= 0)
		d->n = (size_t)n;
	return n;
}

static ssize_t receive_one(int fd, struct sys_datagram *d, int flags)
{
	struct sys_datagram_parts parts;
	struct msghdr message;
	ssize_t n;

	sys_datagram_incoming(d, &parts, &message);
	n = recvmsg(fd, &message, flags);
	if (n >= 0)
		sys_datagram_arrived(d, &message, (size_t)n);
	return n;
}

/* What ended the batch is no failure of those before it. */
static int result(int done, size_t n, int errno_before)
{
	if (done == 0 && n > 0)
		return -1;
	errno = errno_before;
	return done;
}

int sys_datagrams_send_each(int fd, struct sys_datagram *list, size_t n)
{
	int done = 0, before = errno;

	while (done < SYS_DATAGRAMS_MAX && (size_t)done < n && send_one(fd, &list[done]) >= 0)
		done++;
	return result(done, n, before);
}

int sys_datagrams_receive_each(int fd, struct sys_datagram *list, size_t n)
{
	int done = 0, before = errno;

	while (done < SYS_DATAGRAMS_MAX && (size_t)done < n &&
	       receive_one(fd, &list[done], done == 0 ? 0 : MSG_DONTWAIT) >= 0)
		done++;
	return result(done, n, before);
}
