/* SPDX-License-Identifier: Apache-2.0 */
/* Starts them, and hears what they say. */
#include "threads/threads.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <openssl/err.h>

#include "support/contract.h"

/* Where the threads wait for each other; not every system has POSIX's barriers. */
struct gate {
	pthread_mutex_t lock;
	pthread_cond_t all_here;
	int missing;
};

struct runner {
	pthread_t thread;
	struct gate *start;
	round_fn *fn;
	struct job job;
};

bool job_check(struct job *job, int line, bool held, const char *what)
{
	if (held)
		return true;
	if (job->wrong++ == 0)
		snprintf(job->first, sizeof(job->first), "line %d: %s", line, what);
	return false;
}

static void pass(struct gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	if (--gate->missing == 0)
		pthread_cond_broadcast(&gate->all_here);
	while (gate->missing > 0)
		pthread_cond_wait(&gate->all_here, &gate->lock);
	pthread_mutex_unlock(&gate->lock);
}

static void *run(void *arg)
{
	struct runner *runner = arg;
	struct job *job = &runner->job;

	pass(runner->start);
	JOB(ERR_peek_error() == 0);
	for (int i = 0; i < ROUNDS; i++) {
		runner->fn(job);
		JOB(ERR_peek_error() == 0);
		ERR_clear_error();
	}
	/* What is left behind is the thread's end's to free. */
	for (int i = 0; i < 3; i++)
		ERR_raise_data(
		    ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%0500d left by %d", 0, job->number);
	return NULL;
}

static void check_job(const struct job *job)
{
	CHECK_INT(job->wrong, 0);
	if (job->wrong > 0)
		fprintf(stderr, "    thread %d, %s\n", job->number, job->first);
}

void threads_run(round_fn *const *fns, int n)
{
	struct runner runners[THREADS];
	struct gate start = { .missing = THREADS };

	memset(runners, 0, sizeof(runners));
	pthread_mutex_init(&start.lock, NULL);
	pthread_cond_init(&start.all_here, NULL);
	for (int i = 0; i < THREADS; i++) {
		runners[i].start = &start;
		runners[i].fn = fns[i % n];
		runners[i].job.number = i;
		if (!CHECK_INT(pthread_create(&runners[i].thread, NULL, run, &runners[i]), 0))
			return;
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(runners[i].thread, NULL);
		check_job(&runners[i].job);
	}
	pthread_cond_destroy(&start.all_here);
	pthread_mutex_destroy(&start.lock);
	CHECK_INT(ERR_peek_error(), 0);
}
