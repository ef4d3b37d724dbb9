/* SPDX-License-Identifier: Apache-2.0 */
/* The race's orders carried out, and what happens to its attempts reported. */
#include <errno.h>
#include <limits.h>

#include "dial/dialer.h"
#include "sys/clock.h"
#include "sys/descriptor.h"
#include "sys/readiness.h"

/* Until what could not be done is done once more. */
enum { SOON_MS = 50 };

/* With no time at all, what needs no waiting is all done in the same moment. */
static int64_t moment(const biosock_dialer *d)
{
	return d->plan.set.timeout_ms == 0 && !d->has_waited ? 0 : dial_now(d);
}

static void report_failure(biosock_dialer *d, size_t i)
{
	int err = d->attempts[i].failure.err;

	dial_race_failed(&d->race, i, err, moment(d));
	dial_tell(d, BIOSOCK_DIAL_FAILED, i, err);
}

/* Too late: there is a winner. */
static void lose(biosock_dialer *d, size_t i)
{
	dial_tell(d, BIOSOCK_DIAL_LOST, i, 0);
	dial_attempt_close(&d->attempts[i]);
}

static void report(biosock_dialer *d, size_t i, enum dial_end end)
{
	switch (end) {
	case DIAL_CONNECTED:
		if (dial_race_connected(&d->race, i, moment(d)))
			dial_tell(d, BIOSOCK_DIAL_CONNECTED, i, 0);
		else
			lose(d, i);
		break;
	case DIAL_UNDER_WAY:
		dial_race_flying(&d->race, i);
		break;
	case DIAL_NO_ROOM_THERE:
		dial_race_full(&d->race, i, moment(d));
		break;
	case DIAL_HAS_FAILED:
		report_failure(d, i);
		break;
	case DIAL_LEFT_OUT:
		dial_race_skipped(&d->race, i, moment(d));
		break;
	case DIAL_STOPPED:
		d->stopped = d->attempts[i].failure.err;
		dial_race_end(&d->race);
		break;
	}
}

/* There is one address, and no more come. */
static bool is_alone(const biosock_dialer *d)
{
	return d->race.set.awaited == 0 && d->candidates.n == 1;
}

/* Fast Open is not raced: a connect that waits for the first write would win before any packet. */
static void leave_out_fastopen(biosock_dialer *d, int family)
{
	if (is_alone(d) || d->told_of_fastopen || family == AF_UNIX ||
	    (d->plan.set.flags & BIO_SOCK_TFO) == 0)
		return;
	d->told_of_fastopen = true;
	dial_tell_of_family(d, BIOSOCK_DIAL_NO_FASTOPEN, AF_UNSPEC, 0, 0);
}

static void start(biosock_dialer *d, size_t i)
{
	const BIO_ADDR *peer = &d->candidates.list[i];
	enum dial_end end;

	if (d->attempts[i].fd != -1) {
		end = dial_attempt_again(&d->attempts[i], peer);
	} else {
		leave_out_fastopen(d, peer->sa.sa_family);
		dial_tell(d, BIOSOCK_DIAL_TRY, i, 0);
		end = dial_attempt_start(&d->attempts[i], &d->plan, peer, is_alone(d));
	}
	report(d, i, end);
}

/* The wake and the cancel. */
enum { ALWAYS_POLLED = 2 };

static bool make_poll_room(biosock_dialer *d, size_t n)
{
	struct pollfd *polls;
	size_t *polled;

	if (n <= d->poll_room)
		return true;
	polls = OPENSSL_realloc(d->polls, n * sizeof(*polls));
	if (polls == NULL)
		return false;
	d->polls = polls;
	polled = OPENSSL_realloc(d->polled, n * sizeof(*polled));
	if (polled == NULL)
		return false;
	d->polled = polled;
	d->poll_room = n;
	return true;
}

void dial_step_soon(biosock_dialer *d)
{
	int64_t soon = dial_now(d) + SOON_MS * 1000;

	if (d->until > soon)
		d->until = soon;
}

