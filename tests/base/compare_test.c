/* SPDX-License-Identifier: Apache-2.0 */
/* Comparing bytes for equality, and texts by ASCII's letters alone. */
#include <limits.h>
#include <locale.h>

#include <openssl/crypto.h>

#include "support/contract.h"

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void bytes_are_equal_or_not(void)
{
	static const struct {
		const char *a, *b;
		size_t len;
		int different;
	} rows[] = {
		{ "", "", 0, 0 },
		{ "a", "b", 0, 0 },
		{ "abc", "abc", 3, 0 },
		{ "abc", "abd", 3, 1 },
		{ "xbc", "abc", 3, 1 },
		{ "abc", "abd", 2, 0 },
		{ "a\0c", "a\0d", 3, 1 },
		{ "\xff", "\x7f", 1, 1 },
		{ "\x01\x02", "\x02\x01", 2, 1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		contract_check_int("bytes", (int)i,
		    CRYPTO_memcmp(rows[i].a, rows[i].b, rows[i].len) != 0, rows[i].different,
		    rows[i].a);
}

/* Each single bit of each byte counts. */
static void every_bit_is_seen(void)
{
	unsigned char a[33] = { 0 }, b[33] = { 0 };

	for (size_t i = 0; i < sizeof(a) * 8; i++) {
		b[i / 8] = (unsigned char)(1 << i % 8);
		CHECK(CRYPTO_memcmp(a, b, sizeof(a)) != 0);
		b[i / 8] = 0;
		CHECK_INT(CRYPTO_memcmp(a, b, sizeof(a)), 0);
	}
}

static const struct {
	const char *a, *b;
	size_t n;
	int want;
} texts[] = {
	{ "", "", 9, 0 },
	{ "Content-Length", "content-LENGTH", 99, 0 },
	{ "a", "B", 9, -1 },
	{ "B", "a", 9, 1 },
	{ "abc", "ABCD", 9, -1 },
	{ "abcd", "ABC", 9, 1 },
	{ "", "a", 9, -1 },
	{ "a", "_", 9, 1 },
	{ "A", "_", 9, 1 },
	{ "[", "{", 9, -1 },
	{ "@", "`", 9, -1 },
	{ "\xe9", "\xc9", 9, 1 },
	{ "\x80", "z", 9, CHAR_MIN < 0 ? -1 : 1 },
	{ "I", "i", 9, 0 },
	{ "AZ", "az", 9, 0 },
	{ "abX", "ABy", 2, 0 },
	{ "abX", "ABy", 3, -1 },
	{ "a", "b", 0, 0 },
	{ "ab\0c", "AB\0d", 5, 0 },
};

static void check_texts(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		contract_check_int("texts", (int)i,
		    sign(OPENSSL_strncasecmp(texts[i].a, texts[i].b, texts[i].n)), texts[i].want,
		    texts[i].a);
		if (texts[i].n >= 9 || texts[i].want == 0)
			continue;
		CHECK(OPENSSL_strcasecmp(texts[i].a, texts[i].b) != 0);
	}
	CHECK_INT(OPENSSL_strcasecmp("HOST", "host"), 0);
	CHECK_INT(sign(OPENSSL_strcasecmp("host", "Hosts")), -1);
	CHECK_INT(sign(OPENSSL_strcasecmp("\xe9", "\xc9")), 1);
}

static void texts_are_compared_without_their_case(void)
{
	check_texts();
	CHECK_ERRORS("-");
}

/* Turkish has an i of its own, and Latin 1 more letters; where the system has no such locale, C. */
static void no_locale_changes_that(void)
{
	static const char *const locales[] = { "tr_TR.UTF-8", "de_DE.ISO-8859-1", "C.UTF-8" };

	for (size_t i = 0; i < sizeof(locales) / sizeof(locales[0]); i++) {
		setlocale(LC_ALL, locales[i]);
		check_texts();
	}
	setlocale(LC_ALL, "C");
}

static const struct contract_case cases[] = {
	{ "bytes are equal or not", bytes_are_equal_or_not, 0, 0 },
	{ "every bit is seen", every_bit_is_seen, 0, 0 },
	{ "texts are compared without their case", texts_are_compared_without_their_case, 0, 0 },
	{ "no locale changes that", no_locale_changes_that, 0, 0 },
};

int main(void)
{
	return contract_main("base.compare", cases, sizeof(cases) / sizeof(cases[0]));
}
