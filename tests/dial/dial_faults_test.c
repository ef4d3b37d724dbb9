/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole dials, in which each call of the system's fails in turn: the first, the second and so on,
 * and all of a kind. A dial connects all the same or says why, and leaves nothing behind.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <openssl/err.h>

#include "dial/network.h"
#include "support/contract.h"
#include "support/interpose.h"
#include "support/memory.h"
#include "support/peer.h"

/* --- calls that fail: only those of the thread that dials --- */

enum call {
	SOCKET,
	CONNECT,
	BIND,
	SETSOCKOPT,
	GETSOCKOPT,
	GETSOCKNAME,
	GETPEERNAME,
	IOCTL,
	FCNTL,
	POLL,
	THREAD,
	CALLS
};

static const char *const call_names[CALLS] = {
	[SOCKET] = "socket",
	[CONNECT] = "connect",
	[BIND] = "bind",
	[SETSOCKOPT] = "setsockopt",
	[GETSOCKOPT] = "getsockopt",
	[GETSOCKNAME] = "getsockname",
	[GETPEERNAME] = "getpeername",
	[IOCTL] = "ioctl",
	[FCNTL] = "fcntl",
	[POLL] = "poll",
	[THREAD] = "pthread_create",
};

enum { EVERY = 0 };

/* The n-th call fails so, from 1 on. */
static struct {
	enum call call;
	int n, err;
} wish;
static pthread_t dials;
static bool window;
static int counts[CALLS];
static bool struck;

static int strike(enum call call)
{
	if (!window || !pthread_equal(dials, pthread_self()))
		return 0;
	counts[call]++;
	if (wish.err == 0 || wish.call != call || (wish.n != EVERY && wish.n != counts[call]))
		return 0;
	struck = true;
	return wish.err;
}

static bool meets(enum call call)
{
	int err = strike(call);

	if (err != 0)
		errno = err;
	return err != 0;
}

int INTERPOSED(socket)(int domain, int type, int protocol)
{
	return meets(SOCKET) ? -1 : NEXT(socket)(domain, type, protocol);
}

int INTERPOSED(connect)(int fd, const struct sockaddr *addr, socklen_t len)
{
	return meets(CONNECT) ? -1 : NEXT(connect)(fd, addr, len);
}

int INTERPOSED(bind)(int fd, const struct sockaddr *addr, socklen_t len)
{
	return meets(BIND) ? -1 : NEXT(bind)(fd, addr, len);
}

int INTERPOSED(setsockopt)(int fd, int level, int name, const void *value, socklen_t len)
{
	return meets(SETSOCKOPT) ? -1 : NEXT(setsockopt)(fd, level, name, value, len);
}

int INTERPOSED(getsockopt)(int fd, int level, int name, void *value, socklen_t *len)
{
	return meets(GETSOCKOPT) ? -1 : NEXT(getsockopt)(fd, level, name, value, len);
}

int INTERPOSED(getsockname)(int fd, struct sockaddr *addr, socklen_t *len)
{
	return meets(GETSOCKNAME) ? -1 : NEXT(getsockname)(fd, addr, len);
}

int INTERPOSED(getpeername)(int fd, struct sockaddr *addr, socklen_t *len)
{
	return meets(GETPEERNAME) ? -1 : NEXT(getpeername)(fd, addr, len);
}

int INTERPOSED(ioctl)(int fd, INTERPOSED_REQUEST request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	return meets(IOCTL) ? -1 : NEXT(ioctl)(fd, request, arg);
}

int INTERPOSED(fcntl)(int fd, int command, ...)
{
	va_list args;
	void *arg;

	va_start(args, command);
	arg = va_arg(args, void *);
	va_end(args);
	return meets(FCNTL) ? -1 : NEXT(fcntl)(fd, command, arg);
}

int INTERPOSED(poll)(struct pollfd *list, nfds_t n, int timeout_ms)
{
	return meets(POLL) ? -1 : NEXT(poll)(list, n, timeout_ms);
}

int INTERPOSED(pthread_create)(
    pthread_t *out, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
	int err = strike(THREAD);

	return err != 0 ? err : NEXT(pthread_create)(out, attr, run, arg);
}

/* Another clock than the one that only goes forward is not asked. */
static int clock_questions, wall_clock_questions;

int INTERPOSED(clock_gettime)(clockid_t clock, struct timespec *out)
{
	if (window && pthread_equal(dials, pthread_self())) {
		clock_questions++;
		wall_clock_questions += clock != CLOCK_MONOTONIC;
	}
	return NEXT(clock_gettime)(clock, out);
}

