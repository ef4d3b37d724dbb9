/* SPDX-License-Identifier: Apache-2.0 */
/* The bits of net.inet.tcp.fastopen of macOS: for the files of src/sys. */
#ifndef BIOSOCK_SYS_FASTOPEN_DARWIN_H
#define BIOSOCK_SYS_FASTOPEN_DARWIN_H

/*
 * xnu's bsd/netinet/tcp_var.h has them as TCP_FASTOPEN_SERVER and TCP_FASTOPEN_CLIENT, and the SDK
 * has no such header. They are the other way round than Linux's.
 */
enum { SYS_DARWIN_FASTOPEN_SERVER = 0x01, SYS_DARWIN_FASTOPEN_CLIENT = 0x02 };

#endif
