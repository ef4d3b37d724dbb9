/* SPDX-License-Identifier: Apache-2.0 */
/* Starts them, and hears what they say. */
#include "threads/threads.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <openssl/err.h>

#include "support/contract.h"

struct runner {
	pthread_t thread;
	pthread_barrier_t *start;
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

static void *run(void *arg)
{
	struct runner *runner = arg;
	struct job *job = &runner->job;

	pthread_barrier_wait(runner->start);
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
	pthread_barrier_t start;

	memset(runners, 0, sizeof(runners));
	pthread_barrier_init(&start, NULL, THREADS);
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
	pthread_barrier_destroy(&start);
	CHECK_INT(ERR_peek_error(), 0);
}
