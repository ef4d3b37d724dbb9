/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_dialer(3): a dial step by step. */
#include "dial/dialer.h"

#include <errno.h>

#include "dial/paths.h"
#include "sys/clock.h"

static void set_race(biosock_dialer *d)
{
	const biosock_dial_options *set = &d->plan.set;
	struct dial_race_settings settings = {
		.attempt = (int64_t)set->attempt_ms * 1000,
		.resolution = (int64_t)set->resolution_ms * 1000,
		.deadline = set->timeout_ms == -1 ? DIAL_NEVER : (int64_t)set->timeout_ms * 1000,
		.first_count = (size_t)set->first_count,
		.max_tries = (size_t)set->max_tries,
	};

	if (dial_plan_takes(&d->plan, AF_INET6))
		settings.awaited |= 1u << DIAL_V6;
	if (dial_plan_takes(&d->plan, AF_INET))
		settings.awaited |= 1u << DIAL_V4;
	dial_race_init(&d->race, &settings);
}

biosock_dialer *dial_new_planned(struct err_place place, const struct dial_plan *plan)
{
	biosock_dialer *d = OPENSSL_zalloc(sizeof(*d));

	if (d == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	d->place = place;
	d->began = sys_clock_us();
	d->timer = -1;
	d->watch.fd = -1;
	for (int f = 0; f < DIAL_ASKERS; f++)
		d->inquiries[f].answered = -1;
	dial_plan_copy(&d->plan, plan);
	set_race(d);
	if (d->plan.set.bind_interface != NULL)
		d->candidates.scope = sys_interface_index(d->plan.interface);
	return d;
}

biosock_dialer *dial_new(struct err_place place, const biosock_dial_options *options)
{
	struct dial_plan plan;

	return dial_plan_init(place, &plan, options) ? dial_new_planned(place, &plan) : NULL;
}

/* The caller's own addresses may be paths, too. */
biosock_dialer *biosock_dialer_new(
    const char *host, const char *service, const biosock_dial_options *options)
{
	biosock_dialer *d = dial_new(ERR_PLACE_OF("biosock_dialer_step"), options);

	if (d == NULL)
		return NULL;
	if (host == NULL) {
		if (dial_plan_takes(&d->plan, AF_UNIX))
			d->race.set.awaited |= 1u << DIAL_OTHER;
		return d;
	}
	if (dial_begin(d, host, service))
		return d;
	(void)dial_give_up(d);
	return NULL;
}

static int refuse(struct err_place place, int reason)
{
	return err_refuse(place, ERR_LIB_BIO, reason, EINVAL);
}

int biosock_dialer_add(biosock_dialer *d, const BIO_ADDR *addr)
{
	if (d == NULL || addr == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER);
	if (d->race.over || addr->sa.sa_family == AF_UNSPEC ||
	    !dial_plan_takes(&d->plan, addr->sa.sa_family))
		return refuse(ERR_PLACE, BIO_R_INVALID_ARGUMENT);
	if (!dial_take_address(d, addr))
		return err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_MALLOC_FAILURE, ENOMEM);
	d->until = 0;
	dial_watch(d);
	return 1;
}

int biosock_dialer_no_more(biosock_dialer *d, int family)
{
	static const int families[DIAL_FAMILIES] = {
		[DIAL_V6] = AF_INET6, [DIAL_V4] = AF_INET, [DIAL_OTHER] = AF_UNIX
	};

	if (d == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER);
	if (!dial_knows_family(family))
		return refuse(ERR_PLACE, BIO_R_INVALID_ARGUMENT);
	for (int f = 0; f < DIAL_FAMILIES; f++) {
		if (family == AF_UNSPEC || family == families[f])
			dial_race_no_more(&d->race, (enum dial_family)f);
	}
	d->until = 0;
	dial_watch(d);
	return 1;
}

int dial_step(biosock_dialer *d)
{
	int r;

	if (!d->race.over && d->race.winner == SIZE_MAX)
		dial_look(d, 0);
	r = dial_decide(d);
	if (r == -1) {
		dial_drop_questions(d);
		dial_close_others(d);
	}
	dial_watch(d);
	return r;
}

int biosock_dialer_step(biosock_dialer *d)
{
	int before = errno, r;

	if (d == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER) - 1;
	r = dial_step(d);
	if (r != -1) {
		errno = before;
		return r;
	}
	dial_raise_story(d);
	dial_tell_end(d, errno);
	return -1;
}

