/* SPDX-License-Identifier: Apache-2.0 */
/* Whichever address of a peer is there first, what is done with each socket, and what is said. */
#include "cmd/dialling.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/err.h>

#include "cmd/probes.h"
#include "cmd/say.h"
#include "cmd/sys/pollset.h"
#include "sys/bound_interface.h"
#include "sys/calls.h"
#include "sys/clock.h"
#include "sys/net.h"

enum {
	AGAIN_MS = 100, /* before the first try again; twice that before the next, */
	AGAIN_MOST_MS = 2000,
	LAST_MS = 100, /* that the last try has before the time is over */
};

/* Milliseconds until the deadline; -1: there is none. */
static int time_left(const struct dialling *d)
{
	long long left = d->deadline - sys_clock_ms();

	if (d->deadline < 0)
		return -1;
	return left > 0 ? (int)left : 0;
}

/* What --bind says for a peer of that family; NULL if it says nothing. */
static const BIO_ADDR *local_for(const struct dialling *d, int family)
{
	for (size_t i = 0; i < d->from.n; i++) {
		if (d->from.list[i].family == family)
			return d->from.list[i].addr;
	}
	return NULL;
}

/* Binds as --bind says. False after saying why. */
static bool bind_local(struct dialling *d, int sock, int family)
{
	const BIO_ADDR *local = local_for(d, family);
	char text[ADDRESS_TEXT];

	if (d->from.n == 0)
		return true;
	if (local == NULL) {
		dialling_add_line(d, strdup("--bind: not of the peer's family"));
		return false;
	}
	if (BIO_bind(sock, local, d->settings->dial.flags)) {
		socket_path_note(&d->path, local);
		return true;
	}
	address_text(local, text);
	dialling_add_line(d, failure_line("bind", text));
	return false;
}

/* What a dial has no option for. NULL, or what failed, with errno. */
static const char *set_options(const struct dial_settings *how, int sock, int family)
{
	if (how->broadcast && sys_set_option(sock, SOL_SOCKET, SO_BROADCAST, 1) == -1)
		return "broadcast";
	if (how->interface_name != NULL &&
	    sys_bind_to_interface(sock, family, how->interface_name) == -1)
		return how->interface_name;
	if (family != AF_UNIX && probes_set(sock, &how->keepalive) == -1)
		return "keepalive";
	return NULL;
}

/* Of each socket before it connects. An address for which something fails is left out. */
static int prepare(void *arg, int sock, const BIO_ADDR *peer)
{
	struct dialling *d = arg;
	int family = BIO_ADDR_family(peer);
	const char *what = set_options(&d->settings->dial, sock, family);
	char text[ADDRESS_TEXT], why[256];

	if (what == NULL)
		return bind_local(d, sock, family);
	snprintf(why, sizeof(why), "%s: %s", what, error_text(errno));
	address_text(peer, text);
	dialling_add_failure(d, text, why, -1);
	return 0;
}

static biosock_dial_options options_of(struct dialling *d)
{
	const struct dial_settings *how = &d->settings->dial;
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	options.flags = how->flags & ~BIO_SOCK_V6_ONLY;
	options.family = d->to.path.n == 0 ? how->family : AF_UNSPEC;
	options.socktype = how->socktype;
	options.timeout_ms = time_left(d);
	options.cancel_fd = d->stop;
	options.prepare = prepare;
	options.trace = dialling_note;
	options.arg = d;
	return options;
}

static int dial(struct dialling *d)
{
	biosock_dial_options options = options_of(d);
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	const BIO_ADDR *path = d->to.path.n > 0 ? d->to.path.list[0].addr : NULL;
	int sock;

	result.peer = d->peer;
	sock = path != NULL ? biosock_dial_addresses(&path, 1, &options, &result)
	                    : biosock_dial(d->to.host, d->to.service, &options, &result);
	d->connect_us = result.connect_us;
	return sock;
}

/* Waits for a request to end, for ms milliseconds. True if there is one, or waiting failed. */
static bool is_stopped(struct dialling *d, int ms)
{
	sys_pollfd stop = { d->stop, POLLIN, 0 };

	d->stopped = sys_poll(&stop, 1, ms) != 0;
	return d->stopped;
}

/* One dial. -1: why is among the lines, unless it was stopped. */
static int try_once(struct dialling *d)
{
	int sock, err;

	d->n_tried = 0;
	d->may_pass = d->is_connected = d->has_line = false;
	d->uses_fastopen = (d->settings->dial.flags & BIO_SOCK_TFO) != 0;
	sock = dial(d);
	err = errno;
	if (sock != -1)
		return sock;
	socket_path_remove(&d->path);
	if (!is_stopped(d, 0)) {
		if (ERR_GET_REASON(ERR_peek_last_error()) == BIO_R_CONNECT_TIMEOUT)
			dialling_add_silence(d);
		else
			dialling_add_cause(d, err);
	}
	ERR_clear_error();
	return -1;
}

/* Whether there is to be a try after the n-th, for which this waits. */
static bool is_worth_another(struct dialling *d, long n)
{
	int ms = n < 5 ? AGAIN_MS << n : AGAIN_MOST_MS, left = time_left(d);

	if (n >= d->settings->dial.retries || !d->may_pass || d->stopped)
		return false;
	if (left >= 0 && left <= LAST_MS)
		return false;
	if (left >= 0 && ms > left - LAST_MS)
		ms = left - LAST_MS;
	if (d->settings->output.verbose)
		say("trying again in %g s", ms / 1000.0);
	return !is_stopped(d, ms);
}

int dialling_connect(struct dialling *d)
{
	int sock = try_once(d);

	for (long n = 0; sock == -1 && is_worth_another(d, n); n++) {
		dialling_say_lines(d, true);
		sock = try_once(d);
	}
	dialling_say_lines(d, sock != -1 || d->stopped);
	return sock;
}

int dialling_init(struct dialling *out, const struct settings *settings)
{
	const struct dial_settings *how = &settings->dial;
	int status;

	*out = (struct dialling){ .settings = settings, .stop = -1, .deadline = -1 };
	if (how->timeout_ms >= 0)
		out->deadline = sys_clock_ms() + how->timeout_ms;
	status = destination_read(&out->to, how->address, settings);
	if (status != STATUS_OK)
		return status;
	if (how->interface_name != NULL && out->to.path.n > 0) {
		say("--interface: %s is not of a network", how->address);
		return STATUS_USAGE;
	}
	out->peer = BIO_ADDR_new();
	if (out->peer == NULL) {
		say_errno("connect", ENOMEM);
		return STATUS_FAILED;
	}
	return how->bind != NULL ? endpoints_find(&out->from, how->bind, settings) : STATUS_OK;
}

void dialling_fini(struct dialling *d)
{
	socket_path_remove(&d->path);
	dialling_say_lines(d, true);
	free(d->tried);
	endpoints_fini(&d->from);
	destination_fini(&d->to);
	BIO_ADDR_free(d->peer);
}
