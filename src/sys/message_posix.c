/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System error texts by POSIX strerror_r, the one variant that says when it does not know a number.
 */

/* glibc declares a variant of its own under the same name when asked for GNU interfaces. */
#undef _GNU_SOURCE
#define _POSIX_C_SOURCE 200809L

#include "sys/message.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* musl's has a text for numbers that it does not know, always the same. */
static bool is_known(const char *text, size_t len)
{
	char unknown[128];

	return strerror_r(INT_MAX, unknown, sizeof(unknown)) != 0 || len == 0 ||
	       strncmp(text, unknown, len - 1) != 0;
}

bool sys_message(int err, char *out_text, size_t len)
{
	int saved = errno;
	int failed = strerror_r(err, out_text, len);
	bool known = (failed == 0 || failed == ERANGE) && is_known(out_text, len);

	errno = saved;
	return known;
}
