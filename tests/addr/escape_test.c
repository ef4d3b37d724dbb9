/* SPDX-License-Identifier: Apache-2.0 */
/* Text that others chose: what is shown as it is, what by its number, and where it is cut. */
#include "addr/escape.h"

#include <string.h>

#include "support/contract.h"

static void what_does_something_becomes_its_number(void)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },
		{ "plain ~\\", "plain ~\\" },
		{ "\x1f \x7f", "\\x1f \\x7f" },
		{ "\x1b[2J\n", "\\x1b[2J\\x0a" },
		/* UTF-8: the first and the last of each length, and the controls among them. */
		{ "\xc2\x80\xc2\x9f", "\\xc2\\x80\\xc2\\x9f" },
		{ "\xc2\xa0\xdf\xbf", "\xc2\xa0\xdf\xbf" },
		{ "\xe0\xa0\x80\xef\xbf\xbd", "\xe0\xa0\x80\xef\xbf\xbd" },
		{ "\xf0\x90\x80\x80\xf4\x8f\xbf\xbd", "\xf0\x90\x80\x80\xf4\x8f\xbf\xbd" },
		/* Longer than need be, beyond Unicode, halves of UTF-16. */
		{ "\xc0\xaf", "\\xc0\\xaf" },
		{ "\xc1\xbf", "\\xc1\\xbf" },
		{ "\xe0\x9f\xbf", "\\xe0\\x9f\\xbf" },
		{ "\xf0\x8f\xbf\xbf", "\\xf0\\x8f\\xbf\\xbf" },
		{ "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80" },
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" },
		{ "\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80" },
		/* No character: a part of one, or what begins none. */
		{ "\x80", "\\x80" },
		{ "\xbf", "\\xbf" },
		{ "\xc3", "\\xc3" },
		{ "\xe2\x82", "\\xe2\\x82" },
		{ "\xf0\x9f\x98", "\\xf0\\x9f\\x98" },
		{ "\xc3z", "\\xc3z" },
		{ "\xc3\xc3", "\\xc3\\xc3" },
		{ "\xe2\x82z", "\\xe2\\x82z" },
		{ "\xe2z\x82", "\\xe2z\\x82" },
		{ "\xff", "\\xff" },
		/* Without a shape of their own, and what turns the direction; their neighbours. */
		{ "\xd8\x9b\xd8\x9c\xd8\x9d", "\xd8\x9b\\xd8\\x9c\xd8\x9d" },
		{ "\xe2\x80\x8a\xe2\x80\x8b", "\xe2\x80\x8a\\xe2\\x80\\x8b" },
		{ "\xe2\x80\x8f\xe2\x80\x90", "\\xe2\\x80\\x8f\xe2\x80\x90" },
		{ "\xe2\x80\xa7\xe2\x80\xa8", "\xe2\x80\xa7\\xe2\\x80\\xa8" },
		{ "\xe2\x80\xae\xe2\x80\xaf", "\\xe2\\x80\\xae\xe2\x80\xaf" },
		{ "\xe2\x81\x9f\xe2\x81\xa0", "\xe2\x81\x9f\\xe2\\x81\\xa0" },
		{ "\xe2\x81\xaf\xe2\x81\xb0", "\\xe2\\x81\\xaf\xe2\x81\xb0" },
		{ "\xef\xbb\xbe\xef\xbb\xbf", "\xef\xbb\xbe\\xef\\xbb\\xbf" },
		{ "\xef\xbf\xb9\xef\xbf\xbc", "\\xef\\xbf\\xb9\xef\xbf\xbc" },
		{ "\xf3\xa0\x80\x81", "\\xf3\\xa0\\x80\\x81" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char out[64];

		CHECK_INT(addr_escape(rows[i].text, strlen(rows[i].text), out, sizeof(out)),
		    strlen(rows[i].want));
		CHECK_STR(out, rows[i].want);
	}
}

/* A NUL is a byte as others. */
static void the_length_is_what_counts(void)
{
	char out[ADDR_ESCAPED_SIZE(4)];

	CHECK_INT(addr_escape("a\0b\xff", 4, out, sizeof(out)), 10);
	CHECK_STR(out, "a\\x00b\\xff");
	CHECK_INT(addr_escape("\0\0\0\0", 4, out, sizeof(out)), 16);
	CHECK_STR(out, "\\x00\\x00\\x00\\x00");
	/* The rest of the character is beyond the end. */
	CHECK_INT(addr_escape("\xc3\xa4", 1, out, sizeof(out)), 4);
	CHECK_STR(out, "\\xc3");
	CHECK_INT(addr_escape("abc", 0, out, sizeof(out)), 0);
	CHECK_STR(out, "");
}

static void what_does_not_fit_is_left_out_whole(void)
{
	static const char text[] = "a\xc3\xa4\x1bz";
	static const char whole[] = "a\xc3\xa4\\x1bz";
	static const size_t cuts[] = { 0, 0, 1, 1, 3, 3, 3, 3, 7, 8, 8 };

	for (size_t size = 0; size < sizeof(cuts) / sizeof(cuts[0]); size++) {
		char out[16];

		memset(out, '?', sizeof(out));
		CHECK_INT(addr_escape(text, sizeof(text) - 1, out, size), cuts[size]);
		CHECK_MEM(out, whole, cuts[size]);
		CHECK_INT(out[cuts[size]], size > 0 ? '\0' : '?');
		CHECK_INT(out[cuts[size] + 1], '?');
	}
}

static const struct contract_case cases[] = {
	{ "what does something becomes its number", what_does_something_becomes_its_number, 0, 0 },
	{ "the length is what counts", the_length_is_what_counts, 0, 0 },
	{ "what does not fit is left out whole", what_does_not_fit_is_left_out_whole, 0, 0 },
};

int main(void)
{
	return contract_main("addr.escape", cases, sizeof(cases) / sizeof(cases[0]));
}
