/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Many dials at once in a loop around epoll(7): each has one descriptor, which can be read when a
 * step of it is due. usage: dial_epoll HOST PORT [HOST PORT]...
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/epoll.h>

#include <biosock.h>
#include <openssl/err.h>

enum { AT_ONCE = 16 };

struct dial {
	const char *host, *port;
	biosock_dialer *dialer;
};

/* 1 if it has a connection, 0 if it is over without one, -1 if it goes on. */
static int step(struct dial *dial)
{
	int done = biosock_dialer_step(dial->dialer);

	if (done == 0)
		return -1;
	if (done == 1) {
		int sock = biosock_dialer_take(dial->dialer, NULL);

		printf("%s port %s: connected\n", dial->host, dial->port);
		BIO_closesocket(sock);
	} else {
		printf("%s port %s: failed\n", dial->host, dial->port);
		ERR_print_errors_fp(stderr);
	}
	biosock_dialer_free(dial->dialer);
	return done == 1;
}

static int begin(struct dial *dial, int loop)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = dial };

	options.timeout_ms = 30000;
	dial->dialer = biosock_dialer_new(dial->host, dial->port, &options);
	if (dial->dialer != NULL &&
	    epoll_ctl(loop, EPOLL_CTL_ADD, biosock_dialer_fd(dial->dialer), &event) == 0)
		return 1;
	biosock_dialer_free(dial->dialer);
	return 0;
}

/* Freeing a dialer closes its descriptor, which takes it out of the loop. How many connected. */
static int run(int loop, int under_way)
{
	struct epoll_event events[AT_ONCE];
	int connected = 0;

	while (under_way > 0) {
		int n = epoll_wait(loop, events, AT_ONCE, -1);

		if (n == -1 && errno != EINTR)
			break;
		for (int i = 0; i < n; i++) {
			int done = step(events[i].data.ptr);

			under_way -= done != -1;
			connected += done == 1;
		}
	}
	return connected;
}

int main(int argc, char **argv)
{
	int loop = epoll_create1(EPOLL_CLOEXEC), n = (argc - 1) / 2, begun = 0;
	struct dial *dials;

	if (argc < 3 || argc % 2 == 0) {
		fputs("usage: dial_epoll HOST PORT [HOST PORT]...\n", stderr);
		return 2;
	}
	dials = calloc((size_t)n, sizeof(*dials));
	for (int i = 0; i < n && dials != NULL; i++) {
		dials[i].host = argv[1 + 2 * i];
		dials[i].port = argv[2 + 2 * i];
		begun += begin(&dials[i], loop);
	}
	ERR_print_errors_fp(stderr);
	begun = run(loop, begun);
	close(loop);
	free(dials);
	return begun == n ? 0 : 1;
}
