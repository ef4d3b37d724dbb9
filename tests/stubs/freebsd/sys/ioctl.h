/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD's ioctl(2) on sockets. */
#ifndef STUBS_FREEBSD_SYS_IOCTL_H
#define STUBS_FREEBSD_SYS_IOCTL_H

#define FIONREAD 0x4004667fUL
#define FIONBIO  0x8004667eUL

int ioctl(int, unsigned long, ...);

#endif
