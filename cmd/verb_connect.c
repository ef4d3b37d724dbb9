/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock connect: tries each address in order, then joins standard input and output to the peer.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/err.h>

#include "cmd/endpoints.h"
#include "cmd/flag_names.h"
#include "cmd/probes.h"
#include "cmd/relay.h"
#include "cmd/say.h"
#include "cmd/socket_path.h"
#include "cmd/sys/pollset.h"
#include "cmd/sys/stop.h"
#include "cmd/verbs.h"
#include "sys/bound_interface.h"
#include "sys/calls.h"
#include "sys/clock.h"
#include "sys/net.h"

enum {
	FULL_MS = 50,   /* how long a listener whose queue is full is given between tries */
	AGAIN_MS = 100, /* before the first try again; twice that before the next, */
	AGAIN_MOST_MS = 2000,
};

struct attempt {
	const struct settings *settings;
	struct endpoints from; /* what --bind says; empty without */
	struct socket_path path;
	int stop;           /* readable when it is time to end */
	bool stopped;       /* it was */
	long long deadline; /* of sys_clock_ms(); < 0: none */
	long long begin;    /* of the current try */
	long long lookup_ms;
	bool late;     /* it is over */
	bool may_pass; /* an address failed in a way that the next try may not */
};

/* What --bind says for a peer of that family; NULL if it says nothing. */
static const BIO_ADDR *local_for(const struct attempt *a, int family)
{
	for (size_t i = 0; i < a->from.n; i++) {
		if (a->from.list[i].family == family)
			return a->from.list[i].addr;
	}
	return NULL;
}

/* Binds as --bind says. False with the line that says why to *out_why. */
static bool bind_local(struct attempt *a, int sock, int family, char **out_why)
{
	const BIO_ADDR *local = local_for(a, family);
	char text[ADDRESS_TEXT];

	if (a->from.n == 0)
		return true;
	if (local == NULL) {
		*out_why = strdup("--bind: not of the peer's family");
		return false;
	}
	address_text(local, text);
	if (!BIO_bind(sock, local, a->settings->dial.flags)) {
		*out_why = failure_line("bind", text);
		return false;
	}
	socket_path_note(&a->path, local);
	return true;
}

/*
 * The wait of ms milliseconds (< 0: for ever), or what is left until the deadline if that is less.
 */
static int within(const struct attempt *a, int ms)
{
	long long left = a->deadline - sys_clock_ms();

	if (a->deadline < 0 || (ms >= 0 && ms <= left))
		return ms;
	return left > 0 ? (int)left : 0;
}

/*
 * Waits until the socket (-1: none) is writable, for ms milliseconds (< 0: for ever). Returns 0 or
 * errno; EINTR, with a->stopped set, if it is time to end, ETIMEDOUT, with a->late, if it is late.
 */
static int wait_for(struct attempt *a, int sock, int ms)
{
	sys_pollfd set[] = { { a->stop, POLLIN, 0 }, { sock, POLLOUT, 0 } };
	int ready;

	do {
		ready = sys_poll(set, 2, within(a, ms));
		a->late = ready == 0 && within(a, -1) == 0;
	} while (ready == 0 && ms < 0 && !a->late);
	if (ready == -1)
		return errno;
	a->stopped = set[0].revents != 0;
	if (a->stopped)
		return EINTR;
	return a->late ? ETIMEDOUT : 0;
}

/*
 * Connects, or begins to. If the queue of an AF_UNIX listener is full, nothing is under way,
 * whether connect() says so at once (EAGAIN) or a signal ended its wait for room (EINTR).
 */
static bool begin(struct attempt *a, int sock, const struct endpoint *to)
{
	int wait = sys_stop_interrupts() && a->deadline < 0 ? 0 : BIO_SOCK_NONBLOCK;

	while (!BIO_connect(sock, to->addr, a->settings->dial.flags | wait)) {
		int err = errno;

		if (to->family != AF_UNIX || (err != EAGAIN && err != EINTR))
			return false;
		ERR_clear_error();
		err = wait_for(a, -1, FULL_MS);
		if (err != 0) {
			errno = err;
			return false;
		}
	}
	return true;
}

/* Nobody listens yet, a route is not there yet, an answer is lost. */
static bool may_pass(int err)
{
	static const int passing[] = { ECONNREFUSED, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH, ENETDOWN,
		ECONNRESET, ECONNABORTED, ENOENT, EAGAIN };

	for (size_t i = 0; i < sizeof(passing) / sizeof(passing[0]); i++) {
		if (err == passing[i])
			return true;
	}
	return false;
}

