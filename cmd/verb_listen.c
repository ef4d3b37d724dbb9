/* SPDX-License-Identifier: Apache-2.0 */
/* biosock listen: opens the listeners and does the work that was asked for. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "cmd/flag_names.h"
#include "cmd/listeners.h"
#include "cmd/relay.h"
#include "cmd/say.h"
#include "cmd/serve.h"
#include "cmd/sys/child.h"
#include "cmd/sys/pollset.h"
#include "cmd/sys/split.h"
#include "cmd/sys/stop.h"
#include "cmd/sys/transfer.h"
#include "cmd/verbs.h"

enum { LOOK_MS = 50 }; /* how long a connection that may be empty is looked at */

/*
 * Returns the listener to which somebody comes first; NULL, with the exit status in *out_status,
 * when it is time to stop.
 */
static const struct listener *wait_for_first(const struct listeners *at, int stop, int *out_status)
{
	sys_pollfd *set = calloc(1 + at->n, sizeof(*set));
	const struct listener *first = NULL;
	int ready = set != NULL ? 0 : -1;

	while (ready == 0) {
		set[0] = (sys_pollfd){ stop, POLLIN, 0 };
		for (size_t i = 0; i < at->n; i++)
			set[1 + i] = (sys_pollfd){ at->list[i].sock, POLLIN, 0 };
		ready = sys_poll(set, 1 + at->n, -1);
	}
	*out_status = ready == -1 ? STATUS_FAILED : STATUS_OK;
	if (ready == -1)
		say_errno("wait for connections", set != NULL ? errno : ENOMEM);
	for (size_t i = 0; ready != -1 && set[0].revents == 0 && i < at->n && first == NULL; i++) {
		if (set[1 + i].revents != 0)
			first = &at->list[i];
	}
	free(set);
	return first;
}

/* The first connection, and the peer's address as text; -1 with the exit status to *out_status. */
static int accept_first(const struct listeners *at, const struct settings *settings, int stop,
    char peer[ADDRESS_TEXT], int *out_status)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	const struct listener *from = NULL;
	int sock = -1;

	if (addr == NULL)
		say_errno("accept", ENOMEM);
	while (addr != NULL && sock == -1) {
		from = wait_for_first(at, stop, out_status);
		if (from == NULL)
			break;
		sock = BIO_accept_ex(from->sock, addr, settings->dial.flags);
		if (sock == -1 && !BIO_sock_should_retry(sock)) {
			say_failure("accept", from->text);
			*out_status = STATUS_FAILED;
			break;
		}
	}
	if (sock != -1) {
		address_unmap(addr);
		address_text(addr, peer);
	}
	BIO_ADDR_free(addr);
	return sock;
}

/*
 * Whether this is a connection that ends before anything has come: somebody looked whether the port
 * is open. It is not given input that the next one is to have.
 */
static bool is_empty(int sock, int stop)
{
	sys_pollfd set[] = { { sock, POLLIN, 0 }, { stop, POLLIN, 0 } };

	return sys_poll(set, 2, LOOK_MS) > 0 && set[0].revents != 0 && sys_is_at_end(sock);
}

static bool is_readable(int stop)
{
	sys_pollfd set = { stop, POLLIN, 0 };

	return sys_poll(&set, 1, 0) > 0;
}

/* With *lost not NULL others are to follow. */
static int join_one(
    int sock, const char *peer, const struct settings *settings, int stop, bool *lost)
{
	const struct relay_job job = { sock, peer, stop, &settings->relay, &settings->output, lost,
		NULL };
	int status;

	if (settings->output.verbose)
		say("%s: connected", peer);
	status = relay_stream(&job);
	BIO_closesocket(sock);
	return status;
}

/* One after the other. What becomes of one is not the next one's affair, but has to be told. */
static int join_many(struct listeners *at, const struct settings *settings, int stop)
{
	char peer[ADDRESS_TEXT];
	int status = STATUS_OK, worst = STATUS_OK;

	for (long n = 0; settings->serve.count == 0 || n < settings->serve.count;) {
		bool lost = false;
		int sock;

		status = STATUS_FAILED;
		sock = accept_first(at, settings, stop, peer, &status);
		if (sock == -1)
			return status;
		if (is_empty(sock, stop)) {
			BIO_closesocket(sock);
			continue;
		}
		status = join_one(sock, peer, settings, stop, &lost);
		if (lost || is_readable(stop))
			return status;
		if (status != STATUS_OK)
			worst = status;
		n++;
	}
	return worst;
}

