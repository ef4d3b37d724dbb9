/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arguments of Windows: one line of UTF-16, of which main() gets what the code page has. What
 * splits it is in a library that takes its time to load, and is asked only where there is
 * more than ASCII.
 */
#include "cmd/sys/arguments.h"

#include <errno.h>
#include <stdlib.h>

#include <windows.h>

#include "cmd/sys/wide.h"

static bool is_ascii(const wchar_t *text)
{
	while (*text != 0 && *text < 0x80)
		text++;
	return *text == 0;
}

static wchar_t **split(const wchar_t *line, int *out_n)
{
	typedef wchar_t **WINAPI split_fn(const wchar_t *line, int *out_n);
	HMODULE shell = LoadLibraryA("shell32.dll"); /* the system's own, whatever is nearer */
	FARPROC found = shell != NULL ? GetProcAddress(shell, "CommandLineToArgvW") : NULL;

	return found != NULL ? ((split_fn *)(void *)found)(line, out_n) : NULL;
}

static bool narrow_all(wchar_t *const *wide, int n, char **out_words)
{
	for (int i = 0; i < n; i++) {
		out_words[i] = sys_narrow(wide[i]);
		if (out_words[i] == NULL)
			return false;
	}
	return true;
}

bool sys_utf8_arguments(int *argc, char ***argv)
{
	const wchar_t *line = GetCommandLineW();
	wchar_t **wide;
	char **words;
	int n = 0;

	if (is_ascii(line))
		return true;
	wide = split(line, &n);
	words = calloc((size_t)n + 1, sizeof(*words));
	if (wide == NULL || words == NULL) {
		errno = ENOMEM;
		return false;
	}
	if (!narrow_all(wide, n, words))
		return false;
	LocalFree(wide);
	*argc = n;
	*argv = words;
	return true;
}
