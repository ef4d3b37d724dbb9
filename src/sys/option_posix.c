/* SPDX-License-Identifier: Apache-2.0 */
/* Setting an option of a socket as POSIX has it. */
#include "sys/calls.h"

int sys_set_option(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof(value));
}
