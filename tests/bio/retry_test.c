/* SPDX-License-Identifier: Apache-2.0 */
/* Retrying: whose wish it is, waiting for it, and connecting until it is decided (D12). */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "kind.h"
#include "support/contract.h"
#include "support/system.h"

static void the_last_that_wants_to_retry_is_found(void)
{
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = kind_new(KIND_FILTER, 'b');
	BIO *c = kind_new(KIND_FULL, 'c');
	int reason = 9;

	BIO_push(a, BIO_push(b, c));
	CHECK(BIO_get_retry_BIO(a, &reason) == a);
	CHECK_INT(reason, 0);
	BIO_set_flags(a, BIO_FLAGS_SHOULD_RETRY);
	CHECK(BIO_get_retry_BIO(a, NULL) == a);
	BIO_set_flags(b, BIO_FLAGS_SHOULD_RETRY);
	BIO_set_flags(c, BIO_FLAGS_SHOULD_RETRY);
	BIO_set_retry_reason(c, BIO_RR_CONNECT);
	CHECK(BIO_get_retry_BIO(a, &reason) == c);
	CHECK_INT(reason, BIO_RR_CONNECT);
	BIO_clear_flags(a, BIO_FLAGS_SHOULD_RETRY);
	CHECK(BIO_get_retry_BIO(a, &reason) == a);
	BIO_free_all(a);
}

