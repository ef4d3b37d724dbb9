/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_socket_wait(): ready, not ready, deadlines near, past and far, descriptors of all kinds. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

/* Before it asked select(), which knows no far deadlines and no large descriptors. */
#define SINCE_POLL 0x30500000L

/* 3.6.3 was seen to overflow. */
enum { VERSION_THAT_DOES_NOT_OVERFLOW = 0x30600050 };

static const time_t far_future = sizeof(time_t) > 4 ? INT64_C(1) << 62 : INT32_MAX;

static void pair_up(int pair[2])
{
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
}

static void says_1_when_ready(void)
{
	int pair[2];

	pair_up(pair);
	CHECK_INT(BIO_socket_wait(pair[0], 0, time(NULL) + 10), 1);
	CHECK_INT(send(pair[1], "x", 1, 0), 1);
	CHECK_INT(BIO_socket_wait(pair[0], 1, time(NULL) + 10), 1);
	CHECK_ERRORS("-");
	peer_close(pair[0], pair[1], -1);
}

static void says_0_when_the_time_is_past(void)
{
	int pair[2];

	pair_up(pair);
	CHECK_INT(BIO_socket_wait(pair[0], 1, time(NULL) - 1), 0);
	CHECK_INT(BIO_socket_wait(pair[0], 1, 1), 0);
	CHECK_INT(BIO_socket_wait(pair[0], 1, -1), 0);
	CHECK_INT(BIO_socket_wait(pair[0], 0, time(NULL) - 1), 0);
	CHECK_ERRORS("-");
	peer_close(pair[0], pair[1], -1);
}

static void says_0_when_the_time_runs_out(void)
{
	struct timespec before, after;
	int pair[2];

	pair_up(pair);
	clock_gettime(CLOCK_MONOTONIC, &before);
	CHECK_INT(BIO_socket_wait(pair[0], 1, time(NULL) + 2), 0);
	clock_gettime(CLOCK_MONOTONIC, &after);
	CHECK(after.tv_sec > before.tv_sec);
	CHECK_ERRORS("-");
	peer_close(pair[0], pair[1], -1);
}

static void time_0_does_not_wait(void)
{
	int pair[2];

	pair_up(pair);
	CHECK_INT(BIO_socket_wait(pair[0], 1, 0), 1);
	peer_close(pair[0], pair[1], -1);
}

static void *send_later(void *to)
{
	usleep(50000);
	CHECK_INT(send(*(int *)to, "x", 1, 0), 1);
	return NULL;
}

static void wait_for_data(time_t until)
{
	pthread_t thread;
	int pair[2];

	pair_up(pair);
	CHECK_INT(pthread_create(&thread, NULL, send_later, &pair[1]), 0);
	CHECK_INT(BIO_socket_wait(pair[0], 1, until), 1);
	CHECK_INT(pthread_join(thread, NULL), 0);
	CHECK_ERRORS("-");
	peer_close(pair[0], pair[1], -1);
}

static void waits_for_what_comes_later(void)
{
	wait_for_data(time(NULL) + 30);
}

static void waits_for_a_deadline_beyond_any_clock(void)
{
	wait_for_data(far_future);
}

static void hangup_and_end_are_ready(void)
{
	int pair[2];

	pair_up(pair);
	peer_close(pair[1], -1, -1);
	CHECK_INT(BIO_socket_wait(pair[0], 1, time(NULL) + 10), 1);
	CHECK_INT(BIO_socket_wait(pair[0], 0, time(NULL) + 10), 1);
	peer_close(pair[0], -1, -1);
}

static void a_failed_connect_is_ready_to_tell(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET, &at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(BIO_socket_wait(fd, 0, time(NULL) + 10), 1);
	CHECK_INT(BIO_sock_error(fd), ECONNREFUSED);
	peer_close(refuser, fd, -1);
}

/*
 * A kernel asks a listener whose queue is full again, a second later, when there is none any more.
 * Who misses that waits for longer than the test may take.
 */
static void a_connect_refused_late_ends_the_wait(void)
{
	for (int for_read = 0; for_read < 2; for_read++) {
		union peer_addr at;
		int filler, listener = peer_full(AF_INET, &at, &filler);
		int fd = peer_socket(AF_INET, SOCK_STREAM);

		CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NONBLOCK), 0);
		CHECK_INT(BIO_socket_wait(fd, for_read, time(NULL)), 0);
		peer_close(listener, -1, -1);
		CHECK_INT(BIO_socket_wait(fd, for_read, time(NULL) + 1000), 1);
		CHECK_INT(BIO_sock_error(fd), ECONNREFUSED);
		CHECK_ERRORS("-");
		peer_close(filler, fd, -1);
	}
}

static void minus_1_is_an_error(void)
{
	CHECK_INT(BIO_socket_wait(-1, 1, time(NULL) + 10), -1);
	CHECK(contract_is_oracle() || errno == EBADF);
	CHECK_ERRORS("-");
}

static void a_closed_descriptor_is_an_error(void)
{
	int fd = system_closed_descriptor();

	if (contract_is_oracle() && OpenSSL_version_num() >= SINCE_POLL)
		contract_skip("OpenSSL's poll() takes a closed descriptor for a ready one (D13)");
	CHECK_INT(BIO_socket_wait(fd, 1, time(NULL) + 10), -1);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("-");
}

static void a_descriptor_beyond_fd_setsize_is_like_others(void)
{
	int pair[2], high;

	pair_up(pair);
	high = system_duplicate(pair[0], 2 * FD_SETSIZE);
	CHECK(high >= FD_SETSIZE);
	CHECK_INT(BIO_socket_wait(high, 1, time(NULL) + 1), 0);
	CHECK_INT(send(pair[1], "x", 1, 0), 1);
	CHECK_INT(BIO_socket_wait(high, 1, time(NULL) + 10), 1);
	CHECK_ERRORS("-");
	peer_close(pair[0], pair[1], high);
}

static const struct contract_case cases[] = {
	{ "says 1 when ready", says_1_when_ready, 0, 0 },
	{ "says 0 when the time is past", says_0_when_the_time_is_past, 0, 0 },
	{ "says 0 when the time runs out", says_0_when_the_time_runs_out, 0, 0 },
	{ "time 0 does not wait and says 1", time_0_does_not_wait, 0, 0 },
	{ "waits for what comes later", waits_for_what_comes_later, 0, 0 },
	{ "waits for a deadline beyond any clock", waits_for_a_deadline_beyond_any_clock, 0,
	    VERSION_THAT_DOES_NOT_OVERFLOW },
	{ "hangup and end are ready", hangup_and_end_are_ready, 0, 0 },
	{ "a failed connect is ready to tell", a_failed_connect_is_ready_to_tell, 0, 0 },
	{ "a connect refused late ends the wait", a_connect_refused_late_ends_the_wait, 0, 0 },
	{ "-1 is an error", minus_1_is_an_error, 0, 0 },
	{ "a closed descriptor is an error", a_closed_descriptor_is_an_error, 0, 0 },
	{ "a descriptor beyond FD_SETSIZE is like others",
	    a_descriptor_beyond_fd_setsize_is_like_others, 0, SINCE_POLL },
};

int main(void)
{
	return contract_main("sock.wait", cases, sizeof(cases) / sizeof(cases[0]));
}
