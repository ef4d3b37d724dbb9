/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many datagrams in one system call: sendmmsg(2) of Linux 3.0, recvmmsg(2) of 2.6.33; FreeBSD 11,
 * NetBSD 7 and OpenBSD 7.2 have both. Where there is none (ENOSYS: an older kernel, a sandbox) it
 * takes a call each.
 */
#include <errno.h>
#include <stddef.h>

#include "sys/datagram_message.h"

static unsigned count(size_t n)
{
	return n < SYS_DATAGRAMS_MAX ? (unsigned)n : SYS_DATAGRAMS_MAX;
}

int sys_datagrams_send(int fd, struct sys_datagram *list, size_t n)
{
	struct mmsghdr messages[SYS_DATAGRAMS_MAX];
	struct sys_datagram_parts parts[SYS_DATAGRAMS_MAX];
	unsigned asked = 0;
	int done, before = errno;

	while (asked < count(n) &&
	       sys_datagram_outgoing(fd, &list[asked], &parts[asked], &messages[asked].msg_hdr))
		asked++;
	if (asked == 0 && n > 0)
		return -1;
	errno = before; /* what ended the batch is no failure of those before it */
	done = (int)sendmmsg(fd, messages, asked, MSG_NOSIGNAL);
	if (done == -1 && errno == ENOSYS) {
		errno = before;
		return sys_datagrams_send_each(fd, list, n);
	}
	for (int i = 0; i < done; i++)
		list[i].n = (size_t)messages[i].msg_len;
	return done;
}

/* Without MSG_WAITFORONE a blocking socket waits until the list is full. */
int sys_datagrams_receive(int fd, struct sys_datagram *list, size_t n)
{
	struct mmsghdr messages[SYS_DATAGRAMS_MAX];
	struct sys_datagram_parts parts[SYS_DATAGRAMS_MAX];
	unsigned asked = count(n);
	int done, before = errno;

	for (unsigned i = 0; i < asked; i++)
		sys_datagram_incoming(&list[i], &parts[i], &messages[i].msg_hdr);
	done = (int)recvmmsg(fd, messages, asked, MSG_WAITFORONE, NULL);
	if (done == -1 && errno == ENOSYS) {
		errno = before;
		return sys_datagrams_receive_each(fd, list, n);
	}
	for (int i = 0; i < done; i++)
		sys_datagram_arrived(&list[i], &messages[i].msg_hdr, (size_t)messages[i].msg_len);
	return done;
}
