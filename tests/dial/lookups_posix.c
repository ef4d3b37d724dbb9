/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <unistd.h>

#include <sys/wait.h>

#include "dial/lookups_system.h"
#include "support/contract.h"
#include "support/interpose.h"

static atomic_bool forbidden;

void lookups_forbid_threads(void)
{
	atomic_store(&forbidden, true);
}

void lookups_allow_threads(void)
{
	atomic_store(&forbidden, false);
}

int INTERPOSED(pthread_create)(
    pthread_t *out, const pthread_attr_t *attr, void *(*run)(void *), void *arg)
{
	return atomic_load(&forbidden) ? EAGAIN : NEXT(pthread_create)(out, attr, run, arg);
}

void lookups_need_fork(void)
{
	if (!STARTS_THREADS_AFTER_FORK)
		contract_skip("the emulator ends a child that starts a thread");
}

int lookups_in_child(int (*run)(void *arg), void *arg)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		_exit(run(arg));
	if (pid == -1 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status);
}