/* --- dials --- */

static union peer_addr everywhere; /* a listener at each address of 127.0.0.0/8 */
static union peer_addr silent, local;
static char port[8], path[160];
/* Who cannot try another address waits for the silent one: no longer than this. */
static bool hasty;
enum { HASTY_MS = 100 };
static int listener;

/* With a deadline, so that what should not happen has an end. */
static biosock_dial_options with_all(void)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	options.timeout_ms = hasty ? HASTY_MS : 60000;
	options.attempt_ms = 10;
	options.flags = BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY;
	options.keep_idle_s = 60;
	options.local4 = peer_bio(&local);
	return options;
}

static int dial_number(void)
{
	biosock_dial_options options = with_all();
	biosock_dial_result result = BIOSOCK_DIAL_RESULT_INIT;
	int fd;

	result.peer = BIO_ADDR_new();
	result.local = BIO_ADDR_new();
	fd = biosock_dial("127.0.0.1", port, &options, &result);
	BIO_ADDR_free(result.peer);
	BIO_ADDR_free(result.local);
	return fd;
}

static int dial_name(void)
{
	biosock_dial_options options = with_all();

	network_answers("", "127.0.0.1 127.0.0.2 127.0.0.3");
	return biosock_dial("name.example", port, &options, NULL);
}

/* Of both families, so that two threads ask, and the two heads are compared. */
static int dial_both(void)
{
	biosock_dial_options options = with_all();

	options.local4 = NULL;
	network_answers("::1", "127.0.0.1 127.0.0.2 127.0.0.3");
	return biosock_dial("name.example", port, &options, NULL);
}

static int dial_past_silence(void)
{
	biosock_dial_options options = with_all();
	const BIO_ADDR *list[] = { peer_bio(&silent), peer_bio(&everywhere) };

	return biosock_dial_addresses(list, 2, &options, NULL);
}

static int dial_path(void)
{
	biosock_dial_options options = with_all();

	options.local4 = NULL;
	return biosock_dial(path, NULL, &options, NULL);
}

/* As a program with a loop of its own, whose poll() works. */
static int wait_here(struct pollfd *list, nfds_t n, int timeout_ms)
{
	int r;

	window = false;
	r = poll(list, n, timeout_ms);
	window = true;
	return r;
}

static int dial_by_steps(bool by_descriptor)
{
	biosock_dial_options options = with_all();
	biosock_dialer *d;
	int r = -1, fd = -1, err;

	network_answers("", "127.0.0.1 127.0.0.2 127.0.0.3");
	d = biosock_dialer_new("name.example", port, &options);
	if (d == NULL)
		return -1;
	if (by_descriptor && biosock_dialer_fd(d) == -1)
		goto out;
	while ((r = biosock_dialer_step(d)) == 0) {
		struct pollfd list[8] = { { .fd = -1 } };
		size_t n = biosock_dialer_pollfds(d, list, 8);

		if (by_descriptor)
			list[0] = (struct pollfd){ .fd = biosock_dialer_fd(d), .events = POLLIN };
		wait_here(list, by_descriptor ? 1 : (nfds_t)n,
		    by_descriptor ? -1 : biosock_dialer_timeout(d));
	}
	if (r == 1)
		fd = biosock_dialer_take(d, NULL);
out:
	err = errno;
	biosock_dialer_free(d);
	errno = err;
	return fd;
}

static int dial_by_poll(void)
{
	return dial_by_steps(false);
}

static int dial_by_descriptor(void)
{
	return dial_by_steps(true);
}

static const struct scene {
	const char *name;
	int (*dial)(void);
	bool several; /* one address' failure leaves another */
	int said; /* errno of what else there is to tell, which goes before what went wrong here */
} scenes[] = {
	{ "a number", dial_number, false, 0 },
	{ "a name", dial_name, true, 0 },
	{ "a name of both families", dial_both, true, ECONNREFUSED },
	{ "a silent address", dial_past_silence, false, ETIMEDOUT },
	{ "a path", dial_path, false, 0 },
	{ "a dialer and poll", dial_by_poll, true, 0 },
	{ "a dialer's descriptor", dial_by_descriptor, true, 0 },
};

static void drain(void)
{
	struct pollfd one = { .fd = listener, .events = POLLIN };

	while (poll(&one, 1, 0) == 1)
		peer_close(accept(listener, NULL, NULL), -1, -1);
}

