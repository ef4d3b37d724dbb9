/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scenery of the timed operations: a listener, its backlog, and their cleaning up, none
 * of it timed.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"

static const struct sockaddr *listener_addr(const struct loopback *loopback)
{
	return (const struct sockaddr *)(const void *)&loopback->listener_addr;
}

void loopback_open(struct loopback *out)
{
	struct sockaddr_in any = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct sockaddr *addr = (struct sockaddr *)(void *)&out->listener_addr;

	memset(out, 0, sizeof(*out));
	out->listener_len = sizeof(out->listener_addr);
	out->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (bind(out->listener, (const struct sockaddr *)(const void *)&any, sizeof(any)) != 0 ||
	    listen(out->listener, SOMAXCONN) != 0 ||
	    getsockname(out->listener, addr, &out->listener_len) != 0)
		bench_die("listening on 127.0.0.1");
	out->not_a_socket = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (out->not_a_socket == -1)
		bench_die("/dev/null");
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, out->streams) != 0)
		bench_die("a pair of streams");
	snprintf(out->service, sizeof(out->service), "%d",
	    ntohs(((const struct sockaddr_in *)(const void *)&out->listener_addr)->sin_port));
}

void loopback_close(struct loopback *loopback)
{
	close(loopback->listener);
	close(loopback->not_a_socket);
	close(loopback->streams[0]);
	close(loopback->streams[1]);
}

/*
 * Closed by a reset, a connection leaves no TIME-WAIT behind (RFC 9293, 3.10.4), of which a run
 * would have thousands.
 */
static void reset(int fd)
{
	const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
	close(fd);
}

void loopback_fill(struct loopback *loopback, struct job *job)
{
	for (size_t i = 0; i < job->n; i++) {
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

		if (connect(fd, listener_addr(loopback), loopback->listener_len) != 0)
			bench_die("filling the backlog");
		loopback->clients[i] = fd;
	}
	job->fd = loopback->listener;
	job->out_fds = loopback->accepted;
}

void loopback_drop_accepted(struct loopback *loopback, struct job *job)
{
	for (size_t i = 0; i < job->n; i++) {
		reset(loopback->clients[i]);
		close(loopback->accepted[i]);
	}
}

void loopback_offer(struct loopback *loopback, struct job *job)
{
	job->addr = listener_addr(loopback);
	job->addr_len = loopback->listener_len;
}

void loopback_drain(struct loopback *loopback, struct job *job)
{
	size_t n = 0;
	int fd;

	for (; (fd = accept(loopback->listener, NULL, NULL)) != -1; n++)
		reset(fd);
	if (n != job->n || errno != EAGAIN)
		bench_die("connections that never came");
}

void loopback_spoil(struct loopback *loopback, struct job *job)
{
	loopback_offer(loopback, job);
	job->fd = loopback->not_a_socket;
}

void loopback_name(struct loopback *loopback, struct job *job)
{
	job->service = loopback->service;
}

void loopback_join(struct loopback *loopback, struct job *job)
{
	job->streams = loopback->streams;
}
