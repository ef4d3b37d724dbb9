/* SPDX-License-Identifier: Apache-2.0 */
/* The half with what stands for a TLS library, whose functions are called by nobody else. */
#include "fake_tls.h"
#include "half.h"

#include <stddef.h>

static int expected;

static const char *work(void)
{
#define ADDRESS(name) name,
	static int (*const functions[])(void) = { FAKE_FUNCTIONS(ADDRESS) };

	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (functions[i]() != ++expected)
			return "TLS: its functions are biosock's, or biosock calls them";
	return NULL;
}

static void fail(void)
{
	ERR_new();
}

static int errors(void)
{
	int n = 0;

	while (ERR_get_error() != 0)
		n++;
	return n;
}

const struct half tls_half = { work, fail, errors };