/* Threads that were left behind give back what they have in their own time. */
static void until_given_back(int descriptors, long held)
{
	for (int i = 0; i < 100000 && memory_held > held; i++)
		usleep(100);
	CHECK_INT(memory_held, held);
	CHECK_INT(network_descriptors(), descriptors);
}

static bool is_connected(int fd)
{
	union peer_addr at;
	socklen_t len = sizeof(at);

	return getpeername(fd, &at.sa, &len) == 0 && !peer_is_nonblocking(fd) &&
	       peer_is_cloexec(fd);
}

/* What starves a dial: no other address is tried. */
static bool starves(int err)
{
	return err == EMFILE || err == ENFILE || err == ENOBUFS;
}

/* Of these a dial does not depend: it goes on without what they would have said. */
static bool is_harmless(const struct scene *scene)
{
	if (hasty)
		return false;
	if (wish.call == GETSOCKNAME || wish.call == GETPEERNAME || !struck)
		return true;
	if (!scene->several || wish.n == EVERY)
		return false;
	return (wish.call == SOCKET || wish.call == CONNECT || wish.call == BIND ||
	           wish.call == SETSOCKOPT || wish.call == GETSOCKOPT) &&
	       !starves(wish.err);
}

static void check_end(const struct scene *scene, int fd, int err)
{
	bool good;

	if (fd != -1)
		good = is_connected(fd) && ERR_peek_error() == 0;
	else
		good = !is_harmless(scene) && (err == wish.err || err == scene->said) &&
		       ERR_peek_error() != 0;
	if (good)
		return;
	CHECK(good);
	printf("%s, %s %d fails with %s: %d, errno %s, %s\n", scene->name, call_names[wish.call],
	    wish.n, contract_errno_name(wish.err), fd, contract_errno_name(err),
	    contract_errors_whole());
}

/* True if the fault was met. */
static bool play(const struct scene *scene, enum call call, int n, int code)
{
	int descriptors = network_descriptors(), fd, err;
	long held = memory_held;

	memset(counts, 0, sizeof(counts));
	wish.call = call;
	wish.n = n;
	wish.err = code;
	struck = false;
	hasty = scene->said == ETIMEDOUT && code != 0;
	ERR_clear_error();
	errno = 0;
	window = true;
	fd = scene->dial();
	err = errno;
	window = false;
	check_end(scene, fd, err);
	CHECK_INT(wall_clock_questions, 0);
	ERR_clear_error();
	peer_close(fd, -1, -1);
	drain();
	until_given_back(descriptors, held);
	return struck;
}

static const int codes[] = { EMFILE, ENFILE, ENOBUFS, EADDRNOTAVAIL, EPERM, ENOMEM };

enum { CODES = sizeof(codes) / sizeof(codes[0]), MOST = 40 };

static void each_call_fails(const struct scene *scene)
{
	int played = 0;

	play(scene, CALLS, 1, 0);
	for (int call = 0; call < CALLS; call++) {
		for (int k = 0; k < CODES && contract_failures() == 0; k++) {
			for (int n = 1; n <= MOST && play(scene, (enum call)call, n, codes[k]); n++)
				played++;
			played += play(scene, (enum call)call, EVERY, codes[k]);
		}
	}
	CHECK(played > 3 * CODES);
	CHECK(clock_questions > 0);
}

static void set_up(void)
{
	static bool ready;
	union peer_addr at;
	int filler;

	if (ready)
		return;
	ready = true;
	dials = pthread_self();
	listener = peer_socket(AF_INET, SOCK_STREAM);
	peer_wildcard(AF_INET, 0, &everywhere);
	CHECK_INT(bind(listener, &everywhere.sa, peer_len(&everywhere)), 0);
	CHECK_INT(listen(listener, 64), 0);
	CHECK_INT(peer_name(listener, &everywhere), 0);
	snprintf(port, sizeof(port), "%d", ntohs(everywhere.v4.sin_port));
	everywhere.v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	peer_loopback(AF_INET, &local);
	CHECK(peer_full(AF_INET, &silent, &filler) != -1);
	CHECK(peer_listen(AF_UNIX, 1024, &at) != -1);
	snprintf(path, sizeof(path), "unix:%s", at.un.sun_path);
}

static void play_scene(size_t i)
{
	set_up();
	each_call_fails(&scenes[i]);
}

static void of_a_number(void)
{
	play_scene(0);
}

static void of_a_name(void)
{
	play_scene(1);
}

static void of_a_name_of_both_families(void)
{
	play_scene(2);
}

static void past_a_silent_address(void)
{
	play_scene(3);
}

static void of_a_path(void)
{
	play_scene(4);
}

