/* SPDX-License-Identifier: Apache-2.0 */
/* By umask(2). */
#include "cmd/sys/create_mode.h"

#include <sys/stat.h>

enum { ALL = 0777 };

bool sys_has_create_mode(void)
{
	return true;
}

int sys_create_mode(int mode)
{
	return ALL & ~(int)umask((mode_t)(ALL & ~mode));
}
