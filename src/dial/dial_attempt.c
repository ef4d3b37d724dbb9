/* SPDX-License-Identifier: Apache-2.0 */
/* One connect: socket(), the caller's hook, bind(), options, connect(). */
#include "dial/dial_attempt.h"
#include "addr/info.h"

#include <errno.h>
#include <string.h>

#include "dial/candidates.h"
#include "dial/paths.h"
#include "sock/flags.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/bound_interface.h"
#include "sys/calls.h"
#include "sys/errors.h"
#include "sys/fastopen.h"
#include "sys/keepalive.h"

void dial_attempt_close(struct dial_attempt *attempt)
{
	if (attempt->fd == -1)
		return;
	if (attempt->has_path)
		dial_forget_path(attempt->fd);
	sock_discard(attempt->fd);
	attempt->fd = -1;
}

/* A call failed just now. */
static enum dial_end fail(struct dial_attempt *attempt, const char *call, int reason)
{
	sock_failed(&attempt->failure, call, reason, NULL);
	dial_attempt_close(attempt);
	return DIAL_HAS_FAILED;
}

static const BIO_ADDR *local_of(const struct dial_plan *plan, int family)
{
	if (family == AF_INET)
		return plan->set.local4;
	if (family == AF_INET6)
		return plan->set.local6;
	return plan->set.local_unix != NULL ? &plan->local_unix : NULL;
}

/* Each of these: true, or false with the attempt's failure. */
static bool bind_it(struct dial_attempt *attempt, const struct dial_plan *plan, int family)
{
	const BIO_ADDR *local = local_of(plan, family);
	struct sock_failure *failure = &attempt->failure;

	if (local == NULL)
		return true;
	if (!sock_set_flags(attempt->fd, family, plan->set.flags, SOCK_TO_BIND, failure))
		return false;
	if (sys_bind(attempt->fd, &local->sa, addr_size(local)) == -1)
		return sock_failed(failure, "bind", BIO_R_UNABLE_TO_BIND_SOCKET, local) != 0;
	attempt->has_path = dial_remember_path(attempt->fd, local);
	return true;
}

static bool use_interface(struct dial_attempt *attempt, const struct dial_plan *plan, int family)
{
	if (plan->set.bind_interface == NULL || (family != AF_INET && family != AF_INET6))
		return true;
	if (sys_bind_to_interface(attempt->fd, family, plan->interface) == 0)
		return true;
	return sock_failed(&attempt->failure, "setsockopt", BIO_R_UNABLE_TO_BIND_SOCKET, NULL) != 0;
}

/* How the connection finds out that nobody is there any more. */
static bool keep_alive(struct dial_attempt *attempt, const biosock_dial_options *set, int family)
{
	const struct {
		enum sys_keepalive what;
		int value;
	} times[] = {
		{ SYS_KEEP_IDLE_S, set->keep_idle_s },
		{ SYS_KEEP_INTERVAL_S, set->keep_interval_s },
		{ SYS_KEEP_COUNT, set->keep_count },
		{ SYS_USER_TIMEOUT_MS, set->user_timeout_ms },
	};

	if (set->socktype != SOCK_STREAM || (family != AF_INET && family != AF_INET6))
		return true;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		if (times[i].value != 0 &&
		    sys_set_keepalive(attempt->fd, times[i].what, times[i].value) == -1)
			return sock_failed(&attempt->failure, "setsockopt",
			           BIO_R_UNABLE_TO_KEEPALIVE, NULL) != 0;
	}
	return true;
}

/* Times of keepalive ask for keepalive; Fast Open is not raced. */
static int options_of(const biosock_dial_options *set, bool fastopen)
{
	bool times = set->keep_idle_s + set->keep_interval_s + set->keep_count > 0;
	int options = set->flags | (times ? BIO_SOCK_KEEPALIVE : 0);

	return fastopen ? options : options & ~BIO_SOCK_TFO;
}

static bool ready_it(
    struct dial_attempt *attempt, const struct dial_plan *plan, int family, int options)
{
	return use_interface(attempt, plan, family) && bind_it(attempt, plan, family) &&
	       sock_set_flags(attempt->fd, family, options, SOCK_TO_DIAL, &attempt->failure) &&
	       keep_alive(attempt, &plan->set, family);
}