static void by_steps_and_poll(void)
{
	play_scene(5);
}

static void by_steps_and_a_descriptor(void)
{
	play_scene(6);
}

/* The real thing: there are so many descriptors left, for whatever needs them. */
static void with_few_descriptors_left(void)
{
	struct rlimit before, few;
	int base;

	set_up();
	wish.err = 0;
	CHECK_INT(getrlimit(RLIMIT_NOFILE, &before), 0);
	base = dup(listener);
	close(base); /* all below are taken */
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		for (int left = 0; left < 8; left++) {
			int descriptors = network_descriptors(), fd, err;
			long held = memory_held;

			few = (struct rlimit){ (rlim_t)(base + left), before.rlim_max };
			CHECK_INT(setrlimit(RLIMIT_NOFILE, &few), 0);
			hasty = scenes[i].said == ETIMEDOUT;
			errno = 0;
			window = true;
			fd = scenes[i].dial();
			err = errno;
			window = false;
			CHECK_INT(setrlimit(RLIMIT_NOFILE, &before), 0);
			if (fd == -1 && err != scenes[i].said)
				CHECK_INT(err, EMFILE);
			CHECK_INT(fd == -1, ERR_peek_error() != 0);
			CHECK(fd == -1 || is_connected(fd));
			CHECK(fd != -1 || left < 6 || hasty);
			ERR_clear_error();
			peer_close(fd, -1, -1);
			drain();
			until_given_back(descriptors, held);
		}
	}
}

/* What of rule 6 each errno of socket() does: starved, the others are not tried. */
static void which_errno_starves(void)
{
	set_up();
	for (int k = 0; k < CODES; k++) {
		biosock_dial_options options = network_options();
		int fd;

		options.family = AF_INET;
		network_answers("", "127.0.0.1 127.0.0.2");
		memset(counts, 0, sizeof(counts));
		wish.call = SOCKET;
		wish.n = 1;
		wish.err = codes[k];
		window = true;
		fd = biosock_dial("name.example", port, &options, NULL);
		window = false;
		CHECK_INT(fd == -1, starves(codes[k]));
		CHECK_INT(counts[SOCKET], starves(codes[k]) ? 1 : 2);
		ERR_clear_error();
		peer_close(fd, -1, -1);
		drain();
	}
}

/* What is not asked for costs no call either. */
static void a_number_takes_each_call_once(void)
{
	static const int most[CALLS] = { [SOCKET] = 1,
		[CONNECT] = 1,
		[GETSOCKOPT] = 1, /* SO_ERROR */
		[GETSOCKNAME] = 1,
		[GETPEERNAME] = 1,
		[IOCTL] = 1, /* it is to be blocking again */
		[POLL] = 1 };
	int fd;

	set_up();
	wish.err = 0;
	for (int i = 0; i < 2; i++) {
		memset(counts, 0, sizeof(counts));
		window = true;
		fd = i == 0 ? biosock_dial("127.0.0.1", port, NULL, NULL)
		            : biosock_dial("localhost", port, NULL, NULL);
		window = false;
		CHECK(fd != -1);
		for (int call = 0; call < CALLS; call++) {
			/* Nobody listens at this machine's IPv6: its second address is IPv4's. */
			if (i == 0 && !CHECK(counts[call] <= most[call]))
				printf("%s: %d\n", call_names[call], counts[call]);
		}
		CHECK_INT(counts[THREAD], 0);
		peer_close(fd, -1, -1);
		drain();
	}
}

/* A path neither, and a name of each family that is asked for one. */
static void only_names_take_threads(void)
{
	static const struct {
		int (*dial)(void);
		int threads;
	} rows[] = { { dial_path, 0 }, { dial_past_silence, 0 }, { dial_name, 1 },
		{ dial_both, 2 } };

	set_up();
	wish.err = 0;
	hasty = false;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memset(counts, 0, sizeof(counts));
		window = true;
		peer_close(rows[i].dial(), -1, -1);
		window = false;
		CHECK_INT(counts[THREAD], rows[i].threads);
		drain();
	}
	ERR_clear_error();
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(of_a_number),
	CASE(of_a_name),
	CASE(of_a_name_of_both_families),
	CASE(past_a_silent_address),
	CASE(of_a_path),
	CASE(by_steps_and_poll),
	CASE(by_steps_and_a_descriptor),
	CASE(with_few_descriptors_left),
	CASE(which_errno_starves),
	CASE(a_number_takes_each_call_once),
	CASE(only_names_take_threads),
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("dial faults", cases, sizeof(cases) / sizeof(cases[0]));
}
