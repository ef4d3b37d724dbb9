/* SPDX-License-Identifier: Apache-2.0 */
/* Locks of the program's: many readers or one writer. */
#include <errno.h>
#include <pthread.h>

#include <openssl/crypto.h>

#include "support/contract.h"

enum { THREADS = 4, ROUNDS = 2000 };

static CRYPTO_RWLOCK *lock;
/* Written by a writer in two steps; no reader may see one without the other. */
static volatile int first, second;

static void a_lock_is_taken_and_given_up(void)
{
	CRYPTO_RWLOCK *own = CRYPTO_THREAD_lock_new();

	CHECK(own != NULL);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(CRYPTO_THREAD_write_lock(own), 1);
		CHECK_INT(CRYPTO_THREAD_unlock(own), 1);
		CHECK_INT(CRYPTO_THREAD_read_lock(own), 1);
		CHECK_INT(CRYPTO_THREAD_unlock(own), 1);
	}
	CRYPTO_THREAD_lock_free(own);
	CHECK_ERRORS("-");
}

static void freeing_none_is_fine(void)
{
	CRYPTO_THREAD_lock_free(NULL);
	CHECK_ERRORS("-");
}

static void *read_too(void *arg)
{
	int *took = arg;

	*took = CRYPTO_THREAD_read_lock(lock) && CRYPTO_THREAD_unlock(lock);
	return NULL;
}

/* The other thread ends, although this one has the lock. */
static void readers_share_it(void)
{
	pthread_t other;
	int took = 0;

	lock = CRYPTO_THREAD_lock_new();
	CHECK_INT(CRYPTO_THREAD_read_lock(lock), 1);
	CHECK_INT(CRYPTO_THREAD_read_lock(lock), 1);
	CHECK_INT(pthread_create(&other, NULL, read_too, &took), 0);
	pthread_join(other, NULL);
	CHECK_INT(took, 1);
	CHECK_INT(CRYPTO_THREAD_unlock(lock), 1);
	CHECK_INT(CRYPTO_THREAD_unlock(lock), 1);
	CRYPTO_THREAD_lock_free(lock);
}

static void *write_both(void *arg)
{
	int *wrong = arg;

	for (int i = 0; i < ROUNDS; i++) {
		*wrong += !CRYPTO_THREAD_write_lock(lock);
		first = first + 1;
		second = second + 1;
		*wrong += !CRYPTO_THREAD_unlock(lock);
	}
	return NULL;
}

static void *compare_both(void *arg)
{
	int *wrong = arg;

	for (int i = 0; i < ROUNDS; i++) {
		*wrong += !CRYPTO_THREAD_read_lock(lock);
		*wrong += first != second;
		*wrong += !CRYPTO_THREAD_unlock(lock);
	}
	return NULL;
}

static void a_writer_is_alone(void)
{
	pthread_t threads[THREADS];
	int wrong[THREADS] = { 0 };

	lock = CRYPTO_THREAD_lock_new();
	first = second = 0;
	for (int i = 0; i < THREADS; i++)
		CHECK_INT(pthread_create(
		              &threads[i], NULL, i % 2 == 0 ? write_both : compare_both, &wrong[i]),
		    0);
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		CHECK_INT(wrong[i], 0);
	}
	CHECK_INT(first, THREADS / 2 * ROUNDS);
	CRYPTO_THREAD_lock_free(lock);
}

/* Where OpenSSL crashes. */
static void no_lock_is_not_taken(void)
{
	if (contract_is_oracle())
		contract_skip("libcrypto does not survive a NULL lock");
	CHECK_INT(CRYPTO_THREAD_read_lock(NULL), 0);
	CHECK_INT(CRYPTO_THREAD_write_lock(NULL), 0);
	CHECK_INT(CRYPTO_THREAD_unlock(NULL), 0);
}

static const struct contract_case cases[] = {
	{ "a lock is taken and given up", a_lock_is_taken_and_given_up, 0, 0 },
	{ "freeing none is fine", freeing_none_is_fine, 0, 0 },
	{ "readers share it", readers_share_it, 0, 0 },
	{ "a writer is alone", a_writer_is_alone, 0, 0 },
	{ "no lock is not taken", no_lock_is_not_taken, 0, 0 },
};

int main(void)
{
	return contract_main("base.lock", cases, sizeof(cases) / sizeof(cases[0]));
}
