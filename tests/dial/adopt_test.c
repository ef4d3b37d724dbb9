/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_listen_adopt(): this program is started again by itself, as a supervisor does, with
 * descriptors from 3 on and the variables that say what they are. usage: adopt_test [CASE]; with
 * "serve" it serves the one called "web" once, whoever passed it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "dial/own_pidfd.h"
#include "support/contract.h"
#include "support/peer.h"

enum { ROOM = 8, PASSED = 3, MARK = 4242 };

static int socks[ROOM];

static int adopt(const char *name, size_t n)
{
	memset(socks, -1, sizeof(socks));
	errno = MARK;
	return biosock_listen_adopt(name, socks, n);
}

static void takes_none(const char *name)
{
	CHECK_INT(adopt(name, ROOM), 0);
	CHECK_INT(errno, MARK);
	CHECK_ERRORS("-");
}

static void fails(const char *name, size_t n, int err)
{
	CHECK_INT(adopt(name, n), -1);
	CHECK_INT(errno, err);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
}

/* In the program that was started: 3 is called web, 4 other and 5, a datagram socket, web. */
static void takes_all(void)
{
	CHECK_INT(adopt(NULL, ROOM), 3);
	CHECK_INT(errno, MARK);
	CHECK(socks[0] == 3 && socks[1] == 4 && socks[2] == 5);
	CHECK(peer_is_cloexec(3) && peer_is_cloexec(4) && peer_is_cloexec(5));
	CHECK_STR(getenv("LISTEN_FDS"), "3");
	takes_none(NULL);
	takes_none("web");
}

static void takes_by_name(void)
{
	CHECK_INT(adopt("web", ROOM), 2);
	CHECK(socks[0] == 3 && socks[1] == 5);
	CHECK(!peer_is_cloexec(4));
	takes_none("web");
	takes_none("we");
	takes_none("webs");
	takes_none("");
	takes_none("unknown");
	CHECK_INT(adopt(NULL, ROOM), 1);
	CHECK_INT(socks[0], 4);
}

static void too_few_places_take_none(void)
{
	fails(NULL, 2, EINVAL);
	fails(NULL, 0, EINVAL);
	fails("web", 1, EINVAL);
	CHECK_INT(biosock_listen_adopt(NULL, NULL, ROOM), -1);
	CHECK_INT(errno, EINVAL);
	ERR_clear_error();
	CHECK_INT(adopt(NULL, 3), 3);
}

/* What has no name is called "unknown". */
static void names_are_not_needed(void)
{
	unsetenv("LISTEN_FDNAMES");
	takes_none("web");
	CHECK_INT(adopt("unknown", ROOM), 3);
}

static void what_is_anothers_is_not_taken(void)
{
	static const char *const others[] = { "1", "4294967297", "18446744073709551615" };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		setenv("LISTEN_PID", others[i], 1);
		takes_none(NULL);
	}
	unsetenv("LISTEN_PID");
	takes_none(NULL);
}

/* A process of the same number in another namespace has another pidfd, where those have numbers. */
static void what_is_another_pidfds_is_not_taken(void)
{
	unsigned long long own = own_pidfd();
	char id[24];

	if (own == 0)
		contract_skip("pidfds have no numbers here");
	snprintf(id, sizeof(id), "%llu", own + 1);
	setenv("LISTEN_PIDFDID", id, 1);
	takes_none(NULL);
	snprintf(id, sizeof(id), "%llu", own);
	setenv("LISTEN_PIDFDID", id, 1);
	CHECK_INT(adopt(NULL, ROOM), 3);
}

