/* SPDX-License-Identifier: Apache-2.0 */
/* An assertion that fails ends the process and says so; sleep is not ended by a signal. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "support/contract.h"

#if OPENSSL_VERSION_NUMBER < 0x30200000L
#define OSSL_sleep(millis) ((void)0)
#endif

/* Runs what ends the process in a child; its standard error to text. Returns wait(2)'s status. */
static int ended(void (*run)(void), char *text, size_t size)
{
	int ends[2], status = 0;
	size_t have = 0;
	ssize_t n;
	pid_t child;

	CHECK_INT(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		run();
		_exit(0);
	}
	close(ends[1]);
	while ((n = read(ends[0], text + have, size - 1 - have)) > 0)
		have += (size_t)n;
	text[have] = '\0';
	close(ends[0]);
	waitpid(child, &status, 0);
	return status;
}

static void die(void)
{
	OPENSSL_die("assertion failed: x > 0", "some/file.c", 42);
}

static void assert_falsehood(void)
{
	OPENSSL_assert(1 == 2);
}

static void assert_truth(void)
{
	OPENSSL_assert(1 + 1 == 2);
}

static void dying_says_why_and_aborts(void)
{
	char text[512];
	int status = ended(die, text, sizeof(text));

	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	/* An emulator adds a line of its own. */
	text[strcspn(text, "\n") + 1] = '\0';
	CHECK_STR(text, "some/file.c:42: OpenSSL internal error: assertion failed: x > 0\n");
}

static void an_assertion_that_fails_dies(void)
{
	char text[512];
	int status = ended(assert_falsehood, text, sizeof(text));

	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	CHECK(strstr(text, "process_test.c:") != NULL);
	CHECK(strstr(text, ": OpenSSL internal error: assertion failed: 1 == 2\n") != NULL);
}

static void one_that_holds_does_nothing(void)
{
	char text[512];
	int status = ended(assert_truth, text, sizeof(text));

	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK_STR(text, "");
}

static volatile sig_atomic_t rang;

static void ring(int sig)
{
	(void)sig;
	rang = rang + 1;
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The only thing that is promised of the time is the least. */
static void a_sleep_goes_on_after_a_signal(void)
{
	struct itimerval often = { { 0, 5000 }, { 0, 5000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct sigaction action = { .sa_handler = ring };
	long long began = now_ms();

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	errno = ENOTTY;
	OSSL_sleep(50);
	CHECK(contract_is_oracle() || errno == ENOTTY);
	setitimer(ITIMER_REAL, &never, NULL);
	CHECK(now_ms() - began >= 49);
	CHECK(rang > 0);
}

static void no_time_is_no_sleep(void)
{
	errno = ENOTTY;
	OSSL_sleep(0);
	CHECK_INT(errno, ENOTTY);
}

static const struct contract_case cases[] = {
	{ "dying says why, and aborts", dying_says_why_and_aborts, 0, 0 },
	{ "an assertion that fails dies", an_assertion_that_fails_dies, 0, 0 },
	{ "one that holds does nothing", one_that_holds_does_nothing, 0, 0 },
	{ "a sleep goes on after a signal", a_sleep_goes_on_after_a_signal, 0, 0x30200000 },
	{ "no time is no sleep", no_time_is_no_sleep, 0, 0x30200000 },
};

int main(void)
{
	return contract_main("base.process", cases, sizeof(cases) / sizeof(cases[0]));
}
