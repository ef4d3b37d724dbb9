/* SPDX-License-Identifier: Apache-2.0 */
/* How the addresses of a dial come: a path, a number, this machine, the resolver. */
#include <errno.h>
#include <string.h>

#include "addr/literal.h"
#include "addr/localhost.h"
#include "addr/resolve.h"
#include "addr/unix_name.h"
#include "dial/dialer.h"
#include "dial/preference.h"

static const int families[DIAL_ASKERS] = { [DIAL_V6] = AF_INET6, [DIAL_V4] = AF_INET };

static bool grow_attempts(biosock_dialer *d)
{
	size_t room = d->room == 0 ? 4 : 2 * d->room;
	struct dial_attempt *grown;

	if (d->candidates.n < d->room)
		return true;
	grown = OPENSSL_realloc(d->attempts, room * sizeof(*grown));
	if (grown == NULL) {
		errno = ENOMEM;
		return false;
	}
	d->attempts = grown;
	d->room = room;
	return true;
}

bool dial_take_address(biosock_dialer *d, const BIO_ADDR *addr)
{
	size_t i = d->candidates.n;

	if (!grow_attempts(d))
		return false;
	switch (dial_candidates_add(&d->candidates, addr)) {
	case DIAL_KNOWN:
		return true;
	case DIAL_NO_ROOM:
		return false;
	default:
		break;
	}
	if (!dial_race_add(&d->race, dial_family_of(&d->candidates.list[i]), dial_now(d))) {
		dial_candidates_drop(&d->candidates);
		return false;
	}
	d->attempts[i] = (struct dial_attempt){ .fd = -1 };
	dial_tell(d, BIOSOCK_DIAL_ANSWER, i, 0);
	return true;
}

/* Nobody is awaited: what there is, is all. */
static void no_more(biosock_dialer *d)
{
	for (int f = 0; f < DIAL_FAMILIES; f++)
		dial_race_no_more(&d->race, (enum dial_family)f);
}

/*
 * The first one's family is the first, which whoever ordered them has chosen: no comparison of the
 * heads may undo that.
 */
void dial_took_all(biosock_dialer *d)
{
	if (d->candidates.n > 0)
		dial_race_prefer(&d->race, dial_family_of(&d->candidates.list[0]));
	d->ordered = true;
	no_more(d);
}

bool dial_take_list(biosock_dialer *d, const BIO_ADDRINFO *list)
{
	for (const BIO_ADDRINFO *at = list; at != NULL; at = BIO_ADDRINFO_next(at)) {
		if (dial_plan_takes(&d->plan, BIO_ADDRINFO_family(at)) &&
		    !dial_take_address(d, BIO_ADDRINFO_address(at)))
			return false;
	}
	dial_took_all(d);
	return true;
}

/* What is a number, or this machine, is looked up without asking anybody. */
static bool begin_with_number(biosock_dialer *d, const char *host, const char *service)
{
	const biosock_dial_options *set = &d->plan.set;
	const struct addr_query query = { .place = d->place,
		.asked = { host, service },
		.host = host,
		.service = service,
		.family = set->family,
		.socktype = set->socktype,
		.protocol = set->protocol,
		.sets_errno = true };
	struct addr_list list = { NULL, NULL };
	int before = errno, err;
	bool taken;

	errno = 0;
	taken = addr_lookup(&query, &list) && dial_take_list(d, list.first);
	err = taken ? before : errno != 0 ? errno : ENOMEM;
	BIO_ADDRINFO_free(list.first);
	errno = err;
	return taken;
}

static bool begin_with_path(biosock_dialer *d, const char *path)
{
	BIO_ADDR addr;

	if (!addr_read_unix(d->place, path, &addr) || !dial_take_address(d, &addr))
		return false;
	no_more(d);
	return true;
}

static bool keep_names(biosock_dialer *d, const char *host, const char *service)
{
	uint16_t port;
	enum addr_service kind = addr_read_service(service, &port);

	if (kind == ADDR_SERVICE_NO_PORT || kind == ADDR_SERVICE_NEGATIVE)
		return dial_refuse(d->place, "no such port");
	d->host = OPENSSL_strdup(host);
	d->service = OPENSSL_strdup(service);
	if (d->host != NULL && d->service != NULL)
		return true;
	errno = ENOMEM;
	return false;
}

static bool is_number(const char *host)
{
	BIO_ADDR addr;

	return host == NULL || addr_is_localhost(host) ||
	       addr_read_literal(host, AF_UNSPEC, &addr) != ADDR_NO_LITERAL;
}

