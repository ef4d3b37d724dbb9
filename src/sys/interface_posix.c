/* SPDX-License-Identifier: Apache-2.0 */
/* Interfaces as POSIX has them: if_nametoindex(3), if_indextoname(3). */
#include "sys/interface.h"

#include <errno.h>
#include <stddef.h>

unsigned sys_interface_index(const char *name)
{
	int saved = errno;
	unsigned index = if_nametoindex(name);

	errno = saved;
	return index;
}

bool sys_interface_name(unsigned index, char out[SYS_INTERFACE_NAME])
{
	int saved = errno;
	bool found = if_indextoname(index, out) != NULL;

	errno = saved;
	return found;
}
