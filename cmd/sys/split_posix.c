/* SPDX-License-Identifier: Apache-2.0 */
/* By fork(2); a pipe that only the first process can write tells the others that it lives. */
#include "cmd/sys/split.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/sys/pipe.h"

enum { GONE = -1 };

static struct {
	int alive; /* the end that the first process holds */
	int n;
	pid_t pids[]; /* of the others; GONE: it has been waited for */
} * others;

bool sys_can_split(void)
{
	return true;
}

/* Nothing is to be cleaned up by any but the first. A hang-up that is ignored (nohup) stays so. */
static void become_other(const int ends[2], int *out_stop)
{
	static const int signals[] = { SIGALRM, SIGINT, SIGTERM, SIGHUP };
	struct sigaction now;

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		if (sigaction(signals[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			signal(signals[i], SIG_DFL);
	}
	close(ends[1]);
	free(others);
	others = NULL;
	*out_stop = ends[0];
}

int sys_split(int n, int *inout_stop)
{
	int ends[2], err;

	if (sys_pipe(ends) == -1)
		return -1;
	others = calloc(1, sizeof(*others) + (size_t)n * sizeof(pid_t));
	err = others == NULL ? ENOMEM : 0;
	if (others != NULL)
		others->alive = ends[1];
	for (int i = 1; err == 0 && i < n; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			become_other(ends, inout_stop);
			return i;
		}
		err = pid == -1 ? errno : 0;
		if (pid != -1)
			others->pids[others->n++] = pid;
	}
	close(ends[0]);
	if (err == 0)
		return 0;
	if (others == NULL)
		close(ends[1]);
	sys_split_end();
	errno = err;
	return -1;
}

bool sys_has_split(void)
{
	return others != NULL;
}

int sys_split_lost(long pid)
{
	for (int i = 0; others != NULL && i < others->n; i++) {
		if (others->pids[i] != pid)
			continue;
		others->pids[i] = GONE;
		return i + 1;
	}
	return 0;
}

void sys_split_end(void)
{
	if (others == NULL)
		return;
	close(others->alive);
	for (int i = 0; i < others->n; i++) {
		while (others->pids[i] != GONE && waitpid(others->pids[i], NULL, 0) == -1 &&
		       errno == EINTR)
			;
	}
	free(others);
	others = NULL;
}
