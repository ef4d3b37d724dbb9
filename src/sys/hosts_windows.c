/* SPDX-License-Identifier: Apache-2.0 */
/* The table of host names where Windows has it: below the folder of the system. */
#include "sys/hosts.h"

#include <errno.h>
#include <string.h>
#include <windows.h>

static const wchar_t below[] = L"\\drivers\\etc\\hosts";

/* "N": child processes do not inherit it. */
FILE *sys_open_hosts(void)
{
	DWORD err = GetLastError();
	int saved = errno;
	wchar_t path[MAX_PATH + sizeof(below) / sizeof(*below)] = L"";
	UINT n = GetSystemDirectoryW(path, MAX_PATH);
	FILE *in = NULL;

	if (n > 0 && n < MAX_PATH) {
		memcpy(path + n, below, sizeof(below));
		in = _wfopen(path, L"rN");
	}
	errno = saved;
	SetLastError(err);
	return in;
}
