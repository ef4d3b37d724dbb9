/* SPDX-License-Identifier: Apache-2.0 */
/* What tells an ADDRESS of AF_UNIX: unix:PATH, unix:@NAME. */
#ifndef BIOSOCK_CMD_UNIX_PREFIX_H
#define BIOSOCK_CMD_UNIX_PREFIX_H

#include <stddef.h>
#include <string.h>

#define UNIX_PREFIX "unix:"

/* What stands behind it; NULL: the text, which may be NULL, does not begin so. */
static inline const char *unix_name(const char *address)
{
	const size_t n = sizeof(UNIX_PREFIX) - 1;

	return address != NULL && strncmp(address, UNIX_PREFIX, n) == 0 ? address + n : NULL;
}

#endif
