/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sharing addresses on Windows: SO_REUSEADDR would let every process take an address that is bound.
 * So it is not set, as OpenSSL has it. A port in TIME_WAIT can be bound without it. One that is its
 * owner's alone (SO_EXCLUSIVEADDRUSE) may be kept by the connections of a listener that has gone,
 * until the last of them has ended on both sides; Microsoft's page on that option advises to end
 * them gracefully. That is the price of a port which no other program can take.
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