bool dial_begin(biosock_dialer *d, const char *host, const char *service)
{
	const char *name = addr_unix_name(host);

	if (name != NULL && !dial_plan_takes(&d->plan, AF_UNIX))
		return dial_refuse(d->place, "a path is no address of this family");
	if (name == NULL && d->plan.set.family == AF_UNIX)
		name = host;
	if (name != NULL)
		return begin_with_path(d, name);
	if (d->plan.set.family == AF_UNIX)
		return dial_refuse(d->place, "no path");
	if (service == NULL || service[0] == '\0')
		return dial_refuse(d->place, "no service");
	if (is_number(host))
		return begin_with_number(d, host, service);
	return keep_names(d, host, service);
}

/* The resolver cannot be asked: that is its answer. */
static void fail_to_ask(biosock_dialer *d, int f, int err)
{
	d->inquiries[f].err = err;
	d->inquiries[f].answered = dial_now(d);
	dial_race_no_more(&d->race, (enum dial_family)f);
	dial_tell_of_family(d, BIOSOCK_DIAL_ANSWER, families[f], 0, err);
}

/* RFC 8305, 3: the question for IPv6 first. */
static void ask(biosock_dialer *d, int f)
{
	const struct dial_question question = { d->host, d->service, families[f],
		d->plan.set.socktype, d->plan.set.protocol };
	struct dial_inquiry *inquiry = &d->inquiries[f];

	inquiry->asked = true;
	if (!d->wakes)
		d->wakes = sys_wake_init(&d->wake);
	if (!d->wakes || !dial_ask(&inquiry->asker, &question, &d->wake)) {
		fail_to_ask(d, f, errno);
		return;
	}
	dial_tell_of_family(d, BIOSOCK_DIAL_LOOKUP, families[f], 0, 0);
}

static void tell_of_line(biosock_dialer *d, int f)
{
	struct dial_inquiry *inquiry = &d->inquiries[f];

	if (inquiry->told_of_line || !dial_ask_waits(&inquiry->asker))
		return;
	inquiry->told_of_line = true;
	dial_tell_of_family(d, BIOSOCK_DIAL_LOOKUP_WAITS, families[f], 0, 0);
}

static bool take_all(biosock_dialer *d, const struct addrinfo *list)
{
	for (const struct addrinfo *at = list; at != NULL; at = at->ai_next) {
		BIO_ADDR addr;

		if (at->ai_family != AF_INET && at->ai_family != AF_INET6)
			continue;
		BIO_ADDR_clear(&addr);
		memcpy(&addr, at->ai_addr,
		    (size_t)addr_size((const BIO_ADDR *)(const void *)at->ai_addr));
		if (!dial_take_address(d, &addr))
			return false;
	}
	return true;
}

static void take_answer(biosock_dialer *d, int f)
{
	struct dial_inquiry *inquiry = &d->inquiries[f];
	struct dial_answer answer;

	if (!dial_ask_answer(&inquiry->asker, &answer)) {
		tell_of_line(d, f);
		return;
	}
	inquiry->answered = dial_now(d);
	inquiry->code = answer.code;
	inquiry->err = answer.err;
	if (answer.code == 0 && answer.err == 0 && !take_all(d, answer.list))
		inquiry->err = errno;
	dial_race_no_more(&d->race, (enum dial_family)f);
	dial_tell_of_family(d, BIOSOCK_DIAL_ANSWER, families[f], inquiry->code, inquiry->err);
	dial_ask_drop(&inquiry->asker);
}

/* Which family is the first: as far as that can be said, before anything was started. */
static void choose_family(biosock_dialer *d)
{
	size_t v6, v4;

	if (d->ordered)
		return;
	if (dial_race_heads(&d->race, &v6, &v4) &&
	    dial_begins_with_v4(&d->candidates.list[v6], &d->candidates.list[v4])) {
		dial_race_prefer(&d->race, DIAL_V4);
		return;
	}
	if (d->v6_sought || d->inquiries[DIAL_V4].answered == -1 || !d->inquiries[DIAL_V6].asked ||
	    d->inquiries[DIAL_V6].answered != -1)
		return;
	d->v6_sought = true;
	if (!dial_has_v6())
		dial_race_prefer(&d->race, DIAL_V4);
}

/* RFC 8305, 3: one after the other, without waiting. */
static void ask_both(biosock_dialer *d)
{
	for (int f = 0; f < DIAL_ASKERS; f++) {
		if (dial_plan_takes(&d->plan, families[f]) && !d->inquiries[f].asked)
			ask(d, f);
	}
}

void dial_take_answers(biosock_dialer *d)
{
	if (d->wakes)
		sys_wake_clear(&d->wake);
	if (d->host != NULL)
		ask_both(d);
	for (int f = 0; f < DIAL_ASKERS; f++) {
		if (d->inquiries[f].asked && d->inquiries[f].answered == -1)
			take_answer(d, f);
	}
	choose_family(d);
}

void dial_drop_questions(biosock_dialer *d)
{
	for (int f = 0; f < DIAL_ASKERS; f++)
		dial_ask_drop(&d->inquiries[f].asker);
}
