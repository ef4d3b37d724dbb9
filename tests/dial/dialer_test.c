/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_dialer(3): a dial in the caller's own loop, by a list to poll or by one descriptor. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/peer.h"
#include "support/system.h"

static void wait_by_list(biosock_dialer *d)
{
	CHECK(network_wait(d) >= 0);
}

/* The descriptor is asked for once and stays the same, whatever happens behind it. */
static void wait_by_descriptor(biosock_dialer *d)
{
	int fd = biosock_dialer_fd(d);
	struct pollfd one = { .fd = fd, .events = POLLIN };

	CHECK(fd != -1);
	CHECK_INT(poll(&one, 1, 20000), 1);
	CHECK_INT(biosock_dialer_fd(d), fd);
}

static int step_until_done(biosock_dialer *d, void (*wait)(biosock_dialer *d))
{
	int r;

	while ((r = biosock_dialer_step(d)) == 0)
		wait(d);
	return r;
}

static void (*const waits[])(biosock_dialer *d) = { wait_by_list, wait_by_descriptor };

/* Where there is one. */
static bool has_descriptor(void)
{
	biosock_dialer *d = biosock_dialer_new(NULL, NULL, NULL);
	bool has = biosock_dialer_fd(d) != -1;

	if (!has)
		CHECK_INT(errno, EOPNOTSUPP);
	ERR_clear_error();
	biosock_dialer_free(d);
	return has;
}

static void for_each_wait(void (*test)(void (*wait)(biosock_dialer *d)))
{
	test(waits[0]);
	if (has_descriptor())
		test(waits[1]);
}

