/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD's options of TCP: tcp(4). */
#ifndef STUBS_FREEBSD_NETINET_TCP_H
#define STUBS_FREEBSD_NETINET_TCP_H

#define TCP_NODELAY   1
#define TCP_MAXSEG    2
#define TCP_NOPUSH    4
#define TCP_INFO      32
#define TCP_KEEPIDLE  256
#define TCP_KEEPINTVL 512
#define TCP_KEEPCNT   1024
#define TCP_FASTOPEN  1025

#endif
