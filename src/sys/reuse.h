/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses that more than one socket may be bound to, by SO_REUSEADDR and SO_REUSEPORT. */
#ifndef BIOSOCK_SYS_REUSE_H
#define BIOSOCK_SYS_REUSE_H

/* Lets the address be bound while connections from before linger on it. 0, or -1 with errno. */
int sys_reuse_address(int fd);

/*
 * Lets other sockets that ask for the same share the port. 0, or -1 with errno: ENOPROTOOPT where
 * no option says just that.
 */
int sys_reuse_port(int fd);

#endif
