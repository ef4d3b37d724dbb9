/* SPDX-License-Identifier: Apache-2.0 */
/* The way of a connect BIO to its connection: a table of steps, and the loop that takes them. */
#include <errno.h>
#include <string.h>

#include <biosock.h>

#include "addr/info.h"
#include "bio/connect/connect_bio.h"
#include "bio/socket/family.h"
#include "bio/socket/socket_bio.h"
#include "err/raise.h"
#include "sock/flags.h"
#include "sock/untold.h"
#include "sys/errors.h"
#include "sys/fastopen.h"
#include "sys/readiness.h"

/* What to do after a step: take the one of the state it left, or return *result. */
enum after { GO_ON, LEAVE };

typedef enum after step_fn(BIO *b, struct bio_connect *c, int *result);

static enum after begin(BIO *b, struct bio_connect *c, int *result)
{
	(void)b;
	(void)result;
	if (c->host == NULL && c->service == NULL && c->address == NULL) {
		err_raise_data(CONNECT_PLACE, ERR_LIB_BIO, BIO_R_NO_HOSTNAME_OR_SERVICE_SPECIFIED,
		    "hostname=<NULL> service=<NULL>");
		return LEAVE;
	}
	c->state = CONNECT_GET_ADDRESSES;
	return GO_ON;
}

static bool look_up(struct bio_connect *c)
{
	const struct bio_lookup what = { c->host, c->service, BIO_LOOKUP_CLIENT, c->family,
		c->socktype };

	return bio_lookup(CONNECT_PLACE, &what, &c->first);
}

static bool take_address(struct bio_connect *c)
{
	struct addr_list list = { NULL, NULL };
	bool taken = addr_list_add(&list, c->address, c->socktype, 0);

	c->first = list.first;
	return taken;
}

static enum after get_addresses(BIO *b, struct bio_connect *c, int *result)
{
	(void)b;
	(void)result;
	if (c->address != NULL ? !take_address(c) : c->plan == NULL && !look_up(c))
		return LEAVE;
	c->current = c->first;
	c->state = CONNECT_CREATE_SOCKET;
	return GO_ON;
}

/*
 * Called when an address has failed. Returns true if there is another address to try (D9), and
 * nothing is told then. If there is none, the failures of all addresses are.
 */
static bool try_another(BIO *b, struct bio_connect *c, const struct sock_failure *failure)
{
	if (BIO_ADDRINFO_next(c->current) == NULL && c->failures.n == 0) {
		c->current = NULL;
		return sock_tell(CONNECT_PLACE, failure);
	}
	sock_failures_keep(&c->failures, failure, BIO_ADDRINFO_address(c->current));
	c->current = BIO_ADDRINFO_next(c->current);
	if (c->current == NULL)
		sock_failures_tell(CONNECT_PLACE, &c->failures);
	else
		bio_connect_close(b, 0);
	sys_set_last_error(failure->code);
	errno = failure->err;
	return c->current != NULL;
}

static step_fn race, make_socket;

/* One, or one for each address at once. */
static enum after create_socket(BIO *b, struct bio_connect *c, int *result)
{
	return bio_connect_races(c) ? race(b, c, result) : make_socket(b, c, result);
}

static enum after make_socket(BIO *b, struct bio_connect *c, int *result)
{
	struct sock_failure failure;

	*result = sock_socket(BIO_ADDRINFO_family(c->current), BIO_ADDRINFO_socktype(c->current),
	    BIO_ADDRINFO_protocol(c->current), c->mode, &failure);
	frame_set_fd(b, *result);
	if (*result == -1) {
		if (try_another(b, c, &failure))
			return GO_ON;
		c->current = c->first;
		return LEAVE;
	}
	c->state = CONNECT_CONNECT;
	return GO_ON;
}

/* SOCK_DGRAM: a datagram BIO over the same socket, which stays ours. */
static bool make_datagrams(BIO *b, struct bio_connect *c)
{
	BIO_ADDR peer;

	if (c->socktype != SOCK_DGRAM || c->datagrams != NULL)
		return true;
	c->datagrams = BIO_new_dgram(frame_fd(b), BIO_NOCLOSE);
	if (c->datagrams == NULL || !BIO_ADDR_copy(&peer, BIO_ADDRINFO_address(c->current)))
		return false;
	(void)BIO_ctrl_set_connected(c->datagrams, &peer);
	return true;
}

