/* SPDX-License-Identifier: Apache-2.0 */
/* Files on Windows: text and binary, and names in UTF-8 (BIO_s_file(3)). */
#include <stdio.h>
#include <string.h>

#include <windows.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

/* Two letters of German and one of Chinese. */
static const char name[] = "biosock_\xc3\xa4\xc3\x9f\xe4\xb8\xad.txt";
static const wchar_t wide_name[] = L"biosock_\x00e4\x00df\x4e2d.txt";

/* What is in the file, byte by byte. */
static const char *content(void)
{
	static char bytes[64];
	FILE *stream = _wfopen(wide_name, L"rb");
	size_t n = 0;

	if (stream != NULL) {
		n = fread(bytes, 1, sizeof(bytes) - 1, stream);
		fclose(stream);
	}
	bytes[n] = '\0';
	return bytes;
}

static void a_name_is_utf8(void)
{
	BIO *b = BIO_new_file(name, "wb");

	CHECK(b != NULL);
	CHECK_INT(BIO_puts(b, "here\n"), 5);
	BIO_free(b);
	CHECK_STR(content(), "here\n");
	CHECK(DeleteFileW(wide_name));
}

static void new_file_does_as_the_mode_says(void)
{
	BIO *b = BIO_new_file(name, "w");
	char line[8];

	CHECK_INT(BIO_puts(b, "a\nb\n"), 4);
	BIO_free(b);
	CHECK_STR(content(), "a\r\nb\r\n");
	b = BIO_new_file(name, "r");
	CHECK_INT(BIO_gets(b, line, sizeof(line)), 2);
	CHECK_STR(line, "a\n");
	BIO_free(b);
	b = BIO_new_file(name, "rb");
	CHECK_INT(BIO_gets(b, line, sizeof(line)), 3);
	CHECK_STR(line, "a\r\n");
	BIO_free(b);
	DeleteFileW(wide_name);
}

static void a_file_by_name_is_binary_unless_told(void)
{
	static const struct {
		long flags;
		const char *want;
	} rows[] = {
		{ BIO_CLOSE | BIO_FP_WRITE, "a\n" },
		{ BIO_CLOSE | BIO_FP_WRITE | BIO_FP_TEXT, "a\r\n" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b = BIO_new(BIO_s_file());

		CHECK_INT(BIO_ctrl(b, BIO_C_SET_FILENAME, rows[i].flags, (void *)name), 1);
		CHECK_INT(BIO_puts(b, "a\n"), 2);
		BIO_free(b);
		CHECK_STR(content(), rows[i].want);
		DeleteFileW(wide_name);
	}
}

static void a_programs_own_stream_is_binary_unless_told(void)
{
	static const struct {
		int flags;
		const char *want;
	} rows[] = { { BIO_CLOSE, "a\n" }, { BIO_CLOSE | BIO_FP_TEXT, "a\r\n" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		BIO *b = BIO_new_fp(_wfopen(wide_name, L"w"), rows[i].flags);

		CHECK_INT(BIO_puts(b, "a\n"), 2);
		BIO_free(b);
		CHECK_STR(content(), rows[i].want);
		DeleteFileW(wide_name);
	}
}

static const struct contract_case cases[] = {
	{ "a name is UTF-8", a_name_is_utf8, 0, 0 },
	{ "BIO_new_file() does as the mode says", new_file_does_as_the_mode_says, 0, 0 },
	{ "a file by name is binary unless told", a_file_by_name_is_binary_unless_told, 0, 0 },
	{ "a program's own stream is binary unless told",
	    a_programs_own_stream_is_binary_unless_told, 0, 0 },
};

int main(void)
{
	return contract_main("windows files", cases, sizeof(cases) / sizeof(cases[0]));
}
