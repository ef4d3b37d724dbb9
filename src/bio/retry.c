/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting until it is worth while to try again. The BIO may be of any kind, so only public
 * calls are used.
 */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>

#include "bio/connect/connect_bio.h"
#include "bio/frame.h"
#include "err/raise.h"
#include "sys/clock.h"
#include "sys/errors.h"
#include "sys/net.h"
#include "sys/readiness.h"

/* How long until a full listener is asked again. */
enum { ROOM_NAP_MS = 50 };

static int descriptor(BIO *bio)
{
	int fd = -1;

	return BIO_get_fd(bio, &fd) < 0 ? -1 : fd;
}

static int fail(struct err_place place, int reason, int ret)
{
	err_raise(place, ERR_LIB_BIO, reason);
	return ret;
}

/* Nothing to wait for: a nap, but not past the time. */
static int nap_until(time_t max_time, unsigned int nap_milliseconds)
{
	time_t now = time(NULL), left;

	if (max_time < now)
		return 0;
	left = max_time - now;
	if (left > 0 && left < (time_t)(nap_milliseconds / 1000))
		nap_milliseconds = (unsigned int)left * 1000;
	sys_nap_ms(nap_milliseconds);
	return 1;
}

int BIO_wait(BIO *bio, time_t max_time, unsigned int nap_milliseconds)
{
	int fd, ready;

	if (bio != NULL && !frame_is_usable(ERR_FUNC, bio))
		return -1;
	if (max_time == 0)
		return 1;
	fd = descriptor(bio);
	ready = fd >= 0 ? BIO_socket_wait(fd, BIO_should_read(bio), max_time)
	                : nap_until(max_time, nap_milliseconds);
	if (ready < 0)
		return fail(ERR_PLACE, BIO_R_TRANSFER_ERROR, -1);
	return ready > 0 ? 1 : fail(ERR_PLACE, BIO_R_TRANSFER_TIMEOUT, 0);
}

/*
 * left_ms < 0: for ever. A BIO without retry flags was reset because a listener had no room, so it
 * only naps. If the wait fails, the next try will report why.
 */
static void await_connect(BIO *bio, BIO *connect, int64_t left_ms, unsigned int nap_ms)
{
	int fd;

	if (left_ms > INT_MAX)
		left_ms = INT_MAX;
	if (connect != NULL && bio_connect_await(connect, (int)left_ms))
		return;
	fd = descriptor(bio);
	if (!BIO_should_retry(bio))
		nap_ms = ROOM_NAP_MS;
	if (fd >= 0)
		sys_wait_ready(fd, BIO_should_read(bio) != 0, (int)left_ms);
	else
		sys_nap_ms(left_ms >= 0 && left_ms < nap_ms ? (unsigned int)left_ms : nap_ms);
}

/* A connect that failed is begun anew next time. */
static void reset_if_failed(BIO *bio)
{
	if (err_newest_is(ERR_LIB_BIO, BIO_R_CONNECT_ERROR) ||
	    err_newest_is(ERR_LIB_BIO, BIO_R_NBIO_CONNECT_ERROR))
		(void)BIO_reset(bio);
}

/* Failed only because the listener's queue was full: there may be room later (D25). */
static bool found_no_room(void)
{
	return err_newest_is(ERR_LIB_BIO, BIO_R_CONNECT_ERROR) &&
	       sys_connect_found_no_room(AF_UNIX, sys_last_error());
}

/*
 * Connected: what BIO_do_connect() returned; failed: -1 and its records, or one if it left none; 0:
 * to be repeated.
 */
static int try_connect(struct err_place place, BIO *bio, bool may_repeat)
{
	bool left_records;
	int ret;

	err_attempt_begin();
	ret = (int)BIO_do_connect(bio);
	if (ret <= 0 && may_repeat && BIO_should_retry(bio)) {
		err_attempt_forget();
		return 0;
	}
	if (ret <= 0 && may_repeat && found_no_room()) {
		err_attempt_forget();
		(void)BIO_reset(bio);
		return 0;
	}
	left_records = err_attempt_keep();
	if (ret <= 0 && !left_records)
		err_raise(place, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	else if (ret <= 0)
		reset_if_failed(bio);
	return ret > 0 ? ret : -1;
}

/* The time is up: what failed until then is told before that. */
static int fail_late(struct err_place place, BIO *connect)
{
	if (connect != NULL)
		bio_connect_tell_of_race(connect);
	err_raise(place, ERR_LIB_BIO, BIO_R_CONNECT_TIMEOUT);
	sys_set_last_error(ETIMEDOUT);
	return 0;
}

/* `connect`: the connect BIO in it that may race meanwhile (D10), or NULL. timeout: seconds. */
static int connect_until(
    struct err_place place, BIO *bio, BIO *connect, int timeout, unsigned int nap_ms)
{
	int64_t deadline = sys_clock_ms() + (int64_t)timeout * 1000;
	int ret;

	while ((ret = try_connect(place, bio, timeout >= 0)) == 0) {
		int64_t left_ms = timeout > 0 ? deadline - sys_clock_ms() : -1;

		if (timeout > 0 && left_ms <= 0)
			return fail_late(place, connect);
		await_connect(bio, connect, left_ms, nap_ms);
	}
	return ret;
}

int BIO_do_connect_retry(BIO *bio, int timeout, int nap_milliseconds)
{
	unsigned int nap_ms = nap_milliseconds < 0 ? 100 : (unsigned int)nap_milliseconds;
	BIO *connect;
	int ret;

	if (bio == NULL)
		return fail(ERR_PLACE, ERR_R_PASSED_NULL_PARAMETER, -1);
	if (!frame_is_usable(ERR_FUNC, bio))
		return -1;
	BIO_set_nbio(bio, timeout > 0);
	connect = bio_connect_in(bio);
	if (connect != NULL)
		bio_connect_set_awaited(connect, true);
	ret = connect_until(ERR_PLACE, bio, connect, timeout, nap_ms);
	if (connect != NULL)
		bio_connect_set_awaited(connect, false);
	return ret;
}
