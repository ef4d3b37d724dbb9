/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The node's name as Windows has it: that of DNS, which gethostname() would say once Winsock runs.
 */
#include "sys/node.h"

#include <windows.h>

bool sys_node_name(char *out, size_t size)
{
	DWORD err = GetLastError();
	DWORD room = (DWORD)size;
	bool has = GetComputerNameExA(ComputerNameDnsHostname, out, &room) != 0 && out[0] != '\0';

	SetLastError(err);
	return has;
}
