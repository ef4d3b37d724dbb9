/* SPDX-License-Identifier: Apache-2.0 */
/* The same for Windows. The library waits by Winsock's own select(). */
#include <posix.h>

#include <tlhelp32.h>

#include "dial/network.h"
#include "support/contract.h"

/* The addresses of this host, one of IPv6 or none. The linker takes these two as they are. */
NETIOAPI_API GetUnicastIpAddressTable(ADDRESS_FAMILY family, MIB_UNICASTIPADDRESS_TABLE **out)
{
	static const struct in6_addr documentation = { .s6_addr = { 0x20, 0x01, 0x0d, 0xb8 } };
	static MIB_UNICASTIPADDRESS_TABLE table;

	(void)family;
	table.NumEntries = network_has_v6 ? 1 : 0;
	table.Table[0].Address.Ipv6.sin6_addr = documentation;
	*out = &table;
	return NO_ERROR;
}

VOID NETIOAPI_API_ FreeMibTable(void *memory)
{
	(void)memory;
}

/* WSAPoll() has no patience with an empty list. */
int network_wait(biosock_dialer *dialer)
{
	WSAPOLLFD list[16];
	size_t n = biosock_dialer_pollfds(dialer, (void *)list, 16);
	int ms = biosock_dialer_timeout(dialer);

	CHECK(n <= 16);
	if (n > 0)
		return WSAPoll(list, (ULONG)n, ms);
	Sleep(ms < 0 ? INFINITE : (DWORD)ms);
	return 0;
}

/* Windows' do since 10 1709, those of Wine 8 do not: all three, or none. */
bool network_has_keepalive_times(void)
{
	enum { KEEP_IDLE = 3, SECONDS = 60 };
	int fd = socket(AF_INET, SOCK_STREAM, 0), seconds = SECONDS;
	bool has = setsockopt(fd, IPPROTO_TCP, KEEP_IDLE, &seconds, sizeof(seconds)) == 0;

	close(fd);
	return has;
}

int network_threads(void)
{
	HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
	THREADENTRY32 one = { .dwSize = sizeof(one) };
	int n = 0;

	if (all == INVALID_HANDLE_VALUE)
		return -1;
	for (BOOL more = Thread32First(all, &one); more; more = Thread32Next(all, &one))
		n += one.th32OwnerProcessID == GetCurrentProcessId();
	CloseHandle(all);
	return n;
}
