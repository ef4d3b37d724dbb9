/* SPDX-License-Identifier: Apache-2.0 */
/* The options of a dial. */
#include "dial/plan.h"

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

#include "addr/unix_name.h"
#include "dial/race.h"
#include "sys/errors.h"

static const biosock_dial_options defaults = BIOSOCK_DIAL_OPTIONS_INIT;

enum { LONGEST_RESOLUTION_MS = 60 * 1000 };

bool dial_knows_family(int family)
{
	return family == AF_UNSPEC || family == AF_INET || family == AF_INET6 || family == AF_UNIX;
}

bool dial_knows_socktype(int socktype)
{
	return socktype == 0 || socktype == SOCK_STREAM || socktype == SOCK_DGRAM ||
	       socktype == SOCK_SEQPACKET;
}

bool dial_refuse(struct err_place place, const char *what)
{
	err_raise_texts(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, what, NULL);
	errno = EINVAL;
	return false;
}

/* The numbers that go by a least and a most. */
#define NUMBER(member) #member, offsetof(biosock_dial_options, member)
static const struct {
	char name[16];
	unsigned short offset;
	short least;
	int most;
} numbers[] = {
	{ NUMBER(timeout_ms), -1, INT_MAX },
	{ NUMBER(attempt_ms), DIAL_ATTEMPT_LEAST / 1000, DIAL_ATTEMPT_MOST / 1000 },
	{ NUMBER(resolution_ms), 0, LONGEST_RESOLUTION_MS },
	{ NUMBER(first_count), 1, INT_MAX },
	{ NUMBER(max_tries), 0, INT_MAX },
	{ NUMBER(cancel_fd), -1, INT_MAX },
	{ NUMBER(keep_idle_s), 0, INT_MAX },
	{ NUMBER(keep_interval_s), 0, INT_MAX },
	{ NUMBER(keep_count), 0, INT_MAX },
	{ NUMBER(user_timeout_ms), 0, INT_MAX },
};

/* The first option that makes no sense, by its name; NULL if all do. */
static const char *bad_option(const biosock_dial_options *o)
{
	if (o->size != sizeof(*o))
		return "size";
	if ((o->flags & ~DIAL_FLAGS) != 0)
		return "flags";
	if (!dial_knows_family(o->family))
		return "family";
	if (!dial_knows_socktype(o->socktype))
		return "socktype";
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		int value;

		memcpy(&value, (const char *)o + numbers[i].offset, sizeof(value));
		if (value < numbers[i].least || value > numbers[i].most)
			return numbers[i].name;
	}
	if (o->local4 != NULL && o->local4->sa.sa_family != AF_INET)
		return "local4";
	return o->local6 != NULL && o->local6->sa.sa_family != AF_INET6 ? "local6" : NULL;
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
		return dial_refuse(place, "bind_interface");
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
		return dial_refuse(place, "local address and family");
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
	const char *bad = options != NULL ? bad_option(options) : NULL;

	if (bad != NULL)
		return dial_refuse(place, bad);
	plan->set = options != NULL ? *options : defaults; /* the rest is where that leads */
	if (plan->set.socktype == 0)
		plan->set.socktype = SOCK_STREAM;
	keep_locals(plan);
	if (!narrow_family(place, &plan->set) || !keep_interface(place, plan))
		return false;
	if (plan->set.local_unix != NULL &&
	    !addr_read_unix(place, plan->set.local_unix, &plan->local_unix))
		return false;
	point_at_own(plan);
	return true;
}

bool dial_plan_takes(const struct dial_plan *plan, int family)
{
	return plan->set.family == AF_UNSPEC || plan->set.family == family;
}

void dial_raise_ended(struct err_place place, int err, const char *why, int reason)
{
	err_raise_texts(place, ERR_LIB_SYS, err, why, NULL);
	err_raise(place, ERR_LIB_BIO, reason);
	sys_set_last_error(err);
	errno = err;
}
