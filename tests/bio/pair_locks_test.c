/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Datagrams in memory are shared by threads: where the system refuses a lock there is none of them,
 * and nothing is kept. The calls are replaced in this executable.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/memory.h"

static int refused_handlers, refused_mutexes;

/* Only ever refused: what it is told would be run by this executable's forks alone. */
int INTERPOSED(pthread_atfork)(void (*before)(void), void (*parent)(void), void (*child)(void))
{
	(void)before;
	(void)parent;
	(void)child;
	return refused_handlers > 0 && refused_handlers-- > 0 ? ENOMEM : 0;
}

int INTERPOSED(pthread_mutex_init)(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
	if (refused_mutexes > 0 && refused_mutexes-- > 0)
		return EAGAIN;
	return NEXT(pthread_mutex_init)(mutex, attributes);
}

static void check_refused(void)
{
	long before = memory_held;
	BIO *b = BIO_new(BIO_s_dgram_mem());

	CHECK(b == NULL);
	CHECK_INT(memory_held, before);
	CHECK_ERRORS("BIO routines:init fail");
}

static void check_pair_refused(void)
{
	long before = memory_held;
	BIO *a = NULL, *b = NULL;

	CHECK_INT(BIO_new_bio_dgram_pair(&a, 0, &b, 0), 0);
	CHECK(a == NULL && b == NULL);
	CHECK_INT(memory_held, before);
	CHECK_ERRORS("BIO routines:init fail");
}

static void check_made(void)
{
	BIO *b = BIO_new(BIO_s_dgram_mem());
	char text[4] = "";

	CHECK_INT(BIO_write(b, "abc", 3), 3);
	CHECK_INT(BIO_read(b, text, 3), 3);
	CHECK_STR(text, "abc");
	CHECK_INT(BIO_free(b), 1);
	CHECK_ERRORS("-");
}

/* The handlers are asked for until they are had: a refusal is none for ever. */
static void a_refused_lock_is_no_bio(void)
{
	for (int i = 0; i < 2; i++) {
		refused_handlers = 1;
		check_refused();
	}
	refused_mutexes = 1;
	check_refused();
	CHECK_INT(refused_mutexes, 0);
	check_made();
	refused_mutexes = 1;
	check_pair_refused();
	check_made();
}

static const struct contract_case cases[] = {
	{ "a refused lock is no BIO", a_refused_lock_is_no_bio, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("bio.pair_locks", cases, sizeof(cases) / sizeof(cases[0]));
}
