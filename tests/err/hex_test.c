/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes as text in hexadecimal, and back. */
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/cryptoerr.h>
#include <openssl/err.h>

#include "support/contract.h"

#define ILLEGAL "common libcrypto routines:illegal hex digit"
#define ODD     "common libcrypto routines:odd number of digits"
#define SMALL   "common libcrypto routines:too small buffer"
#define SHORT   "common libcrypto routines:hex string too short"

static void digits_have_values(void)
{
	static const char digits[] = "0123456789abcdefABCDEF";

	for (int c = 0; c < 256; c++) {
		const char *found = c == 0 ? NULL : strchr(digits, c);
		int value = found == NULL ? -1 : (int)(found - digits);

		CHECK_INT(OPENSSL_hexchar2int((unsigned char)c), value > 15 ? value - 6 : value);
	}
}

/* len is -1 for what is refused; what came before the fault is in the buffer. */
static const struct {
	const char *text;
	char sep;
	size_t room;
	int len;
	const char *bytes, *errors;
} rows[] = {
	{ "", ':', 9, 0, "", "-" },
	{ "00", ':', 9, 1, "\0", "-" },
	{ "0a:0B", ':', 9, 2, "\x0a\x0b", "-" },
	{ "0a0b", ':', 9, 2, "\x0a\x0b", "-" },
	{ "0a0b", '\0', 9, 2, "\x0a\x0b", "-" },
	{ "fF", '\0', 1, 1, "\xff", "-" },
	{ "0a-0b", '-', 9, 2, "\x0a\x0b", "-" },
	{ "0a0b", 'a', 9, 2, "\x0a\x0b", "-" },
	{ ":0a::0b:", ':', 9, 2, "\x0a\x0b", "-" },
	{ "::", ':', 9, 0, "", "-" },
	{ "0a:", ':', 1, 1, "\x0a", "-" },
	{ "0", ':', 9, -1, "", ODD },
	{ "g", ':', 9, -1, "", ODD },
	{ "0a:0", ':', 9, -1, "\x0a", ODD },
	{ "0a:", '\0', 9, -1, "\x0a", ODD },
	{ "zz", ':', 9, -1, "", ILLEGAL },
	{ "0:a", ':', 9, -1, "", ILLEGAL },
	{ "0 a", ':', 9, -1, "", ILLEGAL },
	{ "0a:zz", ':', 9, -1, "\x0a", ILLEGAL },
	{ "0a:0b", '\0', 9, -1, "\x0a", ILLEGAL },
	{ "0a-0b", ':', 9, -1, "\x0a", ILLEGAL },
	{ "0a", ':', 0, -1, "", SMALL },
	{ "zz", ':', 0, -1, "", ILLEGAL },
	{ "0", ':', 0, -1, "", ODD },
	{ "0a:0b:0c", ':', 2, -1, "\x0a\x0b", SMALL },
};

static void text_becomes_bytes(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned char buf[16];
		size_t len = 77, want = rows[i].len < 0 ? 77 : (size_t)rows[i].len;

		memset(buf, 0xee, sizeof(buf));
		contract_check_int("rows", (int)i,
		    OPENSSL_hexstr2buf_ex(buf, rows[i].room, &len, rows[i].text, rows[i].sep),
		    rows[i].len >= 0, rows[i].text);
		contract_check_int("rows", (int)i, (long long)len, (long long)want, "the length");
		contract_check_mem("rows", (int)i, buf, rows[i].bytes,
		    rows[i].len > 0 ? (size_t)rows[i].len : strlen(rows[i].bytes), "the bytes");
		contract_check_str("rows", (int)i, contract_errors(), rows[i].errors, "errors");
		CHECK_INT(buf[rows[i].room], 0xee);
	}
}

static void bytes_are_counted_without_a_buffer(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		bool fits_nowhere = strcmp(rows[i].errors, SMALL) == 0;
		size_t len = 77;
		int ok = OPENSSL_hexstr2buf_ex(NULL, 0, &len, rows[i].text, rows[i].sep);

		contract_check_int("rows", (int)i, ok, rows[i].len >= 0 || fits_nowhere, "counted");
		if (rows[i].len >= 0)
			CHECK_INT(len, rows[i].len);
		ERR_clear_error();
	}
	CHECK_INT(OPENSSL_hexstr2buf_ex(NULL, 0, NULL, "0a0b", '\0'), 1);
}

