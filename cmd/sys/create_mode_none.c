/* SPDX-License-Identifier: Apache-2.0 */
/* Files have no mode. */
#include "cmd/sys/create_mode.h"

bool sys_has_create_mode(void)
{
	return false;
}

int sys_create_mode(int mode)
{
	return mode;
}
