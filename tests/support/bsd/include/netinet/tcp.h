/* SPDX-License-Identifier: Apache-2.0 */
/* The system's TCP, and what of Linux's tests name: as sys/socket.h beside this. */
#include_next <netinet/tcp.h>

#ifndef BIOSOCK_TESTS_BSD_TCP_H
#define BIOSOCK_TESTS_BSD_TCP_H

#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN 0x20005
#endif
#define TCP_FASTOPEN_CONNECT 0x20006

#endif
