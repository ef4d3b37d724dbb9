/* SPDX-License-Identifier: Apache-2.0 */
/* What a dial tells: events while it runs, a result, and records when it failed. */
#include <errno.h>
#include <string.h>

#include "addr/resolve.h"
#include "addr/text.h"
#include "dial/dialer.h"
#include "sys/calls.h"
#include "sys/clock.h"
#include "sys/errors.h"
#include "sys/resolver.h"

int64_t dial_now(const biosock_dialer *d)
{
	return sys_clock_us() - d->began;
}

static void tell(const biosock_dialer *d, biosock_dial_event *event)
{
	int code = sys_last_error(), err = errno;

	event->size = sizeof(*event);
	event->at_us = dial_now(d);
	d->plan.set.trace(d->plan.set.arg, event);
	sys_set_last_error(code);
	errno = err;
}

void dial_tell(const biosock_dialer *d, enum biosock_dial_what what, size_t i, int err)
{
	const BIO_ADDR *peer = &d->candidates.list[i];
	biosock_dial_event event = { .what = (int)what, .n = (int)i, .err = err, .peer = peer };

	if (d->plan.set.trace == NULL)
		return;
	event.family = peer->sa.sa_family;
	event.sock = d->attempts[i].fd;
	tell(d, &event);
}

void dial_tell_of_family(
    const biosock_dialer *d, enum biosock_dial_what what, int family, int gai, int err)
{
	biosock_dial_event event = {
		.what = (int)what, .family = family, .n = -1, .sock = -1, .gai = gai, .err = err
	};

	if (d->plan.set.trace != NULL)
		tell(d, &event);
}

void dial_tell_end(biosock_dialer *d, int err)
{
	if (d->told_end)
		return;
	d->told_end = true;
	dial_tell_of_family(d, BIOSOCK_DIAL_OVER, AF_UNSPEC, 0, err);
}

static void fill_local(const biosock_dialer *d, size_t i, BIO_ADDR *out)
{
	BIO_ADDR local;
	socklen_t len = sizeof(local);

	if (d->attempts[i].local.sa.sa_family != AF_UNSPEC) {
		BIO_ADDR_copy(out, &d->attempts[i].local);
		return;
	}
	memset(&local, 0, sizeof(local));
	if (sys_getsockname(d->attempts[i].fd, &local.sa, &len) == 0 &&
	    (size_t)len <= sizeof(local))
		addr_store(out, &local, len);
}

void dial_fill_result(const biosock_dialer *d, biosock_dial_result *result)
{
	size_t i = d->race.winner;

	if (result == NULL)
		return;
	result->tried = (int)d->race.tries;
	result->lookup4_us = d->inquiries[DIAL_V4].answered;
	result->lookup6_us = d->inquiries[DIAL_V6].answered;
	result->connect_us = -1;
	result->total_us = dial_now(d);
	if (i == SIZE_MAX)
		return;
	result->connect_us = d->race.runners[i].end - d->race.runners[i].start;
	if (result->peer != NULL)
		BIO_ADDR_copy(result->peer, &d->candidates.list[i]);
	if (result->local != NULL)
		fill_local(d, i, result->local);
}

/*
 * (SYS, errno, with the address, which is the peer's unless the call was about another), (BIO, what
 * failed: most often BIO_R_CONNECT_ERROR).
 */
static void raise_failure(const biosock_dialer *d, size_t i)
{
	const BIO_ADDR *peer = &d->candidates.list[i];
	struct sock_failure failure = d->attempts[i].failure;
	char text[ADDR_TEXT_SIZE];

	if (d->race.runners[i].state != DIAL_REJECTED) {
		failure.function = NULL; /* whichever of the calls it was, the dial tells of it */
		if (failure.addr == NULL)
			failure.addr = peer;
		sock_tell(d->place, &failure);
		return;
	}
	addr_text(peer, text, sizeof(text));
	err_raise_texts(d->place, ERR_LIB_SYS, d->race.runners[i].err, "rejected: ", text, NULL);
	err_raise(d->place, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
}

/* Of the newest as many as there is room for, the cause last. */
bool dial_raise_failures(const biosock_dialer *d)
{
	size_t told[SOCK_FAILURES], n = dial_race_told(&d->race, told, SOCK_FAILURES);

	for (size_t k = 0; k < n; k++)
		raise_failure(d, told[k]);
	if (n == 0)
		return false;
	sys_set_last_error(d->race.runners[told[n - 1]].err);
	errno = d->race.runners[told[n - 1]].err;
	return true;
}

static void raise_errno(const biosock_dialer *d, int err, const char *why)
{
	dial_raise_ended(d->place, err, why, BIO_R_CONNECT_ERROR);
}

/* How much an answer says of why there is no address: what may pass goes before what is so. */
static int weight(const struct dial_inquiry *inquiry)
{
	if (inquiry->code != 0)
		return sys_resolver_is_temporary(inquiry->code) ? 3 : 1;
	return inquiry->err != 0 ? 2 : 0;
}

static void raise_lookup(const biosock_dialer *d)
{
	const struct dial_inquiry *six = &d->inquiries[DIAL_V6], *four = &d->inquiries[DIAL_V4];
	const struct dial_inquiry *said = weight(six) > weight(four) ? six : four;
	const struct addr_query query = {
		.place = d->place, .asked = { d->host, d->service }, .sets_errno = true
	};
	char what[ADDR_QUERY_TEXT];

	if (said->err == 0 && said->code != 0) {
		(void)addr_refuse(&query, said->code);
		return;
	}
	addr_query_text(&query, what);
	if (said->err != 0) {
		err_raise_texts(
		    d->place, ERR_LIB_SYS, said->err, "calling getaddrinfo(): ", what, NULL);
		err_raise(d->place, ERR_LIB_BIO, ERR_R_SYS_LIB);
	} else {
		err_raise_texts(d->place, ERR_LIB_BIO, BIO_R_LOOKUP_RETURNED_NOTHING, what, NULL);
	}
	errno = said->err != 0 ? said->err : ENOENT;
}

void dial_raise_story(const biosock_dialer *d)
{
	if (d->deaf != 0) {
		sys_set_last_error(d->deaf);
		errno = d->deaf;
		sock_fail(d->place, "poll", BIO_R_CONNECT_ERROR);
		return;
	}
	if (d->race.why == DIAL_ENDED) {
		raise_errno(d, d->cancelled ? ECANCELED : d->stopped,
		    d->cancelled ? "cancelled" : "ended by the caller");
		return;
	}
	if (d->race.why == DIAL_OUT_OF_TIME) {
		(void)dial_raise_failures(d);
		err_raise(d->place, ERR_LIB_BIO, BIO_R_CONNECT_TIMEOUT);
		sys_set_last_error(ETIMEDOUT);
		errno = ETIMEDOUT;
		return;
	}
	if (dial_raise_failures(d))
		return;
	if (d->candidates.n > 0)
		raise_errno(d, ECANCELED, "all addresses were left out");
	else
		raise_lookup(d);
}
