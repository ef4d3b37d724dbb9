/* SPDX-License-Identifier: Apache-2.0 */
/* What an address begins with, besides its family: on BSD and macOS its own length. */
#ifndef BIOSOCK_SYS_SOCKADDR_H
#define BIOSOCK_SYS_SOCKADDR_H

#include <stddef.h>

#include "sys/net.h"

/*
 * Tells the struct sockaddr_* at `addr` how long it is. The kernel goes by the length in the call;
 * getnameinfo(3) and programs that look into the address do not. SIN6_LEN says that addresses have
 * such a member (RFC 3493, 3.4).
 */
#ifdef SIN6_LEN
/* By bytes, so that it does not matter which structure it is. */
static inline void sys_sockaddr_length(void *addr, size_t length)
{
	((unsigned char *)addr)[offsetof(struct sockaddr, sa_len)] = (unsigned char)length;
}
#else
static inline void sys_sockaddr_length(void *addr, size_t length)
{
	(void)addr;
	(void)length;
}
#endif

#endif
