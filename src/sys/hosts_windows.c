/* SPDX-License-Identifier: Apache-2.0 */
/* The table of host names where Windows has it: below the folder of the system. */
#include "sys/hosts.h"

#include <errno.h>
#include <string.h>
#include <windows.h>

static const char below[] = "\\drivers\\etc\\hosts";

/* "N": child processes do not inherit it. */
FILE *sys_open_hosts(void)
{
	DWORD err = GetLastError();
	int saved = errno;
	char path[MAX_PATH + sizeof(below)] = "";
	UINT n = GetSystemDirectoryA(path, MAX_PATH);
	FILE *in = NULL;

	if (n > 0 && n < MAX_PATH) {
		memcpy(path + n, below, sizeof(below));
		in = fopen(path, "rN");
	}
	errno = saved;
	SetLastError(err);
	return in;
}
