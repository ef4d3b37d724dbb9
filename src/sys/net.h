/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The operating system's own socket types and constants: what every other layer includes for them.
 */
#ifndef BIOSOCK_SYS_NET_H
#define BIOSOCK_SYS_NET_H

#include <sys/types.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

#endif
