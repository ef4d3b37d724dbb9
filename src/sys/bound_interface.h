/* SPDX-License-Identifier: Apache-2.0 */
/* A socket that uses one interface and no other. */
#ifndef BIOSOCK_SYS_BOUND_INTERFACE_H
#define BIOSOCK_SYS_BOUND_INTERFACE_H

/*
 * For a socket of AF_INET or AF_INET6 that is neither bound nor connected. 0, or -1 with errno:
 * ENODEV if there is no such interface, EOPNOTSUPP where the system has no way.
 */
int sys_bind_to_interface(int fd, int family, const char *name);

#endif
