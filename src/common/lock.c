/* SPDX-License-Identifier: Apache-2.0 */
/* Locks of the program's own. */
#include <openssl/crypto.h>

#include "sys/rwlock.h"

CRYPTO_RWLOCK *CRYPTO_THREAD_lock_new(void)
{
	struct sys_rwlock *lock = OPENSSL_zalloc(sizeof(*lock));

	if (lock == NULL)
		return NULL;
	if (sys_rwlock_init(lock))
		return lock;
	OPENSSL_free(lock);
	return NULL;
}

int CRYPTO_THREAD_read_lock(CRYPTO_RWLOCK *lock)
{
	return lock != NULL && sys_rwlock_read(lock);
}

int CRYPTO_THREAD_write_lock(CRYPTO_RWLOCK *lock)
{
	return lock != NULL && sys_rwlock_write(lock);
}

int CRYPTO_THREAD_unlock(CRYPTO_RWLOCK *lock)
{
	return lock != NULL && sys_rwlock_unlock(lock);
}

void CRYPTO_THREAD_lock_free(CRYPTO_RWLOCK *lock)
{
	if (lock == NULL)
		return;
	sys_rwlock_fini(lock);
	OPENSSL_free(lock);
}
