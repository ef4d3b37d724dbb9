/* SPDX-License-Identifier: Apache-2.0 */
/* Winsock's types and constants, and under POSIX's names those that it calls otherwise. */
#ifndef BIOSOCK_SYS_NET_WINDOWS_H
#define BIOSOCK_SYS_NET_WINDOWS_H

#include <winsock2.h>

#include <ws2tcpip.h>

#include <afunix.h>
#include <netioapi.h>

/* To these headers it is a word of C++; to this library a name like any other. */
#undef interface

typedef ADDRESS_FAMILY sa_family_t;
typedef USHORT in_port_t;

#define SHUT_RD   SD_RECEIVE
#define SHUT_WR   SD_SEND
#define SHUT_RDWR SD_BOTH

#endif