static void take_a_number(void (*wait)(biosock_dialer *d))
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	biosock_dialer *d;
	int fd;

	network_listen(&port);
	d = biosock_dialer_new("127.0.0.1", port.text, &options);
	CHECK_INT(biosock_dialer_timeout(d), 0);
	CHECK_INT(step_until_done(d, wait), 1);
	CHECK_INT(biosock_dialer_step(d), 1);
	fd = biosock_dialer_take(d, &result);
	CHECK(fd != -1);
	CHECK_INT(result.tried, 1);
	CHECK(!peer_is_nonblocking(fd));
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_timeout(d), -1);
	CHECK_INT(biosock_dialer_pollfds(d, NULL, 0), 0);
	errno = 0;
	CHECK_INT(biosock_dialer_take(d, NULL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:invalid argument");
	biosock_dialer_free(d);
	CHECK_STR(network_story, "answer0 try0 connected0 over");
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void a_number_is_taken(void)
{
	for_each_wait(take_a_number);
}

static void fail_by_name(void (*wait)(biosock_dialer *d))
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dialer *d;

	network_refuse(&port);
	network_answers("", "127.0.0.1 127.0.0.2");
	d = biosock_dialer_new("name.example", port.text, &options);
	errno = 0;
	CHECK_INT(step_until_done(d, wait), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error;"
	             "system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	errno = 0;
	CHECK_INT(biosock_dialer_step(d), -1);
	CHECK_INT(errno, ECONNREFUSED);
	ERR_clear_error();
	CHECK_INT(biosock_dialer_pollfds(d, NULL, 0), 0);
	CHECK_INT(biosock_dialer_take(d, NULL), -1);
	CHECK_INT(biosock_dialer_add(d, NULL), 0);
	CHECK_INT(biosock_dialer_reject(d, EPROTO), 0);
	ERR_clear_error();
	biosock_dialer_free(d);
	CHECK(strstr(network_story, "over:ECONNREFUSED") != NULL);
	network_close(&port);
}

static void a_name_that_refuses_is_over(void)
{
	for_each_wait(fail_by_name);
}

/* An answer that is late wakes whoever waits. */
static void *release_later(void *arg)
{
	(void)arg;
	network_release();
	return NULL;
}

static void answer_late(void (*wait)(biosock_dialer *d))
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dialer *d;
	int fd;

	network_listen(&port);
	options.family = AF_INET;
	network_answers("", "hang 127.0.0.1");
	d = biosock_dialer_new("name.example", port.text, &options);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_timeout(d), -1);
	if (wait == wait_by_descriptor)
		CHECK(biosock_dialer_fd(d) != -1);
	network_wait_for_question();
	release_later(NULL);
	CHECK_INT(step_until_done(d, wait), 1);
	fd = biosock_dialer_take(d, NULL);
	CHECK(fd != -1);
	CHECK_STR(network_story, "ask4 answer0 end4 try0 connected0");
	biosock_dialer_free(d);
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void a_late_answer_is_a_reason_to_step(void)
{
	for_each_wait(answer_late);
}

static void silent_then_there(void (*wait)(biosock_dialer *d))
{
	union peer_addr silent, at;
	int filler, l = peer_full(AF_INET, &silent, &filler), there, fd;
	biosock_dial_options options = network_options();
	biosock_dialer *d;
	biosock_attempt attempts[2] = { BIOSOCK_ATTEMPT_INIT, BIOSOCK_ATTEMPT_INIT };

	there = peer_listen(AF_INET, 1, &at);
	options.attempt_ms = 10;
	d = biosock_dialer_new(NULL, NULL, &options);
	CHECK_INT(biosock_dialer_add(d, peer_bio(&silent)), 1);
	CHECK_INT(biosock_dialer_add(d, peer_bio(&at)), 1);
	CHECK_INT(biosock_dialer_add(d, peer_bio(&at)), 1);
	CHECK_INT(biosock_dialer_no_more(d, AF_UNSPEC), 1);
	CHECK_INT(step_until_done(d, wait), 1);
	CHECK_INT(biosock_dialer_attempts(d, NULL, 0), 2);
	CHECK_INT(biosock_dialer_attempts(d, attempts, 2), 2);
	CHECK_INT(attempts[0].size, sizeof(attempts[0]));
	CHECK_INT(attempts[0].state, BIOSOCK_DIAL_TRY);
	CHECK_INT(attempts[0].end_us, -1);
	CHECK_INT(attempts[1].state, BIOSOCK_DIAL_CONNECTED);
	CHECK(attempts[1].start_us >= attempts[0].start_us + 10000);
	CHECK(attempts[1].end_us >= attempts[1].start_us);
	CHECK_INT(BIO_ADDR_rawport(attempts[1].peer), at.v4.sin_port);
	fd = biosock_dialer_take(d, NULL);
	biosock_dialer_free(d);
	CHECK_STR(network_story, "answer0 answer1 try0 try1 connected1 lost0 over");
	peer_close(l, filler, there);
	peer_close(fd, -1, -1);
}

static void a_silent_address_is_overtaken(void)
{
	for_each_wait(silent_then_there);
}

static void check_rejection_is_told(const struct network_port *port)
{
	char want[240];

	snprintf(want, sizeof(want),
	    "system library:EPROTO(rejected: 127.0.0.1:%s);BIO routines:connect error;"
	    "system library:ECONNREFUSED(calling connect(): 127.0.0.2:%s);"
	    "BIO routines:connect error",
	    port->text, port->text);
	contract_check_str(__FILE__, __LINE__, contract_errors_whole(), want, "records");
}

/* No new connect begins until the one taken is rejected; one that goes on may win then. */
static void reject_all(void (*wait)(biosock_dialer *d))
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dialer *d;
	int fd;

	network_listen(&port);
	options.family = AF_INET;
	network_answers("", "127.0.0.1 127.0.0.1 127.0.0.2");
	d = biosock_dialer_new("name.example", port.text, &options);
	CHECK_INT(biosock_dialer_reject(d, EPROTO), 0);
	ERR_clear_error();
	CHECK_INT(step_until_done(d, wait), 1);
	fd = biosock_dialer_take(d, NULL);
	peer_close(fd, -1, -1);
	CHECK_INT(biosock_dialer_step(d), 0);
	for (int err = -1; err <= 0; err++) { /* no errno, or none */
		errno = 0;
		CHECK_INT(biosock_dialer_reject(d, err), 0);
		CHECK_INT(errno, EINVAL);
		CHECK_ERRORS("BIO routines:invalid argument");
	}
	CHECK_INT(biosock_dialer_reject(d, EPROTO), 1);
	CHECK_INT(biosock_dialer_timeout(d), 0);
	errno = 0;
	CHECK_INT(step_until_done(d, wait), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_STR(network_story, "ask4 answer0 answer1 end4 try0 connected0 rejected0:EPROTO "
	                         "try1 failed1:ECONNREFUSED over:ECONNREFUSED");
	check_rejection_is_told(&port);
	biosock_dialer_free(d);
	network_close(&port);
}

static void what_is_rejected_lets_the_next_one_go(void)
{
	for_each_wait(reject_all);
}

/* A listener on a path has no room: it is asked again until it has. */
static void wait_for_room(void (*wait)(biosock_dialer *d))
{
	union peer_addr at;
	int filler, l, fd;
	biosock_dial_options options = network_options();
	biosock_dialer *d;

	system_need_family(AF_UNIX);
	l = peer_full(AF_UNIX, &at, &filler);
	d = biosock_dialer_new(NULL, NULL, &options);
	CHECK_INT(biosock_dialer_add(d, peer_bio(&at)), 1);
	CHECK_INT(biosock_dialer_no_more(d, AF_UNSPEC), 1);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK(biosock_dialer_timeout(d) > 0);
	fd = peer_accept(l);
	peer_close(fd, -1, -1);
	CHECK_INT(step_until_done(d, wait), 1);
	fd = biosock_dialer_take(d, NULL);
	CHECK(fd != -1);
	biosock_dialer_free(d);
	CHECK_STR(network_story, "answer0 try0 connected0 over");
	peer_close(fd, l, filler);
	unlink(at.un.sun_path);
}

static void a_full_listener_is_asked_again(void)
{
	for_each_wait(wait_for_room);
}

static void run_out_of_time(void (*wait)(biosock_dialer *d))
{
	biosock_dial_options options = network_options();
	biosock_dialer *d;

	network_answers("hang", "hang");
	options.timeout_ms = 20;
	d = biosock_dialer_new("name.example", "80", &options);
	errno = 0;
	CHECK_INT(step_until_done(d, wait), -1);
	CHECK_INT(errno, ETIMEDOUT);
	CHECK_ERRORS("BIO routines:connect timeout");
	biosock_dialer_free(d);
	CHECK_STR(network_story, "ask6 ask4 over:ETIMEDOUT");
	network_release();
}

static void it_runs_out_of_time(void)
{
	for_each_wait(run_out_of_time);
}

/* Neither an address that waits for another family's nor one that never came keeps it busy. */
static void without_time_it_waits_for_no_address(void)
{
	enum { NO_SUCH, ONE, ALL_OF_ITS_FAMILY, STATES };

	for (int state = NO_SUCH; state < STATES; state++) {
		biosock_dial_options options = network_options();
		union peer_addr at;
		biosock_dialer *d;
		int r = 0;

		options.timeout_ms = 0;
		d = biosock_dialer_new(NULL, NULL, &options);
		peer_loopback(AF_INET, &at);
		if (state != NO_SUCH)
			CHECK_INT(biosock_dialer_add(d, peer_bio(&at)), 1);
		if (state == ALL_OF_ITS_FAMILY)
			CHECK_INT(biosock_dialer_no_more(d, AF_INET), 1);
		CHECK_INT(biosock_dialer_step(d), 0);
		CHECK_INT(biosock_dialer_timeout(d), 0);
		errno = 0;
		/* The microsecond in which it began may go on for some steps. */
		for (int i = 0; i < 1000 && r == 0; i++)
			r = biosock_dialer_step(d);
		CHECK_INT(r, -1);
		CHECK_INT(errno, ETIMEDOUT);
		CHECK_ERRORS("BIO routines:connect timeout");
		biosock_dialer_free(d);
		CHECK_STR(
		    network_story, state == NO_SUCH ? "over:ETIMEDOUT" : "answer0 over:ETIMEDOUT");
	}
}

static void cancel_it(void (*wait)(biosock_dialer *d))
{
	biosock_dial_options options = network_options();
	int ends[2];
	biosock_dialer *d;

	network_pipe(ends);
	network_answers("hang", "hang");
	options.cancel_fd = ends[0];
	d = biosock_dialer_new("name.example", "80", &options);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(write(ends[1], "x", 1), 1);
	errno = 0;
	CHECK_INT(step_until_done(d, wait), -1);
	CHECK_INT(errno, ECANCELED);
	ERR_clear_error();
	biosock_dialer_free(d);
	network_release();
	peer_close(ends[0], ends[1], -1);
}

static void it_is_cancelled(void)
{
	for_each_wait(cancel_it);
}

/* A program that looks names up itself tells of what it finds, when it does. */
static void the_caller_looks_up(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	union peer_addr v6, v4;
	biosock_dialer *d;
	int fd;

	system_need_family(AF_INET6);
	network_listen(&port);
	peer_loopback(AF_INET6, &v6);
	peer_loopback(AF_INET, &v4);
	v6.v6.sin6_port = v4.v4.sin_port = htons((in_port_t)atoi(port.text));
	d = biosock_dialer_new(NULL, NULL, &options);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_add(d, peer_bio(&v4)), 1);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_add(d, peer_bio(&v6)), 1);
	CHECK_INT(step_until_done(d, wait_by_list), 1);
	fd = biosock_dialer_take(d, NULL);
	CHECK_INT(biosock_dialer_no_more(d, AF_INET), 1);
	CHECK_INT(biosock_dialer_no_more(d, AF_INET6), 1);
	CHECK_INT(biosock_dialer_no_more(d, AF_UNIX), 1);
	CHECK_INT(biosock_dialer_reject(d, EPROTO), 1);
	peer_close(fd, -1, -1);
	CHECK_INT(step_until_done(d, wait_by_list), 1);
	fd = biosock_dialer_take(d, NULL);
	biosock_dialer_free(d);
	CHECK_STR(network_story, "answer0 answer1 try1 connected1 rejected1:EPROTO try0 connected0 "
	                         "over");
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void without_any_address_it_is_over(void)
{
	biosock_dial_options options = network_options();
	biosock_dialer *d = biosock_dialer_new(NULL, NULL, &options);

	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_no_more(d, AF_INET), 1);
	CHECK_INT(biosock_dialer_no_more(d, AF_INET6), 1);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_no_more(d, AF_UNIX), 1);
	errno = 0;
	CHECK_INT(biosock_dialer_step(d), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_ERRORS("BIO routines:lookup returned nothing");
	biosock_dialer_free(d);
}