static char *why_not(const struct attempt *a, const char *text, int err)
{
	char line[ADDRESS_TEXT + 128];

	if (a->late)
		snprintf(line, sizeof(line), "connect %s: no answer within %g s", text,
		    a->settings->dial.timeout_ms / 1000.0);
	else
		snprintf(line, sizeof(line), "connect %s: %s", text, error_text(err));
	return strdup(line);
}

static bool connect_socket(struct attempt *a, int sock, const struct endpoint *to, char **out_why)
{
	char text[ADDRESS_TEXT];
	int err;

	address_text(to->addr, text);
	if (a->settings->output.verbose)
		say("connecting to %s", text);
	if (begin(a, sock, to))
		return true;
	err = errno;
	if (!a->stopped && !a->late && !BIO_sock_should_retry(0)) {
		a->may_pass = a->may_pass || may_pass(err);
		*out_why = failure_line("connect", text);
		return false;
	}
	if (a->settings->output.verbose && !a->stopped && !a->late)
		say("waiting for %s", text);
	if (!a->stopped && !a->late)
		err = wait_for(a, sock, -1);
	if (err == 0)
		err = BIO_sock_error(sock);
	if (err == 0)
		return true;
	a->may_pass = a->may_pass || may_pass(err);
	*out_why = why_not(a, text, err);
	return false;
}

/* What the six calls have no flag for. False with the line that says why to *out_why. */
static bool prepare(struct attempt *a, int sock, const struct endpoint *to, char **out_why)
{
	const struct dial_settings *how = &a->settings->dial;
	const char *what = NULL;
	char text[ADDRESS_TEXT], line[ADDRESS_TEXT + 128];

	if (how->broadcast && sys_set_option(sock, SOL_SOCKET, SO_BROADCAST, 1) == -1)
		what = "broadcast";
	else if (how->interface_name != NULL &&
	         sys_bind_to_interface(sock, to->family, how->interface_name) == -1)
		what = how->interface_name;
	else if (to->family != AF_UNIX && probes_set(sock, &how->keepalive) == -1)
		what = "keepalive";
	if (what == NULL)
		return true;
	address_text(to->addr, text);
	snprintf(line, sizeof(line), "connect %s: %s: %s", text, what, error_text(errno));
	*out_why = strdup(line);
	return false;
}

/* A connected socket, or -1 with the line that says why to *out_why (NULL if memory ran out). */
static int try_endpoint(struct attempt *a, const struct endpoint *to, char **out_why)
{
	char text[ADDRESS_TEXT];
	int sock = BIO_socket(
	    to->family, to->socktype, to->protocol, a->settings->dial.flags & BIOSOCK_MPTCP);

	*out_why = NULL;
	a->begin = sys_clock_ms();
	if (sock == -1) {
		address_text(to->addr, text);
		*out_why = failure_line("connect", text);
		return -1;
	}
	if (prepare(a, sock, to, out_why) && bind_local(a, sock, to->family, out_why) &&
	    connect_socket(a, sock, to, out_why))
		return sock;
	BIO_closesocket(sock);
	socket_path_remove(&a->path);
	return -1;
}

/*
 * Says why each of the n failed that have failed, and forgets it. With `quiet` it
 * is only forgotten.
 */
static void say_all(char **lines, size_t n, bool quiet)
{
	for (size_t i = 0; i < n; i++) {
		if (!quiet)
			say("%s", lines[i] != NULL ? lines[i] : error_text(ENOMEM));
		free(lines[i]);
		lines[i] = NULL;
	}
}

/* Says why a try has failed, and how long it took, and forgets it. */
static void say_now(const struct attempt *a, char **why)
{
	say("%s (%lld ms)", *why != NULL ? *why : error_text(ENOMEM),
	    (long long)(sys_clock_ms() - a->begin));
	free(*why);
	*why = NULL;
}

/* Tries each once. Returns a connected socket, or -1; the number that failed to *out_failed. */
static int try_each(
    struct attempt *a, const struct endpoints *to, char **out_why, size_t *out_failed)
{
	size_t failed = 0;
	int sock = -1;

	a->may_pass = false;
	while (sock == -1 && failed < to->n && !a->stopped && !a->late) {
		sock = try_endpoint(a, &to->list[failed], &out_why[failed]);
		if (sock != -1)
			break;
		if (a->settings->output.verbose)
			say_now(a, &out_why[failed]);
		failed++;
	}
	*out_failed = failed;
	return sock;
}

