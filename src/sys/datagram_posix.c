/* SPDX-License-Identifier: Apache-2.0 */
/* Datagrams where send(2) takes MSG_NOSIGNAL (POSIX.1-2008). */
#include <stddef.h>

#include "sys/datagram_message.h"

ssize_t sys_datagram_receive(
    int fd, void *bytes, size_t n, bool peek, struct sockaddr *from, socklen_t *len)
{
	return recvfrom(fd, bytes, n, peek ? MSG_PEEK : 0, from, len);
}

int sys_datagram_fits(int fd, void *bytes, size_t n)
{
	struct iovec part = { bytes, n };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };

	if (recvmsg(fd, &message, MSG_PEEK) == -1)
		return -1;
	return (message.msg_flags & MSG_TRUNC) == 0;
}

ssize_t sys_datagram_send(
    int fd, const void *bytes, size_t n, const struct sockaddr *to, socklen_t len)
{
	return sendto(fd, bytes, n, MSG_NOSIGNAL, to, len);
}

static void begin(
    const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out)
{
	parts->bytes = (struct iovec){ d->bytes, d->n };
	*out = (struct msghdr){
		.msg_name = d->peer,
		.msg_namelen = d->peer != NULL ? d->peer_size : 0,
		.msg_iov = &parts->bytes,
		.msg_iovlen = 1,
	};
}

bool sys_datagram_outgoing(
    int fd, const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out)
{
	begin(d, parts, out);
	if (d->local.family == AF_UNSPEC || sys_pktinfo_is_own(fd, &d->local))
		return true;
	if (!sys_pktinfo_heeded(fd, &d->local, d->peer))
		return false;
	sys_pktinfo_put(out, &parts->control, &d->local);
	return true;
}

void sys_datagram_incoming(
    const struct sys_datagram *d, struct sys_datagram_parts *parts, struct msghdr *out)
{
	begin(d, parts, out);
	out->msg_control = &parts->control;
	out->msg_controllen = sizeof(parts->control);
}

void sys_datagram_arrived(struct sys_datagram *d, struct msghdr *message, size_t n)
{
	d->n = n;
	d->peer_size = d->peer != NULL ? message->msg_namelen : 0;
	sys_pktinfo_get(message, &d->local);
}