static enum after connected(BIO *b, struct bio_connect *c, int *result)
{
	if (!make_datagrams(b, c)) {
		*result = -1;
		return LEAVE;
	}
	c->failures.n = 0;
	c->state = CONNECT_OK;
	return GO_ON;
}

static enum after wait_for_it(BIO *b, struct bio_connect *c, int *result)
{
	frame_retry(b, BIO_FLAGS_IO_SPECIAL, BIO_RR_CONNECT);
	c->state = CONNECT_UNDER_WAY;
	*result = 0;
	return LEAVE;
}

static enum after race(BIO *b, struct bio_connect *c, int *result)
{
	int r;

	frame_no_retry(b);
	BIO_set_retry_reason(b, 0);
	*result = -1;
	if (c->race == NULL && !bio_connect_begin_race(c))
		return LEAVE;
	r = c->is_asked ? 0 : bio_connect_race(b);
	if (r > 0) {
		*result = 1;
		return connected(b, c, result);
	}
	if (r == 0) {
		sys_set_last_error(EINPROGRESS);
		return wait_for_it(b, c, result);
	}
	c->current = NULL;
	c->told = true;
	c->state = CONNECT_REFUSED;
	return GO_ON;
}

/*
 * A connect that has to be repeated is mostly under way in the kernel, and can be waited
 * for. If it is not, connect() has to be called again, since the socket polls ready and
 * would pass for connected.
 */
static enum after not_yet(BIO *b, struct bio_connect *c, int *result)
{
	bool idle = sys_connect_is_idle(BIO_ADDRINFO_family(c->current), sys_last_error());

	(void)wait_for_it(b, c, result);
	if (idle)
		c->state = CONNECT_CONNECT;
	return LEAVE;
}

/* Where the kernel cannot defer a connect but can send with one, the first write is to do both. */
static bool write_can_connect(const struct sock_failure *failure)
{
	return failure->reason == BIO_R_TFO_NO_KERNEL_SUPPORT && sys_fastopen_sends();
}

static enum after connect_refused(
    BIO *b, struct bio_connect *c, const struct sock_failure *failure, int *result)
{
	if (write_can_connect(failure)) {
		c->unsent = true;
		*result = 1;
		return connected(b, c, result);
	}
	c->told = true;
	c->state = try_another(b, c, failure) ? CONNECT_CREATE_SOCKET : CONNECT_REFUSED;
	return GO_ON;
}

/* Whether a connect now would leave without the data that should go with it. */
static bool write_should_connect(const BIO_ADDR *peer, int options)
{
	return (options & BIO_SOCK_TFO) != 0 && peer->sa.sa_family != AF_UNIX &&
	       sys_fastopen_connects_bare();
}

static int begin_connect(BIO *b, struct bio_connect *c, struct sock_failure *out_failure)
{
	const BIO_ADDR *peer = BIO_ADDRINFO_address(c->current);
	int options = bio_connect_options(c->mode, c->socktype);

	if (!write_should_connect(peer, options))
		return sock_connect(frame_fd(b), peer, options, out_failure);
	c->unsent =
	    sock_set_flags(frame_fd(b), peer->sa.sa_family, options, SOCK_TO_CONNECT, out_failure);
	return c->unsent;
}

/*
 * An AF_UNIX listener has no room in its queue. Waiting for this socket is of no use, so the step
 * fails, for this moment (D25).
 */
static void refuse_if_full(const struct bio_connect *c, struct sock_failure *failure)
{
	const BIO_ADDR *peer = BIO_ADDRINFO_address(c->current);

	if (failure->call == NULL && sys_connect_found_no_room(peer->sa.sa_family, errno))
		sock_failed(failure, "connect", BIO_R_CONNECT_ERROR, peer);
}

/*
 * A connect that goes on has not failed; a call before it that a signal interrupted has, whatever
 * its errno says.
 */
