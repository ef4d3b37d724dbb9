/* SPDX-License-Identifier: Apache-2.0 */
/* Threads by POSIX: a key whose destructor runs when a thread ends. */
#include "sys/thread.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <string.h>

/*
 * 0, or one more than the key. There is no lock, which a process forked while another thread has it
 * would find taken for ever. It is no wider than a pointer: of 64 bits, some 32-bit processors
 * would need libatomic.
 */
static atomic_uintptr_t key_and_one;
_Static_assert(sizeof(pthread_key_t) <= sizeof(uintptr_t), "a key fits");

static void run_end(void *value)
{
	struct sys_thread_end *end = value;

	end->run(end);
}

/* Of two threads that make a key at the same time, one takes its own back. */
static bool make_key(uintptr_t *out_key)
{
	uintptr_t known = 0;
	pthread_key_t made;

	if (pthread_key_create(&made, run_end) != 0)
		return false;
	*out_key = (uintptr_t)made + 1;
	if (atomic_compare_exchange_strong(&key_and_one, &known, *out_key))
		return true;
	pthread_key_delete(made);
	*out_key = known;
	return true;
}

bool sys_thread_on_end(struct sys_thread_end *end)
{
	uintptr_t known = atomic_load(&key_and_one);

	if (known == 0 && (end == NULL || !make_key(&known)))
		return false;
	return pthread_setspecific((pthread_key_t)(known - 1), end) == 0;
}

void sys_thread_forget(void)
{
	uintptr_t known = atomic_exchange(&key_and_one, 0);

	if (known != 0)
		pthread_key_delete((pthread_key_t)(known - 1));
}

size_t sys_thread_id(unsigned char out_id[SYS_THREAD_ID_MAX])
{
	pthread_t self = pthread_self();

	_Static_assert(sizeof(self) <= SYS_THREAD_ID_MAX, "a thread's number fits");
	memcpy(out_id, &self, sizeof(self));
	return sizeof(self);
}
