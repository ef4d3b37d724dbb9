/* SPDX-License-Identifier: Apache-2.0 */
/* Multipath TCP (RFC 8684) as a protocol of socket(2). */
#ifndef BIOSOCK_SYS_MULTIPATH_H
#define BIOSOCK_SYS_MULTIPATH_H

/* The protocol that asks for Multipath TCP, or -1 where the system has none. */
int sys_multipath_protocol(void);

#endif