/* What is listed may have changed since the newest step, but only for less. */
size_t biosock_dialer_pollfds(biosock_dialer *d, struct pollfd *out, size_t n)
{
	size_t there;

	if (d == NULL || (out == NULL && n > 0))
		return (size_t)refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER);
	there = dial_list_polls(d);
	for (size_t i = 0; i < there && i < n; i++)
		out[i] = d->polls[i];
	return there;
}

int biosock_dialer_timeout(const biosock_dialer *d)
{
	if (d == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER) - 1;
	return dial_patience(d);
}

int biosock_dialer_take(biosock_dialer *d, biosock_dial_result *result)
{
	int fd;

	if (d == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER) - 1;
	if (d->race.over || d->race.winner == SIZE_MAX || d->taken ||
	    (result != NULL && result->size != sizeof(*result)))
		return refuse(ERR_PLACE, BIO_R_INVALID_ARGUMENT) - 1;
	fd = dial_hand_over(d, result);
	dial_watch(d);
	return fd;
}

int biosock_dialer_reject(biosock_dialer *d, int err)
{
	size_t i;

	if (d == NULL)
		return refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER);
	i = d->race.winner;
	if (err <= 0 || !d->taken || !dial_race_reject(&d->race, err, dial_now(d)))
		return refuse(ERR_PLACE, BIO_R_INVALID_ARGUMENT);
	d->taken = false;
	if (d->attempts[i].has_path)
		(void)dial_make_way(&d->plan.local_unix);
	d->until = 0;
	dial_tell(d, BIOSOCK_DIAL_REJECTED, i, err);
	dial_watch(d);
	return 1;
}

/* What the race calls it, as the caller knows it. */
static const int states[] = {
	[DIAL_RUNNING] = BIOSOCK_DIAL_TRY,
	[DIAL_PAUSED] = BIOSOCK_DIAL_TRY,
	[DIAL_FAILED] = BIOSOCK_DIAL_FAILED,
	[DIAL_WON] = BIOSOCK_DIAL_CONNECTED,
	[DIAL_REJECTED] = BIOSOCK_DIAL_REJECTED,
	[DIAL_LOST] = BIOSOCK_DIAL_LOST,
};

static void fill_attempt(const biosock_dialer *d, size_t i, biosock_attempt *out)
{
	const struct dial_runner *runner = &d->race.runners[i];
	bool goes_on = runner->state == DIAL_RUNNING || runner->state == DIAL_PAUSED;

	*out = (biosock_attempt){
		.size = sizeof(*out),
		.peer = &d->candidates.list[i],
		.err = runner->err,
		.state = states[runner->state],
		.start_us = runner->start,
		.end_us = goes_on ? -1 : runner->end,
	};
}

static bool are_attempts(const biosock_attempt *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i].size != sizeof(list[i]))
			return false;
	}
	return true;
}

size_t biosock_dialer_attempts(const biosock_dialer *d, biosock_attempt *out, size_t n)
{
	size_t told = 0;

	if (d == NULL || (out == NULL && n > 0))
		return (size_t)refuse(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER);
	if (!are_attempts(out, n))
		return (size_t)refuse(ERR_PLACE, BIO_R_INVALID_ARGUMENT);
	for (size_t i = 0; i < d->candidates.n; i++) {
		enum dial_state state = d->race.runners[i].state;

		if (state == DIAL_UNTRIED || state == DIAL_SKIPPED)
			continue;
		if (told < n)
			fill_attempt(d, i, &out[told]);
		told++;
	}
	return told;
}

/* errno is kept, as free() keeps it. */
void biosock_dialer_free(biosock_dialer *d)
{
	int err = errno;

	if (d == NULL)
		return;
	dial_drop_questions(d);
	dial_close_others(d);
	dial_tell_end(d, d->taken ? 0 : ECANCELED);
	dial_watch_fini(d);
	if (d->wakes)
		sys_wake_fini(&d->wake);
	OPENSSL_free(d->polls);
	OPENSSL_free(d->polled);
	OPENSSL_free(d->attempts);
	OPENSSL_free(d->host);
	OPENSSL_free(d->service);
	dial_candidates_fini(&d->candidates);
	dial_race_fini(&d->race);
	OPENSSL_free(d);
	errno = err;
}

int dial_give_up(biosock_dialer *d)
{
	d->told_end = true;
	biosock_dialer_free(d);
	return -1;
}