static enum after connect_socket(BIO *b, struct bio_connect *c, int *result)
{
	struct sock_failure failure = { .function = "BIO_connect" };

	frame_no_retry(b);
	BIO_set_retry_reason(b, 0);
	*result = begin_connect(b, c, &failure);
	if (*result != 0)
		return connected(b, c, result);
	refuse_if_full(c, &failure);
	if (failure.call != NULL)
		return connect_refused(b, c, &failure, result);
	return not_yet(b, c, result);
}

/* How the connect under way ended: 0, its error, or -1 while it goes on. */
static int outcome(BIO *b, const struct bio_connect *c)
{
	bool waits = (c->mode & BIO_SOCK_NONBLOCK) == 0;
	int ready = sys_wait_ready(frame_fd(b), false, waits ? -1 : 0);

	if (ready == 0 || (ready == -1 && sys_is_retry(sys_last_error())))
		return -1;
	return BIO_sock_error(frame_fd(b));
}

static enum after connect_failed(BIO *b, struct bio_connect *c, int *result)
{
	struct sock_failure failure = { .function = NULL };

	frame_no_retry(b);
	*result = 0;
	sock_failed(
	    &failure, "connect", BIO_R_NBIO_CONNECT_ERROR, BIO_ADDRINFO_address(c->current));
	if (!try_another(b, c, &failure)) {
		c->failed = true;
		return LEAVE;
	}
	c->state = CONNECT_CREATE_SOCKET;
	*result = -1;
	return GO_ON;
}

/* A caller who asks too early is told so at once (D8), and a failure stays one (D12). */
static enum after ask_socket(BIO *b, struct bio_connect *c, int *result)
{
	int err;

	if (c->race != NULL)
		return race(b, c, result);
	if (c->failed) {
		err_raise(CONNECT_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
		*result = 0;
		return LEAVE;
	}
	err = outcome(b, c);
	if (err == 0)
		return connected(b, c, result);
	sys_set_last_error(err == -1 ? EINPROGRESS : err);
	return err == -1 ? wait_for_it(b, c, result) : connect_failed(b, c, result);
}

/*
 * The call that failed has raised its records already (D15); a later call gets a record of its own.
 */
static enum after refused(BIO *b, struct bio_connect *c, int *result)
{
	(void)b;
	if (!c->told)
		err_raise(CONNECT_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	*result = 0;
	return LEAVE;
}

static enum after is_connected(BIO *b, struct bio_connect *c, int *result)
{
	(void)b;
	(void)c;
	*result = 1;
	return LEAVE;
}

static step_fn *const steps[] = {
	[CONNECT_BEFORE] = begin,
	[CONNECT_GET_ADDRESSES] = get_addresses,
	[CONNECT_CREATE_SOCKET] = create_socket,
	[CONNECT_CONNECT] = connect_socket,
	[CONNECT_OK] = is_connected,
	[CONNECT_UNDER_WAY] = ask_socket,
	[CONNECT_REFUSED] = refused,
};

/* What became of the step stays in errno, whatever the callback does. */
static int tell_state(BIO *b, const struct bio_connect *c, int result)
{
	int err = sys_last_error();

	result = c->info(b, (int)c->state, result);
	sys_set_last_error(err);
	return result;
}

/* The callback's result is the one that counts; 0 from it ends the connect. */
int bio_connect_run(BIO *b)
{
	struct bio_connect *c = frame_data(b);
	enum after after;
	int result = -1;

	c->told = false;
	do {
		after = steps[c->state](b, c, &result);
		if (c->info == NULL)
			continue;
		result = tell_state(b, c, result);
		if (result == 0)
			after = LEAVE;
	} while (after == GO_ON);
	return result;
}

void bio_connect_forget(BIO *b)
{
	struct bio_connect *c = frame_data(b);

	BIO_free(c->datagrams);
	c->datagrams = NULL;
	bio_connect_close(b, 0);
	bio_connect_end_race(c);
	BIO_ADDRINFO_free(c->first);
	c->first = NULL;
	c->current = NULL;
	c->state = CONNECT_BEFORE;
	c->failed = false;
	c->unsent = false;
	c->failures.n = 0;
}
