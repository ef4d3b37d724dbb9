/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_listen() at paths: who may take one, and who removes it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

enum { ROUNDS = 1000, HOST = 160 };

/* How long a thread is held back just before it removes a file: another may act meanwhile. */
static atomic_int held_back_us;

int INTERPOSED(unlink)(const char *path)
{
	struct timespec nap = { 0, atomic_load(&held_back_us) * 1000L };

	if (nap.tv_nsec > 0)
		nanosleep(&nap, NULL);
	return NEXT(unlink)(path);
}

/* The mode that a path has as soon as it is there. */
static int mode_at_first = -1;

int INTERPOSED(bind)(int fd, const struct sockaddr *addr, socklen_t len)
{
	const struct sockaddr_un *un = (const void *)addr;
	int bound = NEXT(bind)(fd, addr, len);
	struct stat st;

	if (bound == 0 && addr->sa_family == AF_UNIX && lstat(un->sun_path, &st) == 0)
		mode_at_first = (int)(st.st_mode & 07777);
	return bound;
}

/* A path of the test's own in a folder of its own, and as a host. */
struct place {
	union peer_addr at;
	char folder[64];
	char host[HOST];
};

static void begin(struct place *p)
{
	system_need_family(AF_UNIX);
	snprintf(p->folder, sizeof(p->folder), "%s/biosock-listen-XXXXXX", system_temporary());
	CHECK(mkdtemp(p->folder) != NULL);
	peer_wildcard(AF_UNIX, 0, &p->at);
	snprintf(p->at.un.sun_path, sizeof(p->at.un.sun_path), "%s/sock", p->folder);
	snprintf(p->host, sizeof(p->host), "unix:%s", p->at.un.sun_path);
}

static void end(struct place *p)
{
	unlink(p->at.un.sun_path);
	CHECK_INT(rmdir(p->folder), 0);
}

static int bound(const struct place *p, int type)
{
	int fd = peer_socket(AF_UNIX, type);

	CHECK_INT(bind(fd, &p->at.sa, peer_len(&p->at)), 0);
	return fd;
}

static void leave_a_dead_one(const struct place *p)
{
	peer_close(bound(p, SOCK_STREAM), -1, -1);
}

static int listen_at(const struct place *p, const biosock_listen_options *options)
{
	int sock = -1;

	return biosock_listen(p->host, NULL, options, &sock, 1) == 1 ? sock : -1;
}

static bool serves(const struct place *p, int sock)
{
	int fd = peer_dial(&p->at), peer = fd != -1 ? peer_accept(sock) : -1;

	peer_close(fd, peer, -1);
	return peer != -1;
}

/* It is told so, the one who has the path is not disturbed, and nothing is left open. */
static void is_taken(const struct place *p, const biosock_listen_options *options)
{
	int before = system_open_descriptors();

	errno = 0;
	CHECK_INT(listen_at(p, options), -1);
	CHECK_INT(errno, EADDRINUSE);
	CHECK_ERRORS(contract_failed(EADDRINUSE, "bind", "unable to bind socket"));
	CHECK_INT(system_open_descriptors(), before);
}

static void a_path_is_made(void)
{
	struct place p;
	int sock, before;

	begin(&p);
	before = system_open_descriptors();
	sock = listen_at(&p, NULL);
	CHECK(serves(&p, sock));
	CHECK_INT(system_open_descriptors(), before + 1);
	CHECK(peer_is_cloexec(sock));
	CHECK_ERRORS("-");
	peer_close(sock, -1, -1);
	end(&p);
}

static void the_service_is_not_looked_at(void)
{
	struct place p;
	int sock = -1;

	begin(&p);
	CHECK_INT(biosock_listen(p.host, "no such service", NULL, &sock, 1), 1);
	peer_close(sock, -1, -1);
	end(&p);
}

static void a_dead_path_is_replaced(void)
{
	static const int types[] = { SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET };
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct place p;

	begin(&p);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		int sock, probe = peer_socket(AF_UNIX, types[i]);

		if (probe == -1)
			continue;
		peer_close(probe, bound(&p, types[i]), -1);
		errno = 4242;
		sock = listen_at(&p, &options);
		CHECK_INT(errno, 4242);
		CHECK(serves(&p, sock));
		CHECK_ERRORS("-");
		peer_close(sock, -1, -1);
		unlink(p.at.un.sun_path);
	}
	end(&p);
}

static void a_dead_path_stays_if_told_so(void)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct place p;

	begin(&p);
	leave_a_dead_one(&p);
	options.stale = 0;
	is_taken(&p, &options);
	end(&p);
}

