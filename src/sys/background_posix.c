/* SPDX-License-Identifier: Apache-2.0 */
/* Detached threads with all signals blocked. */
#include "sys/background.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * Enough for a resolver with its plug-ins, and little enough for hundreds of threads on 32 bits;
 * musl's own default would be less.
 */
enum { STACK = 512 * 1024 };

/*
 * glibc before 2.34 has these in a library of its own: where that is not there, nothing can be
 * unloaded either. A program that is linked statically has no use for them.
 */
#ifndef RTLD_NOLOAD
#define RTLD_NOLOAD 0
#endif
#ifndef RTLD_NODELETE /* nobody gives back what is loaded once more */
#define RTLD_NODELETE 0
#endif

#pragma weak dladdr
#pragma weak dlopen

struct job {
	void (*run)(void *arg);
	void *arg;
};

/* Whoever unloads a library takes the code from under its threads: this one stays. */
static void pin(void)
{
	static atomic_bool done;
	Dl_info info;

	if (atomic_load(&done) || dladdr == NULL || dlopen == NULL)
		return;
	if (dladdr((void *)(uintptr_t)pin, &info) != 0 && info.dli_fname != NULL)
		(void)dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
	atomic_store(&done, true);
}

static void *begin(void *made)
{
	const struct job job = *(struct job *)made;

	free(made);
	job.run(job.arg);
	return NULL;
}

/* It inherits the signals that are blocked in the thread that makes it. */
static int create(struct job *job)
{
	pthread_attr_t attr;
	pthread_t thread;
	sigset_t all, before;
	int err = pthread_attr_init(&attr);

	if (err != 0)
		return err;
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, STACK);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(&thread, &attr, begin, job);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	return err;
}

bool sys_background(void (*run)(void *arg), void *arg)
{
	struct job *job = malloc(sizeof(*job));
	int err;

	if (job == NULL) {
		errno = ENOMEM;
		return false;
	}
	*job = (struct job){ run, arg };
	pin();
	err = create(job);
	if (err == 0)
		return true;
	free(job);
	errno = err;
	return false;
}
