/* SPDX-License-Identifier: Apache-2.0 */
/* There is one process. */
#include "cmd/sys/split.h"

#include <errno.h>

bool sys_can_split(void)
{
	return false;
}

int sys_split(int n, int *inout_stop)
{
	(void)n;
	(void)inout_stop;
	errno = EOPNOTSUPP;
	return -1;
}

bool sys_has_split(void)
{
	return false;
}

int sys_split_lost(long pid)
{
	(void)pid;
	return 0;
}

void sys_split_end(void)
{
}
