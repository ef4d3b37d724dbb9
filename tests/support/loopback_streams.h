/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bare streams on this machine, at 127.0.0.1 unless something else is said, for programs that are
 * peers: what cannot be had ends the program. A header alone, so that such a program stays one
 * source that any machine's compiler takes.
 */
#ifndef BIOSOCK_TESTS_LOOPBACK_STREAMS_H
#define BIOSOCK_TESTS_LOOPBACK_STREAMS_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static inline _Noreturn void loopback_die(const char *what)
{
	perror(what);
	exit(1);
}

static inline struct sockaddr_in loopback(int port)
{
	struct sockaddr_in addr = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };

	addr.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return addr;
}

static inline int connect_to_address(struct sockaddr_in addr)
{
	int sock = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (sock == -1 || connect(sock, (struct sockaddr *)&addr, sizeof(addr)) == -1)
		loopback_die("connect");
	return sock;
}

static inline int connect_to(int port)
{
	return connect_to_address(loopback(port));
}

/* A listener of that type on a port that it prints. */
static inline int listen_anywhere(int type, int queue)
{
	struct sockaddr_in addr = loopback(0);
	socklen_t len = sizeof(addr);
	int listener = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (bind(listener, (struct sockaddr *)&addr, sizeof(addr)) == -1 ||
	    listen(listener, queue) == -1 ||
	    getsockname(listener, (struct sockaddr *)&addr, &len) == -1)
		loopback_die("listen");
	printf("%d\n", ntohs(addr.sin_port));
	fflush(stdout);
	return listener;
}

/* It is gone at once, by a reset, so that no port is kept. */
static inline void leave(int sock)
{
	struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(sock, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(sock);
}

#endif
