/* SPDX-License-Identifier: Apache-2.0 */
/* Many datagrams in one system call: sendmmsg(2) of Linux 3.0, recvmmsg(2) of 2.6.33. */
#include "sys/datagram_message.h"

static unsigned count(size_t n)
{
	return n < SYS_DATAGRAMS_MAX ? (unsigned)n : SYS_DATAGRAMS_MAX;
}

int sys_datagrams_send(int fd, struct sys_datagram *list, size_t n)
{
	struct mmsghdr messages[SYS_DATAGRAMS_MAX];
	struct sys_datagram_parts parts[SYS_DATAGRAMS_MAX];
	unsigned asked = count(n);
	int done;

	for (unsigned i = 0; i < asked; i++)
		sys_datagram_outgoing(&list[i], &parts[i], &messages[i].msg_hdr);
	done = sendmmsg(fd, messages, asked, MSG_NOSIGNAL);
	for (int i = 0; i < done; i++)
		list[i].n = messages[i].msg_len;
	return done;
}

/* Without MSG_WAITFORONE a blocking socket waits until the list is full. */
int sys_datagrams_receive(int fd, struct sys_datagram *list, size_t n)
{
	struct mmsghdr messages[SYS_DATAGRAMS_MAX];
	struct sys_datagram_parts parts[SYS_DATAGRAMS_MAX];
	unsigned asked = count(n);
	int done;

	for (unsigned i = 0; i < asked; i++)
		sys_datagram_incoming(&list[i], &parts[i], &messages[i].msg_hdr);
	done = recvmmsg(fd, messages, asked, MSG_WAITFORONE, NULL);
	for (int i = 0; i < done; i++)
		sys_datagram_arrived(&list[i], &messages[i].msg_hdr, messages[i].msg_len);
	return done;
}
