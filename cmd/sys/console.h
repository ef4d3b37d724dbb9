/* SPDX-License-Identifier: Apache-2.0 */
/* The text of a console that is UTF-16, for those who read and write bytes of UTF-8. */
#ifndef BIOSOCK_CMD_SYS_CONSOLE_H
#define BIOSOCK_CMD_SYS_CONSOLE_H

#include <stdbool.h>
#include <stddef.h>

#include <windows.h>

/* What is left of the last piece of one direction; zeroes at first. */
struct sys_console {
	bool within;  /* a line, of which something was read */
	wchar_t half; /* of a pair of surrogates, or 0 */
	char part[4]; /* of a character, to be written */
	size_t part_n;
};

/* Room for the bytes of one read. */
enum { SYS_CONSOLE_READ_MOST = 24 * 1024 + 3 };

/*
 * Reads a line, or a piece of a long one, to `out`, which has room for SYS_CONSOLE_READ_MOST. No
 * bytes are the end: a line that begins with Ctrl-Z, as for ReadFile(). False with GetLastError().
 */
bool sys_console_read(HANDLE console, struct sys_console *state, char *out, DWORD *out_n);

/*
 * Writes all; the beginning of a character waits for the rest of it. What is no UTF-8 is written as
 * U+FFFD. False with GetLastError().
 */
bool sys_console_write(HANDLE console, struct sys_console *state, const char *bytes, size_t n);

/* Writes what still waits. */
bool sys_console_flush(HANDLE console, struct sys_console *state);

#endif
