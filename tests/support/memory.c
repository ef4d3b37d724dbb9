/* SPDX-License-Identifier: Apache-2.0 */
/* The library's allocations, counted, and made to fail, whatever thread makes them. */
#include "support/memory.h"

#include <errno.h>
#include <stdint.h>

#include <openssl/err.h>

#include "support/contract.h"

/* What no call of the library fails with, nor a test takes for anything. */
enum { ERRNO_OF_SUCCESS = EDOM };

_Atomic long memory_held;
_Atomic long memory_fails_at = -1;

/* No test needs more than this, though malloc() may have it: a terabyte, or 256 MB with 32 bits. */
#define LARGEST (SIZE_MAX >> (sizeof(size_t) > 4 ? 24 : 4))

/*
 * As the system's does. It may change errno when it does not fail, too, which biosock has to keep
 * from its callers; libcrypto does not.
 */
bool memory_fails(size_t n)
{
	bool failing = n > LARGEST || (memory_fails_at >= 0 && memory_fails_at-- == 0);

	if (failing)
		errno = ENOMEM;
	else if (!contract_is_oracle())
		errno = ERRNO_OF_SUCCESS;
	return failing;
}

/* A host's records have memory of their own while they are there. */
static void check_kept(long before, int done, const char *what)
{
	contract_check(__FILE__, __LINE__, done == (ERR_peek_error() == 0), what);
	if (contract_is_host())
		ERR_clear_error();
	contract_check_int(__FILE__, __LINE__, memory_held, before, what);
}

static void check_errno(int err, int done, const char *what)
{
	if (!done)
		contract_check_str(__FILE__, __LINE__, contract_errno_name(err), "ENOMEM", what);
}

void memory_check_every_failure(int (*call)(void), const char *what)
{
	long before = memory_held;
	long n = 0;
	int done, err;

	do {
		memory_fails_at = n++;
		errno = 0;
		done = call();
		err = errno;
		contract_check_int(__FILE__, __LINE__, done, memory_fails_at >= 0, what);
		memory_fails_at = -1;
		check_errno(err, done, what);
		if (!contract_is_oracle())
			check_kept(before, done, what);
		ERR_clear_error();
	} while (!done && n < 100);
	contract_check(__FILE__, __LINE__, n > 1 && n < 100, what);
}
