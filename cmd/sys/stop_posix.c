/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to end as signals, turned into a byte in a pipe. */
#include "cmd/sys/stop.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "cmd/sys/pipe.h"

enum { AGAIN_SECONDS = 1, PATIENCE = 3 };

static const int signals[] = { SIGALRM, SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ };
enum { ASKING = 4, SIGNALS = sizeof(signals) / sizeof(signals[0]) };

static int ends[2];
static struct sigaction found[SIGNALS]; /* by this program, of each */
static volatile sig_atomic_t request;   /* the signal, or 0 */

/*
 * A signal that comes just before a call begins to wait does not interrupt it: the alarm does, a
 * second later. A full pipe has asked already. Who is still here after some of them waits for
 * somebody to read a message, who does not.
 */
static void ask(int signo)
{
	static volatile sig_atomic_t again;
	int err = errno;
	ssize_t n = write(ends[1], "", 1);

	(void)n;
	if (signo != SIGALRM)
		request = signo;
	else if (++again > PATIENCE)
		sys_stop_obey();
	alarm(AGAIN_SECONDS);
	errno = err;
}

void sys_stop_at_once(void)
{
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
}

static bool is_ignored(int signo)
{
	struct sigaction now;

	return sigaction(signo, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

int sys_stop_watch(void)
{
	struct sigaction action = { .sa_handler = ask };

	if (sys_pipe(ends) == -1)
		return -1;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ASKING; i++) {
		if (signals[i] == SIGHUP && is_ignored(SIGHUP))
			continue;
		if (sigaction(signals[i], &action, NULL) == -1)
			return -1;
	}
	return ends[0];
}

/* Who was asked before still has some seconds, in which the alarm interrupts nothing. */
void sys_stop_unwatch(void)
{
	struct sigaction alarmed = { .sa_handler = ask, .sa_flags = SA_RESTART };

	sigemptyset(&alarmed.sa_mask);
	sigaction(SIGALRM, &alarmed, NULL);
	for (size_t i = 0; i < ASKING; i++) {
		if (signals[i] != SIGALRM && !is_ignored(signals[i]))
			signal(signals[i], SIG_DFL);
	}
}

void sys_stop_obey(void)
{
	if (request == 0)
		return;
	signal(request, SIG_DFL);
	raise(request);
}

void sys_ignore_failing_writes(void)
{
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], NULL, &found[i]);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

void sys_signals_restore(void)
{
	alarm(0);
	for (size_t i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &found[i], NULL);
}
