/* SPDX-License-Identifier: Apache-2.0 */
/*
 * System error texts by POSIX strerror_r, the one variant that says when it does not know a number.
 */

/* glibc declares a variant of its own under the same name when asked for GNU interfaces. */
#undef _GNU_SOURCE
#define _POSIX_C_SOURCE 200809L

#include "sys/message.h"

#include <errno.h>
#include <string.h>

bool sys_message(int err, char *out_text, size_t len)
{
	int saved = errno;
	int failed = strerror_r(err, out_text, len);

	errno = saved;
	return failed == 0 || failed == ERANGE;
}
