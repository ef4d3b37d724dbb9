/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dial to a number that nobody follows: there is nothing to look up and nothing to race, and what
 * that would cost is more than the connect itself.
 */
#include "dial/alone.h"

#include <errno.h>

#include "addr/literal.h"
#include "dial/dial_attempt.h"
#include "sock/made.h"
#include "sys/clock.h"
#include "sys/descriptor.h"
#include "sys/errors.h"
#include "sys/readiness.h"

/* What the dial has of time, and says of it. */
struct span {
	int64_t began;
	int timeout_ms;
};

bool dial_is_alone(
    const struct dial_plan *plan, const char *host, const char *service, BIO_ADDR *out_peer)
{
	const biosock_dial_options *set = &plan->set;
	uint16_t port;

	if (host == NULL || service == NULL || service[0] == '\0' || set->trace != NULL ||
	    set->prepare != NULL || set->cancel_fd != -1 || set->bind_interface != NULL ||
	    set->family == AF_UNIX || set->socktype != SOCK_STREAM || set->protocol != 0)
		return false;
	if (addr_read_literal(host, set->family, out_peer) != ADDR_LITERAL ||
	    addr_read_service(service, &port) != ADDR_SERVICE_PORT)
		return false;
	addr_unmap(out_peer);
	if (out_peer->sa.sa_family == AF_INET6)
		out_peer->s_in6.sin6_port = htons(port);
	else
		out_peer->s_in.sin_port = htons(port);
	return true;
}

/* In milliseconds, rounded up; -1: for ever. */
static int time_left(const struct span *span)
{
	int64_t left;

	if (span->timeout_ms <= 0)
		return span->timeout_ms;
	left = span->began + (int64_t)span->timeout_ms * 1000 - sys_clock_us();
	return left > 0 ? (int)((left + 999) / 1000) : 0;
}

/* One that has ended counts, whatever the time is. DIAL_UNDER_WAY: the time is up. */
static enum dial_end wait_for_it(
    struct dial_attempt *attempt, const BIO_ADDR *peer, const struct span *span)
{
	int ready;

	do
		ready = sys_wait_ready(attempt->fd, false, time_left(span));
	while (ready == -1 && errno == EINTR);
	if (ready == 1)
		return dial_attempt_look(attempt, peer);
	if (ready == -1)
		sock_failed(&attempt->failure, "poll", BIO_R_CONNECT_ERROR, NULL);
	dial_attempt_close(attempt);
	return ready == 0 ? DIAL_UNDER_WAY : DIAL_HAS_FAILED;
}

static void fill_result(const struct dial_attempt *attempt, const BIO_ADDR *peer,
    const struct span *span, biosock_dial_result *result)
{
	result->tried = 1;
	result->lookup4_us = result->lookup6_us = result->connect_us = -1;
	result->total_us = sys_clock_us() - span->began;
	if (attempt->fd == -1)
		return;
	result->connect_us = result->total_us;
	if (result->peer != NULL)
		BIO_ADDR_copy(result->peer, peer);
	if (result->local != NULL)
		BIO_ADDR_copy(result->local, &attempt->local);
}

/* What failed too late is told of before that it is late, as where addresses race. */
static int fail(
    struct err_place place, struct sock_failure *failure, const BIO_ADDR *peer, bool is_late)
{
	failure->function = NULL; /* whichever of the calls it was, the dial tells of it */
	if (failure->addr == NULL)
		failure->addr = peer;
	sock_tell(place, failure);
	if (!is_late)
		return -1;
	err_raise(place, ERR_LIB_BIO, BIO_R_CONNECT_TIMEOUT);
	sys_set_last_error(ETIMEDOUT);
	errno = ETIMEDOUT;
	return -1;
}

static int take(struct err_place place, const struct dial_plan *plan, int fd)
{
	if ((plan->set.flags & BIO_SOCK_NONBLOCK) != 0 || sys_set_nonblock(fd, 0) == 0)
		return fd;
	sock_fail(place, "ioctlsocket", BIO_R_CONNECT_ERROR);
	sock_discard(fd);
	return -1;
}

int dial_alone(struct err_place place, const struct dial_plan *plan, const BIO_ADDR *peer,
    biosock_dial_result *result)
{
	struct dial_attempt attempt;
	struct span span = { 0, plan->set.timeout_ms };
	bool is_late = false;
	enum dial_end end;

	attempt.failure.call = NULL;
	attempt.failure.function = NULL;
	attempt.local.sa.sa_family = AF_UNSPEC;
	if (span.timeout_ms > 0 || result != NULL)
		span.began = sys_clock_us();
	end = dial_attempt_start(&attempt, plan, peer, true);
	if (end == DIAL_UNDER_WAY) {
		end = wait_for_it(&attempt, peer, &span);
		is_late = end == DIAL_UNDER_WAY || (end != DIAL_CONNECTED && time_left(&span) == 0);
	}
	if (result != NULL)
		fill_result(&attempt, peer, &span, result);
	return end == DIAL_CONNECTED ? take(place, plan, attempt.fd)
	                             : fail(place, &attempt.failure, peer, is_late);
}
