/* SPDX-License-Identifier: Apache-2.0 */
/* Jobs of eight threads at once, each of which counts what went wrong. */
#ifndef BIOSOCK_TESTS_THREADS_H
#define BIOSOCK_TESTS_THREADS_H

#include <stdbool.h>

enum { THREADS = 8, ROUNDS = 100 };

struct job {
	int number;      /* 0 to THREADS - 1 */
	int wrong;       /* what did not hold */
	char first[200]; /* and the first of it */
};

/* One round of a job. CHECKs are for one thread, so a round says it with job_check(). */
typedef void round_fn(struct job *job);

/* Counts what does not hold. Returns whether it did. */
bool job_check(struct job *job, int line, bool held, const char *what);
#define JOB(cond) job_check(job, __LINE__, (cond), #cond)

/*
 * Has THREADS threads do ROUNDS rounds each, thread i that of fns[i % n], all from the same moment
 * on; CHECKs that nothing was wrong.
 */
void threads_run(round_fn *const *fns, int n);

/*
 * The rounds: each makes calls of its kind and looks at this thread's stack, which must begin
 * and end empty.
 */
void round_bind(struct job *job);
void round_connect(struct job *job);
void round_accept(struct job *job);
void round_exchange(struct job *job);
void round_lookup(struct job *job);
void round_lookup_name(struct job *job);
void round_marks(struct job *job);
void round_depth(struct job *job);
void round_no_descriptor(struct job *job);

#endif