static void text_becomes_bytes_of_one_s_own(void)
{
	static const struct {
		const char *text;
		long len;
		const char *bytes, *errors;
	} own[] = {
		{ "00", 1, "\0", "-" },
		{ "0a:0B", 2, "\x0a\x0b", "-" },
		{ "0a0b:0c", 3, "\x0a\x0b\x0c", "-" },
		{ "::", 0, "", "-" },
		{ "zz", -1, "", ILLEGAL },
		{ "0a:0", -1, "", ODD },
		{ "0a-0b", -1, "", ILLEGAL },
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		long len = 77;
		unsigned char *buf = OPENSSL_hexstr2buf(own[i].text, &len);

		contract_check_int("own", (int)i, buf != NULL, own[i].len >= 0, own[i].text);
		contract_check_int("own", (int)i, len, own[i].len < 0 ? 0 : own[i].len, "length");
		if (buf != NULL)
			CHECK_MEM(buf, own[i].bytes, (size_t)own[i].len);
		contract_check_str("own", (int)i, contract_errors(), own[i].errors, "errors");
		OPENSSL_free(buf);
	}
}

static void less_than_two_characters_are_none(void)
{
	static const char *const texts[] = { "", "0", ":", "g" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		long len = 77;

		CHECK(OPENSSL_hexstr2buf(texts[i], &len) == NULL);
		CHECK_INT(len, 77);
		CHECK_ERRORS(SHORT);
	}
}

static void the_length_may_be_left_out(void)
{
	unsigned char *buf = OPENSSL_hexstr2buf("0a:0b", NULL);

	CHECK_MEM(buf, "\x0a\x0b", 2);
	OPENSSL_free(buf);
}

static const unsigned char data[] = { 0x00, 0xab, 0xff };

static const struct {
	size_t len;
	char sep;
	const char *text;
} texts[] = {
	{ 0, ':', "" },
	{ 0, '\0', "" },
	{ 1, ':', "00" },
	{ 1, '\0', "00" },
	{ 2, ':', "00:AB" },
	{ 2, '\0', "00AB" },
	{ 3, ':', "00:AB:FF" },
	{ 3, '-', "00-AB-FF" },
	{ 3, '\0', "00ABFF" },
};

static void bytes_become_text_where_there_is_room(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		size_t size = strlen(texts[i].text) + 1;

		for (size_t room = 0; room <= size + 1; room++) {
			char text[16] = "???????????????";
			size_t len = 77;
			int ok = OPENSSL_buf2hexstr_ex(
			    text, room, &len, data, texts[i].len, texts[i].sep);

			contract_check_int("texts", (int)i, ok, room >= size, texts[i].text);
			CHECK_INT(len, size);
			CHECK_INT(text[room], '?');
			CHECK_ERRORS(ok ? "-" : SMALL);
			CHECK_STR(text, ok ? texts[i].text : "???????????????");
		}
	}
}

static void a_text_is_measured_without_a_buffer(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		size_t len = 77;

		CHECK_INT(
		    OPENSSL_buf2hexstr_ex(NULL, 0, &len, data, texts[i].len, texts[i].sep), 1);
		CHECK_INT(len, strlen(texts[i].text) + 1);
	}
}

static void bytes_become_a_text_of_one_s_own(void)
{
	static const char *const want[] = { "", "00", "00:AB", "00:AB:FF" };

	for (long len = 0; len <= 3; len++) {
		char *text = OPENSSL_buf2hexstr(data, len);

		CHECK_STR(text, want[len]);
		OPENSSL_free(text);
	}
	CHECK_ERRORS("-");
}

static void a_negative_length_is_refused(void)
{
	CHECK(OPENSSL_buf2hexstr(data, -1) == NULL);
	CHECK_ERRORS("common libcrypto routines:too many bytes");
}

static void no_text_is_refused(void)
{
	long len = 77;

	if (contract_is_oracle())
		contract_skip("libcrypto does not survive a NULL text");
	CHECK_INT(OPENSSL_hexstr2buf_ex(NULL, 0, NULL, NULL, ':'), 0);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
	CHECK(OPENSSL_hexstr2buf(NULL, &len) == NULL);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
	CHECK_INT(OPENSSL_buf2hexstr_ex(NULL, 0, NULL, data, SIZE_MAX, ':'), 0);
	CHECK_ERRORS("common libcrypto routines:too many bytes");
}

static const struct contract_case cases[] = {
	{ "digits have values", digits_have_values, 0, 0 },
	{ "text becomes bytes", text_becomes_bytes, 0, 0 },
	{ "bytes are counted without a buffer", bytes_are_counted_without_a_buffer, 0, 0 },
	{ "text becomes bytes of one's own", text_becomes_bytes_of_one_s_own, 0, 0 },
	{ "less than two characters are none", less_than_two_characters_are_none, 0, 0x30200000 },
	{ "the length may be left out", the_length_may_be_left_out, 0, 0 },
	{ "bytes become text where there is room", bytes_become_text_where_there_is_room, 0, 0 },
	{ "a text is measured without a buffer", a_text_is_measured_without_a_buffer, 0, 0 },
	{ "bytes become a text of one's own", bytes_become_a_text_of_one_s_own, 0, 0 },
	{ "a negative length is refused", a_negative_length_is_refused, 0, 0x30600000 },
	{ "no text is refused", no_text_is_refused, 0, 0 },
};

int main(void)
{
	return contract_main("err.hex", cases, sizeof(cases) / sizeof(cases[0]));
}
