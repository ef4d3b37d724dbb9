/* SPDX-License-Identifier: Apache-2.0 */
/* What is a time on the command line, and what is none. */
#include "cmd/duration.h"

#include <limits.h>

#include "support/contract.h"

enum { NONE = -1 };

static const struct {
	const char *text;
	int ms;
} texts[] = {
	{ "0", 0 },
	{ "1", 1000 },
	{ "1.5", 1500 },
	{ "0.3", 300 },
	{ "2s", 2000 },
	{ "500ms", 500 },
	{ "1m", 60000 },
	{ "1.5m", 90000 },
	{ "1h", 3600000 },
	{ "007s", 7000 },
	{ "0.0004", 1 }, /* no wait becomes none */
	{ "0.1ms", 1 },
	{ "1.0000000000000000001", 1001 },
	{ "1.0000000000000000000", 1000 },
	{ "2147483647ms", INT_MAX },
	{ "2147483.647", INT_MAX },
	{ "596h", 596 * 3600 * 1000 },
	{ "2147483648ms", NONE },
	{ "2147483647.1ms", NONE },
	{ "2147484", NONE },
	{ "597h", NONE },
	{ "99999999999999999999999999", NONE },
	{ "", NONE },
	{ "-1", NONE },
	{ "+1", NONE },
	{ " 1", NONE },
	{ "1 ", NONE },
	{ "1 s", NONE },
	{ "s", NONE },
	{ ".5", NONE },
	{ "1.", NONE },
	{ "1.s", NONE },
	{ "1..5", NONE },
	{ "1,5", NONE },
	{ "1e3", NONE },
	{ "0x10", NONE },
	{ "inf", NONE },
	{ "nan", NONE },
	{ "1S", NONE },
	{ "1d", NONE },
	{ "1ss", NONE },
	{ "1m30s", NONE },
};

/* A wrong row is shown by its text. */
static void times(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		int ms = NONE;
		bool ok = duration_ms(texts[i].text, &ms);

		if (ok != (texts[i].ms != NONE) || (ok && ms != texts[i].ms))
			CHECK_STR(texts[i].text, "a time");
	}
}

int main(void)
{
	static const struct contract_case tests[] = { { "what is a time", times, 0, 0 } };

	return contract_main("cmd.duration", tests, sizeof(tests) / sizeof(tests[0]));
}
