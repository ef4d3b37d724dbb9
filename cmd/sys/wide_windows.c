/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 and UTF-16 by Windows' own conversion, which counts first. */
#include "cmd/sys/wide.h"

#include <errno.h>
#include <stdlib.h>

#include <windows.h>

static void *room_for(int n, size_t size)
{
	void *room = n > 0 ? malloc((size_t)n * size) : NULL;

	if (room == NULL)
		errno = n > 0 ? ENOMEM : EILSEQ;
	return room;
}

wchar_t *sys_widen(const char *text)
{
	int n = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, NULL, 0);
	wchar_t *wide = room_for(n, sizeof(*wide));

	if (wide != NULL)
		MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, wide, n);
	return wide;
}

char *sys_narrow(const wchar_t *text)
{
	int n = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, NULL, 0, NULL, NULL);
	char *narrow = room_for(n, sizeof(*narrow));

	if (narrow != NULL)
		WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, text, -1, narrow, n, NULL, NULL);
	return narrow;
}
