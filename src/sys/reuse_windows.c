/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sharing addresses on Windows: lingering connections never keep one from being bound, and
 * SO_REUSEADDR would let every process take it. So it is not set, as OpenSSL has it.
 */
#include "sys/reuse.h"

#include <errno.h>

#include "sys/errors.h"

int sys_reuse_address(int fd)
{
	(void)fd;
	return 0;
}

/* None that shares with those only that ask for it. */
int sys_reuse_port(int fd)
{
	(void)fd;
	sys_set_last_error(ENOPROTOOPT);
	return -1;
}
