/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses by the table of unicast addresses (Windows Vista). */
#include "sys/addresses.h"

#include "sys/winsock.h"

static bool is_wide(const MIB_UNICASTIPADDRESS_ROW *row)
{
	const struct in6_addr *addr = &row->Address.Ipv6.sin6_addr;

	return !IN6_IS_ADDR_LOOPBACK(addr) && !IN6_IS_ADDR_LINKLOCAL(addr);
}

bool sys_has_v6_address(void)
{
	MIB_UNICASTIPADDRESS_TABLE *table = NULL;
	DWORD code = GetLastError();
	bool found = false;

	if (GetUnicastIpAddressTable(AF_INET6, &table) != NO_ERROR) {
		SetLastError(code);
		return true;
	}
	for (ULONG i = 0; i < table->NumEntries && !found; i++)
		found = is_wide(&table->Table[i]);
	FreeMibTable(table);
	SetLastError(code);
	return found;
}