static void what_makes_no_sense_is_told(void)
{
	static const struct {
		const char *name, *value, *good, *said;
	} rows[] = {
		{ "LISTEN_FDS", "", "3", "LISTEN_FDS=: not a number" },
		{ "LISTEN_FDS", "three", "3", "LISTEN_FDS=three: not a number" },
		{ "LISTEN_FDS", "-1", "3", "LISTEN_FDS=-1: not a number" },
		{ "LISTEN_FDS", "3 ", "3", "LISTEN_FDS=3 : not a number" },
		{ "LISTEN_FDS", "+3", "3", "LISTEN_FDS=+3: not a number" },
		{ "LISTEN_FDS", "99999", "3", "LISTEN_FDS=99999: too many" },
		{ "LISTEN_FDS", "99999999999999999999999", "3",
		    "LISTEN_FDS=99999999999999999999999: not a number" },
		{ "LISTEN_FDS", "3\n", "3", "LISTEN_FDS=3\\x0a: not a number" },
		{ "LISTEN_PIDFDID", "x", NULL, "LISTEN_PIDFDID=x: not a number" },
		{ "LISTEN_FDNAMES", "web", "web:other:web",
		    "LISTEN_FDNAMES=web: not as many names as LISTEN_FDS" },
		{ "LISTEN_FDNAMES", "web:other:web:more", "web:other:web",
		    "LISTEN_FDNAMES=web:other:web:more: not as many names as LISTEN_FDS" },
		{ "LISTEN_PID", "x", NULL, "LISTEN_PID=x: not a number" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		setenv(rows[i].name, rows[i].value, 1);
		CHECK_INT(adopt(NULL, ROOM), -1);
		CHECK_INT(errno, EINVAL);
		CHECK(strstr(contract_errors_whole(), rows[i].said) != NULL);
		if (rows[i].good != NULL)
			setenv(rows[i].name, rows[i].good, 1);
		else
			unsetenv(rows[i].name);
	}
}

static void nothing_passed_is_none(void)
{
	setenv("LISTEN_FDS", "0", 1);
	takes_none(NULL);
	unsetenv("LISTEN_FDS");
	takes_none(NULL);
}

/* Each is looked at, and if one will not do none is taken. */
static void what_does_not_listen_is_not_taken(void)
{
	int null = open("/dev/null", O_RDONLY), fd = peer_socket(AF_INET, SOCK_STREAM);

	dup2(null, 4);
	fails(NULL, ROOM, ENOTSOCK);
	dup2(fd, 4);
	fails(NULL, ROOM, EINVAL);
	close(4);
	fails(NULL, ROOM, EBADF);
	CHECK_INT(adopt("web", ROOM), 2);
}

static const struct contract_case cases[] = {
	{ "all", takes_all, 0, 0 },
	{ "by name", takes_by_name, 0, 0 },
	{ "too few places take none", too_few_places_take_none, 0, 0 },
	{ "names are not needed", names_are_not_needed, 0, 0 },
	{ "what is another's is not taken", what_is_anothers_is_not_taken, 0, 0 },
	{ "what is another pidfd's is not taken", what_is_another_pidfds_is_not_taken, 0, 0 },
	{ "what makes no sense is told", what_makes_no_sense_is_told, 0, 0 },
	{ "nothing passed is none", nothing_passed_is_none, 0, 0 },
	{ "what does not listen is not taken", what_does_not_listen_is_not_taken, 0, 0 },
};

enum { CASES = sizeof(cases) / sizeof(cases[0]), SKIPPED = 77, UNKNOWN = 2 };

static int serve(void)
{
	int peer;

	if (adopt("web", 1) != 1)
		return 1;
	peer = BIO_accept_ex(socks[0], NULL, 0);
	return peer != -1 && write(peer, "adopted\n", 8) == 8 ? 0 : 1;
}

/* What was started: one case, whose name is its argument. */
static int run(const char *name)
{
	for (size_t i = 0; i < CASES; i++) {
		if (strcmp(cases[i].name, name) == 0)
			return contract_main("adopt", &cases[i], 1);
	}
	return strcmp(name, "serve") == 0 ? serve() : UNKNOWN;
}

/* Puts a descriptor where the supervisor has it, open across exec(). */
static void pass(int fd, int number)
{
	int high = fcntl(fd, F_DUPFD, 20);

	if (high == -1 || dup2(high, number) == -1)
		_exit(UNKNOWN);
	close(high);
}

static _Noreturn void become(const char *program, const char *name)
{
	union peer_addr at;
	int first = peer_listen(AF_INET, 1, &at), second = peer_listen(AF_INET, 1, &at);
	int third = peer_socket(AF_INET, SOCK_DGRAM);
	char pid[24];

	first = fcntl(first, F_DUPFD, 30);
	second = fcntl(second, F_DUPFD, 30);
	third = fcntl(third, F_DUPFD, 30);
	pass(first, 3);
	pass(second, 4);
	pass(third, 5);
	snprintf(pid, sizeof(pid), "%d", (int)getpid());
	setenv("LISTEN_PID", pid, 1);
	setenv("LISTEN_FDS", "3", 1);
	setenv("LISTEN_FDNAMES", "web:other:web", 1);
	unsetenv("LISTEN_PIDFDID");
	execl(program, program, name, (char *)NULL);
	/* Of another processor, it is run by an emulator, which is not there for this. */
	_exit(run(name));
}

/* 0, or that it failed. */
static int start(const char *program, const char *name)
{
	int status = -1;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0)
		become(program, name);
	if (pid == -1 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return 1;
	return WEXITSTATUS(status) == SKIPPED ? 0 : WEXITSTATUS(status);
}

int main(int argc, char **argv)
{
	int failed = 0;

	if (argc > 1)
		return run(argv[1]);
	for (size_t i = 0; i < CASES; i++)
		failed += start(argv[0], cases[i].name) != 0;
	return failed == 0 ? 0 : 1;
}
