/* SPDX-License-Identifier: Apache-2.0 */
/* Printing the queue: the line, its thread, and who stops it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/system.h"

struct lines {
	int n, stop_after;
	size_t len;
	char last[4200];
};

static int collect(const char *str, size_t len, void *u)
{
	struct lines *lines = u;

	lines->n++;
	lines->len = len;
	snprintf(lines->last, sizeof(lines->last), "%s", str);
	return lines->n < lines->stop_after;
}

static void raise_as(const char *file, int line, const char *func, int lib, int reason)
{
	ERR_new();
	ERR_set_debug(file, line, func);
	ERR_set_error(lib, reason, NULL);
}

static const char *thread_prefix(void)
{
	static char text[64];
	unsigned char id[16];
	size_t n = system_thread_id(id);

	for (size_t i = 0; i < n; i++)
		snprintf(text + 2 * i, 3, "%02X", id[i]);
	return text;
}

static void a_line_has_all_parts(void)
{
	struct lines lines = { .stop_after = 99 };
	char want[200];

	ERR_clear_error();
	raise_as("e.c", 8, "main", ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	ERR_add_error_data(1, "host:80");
	ERR_print_errors_cb(collect, &lines);
	snprintf(want, sizeof(want),
	    "%s:error:10000067:BIO routines:main:connect error:e.c:8:host:80\n", thread_prefix());
	CHECK_STR(lines.last, want);
	CHECK_INT(lines.len, strlen(want));
	CHECK_INT(ERR_peek_error(), 0);
}

static void missing_parts_are_empty(void)
{
	struct lines lines = { .stop_after = 99 };
	static char raw[] = "not text";

	ERR_clear_error();
	raise_as(NULL, 0, NULL, 200, 5);
	ERR_set_error_data(raw, 0);
	ERR_print_errors_cb(collect, &lines);
	CHECK_STR(strchr(lines.last, ':'), ":error:64000005:lib(200)::reason(5)::0:\n");
}

static void zero_from_the_callback_stops(void)
{
	struct lines lines = { .stop_after = 2 };

	ERR_clear_error();
	for (int reason = 101; reason <= 104; reason++)
		ERR_raise(ERR_LIB_BIO, reason);
	ERR_print_errors_cb(collect, &lines);
	CHECK_INT(lines.n, 2);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), 103);
}

static void an_empty_queue_prints_nothing(void)
{
	struct lines lines = { .stop_after = 99 };

	ERR_clear_error();
	ERR_print_errors_cb(collect, &lines);
	CHECK_INT(lines.n, 0);
}

static void a_line_is_cut_at_4095(void)
{
	struct lines lines = { .stop_after = 99 };
	static char big[5001];

	memset(big, 'b', 5000);
	ERR_clear_error();
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	ERR_set_error_data(OPENSSL_strdup(big), ERR_TXT_MALLOCED | ERR_TXT_STRING);
	ERR_print_errors_cb(collect, &lines);
	CHECK_INT(lines.len, 4095);
	CHECK(lines.last[4094] == 'b');
}

static void a_stream_gets_the_lines(void)
{
	char got[300] = "", want[300];
	FILE *stream = tmpfile();
	size_t n;

	ERR_clear_error();
	raise_as("a.c", 1, "f", ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	raise_as("b.c", 2, "g", ERR_LIB_SYS, EBADF);
	ERR_print_errors_fp(stream);
	rewind(stream);
	n = fread(got, 1, sizeof(got) - 1, stream);
	got[n] = '\0';
	fclose(stream);
	snprintf(want, sizeof(want),
	    "%s:error:10000067:BIO routines:f:connect error:a.c:1:\n"
	    "%s:error:80000009:system library:g:Bad file descriptor:b.c:2:\n",
	    thread_prefix(), thread_prefix());
	CHECK_STR(got, want);
}

static const struct contract_case cases[] = {
	{ "a line has all parts", a_line_has_all_parts, 0, 0 },
	{ "missing parts are empty", missing_parts_are_empty, 0, 0 },
	{ "zero from the callback stops", zero_from_the_callback_stops, 0, 0 },
	{ "an empty queue prints nothing", an_empty_queue_prints_nothing, 0, 0 },
	{ "a line is cut at 4095", a_line_is_cut_at_4095, 0, 0 },
	{ "a stream gets the lines", a_stream_gets_the_lines, 0, 0 },
};

int main(void)
{
	return contract_main("err.print", cases, sizeof(cases) / sizeof(cases[0]));
}
