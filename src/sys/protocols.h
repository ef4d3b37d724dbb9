/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of sockets an internet address can be used with, as the system's resolver lists them.
 */
#ifndef BIOSOCK_SYS_PROTOCOLS_H
#define BIOSOCK_SYS_PROTOCOLS_H

#include <stdbool.h>
#include <stddef.h>

struct sys_socket_kind {
	int socktype;
	int protocol;
	bool listed;       /* part of the answer when any kind will do */
	bool any_protocol; /* takes the caller's protocol, and has no services */
};

/* No system has more. */
enum { SYS_SOCKET_KINDS_MAX = 8 };

/* The kinds of this system, *out_n of them, in the order in which its resolver looks for one. */
const struct sys_socket_kind *sys_socket_kinds(size_t *out_n);

#endif
