/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A library that exports OpenSSL's names without versions, where there is no TLS library to be had:
 * its functions count how often they are called, and have a stack of errors.
 */
#include "fake_tls.h"

static int calls, records;

#define COUNTING(name)                                                                             \
	int name(void)                                                                             \
	{                                                                                          \
		return ++calls;                                                                    \
	}
FAKE_FUNCTIONS(COUNTING)

int ERR_new(void)
{
	return ++records;
}

int ERR_get_error(void)
{
	return records > 0 ? records-- : 0;
}
