/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operating system's own socket types and constants: what every other layer includes for them.
 */
#ifndef BIOSOCK_SYS_NET_H
#define BIOSOCK_SYS_NET_H

#include <sys/types.h>

#if defined(_WIN32)
#include "sys/net_windows.h"
#else
#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#endif

/* macOS before its SDK of 2023: nosignal_darwin.c does it for the whole socket. */
#if !defined(MSG_NOSIGNAL)
#define MSG_NOSIGNAL 0
#endif

#endif
