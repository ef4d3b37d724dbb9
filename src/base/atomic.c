/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers that threads share without a lock; with the caller's where the processor has no such
 * operation on 64 bits.
 */
#include <stdatomic.h>

#include <openssl/crypto.h>

/* What becomes of a number. */
typedef uint64_t operation(uint64_t old, uint64_t op);

static uint64_t sum(uint64_t old, uint64_t op)
{
	return old + op;
}

static uint64_t both(uint64_t old, uint64_t op)
{
	return old & op;
}

static uint64_t either(uint64_t old, uint64_t op)
{
	return old | op;
}

static uint64_t the_old(uint64_t old, uint64_t op)
{
	(void)op;
	return old;
}

static uint64_t the_new(uint64_t old, uint64_t op)
{
	(void)old;
	return op;
}

#if ATOMIC_LLONG_LOCK_FREE == 2
static int change(
    uint64_t *val, operation *next, uint64_t op, uint64_t *out_new, CRYPTO_RWLOCK *lock)
{
	_Atomic uint64_t *shared = (_Atomic uint64_t *)val;
	uint64_t old = atomic_load(shared);

	(void)lock;
	do
		*out_new = next(old, op);
	while (*out_new != old && !atomic_compare_exchange_weak(shared, &old, *out_new));
	return 1;
}
#else
static int change(
    uint64_t *val, operation *next, uint64_t op, uint64_t *out_new, CRYPTO_RWLOCK *lock)
{
	if (!CRYPTO_THREAD_write_lock(lock))
		return 0;
	*out_new = *val = next(*val, op);
	return CRYPTO_THREAD_unlock(lock);
}
#endif

int CRYPTO_atomic_add64(uint64_t *val, uint64_t op, uint64_t *ret, CRYPTO_RWLOCK *lock)
{
	return change(val, sum, op, ret, lock);
}

int CRYPTO_atomic_and(uint64_t *val, uint64_t op, uint64_t *ret, CRYPTO_RWLOCK *lock)
{
	return change(val, both, op, ret, lock);
}

int CRYPTO_atomic_or(uint64_t *val, uint64_t op, uint64_t *ret, CRYPTO_RWLOCK *lock)
{
	return change(val, either, op, ret, lock);
}

int CRYPTO_atomic_load(uint64_t *val, uint64_t *ret, CRYPTO_RWLOCK *lock)
{
	return change(val, the_old, 0, ret, lock);
}

int CRYPTO_atomic_store(uint64_t *dst, uint64_t val, CRYPTO_RWLOCK *lock)
{
	uint64_t stored;

	return change(dst, the_new, val, &stored, lock);
}

/* Every processor has these. The sum wraps around, as it does in what is shared. */
int CRYPTO_atomic_add(int *val, int amount, int *ret, CRYPTO_RWLOCK *lock)
{
	(void)lock;
	*ret = (int)((unsigned int)atomic_fetch_add((_Atomic int *)val, amount) +
	             (unsigned int)amount);
	return 1;
}

int CRYPTO_atomic_load_int(int *val, int *ret, CRYPTO_RWLOCK *lock)
{
	(void)lock;
	*ret = atomic_load((_Atomic int *)val);
	return 1;
}