/* Also before it listens, and whatever its type is; nobody comes to it. */
static void a_path_that_somebody_has_is_his(void)
{
	static const int types[] = { SOCK_STREAM, SOCK_DGRAM };
	struct place p;
	int fd;

	begin(&p);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		fd = bound(&p, types[i]);
		is_taken(&p, NULL);
		peer_close(fd, -1, -1);
		unlink(p.at.un.sun_path);
	}
	fd = listen_at(&p, NULL);
	peer_set_nonblocking(fd);
	is_taken(&p, NULL);
	CHECK_INT(accept(fd, NULL, NULL), -1);
	CHECK_INT(errno, EAGAIN);
	peer_close(fd, -1, -1);
	end(&p);
}

static void a_file_that_is_no_socket_is_not_removed(void)
{
	struct place p;
	int fd;

	begin(&p);
	fd = open(p.at.un.sun_path, O_CREAT | O_WRONLY, 0600);
	is_taken(&p, NULL);
	CHECK_INT(access(p.at.un.sun_path, F_OK), 0);
	peer_close(fd, -1, -1);
	end(&p);
}

static void a_path_in_no_folder_is_told_of(void)
{
	int sock;

	CHECK_INT(biosock_listen("unix:/no/such/folder/x", NULL, NULL, &sock, 1), -1);
	CHECK_INT(errno, ENOENT);
	CHECK_ERRORS(contract_failed(ENOENT, "bind", "unable to bind socket"));
}

static void a_path_that_is_too_long_is_told_of(void)
{
	char host[HOST] = "unix:/tmp/";
	int sock;

	memset(host + strlen(host), 'x', sizeof(host) - strlen(host) - 1);
	CHECK_INT(biosock_listen(host, NULL, NULL, &sock, 1), -1);
	CHECK_INT(errno, ENAMETOOLONG);
	ERR_clear_error();
}

static void the_mode_is_as_told(void)
{
	static const int modes[] = { 0600, 0666, 0777, 0 };
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct place p;
	struct stat st;

	begin(&p);
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		int sock;

		options.mode = modes[i];
		sock = listen_at(&p, &options);
		CHECK_INT(lstat(p.at.un.sun_path, &st), 0);
		CHECK_INT(st.st_mode & 07777, modes[i]);
		CHECK_INT(biosock_listen_unlink(sock), 1);
		peer_close(sock, -1, -1);
	}
	end(&p);
}

/* Whether a path has no more rights than its socket had when it was bound. */
static bool sockets_have_modes(const struct place *p)
{
	int fd = peer_socket(AF_UNIX, SOCK_DGRAM);

	mode_at_first = -1;
	if (fchmod(fd, 0640) == 0)
		CHECK_INT(bind(fd, &p->at.sa, peer_len(&p->at)), 0);
	peer_close(fd, -1, -1);
	unlink(p->at.un.sun_path);
	return mode_at_first == 0640;
}

/*
 * A socket of datagrams can be sent to from then on: whom the mode shuts out never could. Elsewhere
 * than on Linux the mode is late.
 */
static void the_mode_is_there_from_the_first_moment_on(void)
{
	static const int types[] = { SOCK_DGRAM, SOCK_STREAM, SOCK_SEQPACKET };
	static const int modes[] = { 0600, 0620, 0666, 0 };
	static const mode_t masks[] = { 0, 022 };
	enum { TYPES = 3, MODES = 4, MASKS = 2 };
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct place p;
	mode_t before = umask(0);
	bool have;

	begin(&p);
	have = sockets_have_modes(&p);
	for (int i = 0; have && i < TYPES * MODES * MASKS; i++) {
		struct stat st;
		int sock;

		umask(masks[i % MASKS]);
		options.socktype = types[i / MASKS % TYPES];
		options.mode = modes[i / MASKS / TYPES];
		mode_at_first = -1;
		sock = listen_at(&p, &options);
		CHECK(mode_at_first != -1);
		CHECK_INT(mode_at_first & ~options.mode, 0);
		CHECK_INT(lstat(p.at.un.sun_path, &st), 0);
		CHECK_INT(st.st_mode & 07777, options.mode);
		CHECK_INT(biosock_listen_unlink(sock), 1);
		peer_close(sock, -1, -1);
	}
	umask(before);
	end(&p);
	if (!have)
		contract_skip("sockets have no mode here");
}

