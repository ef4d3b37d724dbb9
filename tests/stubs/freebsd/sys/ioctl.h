/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD's ioctl(2) on sockets and terminals. */
#ifndef STUBS_FREEBSD_SYS_IOCTL_H
#define STUBS_FREEBSD_SYS_IOCTL_H

#define FIONREAD   0x4004667fUL
#define FIONBIO    0x8004667eUL

#define TIOCGWINSZ 0x40087468UL

struct winsize {
	unsigned short ws_row, ws_col, ws_xpixel, ws_ypixel;
};

int ioctl(int, unsigned long, ...);

#endif
