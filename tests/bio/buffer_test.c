/* SPDX-License-Identifier: Apache-2.0 */
/* BUF_MEM: how it grows, what it wipes, what it refuses. */
#include <stdint.h>
#include <string.h>

#include <openssl/buffer.h>
#include <openssl/err.h>

#include "support/contract.h"

/* Which 3.0 calls a "malloc failure". */
#define TOO_LONG "memory buffer routines:passed invalid argument"

static void check_state(const BUF_MEM *buf, size_t length, size_t max)
{
	CHECK_INT(buf->length, length);
	CHECK_INT(buf->max, max);
	CHECK_INT(buf->data != NULL, max > 0);
}

static void check_growth(size_t (*grow)(BUF_MEM *, size_t), unsigned long flags)
{
	static const struct {
		size_t length, max;
	} steps[] = { { 0, 0 }, { 1, 4 }, { 4, 4 }, { 5, 8 }, { 100, 136 }, { 3, 136 }, { 0, 136 },
		{ 136, 136 }, { 2000, 2668 }, { 10, 2668 }, { 5000, 6668 } };
	BUF_MEM *buf = BUF_MEM_new_ex(flags);

	CHECK_INT(buf->flags, flags);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		CHECK_INT(grow(buf, steps[i].length), steps[i].length);
		check_state(buf, steps[i].length, steps[i].max);
	}
	CHECK_ERRORS("-");
	BUF_MEM_free(buf);
}

static void grows_by_a_third_more(void)
{
	check_growth(BUF_MEM_grow, 0);
	check_growth(BUF_MEM_grow_clean, 0);
	check_growth(BUF_MEM_grow, BUF_MEM_FLAG_SECURE);
	check_growth(BUF_MEM_grow_clean, BUF_MEM_FLAG_SECURE);
}

static void starts_empty(void)
{
	BUF_MEM *buf = BUF_MEM_new();

	check_state(buf, 0, 0);
	CHECK_INT(buf->flags, 0);
	BUF_MEM_free(buf);
	BUF_MEM_free(NULL);
}

static void keeps_bytes_and_zeroes_new_ones(void)
{
	BUF_MEM *buf = BUF_MEM_new();

	BUF_MEM_grow(buf, 3);
	memcpy(buf->data, "abc", 3);
	BUF_MEM_grow(buf, 1000);
	CHECK_MEM(buf->data, "abc\0\0\0\0\0", 8);
	CHECK_INT(buf->data[999], 0);
	BUF_MEM_free(buf);
}

static void wipes_what_it_no_longer_uses(void)
{
	BUF_MEM *buf = BUF_MEM_new();

	BUF_MEM_grow(buf, 6);
	memcpy(buf->data, "secret", 6);
	BUF_MEM_grow(buf, 3);
	CHECK_MEM(buf->data, "secret", 6);
	BUF_MEM_grow(buf, 6);
	CHECK_MEM(buf->data, "sec\0\0\0", 6);
	memcpy(buf->data, "secret", 6);
	BUF_MEM_grow_clean(buf, 3);
	CHECK_MEM(buf->data, "sec\0\0\0", 6);
	BUF_MEM_free(buf);
}

static void refuses_what_is_too_long(void)
{
	static const size_t lengths[] = { 0x5ffffffd, 0x7fffffff, SIZE_MAX };
	BUF_MEM *buf = BUF_MEM_new();

	BUF_MEM_grow(buf, 5);
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		CHECK_INT(BUF_MEM_grow(buf, lengths[i]), 0);
		CHECK_ERRORS(TOO_LONG);
		CHECK_INT(BUF_MEM_grow_clean(buf, lengths[i]), 0);
		CHECK_ERRORS(TOO_LONG);
		check_state(buf, 5, 8);
	}
	BUF_MEM_free(buf);
}

/* Where libcrypto crashes. */
static void refuses_null(void)
{
	if (contract_is_oracle())
		return;
	CHECK_INT(BUF_MEM_grow(NULL, 5), 0);
	CHECK_ERRORS("memory buffer routines:passed a null parameter");
	CHECK_INT(BUF_MEM_grow_clean(NULL, 5), 0);
	CHECK_ERRORS("memory buffer routines:passed a null parameter");
}

static void reverses(void)
{
	static const struct {
		const char *in, *want;
	} cases[] = { { "", "" }, { "a", "a" }, { "ab", "ba" }, { "abcde", "edcba" } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsigned char out[8] = "";
		size_t n = strlen(cases[i].in);

		BUF_reverse(out, (const unsigned char *)cases[i].in, n);
		CHECK_STR((char *)out, cases[i].want);
		BUF_reverse(out, NULL, n);
		CHECK_STR((char *)out, cases[i].in);
	}
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "BUF_MEM starts empty", starts_empty, 0, 0 },
		{ "BUF_MEM grows by a third more", grows_by_a_third_more, 0, 0 },
		{ "BUF_MEM keeps bytes and zeroes new ones", keeps_bytes_and_zeroes_new_ones, 0,
		    0 },
		{ "BUF_MEM_grow_clean wipes what it no longer uses", wipes_what_it_no_longer_uses,
		    0, 0 },
		{ "BUF_MEM refuses what is too long", refuses_what_is_too_long, 0, 0x30600000L },
		{ "BUF_MEM refuses NULL", refuses_null, 0, 0 },
		{ "BUF_reverse reverses", reverses, 0, 0 },
	};

	return contract_main("buffer", cases, sizeof(cases) / sizeof(cases[0]));
}
