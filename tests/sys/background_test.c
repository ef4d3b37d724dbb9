/* SPDX-License-Identifier: Apache-2.0 */
/* Threads of the library's own. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "sys/background.h"
#include "sys/readiness.h"
#include "sys/wake.h"

static int refusal;
static atomic_int runs, open_signals;
static struct sys_wake done;

int INTERPOSED(pthread_create)(
    pthread_t *out, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
	if (refusal != 0)
		return refusal;
	return NEXT(pthread_create)(out, attr, run, arg);
}

/* Which of these signals it can be given; others may be the C library's own. */
static void look(void *arg)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGCHLD, SIGUSR1, SIGALRM, SIGPIPE };
	sigset_t blocked;

	pthread_sigmask(SIG_SETMASK, NULL, &blocked);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (!sigismember(&blocked, signals[i]))
			atomic_fetch_add(&open_signals, 1);
	atomic_fetch_add((atomic_int *)arg, 1);
	sys_wake_raise(&done);
}

static void it_runs_and_takes_no_signal(void)
{
	sigset_t before, after;

	CHECK(sys_wake_init(&done));
	pthread_sigmask(SIG_SETMASK, NULL, &before);
	for (int i = 0; i < 8; i++) {
		CHECK(sys_background(look, &runs));
		CHECK_INT(sys_wait_ready(done.fd, true, 5000), 1);
		sys_wake_clear(&done);
	}
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	CHECK_INT(atomic_load(&runs), 8);
	CHECK_INT(atomic_load(&open_signals), 0);
	CHECK_INT(sigismember(&after, SIGUSR1), sigismember(&before, SIGUSR1));
	sys_wake_fini(&done);
}

static void without_a_thread_it_says_so(void)
{
	refusal = EAGAIN;
	errno = 0;
	CHECK(!sys_background(look, &runs));
	CHECK_INT(errno, EAGAIN);
	refusal = 0;
}

#define CASE(function)                                                                             \
	{                                                                                          \
#function, function, 0, 0                                                          \
	}

static const struct contract_case cases[] = {
	CASE(it_runs_and_takes_no_signal),
	CASE(without_a_thread_it_says_so),
};

int main(void)
{
	return contract_main("background", cases, sizeof(cases) / sizeof(cases[0]));
}
