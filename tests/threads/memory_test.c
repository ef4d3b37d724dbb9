/* SPDX-License-Identifier: Apache-2.0 */
/* What eight threads allocated is free when they have ended, also what their stacks held. */
#include <stdatomic.h>
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"
#include "threads/threads.h"

static atomic_int live, total;

static void *counted_malloc(size_t size, const char *file, int line)
{
	void *memory = malloc(size);

	(void)file;
	(void)line;
	live += memory != NULL;
	total++;
	return memory;
}

static void *counted_realloc(void *memory, size_t size, const char *file, int line)
{
	if (memory == NULL)
		return counted_malloc(size, file, line);
	return realloc(memory, size);
}

static void counted_free(void *memory, const char *file, int line)
{
	(void)file;
	(void)line;
	live -= memory != NULL;
	free(memory);
}

static void all_is_freed_when_threads_end(void)
{
	round_fn *const fns[] = { round_bind, round_connect, round_lookup, round_lookup_name,
		round_depth, round_accept };
	int before = live, allocated = total, descriptors = system_open_descriptors();

	for (int i = 0; i < 3; i++) {
		threads_run(fns, (int)(sizeof(fns) / sizeof(fns[0])));
		CHECK_INT(live, before);
	}
	CHECK(total > allocated);
	CHECK_INT(system_open_descriptors(), descriptors);
}

/* The other threads' ends leave this one's errors where they are. */
static void the_first_threads_errors_stay(void)
{
	round_fn *const fns[] = { round_bind };
	const char *data = NULL;

	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%0400d", 7);
	CHECK_INT(
	    ERR_GET_REASON(ERR_get_error_all(NULL, NULL, NULL, &data, NULL)), BIO_R_CONNECT_ERROR);
	threads_run(fns, 1);
	CHECK(data != NULL && data[399] == '7');
}

static const struct contract_case cases[] = {
	{ "all is freed when threads end", all_is_freed_when_threads_end, 0, 0 },
	{ "the first thread's errors stay", the_first_threads_errors_stay, 0, 0 },
};

int main(void)
{
	if (CRYPTO_set_mem_functions(counted_malloc, counted_realloc, counted_free) != 1)
		return 1;
	return contract_main("threads.memory", cases, sizeof(cases) / sizeof(cases[0]));
}