/* How many can connect before one has to wait: more with a longer queue. */
static int room(const struct place *p, int backlog)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	int sock, dialers[64], n = 0;

	options.backlog = backlog;
	sock = listen_at(p, &options);
	for (; n < 64; n++) {
		dialers[n] = peer_socket(AF_UNIX, SOCK_STREAM);
		peer_set_nonblocking(dialers[n]);
		if (connect(dialers[n], &p->at.sa, peer_len(&p->at)) == -1)
			break;
	}
	for (int i = 0; i <= n && i < 64; i++)
		peer_close(dialers[i], -1, -1);
	CHECK_INT(biosock_listen_unlink(sock), 1);
	peer_close(sock, -1, -1);
	return n;
}

static void the_queue_is_as_long_as_told(void)
{
	struct place p;
	int few, some, most;

	begin(&p);
	few = room(&p, 1);
	some = room(&p, 9);
	most = room(&p, 0);
	CHECK(few < some && some < 20);
	CHECK(most == 64);
	end(&p);
}

static void its_own_path_is_removed_once(void)
{
	struct place p;
	int sock;

	begin(&p);
	sock = listen_at(&p, NULL);
	errno = 4242;
	CHECK_INT(biosock_listen_unlink(sock), 1);
	CHECK_INT(access(p.at.un.sun_path, F_OK), -1);
	errno = 4242;
	CHECK_INT(biosock_listen_unlink(sock), 0);
	CHECK_INT(errno, 4242);
	CHECK_ERRORS("-");
	peer_close(sock, -1, -1);
	end(&p);
}

static void what_is_there_since_is_not_removed(void)
{
	struct place p;
	int sock, other;

	begin(&p);
	sock = listen_at(&p, NULL);
	CHECK_INT(unlink(p.at.un.sun_path), 0);
	other = bound(&p, SOCK_STREAM);
	CHECK_INT(biosock_listen_unlink(sock), 0);
	CHECK_INT(access(p.at.un.sun_path, F_OK), 0);
	peer_close(sock, other, -1);
	end(&p);
}

/* Made without the library, of the number that a socket of it had; no path; no socket. */
static void what_is_not_its_own_is_not_removed(void)
{
	struct place p;
	union peer_addr at;
	int sock, again, other;

	begin(&p);
	sock = listen_at(&p, NULL);
	peer_close(sock, -1, -1);
	unlink(p.at.un.sun_path);
	again = bound(&p, SOCK_STREAM);
	CHECK_INT(again, sock);
	CHECK_INT(biosock_listen_unlink(again), 0);
	other = peer_listen(AF_INET, 1, &at);
	CHECK_INT(biosock_listen_unlink(other), 0);
	CHECK_ERRORS("-");
	CHECK_INT(biosock_listen_unlink(-1), -1);
	CHECK_INT(errno, EBADF);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	peer_close(again, other, -1);
	end(&p);
}

static void an_abstract_name_has_no_file(void)
{
	struct place p;
	char host[HOST];
	int sock, second;

	system_need_abstract_names();
	begin(&p);
	snprintf(host, sizeof(host), "unix:@biosock-listen-%d", (int)getpid());
	CHECK_INT(biosock_listen(host, NULL, NULL, &sock, 1), 1);
	CHECK_INT(biosock_listen(host, NULL, NULL, &second, 1), -1);
	CHECK_INT(errno, EADDRINUSE);
	ERR_clear_error();
	CHECK_INT(biosock_listen_unlink(sock), 0);
	peer_close(sock, -1, -1);
	end(&p);
}

static void a_folder_that_stays_locked_is_busy(void)
{
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct place p;
	int lock, sock;

	begin(&p);
	lock = open(p.folder, O_RDONLY);
	CHECK_INT(flock(lock, LOCK_EX), 0);
	sock = listen_at(&p, &options);
	CHECK(sock != -1); /* nothing is to be removed, and nobody is asked */
	CHECK_INT(biosock_listen_unlink(sock), 1);
	peer_close(sock, -1, -1);
	leave_a_dead_one(&p);
	CHECK_INT(listen_at(&p, &options), -1);
	CHECK_INT(errno, EBUSY);
	CHECK_ERRORS(contract_failed(EBUSY, "flock", "unable to bind socket"));
	CHECK_INT(access(p.at.un.sun_path, F_OK), 0);
	options.stale = 0;
	CHECK_INT(listen_at(&p, &options), -1);
	CHECK_INT(errno, EADDRINUSE);
	ERR_clear_error();
	peer_close(lock, -1, -1);
	end(&p);
}