/* Whether there is to be a try after the n-th, for which this waits. */
static bool is_worth_another(struct attempt *a, long n)
{
	int ms = n < 5 ? AGAIN_MS << n : AGAIN_MOST_MS;

	if (n >= a->settings->dial.retries || !a->may_pass || a->stopped || a->late)
		return false;
	ms = ms < AGAIN_MOST_MS ? ms : AGAIN_MOST_MS;
	if (a->settings->output.verbose)
		say("trying again in %g s", ms / 1000.0);
	return wait_for(a, -1, ms) == 0;
}

/*
 * Returns a connected socket and the first endpoint that can be connected to; -1, after saying why,
 * if none can.
 */
static int try_all(
    struct attempt *a, const struct endpoints *to, const struct endpoint **out_connected)
{
	char **why = calloc(to->n + 1, sizeof(*why));
	size_t failed = 0;
	bool again = why != NULL;
	int sock = -1;

	for (long n = 0; again; n++) {
		sock = try_each(a, to, why, &failed);
		again = sock == -1 && is_worth_another(a, n);
		say_all(why, failed, again || sock != -1 || a->settings->output.verbose);
	}
	*out_connected = &to->list[failed];
	if (why == NULL)
		say_errno("connect", ENOMEM);
	free(why);
	return sock;
}

static void tell_lookup(const struct attempt *a, const struct endpoints *to)
{
	const struct settings *settings = a->settings;
	char text[ADDRESS_TEXT], flags[128];

	for (size_t i = 0; i < to->n; i++) {
		address_text(to->list[i].addr, text);
		say("%s is %s", settings->dial.address, text);
	}
	say("lookup: %lld ms", a->lookup_ms);
	flags_text(settings->dial.flags, flags, sizeof(flags));
	say("flags: %s", flags);
}

static int join(const struct attempt *a, int sock, const struct endpoint *to)
{
	const struct settings *settings = a->settings;
	char peer[ADDRESS_TEXT], local[ADDRESS_TEXT];
	struct relay_job job = { sock, peer, a->stop, &settings->relay, &settings->output, NULL,
		NULL };

	address_text(to->addr, peer);
	address_local_text(sock, local);
	if (settings->output.verbose)
		say("connected to %s from %s (%lld ms)", peer, local,
		    (long long)(sys_clock_ms() - a->begin));
	return settings->dial.socktype == SOCK_DGRAM ? relay_datagrams(&job) : relay_stream(&job);
}

static int connect_to(struct attempt *a, const struct endpoints *to)
{
	const struct endpoint *connected = NULL;
	int status, sock;

	a->stop = sys_stop_watch();
	if (a->stop == -1) {
		say_errno("watch for signals", errno);
		return STATUS_FAILED;
	}
	if (a->settings->output.verbose)
		tell_lookup(a, to);
	sock = try_all(a, to, &connected);
	if (sock == -1)
		return STATUS_FAILED;
	status = join(a, sock, connected);
	BIO_closesocket(sock);
	socket_path_remove(&a->path);
	return status;
}

/* A signal ends it at once until something may be left behind, and then as soon as nothing is. */
int connect_run(const struct settings *settings)
{
	int timeout_ms = settings->dial.timeout_ms;
	struct attempt a = { .settings = settings, .deadline = -1 };
	struct endpoints to;
	int status;

	sys_stop_at_once();
	if (timeout_ms >= 0)
		a.deadline = sys_clock_ms() + timeout_ms;
	a.begin = sys_clock_ms();
	status = endpoints_find(&to, settings->dial.address, BIO_LOOKUP_CLIENT, settings);
	a.lookup_ms = sys_clock_ms() - a.begin;
	if (status != STATUS_OK)
		return status;
	if (settings->dial.bind != NULL)
		status = endpoints_find(&a.from, settings->dial.bind, BIO_LOOKUP_SERVER, settings);
	if (status == STATUS_OK && settings->dial.interface_name != NULL &&
	    to.list[0].family == AF_UNIX) {
		say("--interface: %s is not of a network", settings->dial.address);
		status = STATUS_USAGE;
	}
	if (status == STATUS_OK)
		status = connect_to(&a, &to);
	endpoints_fini(&a.from);
	endpoints_fini(&to);
	sys_stop_obey();
	return status;
}