static void what_makes_no_sense_is_refused(void)
{
	biosock_dialer *d = biosock_dialer_new(NULL, NULL, NULL);
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	biosock_attempt attempts[2] = { BIOSOCK_ATTEMPT_INIT, BIOSOCK_ATTEMPT_INIT };
	BIO_ADDR *none = BIO_ADDR_new();
	struct pollfd entry;

#define CHECK_REFUSED(call, want)                                                                  \
	do {                                                                                       \
		errno = 0;                                                                         \
		CHECK_INT((call), (want));                                                         \
		CHECK_INT(errno, EINVAL);                                                          \
		CHECK(ERR_get_error() != 0);                                                       \
		CHECK_ERRORS("-");                                                                 \
	} while (0)

	CHECK_REFUSED(biosock_dialer_add(d, NULL), 0);
	CHECK_REFUSED(biosock_dialer_add(d, none), 0);
	CHECK_REFUSED(biosock_dialer_add(NULL, none), 0);
	CHECK_REFUSED(biosock_dialer_no_more(d, 99), 0);
	CHECK_REFUSED(biosock_dialer_no_more(NULL, AF_INET), 0);
	CHECK_REFUSED(biosock_dialer_take(d, NULL), -1);
	CHECK_REFUSED(biosock_dialer_take(NULL, NULL), -1);
	CHECK_REFUSED(biosock_dialer_reject(d, EPROTO), 0);
	CHECK_REFUSED(biosock_dialer_reject(NULL, EPROTO), 0);
	CHECK_REFUSED(biosock_dialer_step(NULL), -1);
	CHECK_REFUSED(biosock_dialer_fd(NULL), -1);
	CHECK_REFUSED(biosock_lookup_limit(0), -1);
	CHECK_REFUSED(biosock_lookup_limit(-5), -1);
	options.size = 3;
	CHECK_REFUSED(biosock_dialer_new("127.0.0.1", "1", &options) != NULL, 0);
	CHECK_REFUSED(biosock_dialer_new("127.0.0.1", NULL, NULL) != NULL, 0);
	result.size = 3;
	CHECK_REFUSED(biosock_dialer_take(d, &result), -1);
	CHECK_REFUSED(biosock_dialer_pollfds(NULL, &entry, 1), 0);
	CHECK_REFUSED(biosock_dialer_pollfds(NULL, NULL, 0), 0);
	CHECK_REFUSED(biosock_dialer_pollfds(d, NULL, 1), 0);
	CHECK_REFUSED(biosock_dialer_timeout(NULL), -1);
	CHECK_REFUSED(biosock_dialer_attempts(NULL, NULL, 0), 0);
	CHECK_REFUSED(biosock_dialer_attempts(d, NULL, 1), 0);
	attempts[1].size--;
	CHECK_REFUSED(biosock_dialer_attempts(d, attempts, 2), 0);
	CHECK_INT(biosock_dialer_attempts(d, attempts, 1), 0);
	CHECK_ERRORS("-");
	biosock_dialer_free(NULL);
	biosock_dialer_free(d);
	BIO_ADDR_free(none);
}

