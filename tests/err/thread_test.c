/* SPDX-License-Identifier: Apache-2.0 */
/* Threads: errors of one never show in another. */
#include <pthread.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

enum { THREADS = 4, ROUNDS = 200 };

struct job {
	int reason;
	int wrong;
};

static void *raise_and_check(void *arg)
{
	static const ERR_STRING_DATA names[] = { { ERR_PACK(180, 0, 1), "name" }, { 0, NULL } };
	struct job *job = arg;

	job->wrong += ERR_peek_error() != 0;
	for (int i = 0; i < ROUNDS; i++) {
		ERR_raise_data(ERR_LIB_BIO, job->reason, "thread %d", job->reason);
		ERR_load_strings_const(names);
		job->wrong += ERR_lib_error_string(ERR_peek_error()) == NULL;
		job->wrong += ERR_GET_REASON(ERR_get_error()) != job->reason;
		job->wrong += ERR_get_error() != 0;
	}
	ERR_raise(ERR_LIB_BIO, job->reason);
	return NULL;
}

static void errors_stay_in_their_thread(void)
{
	pthread_t threads[THREADS];
	struct job jobs[THREADS];

	ERR_clear_error();
	for (int i = 0; i < THREADS; i++) {
		jobs[i] = (struct job){ .reason = 101 + i };
		CHECK_INT(pthread_create(&threads[i], NULL, raise_and_check, &jobs[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		CHECK_INT(jobs[i].wrong, 0);
	}
	CHECK_INT(ERR_peek_error(), 0);
}

static const struct contract_case cases[] = {
	{ "errors stay in their thread", errors_stay_in_their_thread, 0, 0 },
};

int main(void)
{
	return contract_main("err.thread", cases, sizeof(cases) / sizeof(cases[0]));
}
