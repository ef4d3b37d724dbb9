/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a dial. */
#include "dial/plan.h"

#include <errno.h>
#include <string.h>

#include "dial/race.h"
#include "sys/abstract.h"

static const biosock_dial_options defaults = BIOSOCK_DIAL_OPTIONS_INIT;

enum { LONGEST_RESOLUTION_MS = 60 * 1000 };

static bool is_one_of(int value, const int *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i] == value)
			return true;
	}
	return false;
}

/* The first number that makes no sense, by its name; NULL if all do. */
static const char *bad_number(const biosock_dial_options *o)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX };
	static const int socktypes[] = { 0, SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET };
	const struct {
		const char *name;
		bool fits;
	} numbers[] = {
		{ "size", o->size == sizeof(*o) },
		{ "family", is_one_of(o->family, families, 4) },
		{ "socktype", is_one_of(o->socktype, socktypes, 4) },
		{ "timeout_ms", o->timeout_ms >= -1 },
		{ "attempt_ms", o->attempt_ms >= DIAL_ATTEMPT_LEAST / 1000 &&
		                    o->attempt_ms <= DIAL_ATTEMPT_MOST / 1000 },
		{ "resolution_ms",
		    o->resolution_ms >= 0 && o->resolution_ms <= LONGEST_RESOLUTION_MS },
		{ "first_count", o->first_count >= 1 },
		{ "max_tries", o->max_tries >= 0 },
		{ "cancel_fd", o->cancel_fd >= -1 },
		{ "keep_idle_s", o->keep_idle_s >= 0 },
		{ "keep_interval_s", o->keep_interval_s >= 0 },
		{ "keep_count", o->keep_count >= 0 },
		{ "user_timeout_ms", o->user_timeout_ms >= 0 },
		{ "local4", o->local4 == NULL || o->local4->sa.sa_family == AF_INET },
		{ "local6", o->local6 == NULL || o->local6->sa.sa_family == AF_INET6 },
	};

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		if (!numbers[i].fits)
			return numbers[i].name;
	}
	return NULL;
}

static bool refuse(struct err_place place, int reason, int err, const char *what)
{
	err_raise_texts(place, ERR_LIB_BIO, reason, what, NULL);
	errno = err;
	return false;
}

bool dial_unix_address(struct err_place place, const char *text, BIO_ADDR *out)
{
	char name[sizeof(out->s_un.sun_path)];
	size_t n = strlen(text);

	if (n == 0)
		return refuse(place, BIO_R_INVALID_ARGUMENT, EINVAL, "empty path");
	if (text[0] == '@' && !sys_has_abstract_names())
		return refuse(place, BIO_R_INVALID_ARGUMENT, EAFNOSUPPORT, "no abstract names");
	if (n > sizeof(name))
		return refuse(place, BIO_R_LENGTH_TOO_LONG, ENAMETOOLONG, "path too long");
	memcpy(name, text, n);
	if (name[0] == '@')
		name[0] = '\0';
	BIO_ADDR_clear(out);
	if (!BIO_ADDR_rawmake(out, AF_UNIX, name, n, 0))
		return refuse(place, BIO_R_LENGTH_TOO_LONG, ENAMETOOLONG, "path too long");
	return true;
}

static void keep_locals(struct dial_plan *plan)
{
	if (plan->set.local4 != NULL)
		BIO_ADDR_copy(&plan->local4, plan->set.local4);
	if (plan->set.local6 != NULL)
		BIO_ADDR_copy(&plan->local6, plan->set.local6);
}

static bool keep_interface(struct err_place place, struct dial_plan *plan)
{
	const char *name = plan->set.bind_interface;

	if (name == NULL)
		return true;
	if (name[0] == '\0' || strlen(name) >= sizeof(plan->interface))
		return refuse(place, BIO_R_INVALID_ARGUMENT, EINVAL, "bind_interface");
	memcpy(plan->interface, name, strlen(name) + 1);
	return true;
}

/* A family that nothing is sent from is not tried, and not looked up. */
static bool narrow_family(struct err_place place, biosock_dial_options *set)
{
	int only = set->local4 != NULL && set->local6 == NULL   ? AF_INET
	           : set->local6 != NULL && set->local4 == NULL ? AF_INET6
	                                                        : AF_UNSPEC;

	if (only == AF_UNSPEC || only == set->family)
		return true;
	if (set->family != AF_UNSPEC)
		return refuse(place, BIO_R_INVALID_ARGUMENT, EINVAL, "local address and family");
	set->family = only;
	return true;
}

/* What the copies of the caller's are behind is where they are; nothing leads to the caller. */
static void point_at_own(struct dial_plan *plan)
{
	biosock_dial_options *set = &plan->set;

	if (set->local4 != NULL)
		set->local4 = &plan->local4;
	if (set->local6 != NULL)
		set->local6 = &plan->local6;
	if (set->bind_interface != NULL)
		set->bind_interface = plan->interface;
	if (set->local_unix != NULL)
		set->local_unix = "";
}

void dial_plan_copy(struct dial_plan *out, const struct dial_plan *plan)
{
	*out = *plan;
	point_at_own(out);
}

bool dial_plan_init(
    struct err_place place, struct dial_plan *plan, const biosock_dial_options *options)
{
	const char *bad = options != NULL ? bad_number(options) : NULL;

	if (bad != NULL)
		return refuse(place, BIO_R_INVALID_ARGUMENT, EINVAL, bad);
	plan->set = options != NULL ? *options : defaults; /* the rest is where that leads */
	if (plan->set.socktype == 0)
		plan->set.socktype = SOCK_STREAM;
	keep_locals(plan);
	if (!narrow_family(place, &plan->set) || !keep_interface(place, plan))
		return false;
	if (plan->set.local_unix != NULL &&
	    !dial_unix_address(place, plan->set.local_unix, &plan->local_unix))
		return false;
	point_at_own(plan);
	return true;
}

bool dial_plan_takes(const struct dial_plan *plan, int family)
{
	return plan->set.family == AF_UNSPEC || plan->set.family == family;
}
