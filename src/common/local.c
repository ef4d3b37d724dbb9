/* SPDX-License-Identifier: Apache-2.0 */
/* What a program does once, what it keeps for each thread, and which thread that is. */
#include <string.h>

#include <openssl/crypto.h>

#include "sys/once.h"
#include "sys/thread.h"

int CRYPTO_THREAD_run_once(CRYPTO_ONCE *once, void (*init)(void))
{
	return sys_once(once, init);
}

int CRYPTO_THREAD_init_local(CRYPTO_THREAD_LOCAL *key, void (*cleanup)(void *))
{
	return sys_local_init(key, cleanup);
}

void *CRYPTO_THREAD_get_local(CRYPTO_THREAD_LOCAL *key)
{
	return sys_local_get(key);
}

int CRYPTO_THREAD_set_local(CRYPTO_THREAD_LOCAL *key, void *val)
{
	return sys_local_set(key, val);
}

int CRYPTO_THREAD_cleanup_local(CRYPTO_THREAD_LOCAL *key)
{
	return sys_local_fini(key);
}

CRYPTO_THREAD_ID CRYPTO_THREAD_get_current_id(void)
{
	unsigned char self[SYS_THREAD_ID_MAX];
	CRYPTO_THREAD_ID id;

	_Static_assert(sizeof(id) <= sizeof(self), "an id fits");
	sys_thread_id(self);
	memcpy(&id, self, sizeof(id));
	return id;
}

int CRYPTO_THREAD_compare_id(CRYPTO_THREAD_ID a, CRYPTO_THREAD_ID b)
{
	return memcmp(&a, &b, sizeof(a)) == 0;
}
