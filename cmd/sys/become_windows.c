/* SPDX-License-Identifier: Apache-2.0 */
/* By a process that is waited for. Its arguments are one line, which it takes apart itself. */
#include "cmd/sys/become.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <windows.h>

#include "cmd/sys/stop.h"
#include "cmd/sys/wide.h"

/* One that is read as a word by all, and by programs too that do not look for quotes. */
static bool is_plain(const char *word)
{
	return word[0] != '\0' && strpbrk(word, " \t\n\v\"") == NULL;
}

/*
 * "it" so that CommandLineToArgvW() reads it as one word: of backslashes those before a quote, or
 * before the last one, are doubled. Returns the end; `to` has room for twice the word and 4 bytes.
 */
static char *quote(char *to, const char *word)
{
	size_t slashes = 0;

	if (is_plain(word)) {
		memcpy(to, word, strlen(word));
		return to + strlen(word);
	}
	*to++ = '"';
	for (; *word != '\0'; word++) {
		for (size_t i = *word == '"' ? slashes + 1 : 0; i > 0; i--)
			*to++ = '\\';
		slashes = *word == '\\' ? slashes + 1 : 0;
		*to++ = *word;
	}
	for (; slashes > 0; slashes--)
		*to++ = '\\';
	*to++ = '"';
	return to;
}

/* To be freed; NULL with errno. */
static wchar_t *line_of(char *const *program)
{
	size_t size = 1;
	wchar_t *wide;
	char *line, *end;

	for (size_t i = 0; program[i] != NULL; i++)
		size += 2 * strlen(program[i]) + 4;
	line = malloc(size);
	if (line == NULL)
		return NULL;
	end = line;
	for (size_t i = 0; program[i] != NULL; i++) {
		if (i > 0)
			*end++ = ' ';
		end = quote(end, program[i]);
	}
	*end = '\0';
	wide = sys_widen(line);
	free(line);
	return wide;
}

/* Scripts of the shell's own are run by it, which looks at all their arguments again. */
static bool is_script(const char *program)
{
	size_t n = strlen(program);

	return n > 4 &&
	       (_stricmp(program + n - 4, ".bat") == 0 || _stricmp(program + n - 4, ".cmd") == 0);
}

static int run(wchar_t *line)
{
	STARTUPINFOW start = { .cb = sizeof(start) };
	PROCESS_INFORMATION process;
	DWORD status = 1;

	if (CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process) == 0) {
		errno = GetLastError() == ERROR_FILE_NOT_FOUND ? ENOENT : EACCES;
		return -1;
	}
	WaitForSingleObject(process.hProcess, INFINITE);
	GetExitCodeProcess(process.hProcess, &status);
	CloseHandle(process.hThread);
	CloseHandle(process.hProcess);
	return (int)(status & INT_MAX);
}

int sys_become(char *const *program)
{
	wchar_t *line;
	int status;

	if (is_script(program[0])) {
		errno = ENOEXEC;
		return -1;
	}
	line = line_of(program);
	sys_signals_restore();
	status = line != NULL ? run(line) : -1;
	free(line);
	return status;
}
