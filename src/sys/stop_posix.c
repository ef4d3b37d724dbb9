/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to end as signals, turned into a byte in a pipe. */
#include "sys/stop.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "sys/pipe.h"

static int ends[2];

static void ask(int signo)
{
	int err = errno;
	ssize_t n = write(ends[1], "", 1);

	(void)signo;
	(void)n; /* a full pipe has asked already */
	errno = err;
}

int sys_stop_watch(void)
{
	struct sigaction action = { .sa_handler = ask };

	if (sys_pipe(ends) == -1)
		return -1;
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGINT, &action, NULL) == -1 || sigaction(SIGTERM, &action, NULL) == -1)
		return -1;
	return ends[0];
}

void sys_ignore_broken_pipes(void)
{
	signal(SIGPIPE, SIG_IGN);
}