static void the_limit_of_lookups_is_told(void)
{
	CHECK_INT(biosock_lookup_limit(4096), 256);
	CHECK_INT(biosock_lookup_limit(1), 4096);
	CHECK_INT(biosock_lookup_limit(256), 1);
}

/* At the limit a dial waits in line, and says so; its time goes on. */
static void at_the_limit_a_dial_waits_in_line(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	biosock_dialer *first, *second;
	int fd;

	network_listen(&port);
	biosock_lookup_limit(1);
	options.family = AF_INET;
	network_answers("", "hang 127.0.0.1");
	first = biosock_dialer_new("first.example", port.text, NULL);
	CHECK_INT(biosock_dialer_step(first), 0);
	network_wait_for_question();
	network_answers("", "127.0.0.1");
	second = biosock_dialer_new("second.example", port.text, &options);
	CHECK_INT(biosock_dialer_step(second), 0);
	CHECK_STR(network_story, "ask4 waits4");
	biosock_dialer_free(first);
	CHECK_INT(biosock_dialer_step(second), 0);
	network_release();
	CHECK_INT(step_until_done(second, wait_by_list), 1);
	fd = biosock_dialer_take(second, NULL);
	CHECK(fd != -1);
	biosock_dialer_free(second);
	biosock_lookup_limit(256);
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* At any moment: nothing is left, and nothing is waited for. */
static void it_can_be_freed_at_any_time(void)
{
	struct network_port port;
	int before;

	network_listen(&port);
	before = network_descriptors();
	for (int steps = 0; steps < 6; steps++) {
		for (int how = 0; how < 4; how++) {
			biosock_dialer *d;
			int fd = -1;

			network_answers(how & 1 ? "hang" : "", how & 2 ? "127.0.0.1" : "hang");
			d = biosock_dialer_new("name.example", port.text, NULL);
			if (steps % 2 == 1)
				(void)biosock_dialer_fd(d);
			ERR_clear_error();
			for (int i = 0; i < steps; i++)
				(void)biosock_dialer_step(d);
			if (steps == 5)
				fd = biosock_dialer_take(d, NULL);
			ERR_clear_error();
			errno = EXDEV;
			biosock_dialer_free(d);
			CHECK_INT(errno, EXDEV);
			peer_close(fd, -1, -1);
		}
	}
	for (int i = 0; i < 1000 && network_descriptors() != before; i++)
		network_release();
	CHECK_INT(network_descriptors(), before);
	network_close(&port);
}

/* Nothing is left of all that, once the resolver has answered what nobody wants any more. */
static void all_memory_is_given_back(void)
{
	for (int i = 0; i < 50000 && memory_held > 0; i++) {
		network_release();
		usleep(100);
	}
	CHECK_INT(memory_held, 0);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(a_number_is_taken),
	CASE(a_name_that_refuses_is_over),
	CASE(a_late_answer_is_a_reason_to_step),
	CASE(a_silent_address_is_overtaken),
	CASE(what_is_rejected_lets_the_next_one_go),
	CASE(a_full_listener_is_asked_again),
	CASE(it_runs_out_of_time),
	CASE(without_time_it_waits_for_no_address),
	CASE(it_is_cancelled),
	CASE(the_caller_looks_up),
	CASE(without_any_address_it_is_over),
	CASE(what_makes_no_sense_is_refused),
	CASE(the_limit_of_lookups_is_told),
	CASE(at_the_limit_a_dial_waits_in_line),
	CASE(it_can_be_freed_at_any_time),
	CASE(all_memory_is_given_back),
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("dialer", cases, sizeof(cases) / sizeof(cases[0]));
}