static void a_filter_takes_over_the_wish(void)
{
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = kind_new(KIND_FULL, 'b');

	BIO_push(a, b);
	BIO_set_flags(b, 0xf00 | BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	BIO_set_retry_reason(b, 77);
	BIO_copy_next_retry(a);
	CHECK_INT(BIO_get_flags(a), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	CHECK_INT(BIO_get_retry_reason(a), 77);
	BIO_clear_retry_flags(b);
	BIO_copy_next_retry(a);
	CHECK_INT(BIO_get_flags(a), BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY);
	BIO_clear_retry_flags(a);
	CHECK_INT(BIO_get_flags(a), 0);
	BIO_free_all(a);
}

/* A kind that connects as a script says: what BIO_do_connect() returns, try by try. */
static struct {
	const int *results;
	int tries, resets, nonblocking;
	int fd;
	int flags;  /* set when it fails */
	int reason; /* of a record of each failure; 0: none */
} script;

static long connect_as_told(void)
{
	int ret = script.results[script.tries++];

	if (ret <= 0 && script.reason != 0)
		ERR_raise(ERR_LIB_BIO, script.reason);
	return ret;
}

static long control(BIO *b, int command, long number, void *pointer)
{
	long ret;

	switch (command) {
	case BIO_C_GET_FD:
		if (script.fd >= 0)
			*(int *)pointer = script.fd;
		return script.fd;
	case BIO_C_SET_NBIO:
		script.nonblocking = (int)number;
		return 1;
	case BIO_CTRL_RESET:
		script.resets++;
		return 1;
	case BIO_C_DO_STATE_MACHINE:
		BIO_clear_retry_flags(b);
		ret = connect_as_told();
		if (ret <= 0)
			BIO_set_flags(b, script.flags);
		return ret;
	default:
		return 0;
	}
}

static BIO_METHOD *method;

static BIO *scripted(const int *results, int flags, int reason)
{
	if (method == NULL) {
		method = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 1, "connects as told");
		BIO_meth_set_ctrl(method, control);
	}
	memset(&script, 0, sizeof(script));
	script.results = results;
	script.fd = -1;
	script.flags = flags;
	script.reason = reason;
	return BIO_new(method);
}

enum { LATER = BIO_FLAGS_IO_SPECIAL | BIO_FLAGS_SHOULD_RETRY };

static void connecting_goes_on_until_it_is_decided(void)
{
	static const struct {
		int timeout, flags, reason;
		int results[4];
		int want, tries, resets;
		const char *errors;
	} rows[] = {
		{ -1, 0, 0, { 1 }, 1, 1, 0, "-" },
		{ 0, 0, 0, { 5 }, 5, 1, 0, "-" },
		{ 2, LATER, 0, { -1, 0, 1 }, 1, 3, 0, "-" },
		{ 0, LATER, 0, { -1, -1, 1 }, 1, 3, 0, "-" },
		{ -1, LATER, 0, { -1, 1 }, -1, 1, 0, "BIO routines:connect error" },
		{ 0, 0, 0, { -1, 1 }, -1, 1, 0, "BIO routines:connect error" },
		{ 2, 0, BIO_R_IN_USE, { -1, 1 }, -1, 1, 0, "BIO routines:in use" },
		{ -1, 0, BIO_R_CONNECT_ERROR, { -1, 1 }, -1, 1, 1, "BIO routines:connect error" },
		{ -1, 0, BIO_R_NBIO_CONNECT_ERROR, { 0, 1 }, -1, 1, 1,
		    "BIO routines:nbio connect error" },
		{ 2, LATER, BIO_R_IN_USE, { -1, -1, 1 }, 1, 3, 0, "-" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b = scripted(rows[i].results, rows[i].flags, rows[i].reason);

		CHECK_INT(BIO_do_connect_retry(b, rows[i].timeout, 1), rows[i].want);
		CHECK_INT(script.tries, rows[i].tries);
		CHECK_INT(script.resets, rows[i].resets);
		CHECK_INT(script.nonblocking, rows[i].timeout > 0);
		CHECK_ERRORS(rows[i].errors);
		BIO_free(b);
	}
}

static void a_null_bio_is_refused(void)
{
	CHECK_INT(BIO_do_connect_retry(NULL, 1, 1), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_wait(NULL, 0, 1), 1);
}

static void earlier_errors_stay(void)
{
	static const int results[] = { -1, -1, 1, -1 };
	BIO *b = scripted(results, LATER, BIO_R_CONNECT_ERROR);

	ERR_raise(ERR_LIB_BIO, BIO_R_IN_USE);
	CHECK_INT(BIO_do_connect_retry(b, 2, 1), 1);
	script.flags = 0;
	CHECK_INT(BIO_do_connect_retry(b, -1, 1), -1);
	CHECK_ERRORS("BIO routines:in use;BIO routines:connect error");
	BIO_free(b);
}

static const int never[300] = { 0 };

static void out_of_time_is_0(void)
{
	BIO *b = scripted(never, LATER, 0);

	CHECK_INT(BIO_do_connect_retry(b, 1, 50), 0);
	CHECK_ERRORS("BIO routines:connect timeout");
	CHECK(script.tries > 1);
	BIO_free(b);
}

/*
 * libcrypto tries a refused connect again and again: until the time is up, or without a
 * limit for ever.
 */
static void a_definite_failure_ends_it(void)
{
	static const int results[] = { -1, -1, -1, 1 };
	BIO *b = scripted(results, 0, BIO_R_CONNECT_ERROR);

	CHECK_INT(BIO_do_connect_retry(b, 0, 1), -1);
	CHECK_INT(script.tries, 1);
	CHECK_INT(script.resets, 1);
	CHECK_ERRORS("BIO routines:connect error");
	CHECK_INT(BIO_do_connect_retry(b, 5, 1), -1);
	CHECK_INT(script.tries, 2);
	BIO_free(b);
}

/* Without a limit libcrypto does not nap at all. */
static void without_a_limit_it_naps_as_told(void)
{
	static const int results[] = { -1, -1, -1, 1 };
	BIO *b = scripted(results, LATER, 0);
	struct timespec before, after;

	clock_gettime(CLOCK_MONOTONIC, &before);
	CHECK_INT(BIO_do_connect_retry(b, 0, 20), 1);
	clock_gettime(CLOCK_MONOTONIC, &after);
	CHECK((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000 >=
	      59);
	BIO_free(b);
}

static void waiting_is_for_the_descriptor(void)
{
	static const int results[] = { 1 };
	BIO *b = scripted(results, 0, 0);
	int pair[2];

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	script.fd = pair[0];
	CHECK_INT(BIO_wait(b, time(NULL) + 5, 1), 1);
	BIO_set_flags(b, BIO_FLAGS_READ);
	CHECK_INT(BIO_wait(b, time(NULL) - 1, 1), 0);
	CHECK_ERRORS("BIO routines:transfer timeout");
	CHECK_INT(BIO_wait(b, 0, 1), 1);
	CHECK_INT(write(pair[1], "x", 1), 1);
	CHECK_INT(BIO_wait(b, time(NULL) + 5, 1), 1);
	CHECK_ERRORS("-");
	close(pair[0]);
	close(pair[1]);
	BIO_free(b);
}

/* Descriptor 0 is one: nothing can be read from it, so the time runs out. */
static void descriptor_0_is_waited_for(void)
{
	static const int results[] = { 1 };
	BIO *b = scripted(results, 0, 0);
	int pair[2], input;

	if (system_is_windows())
		contract_skip("sockets have no numbers of files here");
	input = dup(0);
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	CHECK_INT(dup2(pair[0], 0), 0);
	script.fd = 0;
	BIO_set_flags(b, BIO_FLAGS_READ);
	CHECK_INT(BIO_wait(b, time(NULL), 0), 0);
	CHECK_ERRORS("BIO routines:transfer timeout");
	CHECK_INT(write(pair[1], "x", 1), 1);
	CHECK_INT(BIO_wait(b, time(NULL) + 5, 1), 1);
	CHECK_ERRORS("-");
	CHECK(input == -1 || dup2(input, 0) == 0);
	close(pair[0]);
	close(pair[1]);
	close(input);
	BIO_free(b);
}

static void without_a_descriptor_it_naps(void)
{
	static const int results[] = { 1 };
	BIO *b = scripted(results, 0, 0);

	CHECK_INT(BIO_wait(b, time(NULL) + 5, 1), 1);
	CHECK_INT(BIO_wait(b, time(NULL) + 5, 0), 1);
	CHECK_INT(BIO_wait(b, time(NULL) - 5, 1), 0);
	CHECK_ERRORS("BIO routines:transfer timeout");
	BIO_free(b);
}

/* The first and the last that a time_t can tell. */
static void no_time_is_too_far(void)
{
	static const int results[] = { 1 };
	const time_t last = sizeof(time_t) > 4 ? INT64_MAX : INT32_MAX;
	BIO *b = scripted(results, 0, 0);

	CHECK_INT(BIO_wait(b, last, 1), 1);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_wait(b, -last - 1, 1), 0);
	CHECK_ERRORS("BIO routines:transfer timeout");
	BIO_free(b);
}

/* 3.0 waits on it until the time is up. */
static void a_closed_descriptor_is_an_error(void)
{
	static const int results[] = { 1 };
	BIO *b = scripted(results, 0, 0);

	script.fd = 999;
	CHECK_INT(BIO_wait(b, time(NULL) + 1, 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("BIO routines:transfer error");
	BIO_free(b);
}

static const struct contract_case cases[] = {
	{ "the last that wants to retry is found", the_last_that_wants_to_retry_is_found, 0, 0 },
	{ "a filter takes over the wish", a_filter_takes_over_the_wish, 0, 0 },
	{ "connecting goes on until it is decided", connecting_goes_on_until_it_is_decided, 0, 0 },
	{ "a NULL BIO is refused", a_null_bio_is_refused, 0, 0 },
	{ "earlier errors stay", earlier_errors_stay, 0, 0 },
	{ "out of time is 0", out_of_time_is_0, 0, 0 },
	{ "a definite failure ends it", a_definite_failure_ends_it, 12, 0 },
	{ "without a limit it naps as told", without_a_limit_it_naps_as_told, 12, 0 },
	{ "waiting is for the descriptor", waiting_is_for_the_descriptor, 0, 0 },
	{ "descriptor 0 is waited for", descriptor_0_is_waited_for, 13, 0 },
	{ "without a descriptor it naps", without_a_descriptor_it_naps, 0, 0 },
	{ "no time is too far to wait for", no_time_is_too_far, 13, 0 },
	{ "a closed descriptor is an error", a_closed_descriptor_is_an_error, 13, 0 },
};

int main(void)
{
	int ret = contract_main("bio.retry", cases, sizeof(cases) / sizeof(cases[0]));

	BIO_meth_free(method);
	kind_free_methods();
	return ret;
}