static void a_relative_path_is_one(void)
{
	struct place p;
	char here[512];
	int sock = -1;

	begin(&p);
	CHECK(getcwd(here, sizeof(here)) != NULL);
	CHECK_INT(chdir(p.folder), 0);
	leave_a_dead_one(&p);
	CHECK_INT(biosock_listen("unix:sock", NULL, NULL, &sock, 1), 1);
	CHECK(serves(&p, sock));
	CHECK_INT(biosock_listen_unlink(sock), 1);
	CHECK_INT(chdir(here), 0);
	peer_close(sock, -1, -1);
	end(&p);
}

/* One of two that start at once; `ready` holds both back until the other is there. */
struct server {
	struct place *place;
	atomic_int *ready;
	int sock, err;
};

static void *start(void *arg)
{
	struct server *s = arg;

	atomic_fetch_sub(s->ready, 1);
	while (atomic_load(s->ready) > 0)
		;
	s->sock = listen_at(s->place, NULL);
	s->err = errno;
	ERR_clear_error();
	return NULL;
}

static bool race(struct place *p)
{
	atomic_int ready = 2;
	struct server a = { p, &ready, -1, 0 }, b = { p, &ready, -1, 0 };
	const struct server *loser;
	pthread_t thread;
	bool ok;

	CHECK_INT(pthread_create(&thread, NULL, start, &a), 0);
	start(&b);
	CHECK_INT(pthread_join(thread, NULL), 0);
	loser = a.sock == -1 ? &a : &b;
	ok = CHECK((a.sock == -1) != (b.sock == -1)) && CHECK_INT(loser->err, EADDRINUSE) &&
	     CHECK(serves(p, a.sock != -1 ? a.sock : b.sock));
	peer_close(a.sock, b.sock, -1);
	return ok;
}

/* The winner's socket is the dead one of the next round. */
static void of_two_that_start_at_once_one_serves(void)
{
	struct place p;

	begin(&p);
	leave_a_dead_one(&p);
	for (int i = 0; i < ROUNDS; i++) {
		atomic_store(&held_back_us, i % 4 * 200);
		if (!race(&p))
			break;
	}
	atomic_store(&held_back_us, 0);
	end(&p);
}

/* More than are remembered: the newest are. */
static void many_paths_are_remembered(void)
{
	enum { PATHS = 300 };
	static struct place places[PATHS];
	static int socks[PATHS];
	int removed = 0;

	for (int i = 0; i < PATHS; i++) {
		begin(&places[i]);
		socks[i] = listen_at(&places[i], NULL);
	}
	for (int i = PATHS - 1; i >= 0; i--) {
		removed += biosock_listen_unlink(socks[i]);
		peer_close(socks[i], -1, -1);
		end(&places[i]);
	}
	CHECK(removed >= 200);
}

static const struct contract_case cases[] = {
	{ "a path is made", a_path_is_made, 0, 0 },
	{ "the service is not looked at", the_service_is_not_looked_at, 0, 0 },
	{ "a dead path is replaced", a_dead_path_is_replaced, 0, 0 },
	{ "a dead path stays if told so", a_dead_path_stays_if_told_so, 0, 0 },
	{ "a path that somebody has is his", a_path_that_somebody_has_is_his, 0, 0 },
	{ "a file that is no socket is not removed", a_file_that_is_no_socket_is_not_removed, 0,
	    0 },
	{ "a path in no folder is told of", a_path_in_no_folder_is_told_of, 0, 0 },
	{ "a path that is too long is told of", a_path_that_is_too_long_is_told_of, 0, 0 },
	{ "the mode is as told", the_mode_is_as_told, 0, 0 },
	{ "the mode is there from the first moment on", the_mode_is_there_from_the_first_moment_on,
	    0, 0 },
	{ "the queue is as long as told", the_queue_is_as_long_as_told, 0, 0 },
	{ "its own path is removed, once", its_own_path_is_removed_once, 0, 0 },
	{ "what is there since is not removed", what_is_there_since_is_not_removed, 0, 0 },
	{ "what is not its own is not removed", what_is_not_its_own_is_not_removed, 0, 0 },
	{ "an abstract name has no file", an_abstract_name_has_no_file, 0, 0 },
	{ "a folder that stays locked is busy", a_folder_that_stays_locked_is_busy, 0, 0 },
	{ "a relative path is one", a_relative_path_is_one, 0, 0 },
	{ "of two that start at once one serves", of_two_that_start_at_once_one_serves, 0, 0 },
	{ "many paths are remembered", many_paths_are_remembered, 0, 0 },
};

int main(void)
{
	return contract_main("listen_path", cases, sizeof(cases) / sizeof(cases[0]));
}
