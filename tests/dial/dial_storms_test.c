/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dials in bad weather: signals a thousand times a second, names that hang by the hundred, a fork
 * while they do. What it took is printed; a time is asserted only as a deadline that is long past.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <openssl/err.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/peer.h"

/* Where all is slower, and threads cost more. */
#ifndef ROUNDS
#define ROUNDS    100
#define HANGING   100
#define MANY_HANG 1000
#endif

enum { LONG_PAST_MS = 2000, USUAL_LIMIT = 256 };

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static void drain(int one)
{
	struct pollfd ready = { .fd = one, .events = POLLIN };

	while (one != -1 && poll(&ready, 1, 0) == 1)
		peer_close(accept(one, NULL, NULL), -1, -1);
}

/* --- signals --- */

static volatile sig_atomic_t signals;

static void count(int unused)
{
	(void)unused;
	signals++;
}

static void storm(long every_us)
{
	/* Without SA_RESTART: each call that waits is interrupted. */
	struct sigaction on = { .sa_handler = count };
	struct itimerval timer = { { 0, (suseconds_t)every_us }, { 0, (suseconds_t)every_us } };

	CHECK_INT(sigaction(SIGALRM, &on, NULL), 0);
	CHECK_INT(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

static int dial_past(const union peer_addr *silent, const char *port)
{
	union peer_addr at = { .v4 = { .sin_family = AF_INET } };
	union peer_addr nobody = *silent;
	const BIO_ADDR *list[] = { peer_bio(&nobody), peer_bio(&at) };
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	at.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	at.v4.sin_port = htons((in_port_t)atoi(port));
	options.attempt_ms = 10;
	return biosock_dial_addresses(list, 2, &options, NULL);
}

static void out_of_time(const union peer_addr *silent)
{
	union peer_addr nobody = *silent;
	const BIO_ADDR *list[] = { peer_bio(&nobody) };
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	options.timeout_ms = 15;
	errno = 0;
	CHECK_INT(biosock_dial_addresses(list, 1, &options, NULL), -1);
	CHECK_INT(errno, ETIMEDOUT);
	ERR_clear_error();
}

/* The same as without them: nothing fails, nothing ends before its time. */
static void signals_change_nothing(void)
{
	struct network_port there, refusing;
	union peer_addr silent, at;
	int filler, full = peer_full(AF_INET, &silent, &filler);
	int path = peer_listen(AF_UNIX, 64, &at);
	char host[160];

	network_listen(&there);
	network_refuse(&refusing);
	snprintf(host, sizeof(host), "unix:%s", at.un.sun_path);
	network_answers("::1", "127.0.0.1");
	storm(1000);
	for (int i = 0; i < ROUNDS && contract_failures() == 0; i++) {
		int fds[] = { biosock_dial("127.0.0.1", there.text, NULL, NULL),
			biosock_dial("name.example", there.text, NULL, NULL),
			biosock_dial(host, NULL, NULL, NULL), dial_past(&silent, there.text) };

		for (size_t k = 0; k < sizeof(fds) / sizeof(fds[0]); k++) {
			CHECK(fds[k] != -1);
			peer_close(fds[k], -1, -1);
		}
		CHECK_ERRORS("-");
		errno = 0;
		CHECK_INT(biosock_dial("127.0.0.1", refusing.text, NULL, NULL), -1);
		CHECK_INT(errno, ECONNREFUSED);
		ERR_clear_error();
		out_of_time(&silent);
		drain(there.v4);
		drain(there.v6);
		drain(path);
	}
	storm(0);
	CHECK(signals > 0);
	printf("%d signals over %d dials\n", (int)signals, 6 * ROUNDS);
	unlink(at.un.sun_path);
	network_close(&there);
	network_close(&refusing);
	peer_close(full, filler, path);
}

/* --- names that hang --- */

static biosock_dialer *hung[MANY_HANG];

/* So many dials of names that hang, two lookups each; false if the machine has no such threads. */
static bool hang(int n)
{
	network_answers("hang", "hang");
	for (int i = 0; i < n; i++) {
		char host[32];

		snprintf(host, sizeof(host), "hang%d.example", i);
		hung[i] = biosock_dialer_new(host, "80", NULL);
		CHECK(hung[i] != NULL);
		if (biosock_dialer_step(hung[i]) == 0)
			continue;
		CHECK(errno == EMFILE || errno == EAGAIN);
		ERR_clear_error();
		return false;
	}
	return network_wait_for_questions(2 * n);
}

static void let_go(int n)
{
	for (int i = 0; i < n; i++) {
		biosock_dialer_free(hung[i]);
		hung[i] = NULL;
	}
	network_release();
}

static void one_among(int n)
{
	struct network_port port;
	double took;
	int fd;

	network_listen(&port);
	if (!hang(n)) {
		let_go(n);
		network_close(&port);
		biosock_lookup_limit(USUAL_LIMIT);
		contract_skip("this machine has not so many threads, or descriptors");
	}
	network_answers("", "127.0.0.1");
	took = now_ms();
	fd = biosock_dial("healthy.example", port.text, NULL, NULL);
	took = now_ms() - took;
	printf("a healthy name among %d dials of names that hang: %.1f ms\n", n, took);
	CHECK(fd != -1);
	CHECK(took < LONG_PAST_MS);
	let_go(n);
	peer_close(fd, -1, -1);
	network_close(&port);
}

static void a_healthy_name_among_those_that_hang(void)
{
	one_among(HANGING);
}

static void among_many_with_a_higher_limit(void)
{
	CHECK_INT(biosock_lookup_limit(4096), USUAL_LIMIT);
	one_among(MANY_HANG);
	CHECK_INT(biosock_lookup_limit(USUAL_LIMIT), 4096);
}

/* In line, which is traced, until one of those that hang is answered. */
static void answer_those_in_front(const biosock_dial_event *event)
{
	if (event->what == BIOSOCK_DIAL_LOOKUP_WAITS && event->family == AF_INET)
		network_release();
}

static void at_the_limit_it_waits_in_line(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int fd;

	network_listen(&port);
	biosock_lookup_limit(2 * HANGING);
	if (!hang(HANGING)) {
		let_go(HANGING);
		biosock_lookup_limit(USUAL_LIMIT);
		network_close(&port);
		contract_skip("this machine has not so many threads");
	}
	network_answers("", "127.0.0.1");
	options.timeout_ms = 20;
	errno = 0;
	CHECK_INT(biosock_dial("healthy.example", port.text, &options, NULL), -1);
	CHECK_INT(errno, ETIMEDOUT);
	CHECK_ERRORS("BIO routines:connect timeout");
	CHECK_STR(network_story, "ask6 ask4 waits6 waits4 over:ETIMEDOUT");
	options = network_options();
	options.timeout_ms = 60000;
	network_on_event = answer_those_in_front;
	fd = biosock_dial("healthy.example", port.text, &options, NULL);
	network_on_event = NULL;
	CHECK(fd != -1);
	CHECK(strncmp(network_story, "ask6 ask4 waits6 waits4 ", 24) == 0);
	let_go(HANGING);
	biosock_lookup_limit(USUAL_LIMIT);
	peer_close(fd, -1, -1);
	network_close(&port);
}

/* --- fork --- */

static int in_the_child(const char *port)
{
	int fd = biosock_dial("healthy.example", port, NULL, NULL);

	for (int i = 0; i < HANGING / 2; i++) {
		if (biosock_dialer_step(hung[i]) != -1) /* nobody answers it here */
			return 2;
		ERR_clear_error();
		biosock_dialer_free(hung[i]);
	}
	for (int i = HANGING / 2; i < HANGING; i++)
		biosock_dialer_free(hung[i]);
	return fd != -1 ? 0 : 1;
}

static int threads; /* when there was none of a dial's */

/*
 * A thread that is just ending when the process forks may hold a lock of the thread sanitizer's,
 * which the threads of the child then wait for when they end.
 */
static void until_no_thread_ends(int running)
{
	for (int i = 0; i < 100000 && network_threads() > threads + running; i++)
		usleep(100);
}

/* Of a child there is no thread that asks; it dials all the same, and the parent's go on. */
static void a_child_dials_while_lookups_run(void)
{
	struct network_port port;
	int status = -1;
	pid_t pid;

	if (!STARTS_THREADS_AFTER_FORK)
		contract_skip("the emulator ends a child that starts a thread");
	network_listen(&port);
	if (!hang(HANGING)) {
		let_go(HANGING);
		network_close(&port);
		contract_skip("this machine has not so many threads");
	}
	network_answers("", "127.0.0.1");
	until_no_thread_ends(2 * HANGING);
	pid = network_fork();
	if (pid == 0) {
		alarm(60);
		_exit(in_the_child(port.text));
	}
	CHECK(pid != -1 && waitpid(pid, &status, 0) == pid);
	CHECK_INT(status, 0);
	for (int i = 0; i < HANGING; i++)
		CHECK_INT(biosock_dialer_step(hung[i]), 0);
	let_go(HANGING);
	network_close(&port);
}

/* --- and nothing is left --- */

static void nothing_is_left(void)
{
	for (int i = 0; i < 100000 && (memory_held > 0 || network_threads() > threads); i++)
		usleep(100);
	CHECK_INT(memory_held, 0);
	CHECK(network_threads() <= threads);
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(signals_change_nothing),
	CASE(a_healthy_name_among_those_that_hang),
	CASE(among_many_with_a_higher_limit),
	CASE(at_the_limit_it_waits_in_line),
	CASE(a_child_dials_while_lookups_run),
	CASE(nothing_is_left),
};

/* A dial of a name has a descriptor of its own. */
static void allow_many_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
	}
}

int main(void)
{
	allow_many_descriptors();
	threads = network_threads_at_rest();
	if (!memory_watch())
		return 1;
	return contract_main("dial storms", cases, sizeof(cases) / sizeof(cases[0]));
}
