/* SPDX-License-Identifier: Apache-2.0 */
/* Windows: sockets have no numbers that two processes could agree on, so none are passed. */
#include "sys/passed.h"

bool sys_passed_to_us(uint64_t pid, const uint64_t *pidfd_id)
{
	(void)pid;
	(void)pidfd_id;
	return false;
}

int sys_passed_keep(int fd)
{
	(void)fd;
	return 0;
}