/* What the hook says, if there is one. */
static int prepare(int fd, const struct dial_plan *plan, const BIO_ADDR *peer)
{
	if (plan->set.prepare == NULL)
		return 1;
	errno = 0;
	return plan->set.prepare(plan->set.arg, fd, peer);
}

/*
 * A connection to itself: the kernel chose the port that is dialled, and both ends meet.
 * Nobody listens there.
 */
static bool is_itself(struct dial_attempt *attempt)
{
	BIO_ADDR *local = &attempt->local, peer;
	socklen_t local_len = sizeof(*local), peer_len = sizeof(peer);

	memset(local, 0, sizeof(*local));
	memset(&peer, 0, sizeof(peer));
	return sys_getsockname(attempt->fd, &local->sa, &local_len) == 0 &&
	       sys_getpeername(attempt->fd, &peer.sa, &peer_len) == 0 && addr_is_same(local, &peer);
}

static enum dial_end connected(struct dial_attempt *attempt, const BIO_ADDR *peer)
{
	int family = peer->sa.sa_family;

	if ((family != AF_INET && family != AF_INET6) || !is_itself(attempt))
		return DIAL_CONNECTED;
	sys_set_last_error(ECONNREFUSED);
	errno = ECONNREFUSED;
	return fail(attempt, "connect", BIO_R_CONNECT_ERROR);
}

static enum dial_end connect_it(struct dial_attempt *attempt, const BIO_ADDR *peer, bool fastopen)
{
	socklen_t len = addr_size(peer);
	int family = peer->sa.sa_family, r, code;

	do
		r = fastopen ? sys_fastopen_connect(attempt->fd, &peer->sa, len)
		             : sys_connect(attempt->fd, &peer->sa, len);
	while (r == -1 && family == AF_UNIX && errno == EINTR);
	if (r == 0)
		return fastopen ? DIAL_CONNECTED : connected(attempt, peer);
	code = sys_last_error();
	if (sys_connect_found_no_room(family, errno))
		return DIAL_NO_ROOM_THERE;
	/* One that a signal interrupted goes on in the kernel, as one that does not wait. */
	if (errno == EINPROGRESS || errno == EINTR || errno == EALREADY)
		return DIAL_UNDER_WAY;
	sys_set_last_error(code);
	return fail(attempt, "connect", BIO_R_CONNECT_ERROR);
}

static bool make_socket(struct dial_attempt *attempt, const biosock_dial_options *set, int family)
{
	attempt->has_path = false;
	attempt->fd = sock_socket(family, set->socktype, family != AF_UNIX ? set->protocol : 0,
	    set->flags | BIO_SOCK_NONBLOCK, &attempt->failure);
	return attempt->fd != -1;
}

enum dial_end dial_attempt_start(
    struct dial_attempt *attempt, const struct dial_plan *plan, const BIO_ADDR *peer, bool fastopen)
{
	const biosock_dial_options *set = &plan->set;
	int family = peer->sa.sa_family, said;

	fastopen = fastopen && (set->flags & BIO_SOCK_TFO) != 0 && family != AF_UNIX;
	if (!make_socket(attempt, set, family))
		return DIAL_HAS_FAILED;
	said = prepare(attempt->fd, plan, peer);
	if (said <= 0) {
		attempt->failure.err = said < 0 && errno != 0 ? errno : ECANCELED;
		dial_attempt_close(attempt);
		return said == 0 ? DIAL_LEFT_OUT : DIAL_STOPPED;
	}
	if (!ready_it(attempt, plan, family, options_of(set, fastopen))) {
		dial_attempt_close(attempt);
		return DIAL_HAS_FAILED;
	}
	return connect_it(attempt, peer, fastopen);
}

enum dial_end dial_attempt_again(struct dial_attempt *attempt, const BIO_ADDR *peer)
{
	return connect_it(attempt, peer, false);
}

enum dial_end dial_attempt_look(struct dial_attempt *attempt, const BIO_ADDR *peer)
{
	int err = BIO_sock_error(attempt->fd);

	if (err == 0)
		return connected(attempt, peer);
	sys_set_last_error(err);
	return fail(attempt, "connect", BIO_R_CONNECT_ERROR);
}
