/* SPDX-License-Identifier: Apache-2.0 */
/* Peers that weigh a server on 127.0.0.1, and the barest server to weigh it against. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bench.h"
#include "support/loopback_streams.h"

enum { EVENTS = 64, PIECE = 16 * 1024, QUEUE = 4096, HELD = 32 };

static void exchange(int sock)
{
	char byte = 'x';

	if (send(sock, &byte, 1, MSG_NOSIGNAL) != 1 || recv(sock, &byte, 1, 0) != 1)
		bench_die("no echo");
}

/*
 * A byte there and back, `rounds` times, while `idle` others are connected. It says when that
 * begins and ends, and waits for a line before and after.
 */
static void echoes(int port, long rounds, long idle)
{
	char line[8];
	int sock;

	for (long i = 0; i < idle; i++)
		(void)connect_to(port);
	sock = connect_to(port);
	exchange(sock); /* all before it are accepted by then */
	puts("begin");
	fflush(stdout);
	if (fgets(line, sizeof(line), stdin) == NULL)
		return;
	for (long i = 0; i < rounds; i++)
		exchange(sock);
	puts("end");
	fflush(stdout);
	(void)!fgets(line, sizeof(line), stdin);
}

/* Connections with a byte there and back, some open at once. */
static void connections(int port, long rounds)
{
	int held[HELD];
	char byte = 'x';

	for (long n = 0; n < rounds; n += HELD) {
		for (int i = 0; i < HELD; i++) {
			held[i] = connect_to(port);
			if (send(held[i], &byte, 1, MSG_NOSIGNAL) != 1)
				bench_die("send");
		}
		for (int i = 0; i < HELD; i++) {
			if (recv(held[i], &byte, 1, 0) != 1)
				bench_die("no echo");
			leave(held[i]);
		}
	}
}

static void watch(int queue, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(queue, EPOLL_CTL_ADD, fd, &event) == -1)
		bench_die("epoll_ctl");
}

static void accept_all(int queue, int listener)
{
	struct sockaddr_storage peer;
	socklen_t len = sizeof(peer);
	int sock;

	while ((sock = accept4(listener, (struct sockaddr *)&peer, &len,
	            SOCK_CLOEXEC | SOCK_NONBLOCK)) != -1) {
		watch(queue, sock);
		len = sizeof(peer);
	}
}

static void send_back(int sock)
{
	char bytes[PIECE];
	ssize_t n = recv(sock, bytes, sizeof(bytes), MSG_DONTWAIT);

	if (n > 0 && send(sock, bytes, (size_t)n, MSG_NOSIGNAL) == n)
		return;
	close(sock);
}

/* An echo server, and no more. */
static void serve(void)
{
	struct epoll_event events[EVENTS];
	int listener = listen_anywhere(SOCK_STREAM | SOCK_NONBLOCK, QUEUE);
	int queue = epoll_create1(EPOLL_CLOEXEC);

	watch(queue, listener);
	for (;;) {
		int n = epoll_wait(queue, events, EVENTS, -1);

		for (int i = 0; i < n; i++) {
			if (events[i].data.fd == listener)
				accept_all(queue, listener);
			else
				send_back(events[i].data.fd);
		}
	}
}

/* Sends so many bytes to who comes. */
static void flood(long bytes)
{
	static char piece[16 * PIECE];
	int sock = accept(listen_anywhere(SOCK_STREAM, 1), NULL, NULL);

	while (bytes > 0) {
		size_t n = (size_t)bytes < sizeof(piece) ? (size_t)bytes : sizeof(piece);
		ssize_t went = send(sock, piece, n, MSG_NOSIGNAL);

		if (went <= 0)
			bench_die("send");
		bytes -= went;
	}
	close(sock);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int port = argc > 2 ? atoi(argv[2]) : 0;
	struct rlimit most;

	if (getrlimit(RLIMIT_NOFILE, &most) == 0) {
		most.rlim_cur = most.rlim_max;
		setrlimit(RLIMIT_NOFILE, &most);
	}
	if (strcmp(what, "serve") == 0)
		serve();
	else if (strcmp(what, "flood") == 0 && argc > 2)
		flood(atol(argv[2]));
	else if (strcmp(what, "echoes") == 0 && argc > 4)
		echoes(port, atol(argv[3]), atol(argv[4]));
	else if (strcmp(what, "connections") == 0 && argc > 3)
		connections(port, atol(argv[3]));
	else
		return 2;
	return 0;
}
