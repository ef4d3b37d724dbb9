/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that threads share: each call tells what the number is after it. */
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

#include <openssl/crypto.h>

#include "support/contract.h"

enum { THREADS = 4, ROUNDS = 5000 };

/* What OpenSSL has had since 3.2 and 3.4. */
#if OPENSSL_VERSION_NUMBER < 0x30200000L
#define CRYPTO_atomic_load_int(val, ret, lock) 0
#endif
#if OPENSSL_VERSION_NUMBER < 0x30400000L
#define CRYPTO_atomic_add64(val, op, ret, lock) 0
#define CRYPTO_atomic_and(val, op, ret, lock)   0
#define CRYPTO_atomic_store(dst, val, lock)     0
#endif

static CRYPTO_RWLOCK *lock;

static void an_int_is_added_to(void)
{
	static const struct {
		int val, amount, want;
	} rows[] = {
		{ 5, 0, 5 },
		{ 5, 1, 6 },
		{ 5, -7, -2 },
		{ INT_MAX, 1, INT_MIN },
		{ INT_MIN, -1, INT_MAX },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		int val = rows[i].val, ret = 99;

		CHECK_INT(CRYPTO_atomic_add(&val, rows[i].amount, &ret, lock), 1);
		CHECK_INT(ret, rows[i].want);
		CHECK_INT(val, rows[i].want);
	}
}

static void bits_are_set(void)
{
	uint64_t val = 0x5, ret = 99;

	CHECK_INT(CRYPTO_atomic_or(&val, UINT64_C(0xf000000000000000), &ret, lock), 1);
	CHECK(ret == UINT64_C(0xf000000000000005) && val == ret);
	CHECK_INT(CRYPTO_atomic_or(&val, 0, &ret, lock), 1);
	CHECK(ret == UINT64_C(0xf000000000000005) && val == ret);
}

static void a_number_is_looked_at(void)
{
	uint64_t val = UINT64_C(0x123456789abcdef0), ret = 99;

	CHECK_INT(CRYPTO_atomic_load(&val, &ret, lock), 1);
	CHECK(ret == UINT64_C(0x123456789abcdef0) && val == ret);
}

static void an_int_is_looked_at(void)
{
	int val = -7, ret = 99;

	CHECK_INT(CRYPTO_atomic_load_int(&val, &ret, lock), 1);
	CHECK_INT(ret, -7);
	CHECK_INT(val, -7);
}

static void newer_ones_add_mask_and_store(void)
{
	uint64_t val = UINT64_C(0xffffffff), ret = 99;

	CHECK_INT(CRYPTO_atomic_add64(&val, 1, &ret, lock), 1);
	CHECK(ret == UINT64_C(0x100000000) && val == ret);
	CHECK_INT(CRYPTO_atomic_add64(&val, UINT64_MAX, &ret, lock), 1);
	CHECK(ret == UINT64_C(0xffffffff) && val == ret);
	CHECK_INT(CRYPTO_atomic_and(&val, UINT64_C(0xf0000000f0), &ret, lock), 1);
	CHECK(ret == 0xf0 && val == ret);
	CHECK_INT(CRYPTO_atomic_store(&val, UINT64_C(0xfedcba9876543210), lock), 1);
	CHECK(val == UINT64_C(0xfedcba9876543210));
}

/* But of a processor that cannot do it alone for 64 bits. */
static void no_lock_is_needed(void)
{
	uint64_t big = 1, was = 0;
	int small = 1, now = 0;

	CHECK_INT(CRYPTO_atomic_add(&small, 1, &now, NULL), 1);
	CHECK_INT(now, 2);
	CHECK_INT(CRYPTO_atomic_load(&big, &was, NULL), ATOMIC_LLONG_LOCK_FREE == 2);
	CHECK_INT(was, ATOMIC_LLONG_LOCK_FREE == 2);
}

static int counter;
static uint64_t bits;

static void *count(void *arg)
{
	int number = *(int *)arg, ret;
	uint64_t seen;

	for (int i = 0; i < ROUNDS; i++) {
		CRYPTO_atomic_add(&counter, 1, &ret, lock);
		CRYPTO_atomic_or(&bits, UINT64_C(1) << (number * 16 + i % 16), &seen, lock);
	}
	return NULL;
}

static void nothing_is_lost_between_threads(void)
{
	pthread_t threads[THREADS];
	int numbers[THREADS];

	for (int i = 0; i < THREADS; i++) {
		numbers[i] = i;
		CHECK_INT(pthread_create(&threads[i], NULL, count, &numbers[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	CHECK_INT(counter, THREADS * ROUNDS);
	CHECK(bits == UINT64_MAX);
}

static const struct contract_case cases[] = {
	{ "an int is added to", an_int_is_added_to, 0, 0 },
	{ "bits are set", bits_are_set, 0, 0 },
	{ "a number is looked at", a_number_is_looked_at, 0, 0 },
	{ "an int is looked at", an_int_is_looked_at, 0, 0x30200000 },
	{ "newer ones add, mask and store", newer_ones_add_mask_and_store, 0, 0x30400000 },
	{ "no lock is needed", no_lock_is_needed, 0, 0 },
	{ "nothing is lost between threads", nothing_is_lost_between_threads, 0, 0 },
};

int main(void)
{
	lock = CRYPTO_THREAD_lock_new();
	return contract_main("base.atomic", cases, sizeof(cases) / sizeof(cases[0]));
}
