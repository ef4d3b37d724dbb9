/* SPDX-License-Identifier: Apache-2.0 */
/* What is read from a console and written to one, which this program plays. */
#include <string.h>

#include "cmd/sys/console.h"
#include "support/contract.h"

/* What a console gave before Windows 8 for one call, in bytes. */
enum { MOST = 32 * 1024, ROOM = 80 * 1024 };

/* The reads to be answered, and what was written. A read that is NULL is interrupted by Ctrl-C. */
static const wchar_t *const *reads;
static wchar_t shown[ROOM];
static DWORD shown_n, largest, write_most;

static BOOL WINAPI answer_read(
    HANDLE console, void *out, DWORD room, DWORD *out_n, CONSOLE_READCONSOLE_CONTROL *control)
{
	const wchar_t *text = *reads++;

	(void)console, (void)control;
	if (room * sizeof(*text) >= MOST) {
		SetLastError(ERROR_NOT_ENOUGH_MEMORY);
		return FALSE;
	}
	*out_n = text != NULL ? (DWORD)wcslen(text) : 0;
	if (text == NULL)
		SetLastError(ERROR_OPERATION_ABORTED);
	memcpy(out, text != NULL ? text : L"", *out_n * sizeof(*text));
	return TRUE;
}

static BOOL WINAPI answer_write(
    HANDLE console, const void *units, DWORD n, DWORD *out_n, void *reserved)
{
	(void)console, (void)reserved;
	if (n * sizeof(wchar_t) >= MOST) {
		SetLastError(ERROR_NOT_ENOUGH_MEMORY);
		return FALSE;
	}
	*out_n = n < write_most ? n : write_most;
	largest = n > largest ? n : largest;
	memcpy(shown + shown_n, units, *out_n * sizeof(wchar_t));
	shown_n += *out_n;
	return TRUE;
}

/* The names that a call is imported by. */
void *const __imp_ReadConsoleW = (void *)answer_read;
void *const __imp_WriteConsoleW = (void *)answer_write;

static void what_is_typed_is_utf8(void)
{
	static const struct {
		const wchar_t *typed[4];
		const char *want[4]; /* "" is the end */
	} rows[] = {
		{ { L"abc\r\n", L"d\r\n" }, { "abc\r\n", "d\r\n" } },
		{ { L"\x00e4\x00df\x4e2d\r\n" }, { "\xc3\xa4\xc3\x9f\xe4\xb8\xad\r\n" } },
		{ { L"\xd83d\xde00\r\n" }, { "\xf0\x9f\x98\x80\r\n" } },
		{ { L"a\xd83d", L"\xde00\r\n" }, { "a", "\xf0\x9f\x98\x80\r\n" } },
		{ { L"\xd83d", L"\xde00\r\n" }, { "\xf0\x9f\x98\x80\r\n" } },
		{ { L"\xd83d\r\n" }, { "\xef\xbf\xbd\r\n" } },
		{ { L"\x1a\r\n" }, { "" } },
		{ { L"a\r\n", L"\x1a"
		              L"b\r\n" },
		    { "a\r\n", "" } },
		{ { L"a\x1a\r\n" }, { "a\x1a\r\n" } },
		{ { L"a", L"\x1a\r\n" }, { "a", "\x1a\r\n" } },
		{ { L"" }, { "" } },
		{ { NULL, L"a\r\n" }, { "a\r\n" } },
	};
	static char bytes[SYS_CONSOLE_READ_MOST];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sys_console state = { 0 };

		reads = rows[i].typed;
		for (int j = 0; j < 4 && rows[i].want[j] != NULL; j++) {
			DWORD n;

			CHECK(sys_console_read(NULL, &state, bytes, &n));
			CHECK_INT(n, strlen(rows[i].want[j]));
			CHECK_MEM(bytes, rows[i].want[j], strlen(rows[i].want[j]));
		}
	}
}

static void what_is_written_is_utf16(void)
{
	static const struct {
		const char *bytes[4];
		const wchar_t *want;
	} rows[] = {
		{ { "abc\n" }, L"abc\n" },
		{ { "\xc3\xa4\xc3\x9f\xe4\xb8\xad" }, L"\x00e4\x00df\x4e2d" },
		{ { "\xf0\x9f\x98\x80" }, L"\xd83d\xde00" },
		{ { "a\xc3", "\xa4" }, L"a\x00e4" },
		{ { "\xe4", "\xb8", "\xad" }, L"\x4e2d" },
		{ { "\xf0\x9f", "\x98", "\x80z" }, L"\xd83d\xde00z" },
		{ { "\xff"
		    "a" },
		    L"\xfffd"
		    L"a" },
		{ { "\xc3", "a" }, L"\xfffd"
		                   L"a" },
		{ { "a\xc3" }, L"a\xfffd" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sys_console state = { 0 };

		shown_n = 0;
		write_most = 2;
		for (int j = 0; j < 4 && rows[i].bytes[j] != NULL; j++)
			CHECK(sys_console_write(
			    NULL, &state, rows[i].bytes[j], strlen(rows[i].bytes[j])));
		CHECK(sys_console_flush(NULL, &state));
		CHECK_INT(shown_n, wcslen(rows[i].want));
		CHECK_MEM(shown, rows[i].want, wcslen(rows[i].want) * sizeof(wchar_t));
	}
}

/* Of three bytes each, so that no piece's end is a character's unless it is looked for. */
static void what_is_long_goes_in_pieces(void)
{
	enum { CHARACTERS = 65507 / 3 };
	static char bytes[CHARACTERS * 3];
	struct sys_console state = { 0 };

	for (int i = 0; i < CHARACTERS; i++)
		memcpy(bytes + i * 3, "\xe4\xb8\xad", 3);
	shown_n = largest = 0;
	write_most = ROOM;
	CHECK(sys_console_write(NULL, &state, bytes, sizeof(bytes)));
	CHECK_INT(shown_n, CHARACTERS);
	for (int i = 0; i < CHARACTERS; i++)
		CHECK_INT(shown[i], 0x4e2d);
	CHECK(largest > 0 && largest * sizeof(wchar_t) < MOST);
}

static void a_console_that_takes_nothing_is_an_error(void)
{
	struct sys_console state = { 0 };

	write_most = 0;
	CHECK(!sys_console_write(NULL, &state, "a", 1));
	CHECK(sys_console_write(NULL, &state, "", 0));
}

static const struct contract_case cases[] = {
	{ "what is typed is UTF-8", what_is_typed_is_utf8, 0, 0 },
	{ "what is written is UTF-16", what_is_written_is_utf16, 0, 0 },
	{ "what is long goes in pieces", what_is_long_goes_in_pieces, 0, 0 },
	{ "a console that takes nothing is an error", a_console_that_takes_nothing_is_an_error, 0,
	    0 },
};

int main(void)
{
	return contract_main("windows console", cases, sizeof(cases) / sizeof(cases[0]));
}
