/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How large a datagram may be on its way: path MTU discovery (RFC 1191, RFC 8201) of a socket
 * of family `family`.
 */
#ifndef BIOSOCK_SYS_MTU_H
#define BIOSOCK_SYS_MTU_H

/* All: 0, or -1 with errno, ENOPROTOOPT for what this system does not have. */

/* The path's to a connected socket's peer, in bytes with all headers. */
int sys_mtu_get(int fd, int family, int *out_mtu);

/* Has the system find it out. */
int sys_mtu_discover(int fd, int family);

/*
 * Has no datagram fragmented, and (IPv4) larger ones than the discovered sent all the same; or
 * lets it fragment.
 */
int sys_mtu_dont_fragment(int fd, int family, int on);

#endif
