/* SPDX-License-Identifier: Apache-2.0 */
/* The same operations as a careful program does them without a library: the limit. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "operations.h"

union address {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static int read_address(const struct job *job, union address *out)
{
	const char *host = job->host != NULL ? job->host : "0.0.0.0";
	in_port_t port = htons((in_port_t)strtoul(job->service, NULL, 10));

	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, host, &out->v4.sin_addr) == 1) {
		out->v4.sin_family = AF_INET;
		out->v4.sin_port = port;
		return 1;
	}
	out->v6.sin6_family = AF_INET6;
	out->v6.sin6_port = port;
	return inet_pton(AF_INET6, host, &out->v6.sin6_addr) == 1;
}

static size_t lookup(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		union address address;

		good += read_address(job, &address) == 1;
	}
	return good;
}

static size_t split(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		const char *colon = strrchr(job->text, ':');
		char *host = strndup(job->text, (size_t)(colon - job->text));
		char *service = strdup(colon + 1);

		good += host != NULL && service != NULL;
		free(host);
		free(service);
	}
	return good;
}

static size_t text(const struct job *job)
{
	const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)job->addr;
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)job->addr;
	int is_v6 = job->addr->sa_family == AF_INET6;
	const void *bytes = is_v6 ? (const void *)&v6->sin6_addr : (const void *)&v4->sin_addr;
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		char host[INET6_ADDRSTRLEN], service[6];

		good += inet_ntop(job->addr->sa_family, bytes, host, sizeof(host)) != NULL;
		snprintf(service, sizeof(service), "%u",
		    (unsigned)ntohs(is_v6 ? v6->sin6_port : v4->sin_port));
	}
	return good;
}

static size_t accept_burst(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		union address peer;
		socklen_t len = sizeof(peer);

		job->out_fds[i] = accept4(job->fd, &peer.sa, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
		good += job->out_fds[i] >= 0;
	}
	return good;
}

/* The queue of the listener, which a server makes once. */
static int queue_of(int listener)
{
	static int queue = -1, its_listener = -1;
	struct epoll_event event = { .events = EPOLLIN };

	if (its_listener == listener)
		return queue;
	if (queue != -1)
		close(queue);
	queue = epoll_create1(EPOLL_CLOEXEC);
	epoll_ctl(queue, EPOLL_CTL_ADD, listener, &event);
	its_listener = listener;
	return queue;
}

static size_t accept_many(const struct job *job)
{
	int queue = queue_of(job->fd), fd;
	struct epoll_event events[64];
	size_t good = 0;

	while (good < job->n && epoll_wait(queue, events, 64, 1000) == 1) {
		while (good < job->n &&
		       (fd = accept4(job->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) != -1)
			job->out_fds[good++] = fd;
	}
	return good;
}

static size_t connect_with_flags(const struct job *job)
{
	const int on = 1;
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		int fd =
		    socket(job->addr->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

		setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		good += connect(fd, job->addr, job->addr_len) == 0 || errno == EINPROGRESS;
		close(fd);
	}
	return good;
}

static size_t fail_accept(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++)
		good += accept4(job->fd, NULL, NULL, SOCK_CLOEXEC) == -1;
	return good;
}

static size_t fail_bind(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++)
		good += bind(job->fd, job->addr, job->addr_len) == -1;
	return good;
}

static size_t exchange(const struct job *job)
{
	size_t good = 0;
	char byte = 0;

	for (size_t i = 0; i < job->n; i++)
		good +=
		    write(job->streams[0], &byte, 1) == 1 && read(job->streams[1], &byte, 1) == 1;
	return good;
}

static size_t dial(const struct job *job)
{
	const int on = 1;
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		union address address;
		int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

		setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
		good += read_address(job, &address) &&
		        connect(fd, &address.sa, sizeof(address.v4)) == 0;
		shutdown(fd, SHUT_RDWR);
		close(fd);
	}
	return good;
}

/* Into a buffer between the two, and out of it. */
static size_t pass(const struct job *job)
{
	char bytes[PASSED], *between = malloc(PASSED);
	size_t good = 0;

	if (between == NULL)
		return 0;
	memset(bytes, 1, sizeof(bytes));
	for (size_t i = 0; i < job->n; i++) {
		memcpy(between, bytes, PASSED);
		__asm__ volatile("" : : "r"(between) : "memory");
		memcpy(bytes, between, PASSED);
		__asm__ volatile("" : : "r"(bytes) : "memory");
		good++;
	}
	free(between);
	return good;
}

const struct operations *bench_operations(void)
{
	static const struct operations self = { NULL, NULL, lookup, split, text, accept_burst,
		accept_many, connect_with_flags, fail_accept, fail_bind, exchange, dial, pass,
		NULL };

	return &self;
}
