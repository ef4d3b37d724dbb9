/* SPDX-License-Identifier: Apache-2.0 */
/* Initialisation, of which there is nearly none, and cleaning up. */
#include <stdatomic.h>
#include <stdbool.h>

#include <openssl/crypto.h>

#include "base/ending.h"
#include "err/queue.h"
#include "err/reason_names.h"

struct handler {
	void (*run)(void);
	struct handler *next;
};

/*
 * Newest first. No lock is taken here: the exit of a process that was forked while another thread
 * held it would never end.
 */
static _Atomic(struct handler *) handlers;
static atomic_bool exit_without_handlers;
/* A word: some processors exchange a byte by a call of libatomic only. */
static atomic_uint cleaned;

static void free_all(void)
{
	err_names_forget();
	err_thread_stop();
}

/* All that there are, and then those that they added. */
static void drop_handlers(bool run)
{
	struct handler *handler;

	while ((handler = atomic_exchange(&handlers, NULL)) != NULL) {
		while (handler != NULL) {
			struct handler *next = handler->next;

			if (run)
				handler->run();
			CRYPTO_free(handler, NULL, 0);
			handler = next;
		}
	}
}

/* The handlers of a program that said OPENSSL_INIT_NO_ATEXIT are not run then. */
static void drop_handlers_at_exit(void)
{
	drop_handlers(!atomic_load(&exit_without_handlers));
}

int OPENSSL_init_crypto(uint64_t opts, const OPENSSL_INIT_SETTINGS *settings)
{
	(void)settings;
	if (atomic_load(&cleaned))
		return 0;
	if (opts & OPENSSL_INIT_NO_ATEXIT)
		atomic_store(&exit_without_handlers, true);
	if (opts & OPENSSL_INIT_LOAD_CRYPTO_STRINGS)
		err_names_know();
	return 1;
}

int OPENSSL_atexit(void (*handler)(void))
{
	struct handler *added = CRYPTO_malloc(sizeof(*added), OPENSSL_FILE, OPENSSL_LINE);

	if (added == NULL)
		return 0;
	added->run = handler;
	added->next = atomic_load(&handlers);
	while (!atomic_compare_exchange_weak(&handlers, &added->next, added))
		continue;
	base_at_end(BASE_ENDING_HANDLERS, drop_handlers_at_exit);
	return 1;
}

void OPENSSL_cleanup(void)
{
	if (atomic_exchange(&cleaned, 1))
		return;
	drop_handlers(true);
	free_all();
}

void OPENSSL_thread_stop(void)
{
	err_thread_stop();
}

void OPENSSL_thread_stop_ex(OSSL_LIB_CTX *ctx)
{
	(void)ctx;
	err_thread_stop();
}
