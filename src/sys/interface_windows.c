/* SPDX-License-Identifier: Apache-2.0 */
/* Interfaces: their names are understood, but written as numbers, as Windows shows them. */
#include "sys/interface.h"

#include <windows.h>

unsigned sys_interface_index(const char *name)
{
	DWORD err = GetLastError();
	unsigned index = if_nametoindex(name);

	SetLastError(err);
	return index;
}

bool sys_interface_name(unsigned index, char out[SYS_INTERFACE_NAME])
{
	(void)index, (void)out;
	return false;
}