int dial_decide(biosock_dialer *d)
{
	struct dial_order order;

	d->until = DIAL_NEVER;
	if (d->taken)
		return 0;
	dial_take_answers(d);
	for (order = dial_race_next(&d->race, moment(d)); order.what == DIAL_START;
	     order = dial_race_next(&d->race, moment(d)))
		start(d, order.i);
	d->until = 0;
	if (order.what != DIAL_WAIT)
		return order.what == DIAL_WON_BY ? 1 : -1;
	d->has_waited = true;
	d->until = order.until;
	if (!make_poll_room(d, d->race.running + ALWAYS_POLLED))
		dial_step_soon(d);
	return 0;
}

enum { POLLED_WAKE = -1, POLLED_CANCEL = -2 };

static void poll_for(biosock_dialer *d, size_t *n, int fd, short events, size_t whose)
{
	d->polls[*n] = (struct pollfd){ .events = events };
	d->polls[*n].fd = (__typeof__(d->polls[*n].fd))fd;
	d->polled[(*n)++] = whose;
}

size_t dial_list_polls(biosock_dialer *d)
{
	size_t n = 0;

	if (d->taken || d->race.over || !make_poll_room(d, d->race.running + ALWAYS_POLLED))
		return 0;
	for (size_t i = 0; i < d->candidates.n && d->race.running > 0; i++) {
		if (d->race.runners[i].state == DIAL_RUNNING)
			poll_for(d, &n, d->attempts[i].fd, POLLOUT, i);
	}
	if (d->wakes)
		poll_for(d, &n, d->wake.fd, POLLIN, (size_t)POLLED_WAKE);
	if (d->plan.set.cancel_fd != -1)
		poll_for(d, &n, d->plan.set.cancel_fd, POLLIN, (size_t)POLLED_CANCEL);
	return n;
}

/* One that wins ends the look: the others stay under way, in case it is rejected. */
static void take_events(biosock_dialer *d, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		size_t i = d->polled[k];

		if (d->polls[k].revents == 0 || i == (size_t)POLLED_WAKE)
			continue;
		if (i == (size_t)POLLED_CANCEL) {
			d->cancelled = d->race.winner == SIZE_MAX;
			if (d->cancelled)
				dial_race_end(&d->race);
		} else if (d->race.winner == SIZE_MAX) {
			report(d, i, dial_attempt_look(&d->attempts[i], &d->candidates.list[i]));
		}
	}
}

/* Whom nobody can wait for, nobody will hear of. */
static void give_up_waiting(biosock_dialer *d)
{
	d->deaf = errno;
	dial_race_end(&d->race);
}

void dial_look(biosock_dialer *d, int timeout_ms)
{
	size_t n = dial_list_polls(d);
	int ready;

	if (n == 0 && timeout_ms != 0)
		sys_nap_ms(
		    timeout_ms < 0 || timeout_ms > SOON_MS ? SOON_MS : (unsigned int)timeout_ms);
	if (n == 0)
		return;
	ready = sys_wait_any(d->polls, n, timeout_ms);
	if (ready > 0)
		take_events(d, n);
	else if (ready == -1 && errno != EINTR)
		give_up_waiting(d);
}

int dial_patience(const biosock_dialer *d)
{
	int64_t left;

	if (d->until == DIAL_NEVER)
		return -1;
	left = d->until - dial_now(d);
	if (left <= 0)
		return 0;
	return left / 1000 >= INT_MAX ? INT_MAX : (int)((left + 999) / 1000);
}

int dial_hand_over(biosock_dialer *d, biosock_dial_result *result)
{
	size_t i = d->race.winner;
	int fd = d->attempts[i].fd;

	if ((d->plan.set.flags & BIO_SOCK_NONBLOCK) == 0 && sys_set_nonblock(fd, 0) == -1) {
		sock_fail(d->place, "ioctlsocket", BIO_R_CONNECT_ERROR);
		return -1;
	}
	dial_fill_result(d, result);
	d->attempts[i].fd = -1;
	d->taken = true;
	d->until = DIAL_NEVER;
	return fd;
}

void dial_close_others(biosock_dialer *d)
{
	for (size_t i = 0; i < d->candidates.n; i++) {
		if (d->attempts[i].fd != -1)
			lose(d, i);
	}
}