static int join_stream(struct listeners *at, const struct settings *settings, int stop)
{
	char peer[ADDRESS_TEXT];
	int status = STATUS_FAILED, sock;

	if (settings->serve.keep)
		return join_many(at, settings, stop);
	sock = accept_first(at, settings, stop, peer, &status);
	if (sock == -1)
		return status;
	listeners_close(at);
	return join_one(sock, peer, settings, stop, NULL);
}

/*
 * Waits for the first datagram, which stays to be received, and returns the listener it came to and
 * its sender; NULL, with the exit status in *out_status, when it is time to stop.
 */
static const struct listener *peek_first(
    const struct listeners *at, int stop, struct sockaddr_storage *out_from, int *out_status)
{
	for (;;) {
		const struct listener *first = wait_for_first(at, stop, out_status);
		ssize_t n = first != NULL ? sys_peek_from(first->sock, out_from) : 0;

		if (first == NULL || n >= 0)
			return first;
		if (n == SYS_LATER)
			continue;
		say("receive at %s: %s", first->text, error_text(errno));
		*out_status = STATUS_FAILED;
		return NULL;
	}
}

/* An AF_UNIX sender may have no name, or be gone; then it only cannot be answered. */
static bool tie(int sock, const struct sockaddr_storage *to, const char *peer)
{
	if (to->ss_family == AF_UNSPEC ||
	    BIO_connect(sock, (const BIO_ADDR *)to, BIO_SOCK_NONBLOCK))
		return true;
	if (to->ss_family == AF_UNIX) {
		ERR_clear_error();
		return true;
	}
	say_failure("connect", peer);
	return false;
}

/*
 * The socket is connected to the sender of the first datagram, but others may have sent
 * some before that.
 */
static int join_datagrams(struct listeners *at, const struct settings *settings, int stop)
{
	struct sockaddr_storage from;
	char peer[ADDRESS_TEXT];
	struct relay_job job = { -1, peer, stop, &settings->relay, &settings->output, NULL, &from };
	int status;
	const struct listener *first = peek_first(at, stop, &from, &status);

	if (first == NULL)
		return status;
	address_text((const BIO_ADDR *)&from, peer);
	if (!tie(first->sock, &from, peer))
		return STATUS_FAILED;
	if (settings->output.verbose)
		say("%s: first datagram", peer);
	job.sock = first->sock;
	return relay_datagrams(&job);
}

typedef int work_fn(struct listeners *at, const struct settings *settings, int stop);

static const struct {
	enum work work;
	int socktype;
	work_fn *run;
} works[] = {
	{ WORK_JOIN, SOCK_STREAM, join_stream },
	{ WORK_JOIN, SOCK_DGRAM, join_datagrams },
	{ WORK_ECHO, SOCK_STREAM, serve_streams },
	{ WORK_ECHO, SOCK_DGRAM, serve_datagrams },
	{ WORK_DISCARD, SOCK_STREAM, serve_streams },
	{ WORK_DISCARD, SOCK_DGRAM, serve_datagrams },
	{ WORK_EXEC, SOCK_STREAM, serve_streams },
	{ WORK_FORWARD, SOCK_STREAM, serve_streams },
};

static int do_work(struct listeners *at, const struct settings *settings, int stop)
{
	for (size_t i = 0; i < sizeof(works) / sizeof(works[0]); i++) {
		if ((int)works[i].work == settings->serve.work &&
		    works[i].socktype == settings->dial.socktype)
			return works[i].run(at, settings, stop);
	}
	return STATUS_USAGE;
}

/* In several processes, of which this one is the first, and the others end here. */
static int do_work_in_shards(struct listeners *at, const struct settings *settings, int stop)
{
	int shard = sys_split((int)settings->serve.shards, &stop), status;

	if (shard == -1) {
		say_errno("--shards", errno);
		return STATUS_FAILED;
	}
	listeners_keep(at, (size_t)shard);
	status = do_work(at, settings, stop);
	listeners_close(at);
	sys_split_end();
	return status;
}

int listen_run(const struct settings *settings)
{
	struct listeners at;
	char flags[128];
	int status, stop;

	if (settings->serve.work == WORK_EXEC && !sys_has_children()) {
		say("--exec: this system gives no program a socket as its standard input");
		return STATUS_USAGE;
	}
	sys_stop_at_once();
	if (settings->serve.adopt == NULL && settings->output.verbose) {
		flags_text(settings->dial.flags, flags, sizeof(flags));
		say("listen %s, flags: %s", settings->dial.address, flags);
	}
	status = settings->serve.adopt != NULL ? listeners_adopt(&at, settings, &stop)
	                                       : listeners_open(&at, settings, &stop);
	if (status != STATUS_OK)
		return status;
	status = settings->serve.shards > 1 ? do_work_in_shards(&at, settings, stop)
	                                    : do_work(&at, settings, stop);
	listeners_close(&at);
	return status;
}
