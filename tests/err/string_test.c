/* SPDX-License-Identifier: Apache-2.0 */
/* An error code as text, and what becomes of it in buffers of every size. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

static const struct {
	unsigned long code;
	const char *text;
} texts[] = {
	{ 0, "error:00000000:lib(0)::reason(0)" },
	{ 1, "error:00000001:lib(0)::reason(1)" },
	{ 0x10000067, "error:10000067:BIO routines::connect error" },
	{ 0x100c0100, "error:100C0100:BIO routines::malloc failure" },
	{ 0x10080002, "error:10080002:BIO routines::system lib" },
	{ 0x10080106, "error:10080106:BIO routines::passed invalid argument" },
	{ 0x01000009, "error:01000009:system library::reason(9)" },
	{ 0x10000000, "error:10000000:BIO routines::BIO routines" },
	{ 0x26800fa0, "error:26800FA0:lib(77)::reason(4000)" },
	{ 0x8000ffff, "error:8000FFFF:system library::reason(65535)" },
};

static void codes_have_texts(void)
{
	char buf[256];

	ERR_clear_error();
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		ERR_error_string_n(texts[i].code, buf, sizeof(buf));
		CHECK_STR(buf, texts[i].text);
		CHECK_STR(ERR_error_string(texts[i].code, NULL), texts[i].text);
		CHECK(ERR_error_string(texts[i].code, buf) == buf);
		CHECK_STR(buf, texts[i].text);
	}
}

static void an_unnamed_reason_is_shown_without_flags(void)
{
	char buf[256];

	ERR_clear_error();
	ERR_error_string_n(0x100c0002, buf, sizeof(buf));
	CHECK_STR(buf, "error:100C0002:BIO routines::reason(2)");
}

/* A system error has no flags, but its number is shown without the bits where others have them. */
static void a_large_system_error_is_shown_without_those_bits(void)
{
	char buf[256];

	ERR_clear_error();
	ERR_error_string_n(0xffffffff, buf, sizeof(buf));
	CHECK_STR(buf, "error:FFFFFFFF:system library::reason(2139357183)");
	ERR_error_string_n(0x8008002b, buf, sizeof(buf));
	CHECK_STR(buf, "error:8008002B:system library::reason(43)");
	ERR_error_string_n(0x8003ffff, buf, sizeof(buf));
	CHECK_STR(buf, "error:8003FFFF:system library::reason(262143)");
	CHECK_INT(ERR_GET_REASON(0x8008002bUL), 0x8002b);
}

static void system_errors_have_the_platforms_text(void)
{
	char want[256], got[256], of_no_error[128];

	snprintf(of_no_error, sizeof(of_no_error), "%s", strerror(INT_MAX));
	ERR_clear_error();
	for (int err = 0; err <= 133; err++) {
		if (strncmp(strerror(err), "Unknown", 7) == 0 ||
		    strcmp(strerror(err), of_no_error) == 0)
			continue;
		snprintf(want, sizeof(want), "error:%08X:system library::%s",
		    0x80000000U | (unsigned int)err, strerror(err));
		ERR_error_string_n(0x80000000UL | (unsigned int)err, got, sizeof(got));
		CHECK_STR(got, want);
	}
}

/* What does not fit becomes numbers, and they are cut. */
static void small_buffers_get_numbers(void)
{
	static const char shortest[] = "err:10000067:20:0:67";
	static const char whole[] = "error:10000067:BIO routines::connect error";
	char buf[80], want[80];

	ERR_clear_error();
	for (size_t size = 1; size < sizeof(buf); size++) {
		memset(buf, '#', sizeof(buf));
		ERR_error_string_n(0x10000067, buf, size);
		snprintf(want, size, "%s", size <= sizeof(whole) ? shortest : whole);
		CHECK_STR(buf, want);
		CHECK(buf[size] == '#');
	}
}

static void no_buffer_is_not_written(void)
{
	char buf[2] = "#";

	ERR_error_string_n(0x10000067, buf, 0);
	CHECK_STR(buf, "#");
}

static void codes_have_no_function(void)
{
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	CHECK(ERR_func_error_string(ERR_get_error()) == NULL);
}

static void making_text_keeps_errno(void)
{
	errno = 42;
	ERR_error_string(0x8000ffff, NULL);
	CHECK_INT(errno, 42);
}

static const struct contract_case cases[] = {
	{ "codes have texts", codes_have_texts, 0, 0 },
	{ "an unnamed reason is shown without flags", an_unnamed_reason_is_shown_without_flags, 0,
	    0x30600000UL },
	{ "a large system error is shown without those bits",
	    a_large_system_error_is_shown_without_those_bits, 0, 0x30600000UL },
	{ "system errors have the platform's text", system_errors_have_the_platforms_text, 0, 0 },
	{ "small buffers get numbers", small_buffers_get_numbers, 0, 0 },
	{ "no buffer is not written", no_buffer_is_not_written, 0, 0 },
	{ "codes have no function", codes_have_no_function, 0, 0 },
	{ "making text keeps errno", making_text_keeps_errno, 0, 0 },
};

int main(void)
{
	return contract_main("err.string", cases, sizeof(cases) / sizeof(cases[0]));
}
