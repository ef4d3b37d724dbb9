/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long the system is asked to wait: nothing is waited for here, the calls are replaced in this
 * executable, and the clock stands still.
 */
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <time.h>

#include <openssl/bio.h>

#include "support/contract.h"
#include "support/interpose.h"

enum { NEVER_ASKED = -77 };

static const time_t now = 1700000000;
/* In milliseconds: what poll() was asked for first, and how often; how long a nap was to be. */
static int asked, times_asked;
static long napped;

time_t INTERPOSED(time)(time_t *out)
{
	if (out != NULL)
		*out = now;
	return now;
}

/* As often as it is told nothing is ready, and then all is. */
static int misses;

int INTERPOSED(poll)(struct pollfd *fds, nfds_t n, int timeout)
{
	if (times_asked++ == 0)
		asked = timeout;
	if (misses-- > 0)
		return 0;
	fds[0].revents = POLLIN;
	return (int)n;
}

int INTERPOSED(nanosleep)(const struct timespec *nap, struct timespec *left)
{
	(void)left;
	napped = (long)nap->tv_sec * 1000 + nap->tv_nsec / 1000000;
	return 0;
}

static void forget(void)
{
	asked = NEVER_ASKED;
	times_asked = 0;
	napped = NEVER_ASKED;
	misses = 0;
}

/* poll() takes an int of milliseconds: 24 days and 20 hours, and then it is asked once more. */
static void far_deadlines_are_waited_for_in_parts(void)
{
	static const int most = INT_MAX / 1000;
	const time_t last = sizeof(time_t) > 4 ? (time_t)INT64_MAX : (time_t)INT32_MAX;
	const struct {
		time_t until;
		int misses, want, asked, times;
	} rows[] = {
		{ now + 10, 0, 1, 10000, 1 },
		{ now + 1, 0, 1, 1000, 1 },
		{ now, 0, 1, 0, 1 },
		{ now, 1, 0, 0, 1 },
		{ now - 1, 0, 0, NEVER_ASKED, 0 },
		{ now + most, 0, 1, most * 1000, 1 },
		{ now + most + 1, 0, 1, most * 1000, 1 },
		{ now + most + 100, 3, 1, most * 1000, 4 },
		{ last, 2, 1, most * 1000, 3 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		forget();
		misses = rows[i].misses;
		CHECK_INT(BIO_socket_wait(0, 1, rows[i].until), rows[i].want);
		CHECK_INT(asked, rows[i].asked);
		CHECK_INT(times_asked, rows[i].times);
		CHECK_ERRORS("-");
	}
}

/* Without a descriptor. The time that is left is counted in whole seconds. */
static void naps_end_with_the_time(void)
{
	const struct {
		time_t until;
		unsigned nap_ms;
		int want;
		long napped;
	} rows[] = {
		{ now + 100, 70, 1, 70 },
		{ now + 2, 1500, 1, 1500 },
		{ now + 2, 2999, 1, 2999 },
		{ now + 2, 3000, 1, 2000 },
		{ now + 1, 60000, 1, 1000 },
		{ now + 3, 3000, 1, 3000 },
		{ now, 3000, 1, 3000 },
		{ now - 1, 3000, 0, NEVER_ASKED },
		{ 0, 3000, 1, NEVER_ASKED },
	};
	BIO *b = BIO_new(BIO_s_mem());

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		forget();
		CHECK_INT(BIO_wait(b, rows[i].until, rows[i].nap_ms), rows[i].want);
		CHECK_INT(napped, rows[i].napped);
		CHECK_INT(times_asked, 0);
		CHECK_ERRORS(rows[i].want == 1 ? "-" : "BIO routines:transfer timeout");
	}
	BIO_free(b);
}

/* A kind that connects at its second try. */
static int tries;
static int descriptor;

static long control(BIO *b, int command, long number, void *pointer)
{
	(void)number;
	if (command == BIO_C_GET_FD) {
		if (descriptor >= 0)
			*(int *)pointer = descriptor;
		return descriptor;
	}
	if (command != BIO_C_DO_STATE_MACHINE)
		return 1;
	BIO_clear_retry_flags(b);
	if (tries++ > 0)
		return 1;
	BIO_set_retry_special(b);
	return -1;
}

/* Beyond what an int has of milliseconds it is waited for as long as that goes. */
static void connects_may_take_any_time(void)
{
	static const struct {
		int timeout, nap_ms, descriptor, asked;
		long napped;
	} rows[] = {
		{ 0, 20, 5, -1, NEVER_ASKED },
		{ 0, 20, -1, NEVER_ASKED, 20 },
		{ INT_MAX, 20, 5, INT_MAX, NEVER_ASKED },
		{ INT_MAX / 1000 + 100, 20, 5, INT_MAX, NEVER_ASKED },
		{ INT_MAX, 20, -1, NEVER_ASKED, 20 },
		{ INT_MAX, -1, -1, NEVER_ASKED, 100 },
		{ INT_MAX, INT_MAX, -1, NEVER_ASKED, INT_MAX },
	};
	BIO_METHOD *method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "connects later");
	BIO *b;

	BIO_meth_set_ctrl(method, control);
	b = BIO_new(method);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		forget();
		tries = 0;
		descriptor = rows[i].descriptor;
		CHECK_INT(BIO_do_connect_retry(b, rows[i].timeout, rows[i].nap_ms), 1);
		CHECK_INT(asked, rows[i].asked);
		CHECK_INT(napped, rows[i].napped);
		CHECK_ERRORS("-");
	}
	BIO_free(b);
	BIO_meth_free(method);
}

static const struct contract_case cases[] = {
	{ "far deadlines are waited for in parts", far_deadlines_are_waited_for_in_parts, 13, 0 },
	{ "naps end with the time", naps_end_with_the_time, 0, 0 },
	{ "connects may take any time", connects_may_take_any_time, 12, 0 },
};

int main(void)
{
	return contract_main("bio.deadlines", cases, sizeof(cases) / sizeof(cases[0]));
}
