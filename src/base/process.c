/* SPDX-License-Identifier: Apache-2.0 */
/* Ending the process, and sleeping. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <openssl/crypto.h>

#include "sys/clock.h"

enum { LONGEST_NAP_MS = 24 * 3600 * 1000 };

void OPENSSL_die(const char *assertion, const char *file, int line)
{
	fprintf(stderr, "%s:%d: OpenSSL internal error: %s\n", file, line, assertion);
	abort();
}

/* A signal ends a nap, and not the sleep. */
void OSSL_sleep(uint64_t millis)
{
	int64_t most = millis < INT64_MAX / 2 ? (int64_t)millis : INT64_MAX / 2;
	int64_t end = sys_clock_ms() + most;
	int err = errno;

	for (int64_t left = most; left > 0; left = end - sys_clock_ms())
		sys_nap_ms((unsigned int)(left < LONGEST_NAP_MS ? left : LONGEST_NAP_MS));
	errno = err;
}
