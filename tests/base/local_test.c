/* SPDX-License-Identifier: Apache-2.0 */
/* What a program does once, what it keeps for each thread, and which thread that is. */
#include <pthread.h>

#include <openssl/crypto.h>

#include "support/contract.h"
#include "support/system.h"

enum { THREADS = 4 };

static CRYPTO_ONCE once = CRYPTO_ONCE_STATIC_INIT, other_once = CRYPTO_ONCE_STATIC_INIT;
static int runs, other_runs;
static CRYPTO_THREAD_LOCAL key;
static int cleaned;

static void run(void)
{
	runs++;
}

static void run_other(void)
{
	other_runs++;
}

/* Returns NULL if the initialisation is done when the call returns. */
static void *run_once(void *arg)
{
	return CRYPTO_THREAD_run_once(&once, run) == 1 && runs == 1 ? NULL : arg;
}

static void once_is_once_for_all_threads(void)
{
	pthread_t threads[THREADS];
	void *failed;

	for (int i = 0; i < THREADS; i++)
		CHECK_INT(pthread_create(&threads[i], NULL, run_once, &once), 0);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &failed);
		CHECK(failed == NULL);
	}
	CHECK_INT(CRYPTO_THREAD_run_once(&once, run), 1);
	CHECK_INT(runs, 1);
	CHECK_INT(CRYPTO_THREAD_run_once(&other_once, run_other), 1);
	CHECK_INT(other_runs, 1);
}

static void count_cleanup(void *value)
{
	cleaned += *(int *)value;
}

/* As in OpenSSL, nothing tells of a thread's end there. */
static void not_on_windows(void)
{
	if (system_is_windows())
		contract_skip("Windows' slots know no thread's end");
}

/* To POSIX the use of a key that is gone is undefined: NetBSD's library ends the process. */
#ifdef __GLIBC__
static void only_where_keys_are_checked(void)
{
}
#else
static void only_where_keys_are_checked(void)
{
	contract_skip("this C library does not look whether a key is gone");
}
#endif

/* Returns what the thread found: NULL. */
static void *set_own(void *arg)
{
	void *found = CRYPTO_THREAD_get_local(&key);

	CRYPTO_THREAD_set_local(&key, arg);
	return CRYPTO_THREAD_get_local(&key) == arg ? found : &key;
}

static void *set_nothing(void *arg)
{
	CRYPTO_THREAD_set_local(&key, arg);
	CRYPTO_THREAD_set_local(&key, NULL);
	return NULL;
}

static void *in_a_thread(void *(*start)(void *), void *arg)
{
	pthread_t thread;
	void *result = &thread;

	CHECK_INT(pthread_create(&thread, NULL, start, arg), 0);
	pthread_join(thread, &result);
	return result;
}

static void each_thread_has_its_own(void)
{
	int mine = 1, its = 10;

	CHECK_INT(CRYPTO_THREAD_init_local(&key, NULL), 1);
	CHECK(CRYPTO_THREAD_get_local(&key) == NULL);
	CHECK_INT(CRYPTO_THREAD_set_local(&key, &mine), 1);
	CHECK(in_a_thread(set_own, &its) == NULL);
	CHECK(CRYPTO_THREAD_get_local(&key) == &mine);
	CHECK_INT(CRYPTO_THREAD_cleanup_local(&key), 1);
}

static void a_thread_s_end_cleans_up(void)
{
	int its = 10;

	not_on_windows();
	cleaned = 0;
	CHECK_INT(CRYPTO_THREAD_init_local(&key, count_cleanup), 1);
	in_a_thread(set_own, &its);
	CHECK_INT(cleaned, 10);
	in_a_thread(set_nothing, &its);
	CHECK_INT(cleaned, 10);
	CRYPTO_THREAD_set_local(&key, &its);
	CHECK_INT(CRYPTO_THREAD_cleanup_local(&key), 1);
	CHECK_INT(cleaned, 10);
}

static void a_key_that_is_gone_is_none(void)
{
	int value = 0;

	only_where_keys_are_checked();
	CHECK_INT(CRYPTO_THREAD_init_local(&key, NULL), 1);
	CHECK_INT(CRYPTO_THREAD_set_local(&key, &value), 1);
	CHECK_INT(CRYPTO_THREAD_cleanup_local(&key), 1);
	CHECK(CRYPTO_THREAD_get_local(&key) == NULL);
	CHECK_INT(CRYPTO_THREAD_set_local(&key, &value), 0);
	CHECK_INT(CRYPTO_THREAD_cleanup_local(&key), 0);
	CHECK_ERRORS("-");
}

static void *compare_ids(void *arg)
{
	CRYPTO_THREAD_ID *creator = arg, mine = CRYPTO_THREAD_get_current_id();

	return CRYPTO_THREAD_compare_id(mine, *creator) == 0 &&
	               CRYPTO_THREAD_compare_id(mine, CRYPTO_THREAD_get_current_id()) == 1
	           ? NULL
	           : arg;
}

static void threads_have_names(void)
{
	CRYPTO_THREAD_ID mine = CRYPTO_THREAD_get_current_id();

	CHECK_INT(CRYPTO_THREAD_compare_id(mine, CRYPTO_THREAD_get_current_id()), 1);
	CHECK(in_a_thread(compare_ids, &mine) == NULL);
}

static const struct contract_case cases[] = {
	{ "once is once for all threads", once_is_once_for_all_threads, 0, 0 },
	{ "each thread has its own", each_thread_has_its_own, 0, 0 },
	{ "a thread's end cleans up", a_thread_s_end_cleans_up, 0, 0 },
	{ "a key that is gone is none", a_key_that_is_gone_is_none, 0, 0 },
	{ "threads have names", threads_have_names, 0, 0 },
};

int main(void)
{
	return contract_main("base.local", cases, sizeof(cases) / sizeof(cases[0]));
}
