/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of sockets of Linux, in the order that getaddrinfo(3) of glibc 2.43 was seen to have.
 * In 2.36 it does not know Multipath TCP yet.
 */
#include "sys/protocols.h"

#include "sys/net.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static const struct sys_socket_kind kinds[] = {
	{ SOCK_STREAM, IPPROTO_TCP, true, false },
	{ SOCK_STREAM, IPPROTO_MPTCP, false, false },
	{ SOCK_DGRAM, IPPROTO_UDP, true, false },
	{ SOCK_DCCP, IPPROTO_DCCP, false, false },
	{ SOCK_DGRAM, IPPROTO_UDPLITE, false, false },
	{ SOCK_STREAM, IPPROTO_SCTP, false, false },
	{ SOCK_SEQPACKET, IPPROTO_SCTP, false, false },
	{ SOCK_RAW, 0, true, true },
};

const struct sys_socket_kind *sys_socket_kinds(size_t *out_n)
{
	*out_n = sizeof(kinds) / sizeof(kinds[0]);
	return kinds;
}
