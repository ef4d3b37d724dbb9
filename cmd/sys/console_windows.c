/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Consoles by ReadConsoleW() and WriteConsoleW(): ReadFile() and WriteFile() have their code page,
 * which knows few characters. Before Windows 8 a call had 64 kB for what it carries, of which
 * others took a part: pieces of 16 kB fit.
 */
#include "cmd/sys/console.h"

#include <string.h>

enum { PIECE = 8 * 1024, CTRL_Z = 0x1a };

_Static_assert(SYS_CONSOLE_READ_MOST >= 3 * (PIECE + 1), "each unit is three bytes at most");

/*
 * Ctrl-C interrupts a read, which then has read nothing; whoever handles it decides what follows.
 */
static bool read_units(HANDLE console, wchar_t *out, DWORD *out_n)
{
	bool ok;

	do {
		SetLastError(0);
		ok = ReadConsoleW(console, out, PIECE, out_n, NULL) != 0;
	} while (ok && *out_n == 0 && GetLastError() == ERROR_OPERATION_ABORTED);
	return ok;
}

/* At a line's beginning; false within one, which may have it anywhere. */
static bool is_end(const struct sys_console *state, const wchar_t *units, DWORD n)
{
	return n == 0 || (!state->within && state->half == 0 && units[0] == CTRL_Z);
}

/* Half of a pair at the end waits for the other. */
static DWORD keep_half(struct sys_console *state, const wchar_t *units, DWORD n)
{
	state->within = units[n - 1] != L'\n';
	state->half = IS_HIGH_SURROGATE(units[n - 1]) ? units[n - 1] : 0;
	return state->half != 0 ? n - 1 : n;
}

bool sys_console_read(HANDLE console, struct sys_console *state, char *out, DWORD *out_n)
{
	wchar_t units[PIECE + 1];
	DWORD had, n = 0;

	*out_n = 0;
	while (n == 0) {
		had = state->half != 0;
		units[0] = state->half;
		if (!read_units(console, units + had, &n))
			return false;
		if (is_end(state, units, n))
			return true;
		n = keep_half(state, units, had + n);
	}
	*out_n = (DWORD)WideCharToMultiByte(
	    CP_UTF8, 0, units, (int)n, out, SYS_CONSOLE_READ_MOST, NULL, NULL);
	return *out_n > 0;
}

/* How many bytes a character has that begins so; 1 for what begins none. */
static size_t length_of(unsigned char first)
{
	if (first >= 0xf0 && first < 0xf5)
		return 4;
	if (first >= 0xe0)
		return first < 0xf0 ? 3 : 1;
	return first >= 0xc2 ? 2 : 1;
}

/* The number of bytes without a character at the end that goes on. */
static size_t whole(const char *bytes, size_t n)
{
	for (size_t back = 1; back < 4 && back <= n; back++) {
		unsigned char c = (unsigned char)bytes[n - back];

		if ((c & 0xc0) != 0x80)
			return length_of(c) > back ? n - back : n;
	}
	return n;
}

static bool write_units(HANDLE console, const char *bytes, size_t n)
{
	wchar_t units[PIECE];
	int left = MultiByteToWideChar(CP_UTF8, 0, bytes, (int)n, units, PIECE);
	const wchar_t *next = units;

	while (left > 0) {
		DWORD went = 0;

		if (!WriteConsoleW(console, next, (DWORD)left, &went, NULL) || went == 0)
			return false;
		next += went;
		left -= (int)went;
	}
	return true;
}

bool sys_console_write(HANDLE console, struct sys_console *state, const char *bytes, size_t n)
{
	char piece[PIECE];

	while (n > 0) {
		size_t had = state->part_n;
		size_t room = PIECE - had, taken = n < room ? n : room, size;

		memcpy(piece, state->part, had);
		memcpy(piece + had, bytes, taken);
		size = whole(piece, had + taken);
		state->part_n = had + taken - size;
		memcpy(state->part, piece + size, state->part_n);
		bytes += taken;
		n -= taken;
		if (!write_units(console, piece, size))
			return false;
	}
	return true;
}

bool sys_console_flush(HANDLE console, struct sys_console *state)
{
	size_t n = state->part_n;

	state->part_n = 0;
	return n == 0 || write_units(console, state->part, n);
}
