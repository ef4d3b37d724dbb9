/* SPDX-License-Identifier: Apache-2.0 */
/* A record's data: formatted, added to, replaced, and what is too long. */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static const char *data(void)
{
	const char *text = NULL;

	ERR_peek_last_error_data(&text, NULL);
	return text;
}

static int flags(void)
{
	const char *text = NULL;
	int got = 0;

	ERR_peek_last_error_data(&text, &got);
	return got;
}

static void fresh(const char *text)
{
	ERR_clear_error();
	if (text == NULL)
		ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	else
		ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", text);
}

static void fill(char *buf, size_t len, char c)
{
	memset(buf, c, len);
	buf[len] = '\0';
}

static void formatted_data_is_text(void)
{
	fresh(NULL);
	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s:%d", "host", 80);
	CHECK_STR(data(), "host:80");
	CHECK_INT(flags(), ERR_TXT_MALLOCED | ERR_TXT_STRING);
}

static void texts_are_added(void)
{
	fresh("one");
	ERR_add_error_data(3, "two", NULL, "three");
	CHECK_STR(data(), "onetwo<NULL>three");
	ERR_add_error_data(0);
	CHECK_STR(data(), "onetwo<NULL>three");
	fresh(NULL);
	ERR_add_error_data(2, "a", "b");
	CHECK_STR(data(), "ab");
	CHECK(flags() & ERR_TXT_STRING);
}

static void added_text_may_be_the_data_itself(void)
{
	char big[300];

	fresh("ab");
	ERR_add_error_data(3, "-", data(), data());
	CHECK_STR(data(), "ab-abab");
	fill(big, 200, 'x');
	fresh(big);
	ERR_add_error_data(1, data());
	CHECK_INT(strlen(data()), 400);
}

static void txt_adds_a_separator_between(void)
{
	fresh(NULL);
	ERR_add_error_txt(", ", "first");
	CHECK_STR(data(), "first");
	ERR_add_error_txt(", ", "second");
	CHECK_STR(data(), "first, second");
	ERR_add_error_txt(NULL, "!");
	CHECK_STR(data(), "first, second!");
	ERR_add_error_txt("-", "");
	CHECK_STR(data(), "first, second!-");
}

static void data_added_without_an_error_is_not_seen(void)
{
	ERR_clear_error();
	ERR_add_error_data(1, "lost");
	CHECK_INT(ERR_peek_error(), 0);
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	CHECK_STR(data(), "");
}

static void txt_without_an_error_makes_one(void)
{
	ERR_clear_error();
	ERR_add_error_txt(", ", "text");
	CHECK_INT(ERR_peek_error(), ERR_PACK(ERR_LIB_NONE, 0, 0));
	CHECK_STR(data(), "text");
}

static void formatted_data_is_capped(void)
{
	char big[3000];

	fill(big, ERR_MAX_DATA_SIZE - 1, 'x');
	fresh(big);
	CHECK_STR(data(), big);
	fill(big, sizeof(big) - 1, 'x');
	fresh(big);
	CHECK(strlen(data()) < ERR_MAX_DATA_SIZE);
}

static void added_data_is_not_capped(void)
{
	char big[301];

	fill(big, 300, 'x');
	fresh(NULL);
	ERR_add_error_data(5, big, big, big, big, big);
	CHECK_INT(strlen(data()), 1500);
}

static void long_txt_goes_to_further_records(void)
{
	static char big[5001];
	size_t total = 0;
	int records = 0;
	const char *text = NULL;

	fill(big, 5000, 'x');
	fresh(NULL);
	ERR_add_error_txt(NULL, big);
	while (ERR_peek_error() != 0) {
		CHECK_INT(ERR_GET_REASON(ERR_peek_error()), BIO_R_CONNECT_ERROR);
		ERR_get_error_all(NULL, NULL, NULL, &text, NULL);
		total += strlen(text);
		records++;
	}
	CHECK_INT(total, 5000);
	CHECK_INT(records, 2);
}

static void set_data_is_taken_as_it_is(void)
{
	static char own[] = "static";

	fresh("old");
	ERR_set_error_data(own, ERR_TXT_STRING);
	CHECK(data() == own);
	CHECK_INT(flags(), ERR_TXT_STRING);
	ERR_set_error_data(OPENSSL_strdup("heap"), ERR_TXT_MALLOCED | ERR_TXT_STRING);
	CHECK_STR(data(), "heap");
	ERR_add_error_data(1, "+");
	CHECK_STR(data(), "heap+");
	ERR_set_error_data(own, 0);
	CHECK_INT(flags(), 0);
}

static void static_data_is_replaced_not_added_to(void)
{
	static char own[] = "static";

	fresh(NULL);
	ERR_set_error_data(own, ERR_TXT_STRING);
	ERR_add_error_data(1, "x");
	CHECK_STR(data(), "x");
	CHECK_STR(own, "static");
	ERR_set_error_data(own, ERR_TXT_STRING);
	ERR_add_error_txt(",", "x");
	CHECK_STR(data(), ",x");
}

static void no_format_takes_the_data_away(void)
{
	fresh("old");
	ERR_set_error(ERR_LIB_BIO, BIO_R_ACCEPT_ERROR, NULL);
	CHECK_STR(data(), "");
	CHECK_INT(flags() & ERR_TXT_STRING, 0);
}

static void a_new_format_replaces(void)
{
	fresh("old");
	ERR_set_error(ERR_LIB_BIO, BIO_R_ACCEPT_ERROR, "%s again", data());
	CHECK_STR(data(), "old again");
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), BIO_R_ACCEPT_ERROR);
}

static const struct contract_case cases[] = {
	{ "formatted data is text", formatted_data_is_text, 0, 0 },
	{ "texts are added", texts_are_added, 0, 0 },
	{ "txt adds a separator between", txt_adds_a_separator_between, 0, 0 },
	{ "data added without an error is not seen", data_added_without_an_error_is_not_seen, 0,
	    0 },
	{ "txt without an error makes one", txt_without_an_error_makes_one, 0, 0 },
	{ "formatted data is capped", formatted_data_is_capped, 0, 0 },
	{ "added data is not capped", added_data_is_not_capped, 0, 0 },
	{ "long txt goes to further records", long_txt_goes_to_further_records, 0, 0 },
	{ "set data is taken as it is", set_data_is_taken_as_it_is, 0, 0 },
	{ "static data is replaced, not added to", static_data_is_replaced_not_added_to, 0, 0 },
	{ "no format takes the data away", no_format_takes_the_data_away, 0, 0 },
#ifndef BIOSOCK_ORACLE /* memory errors in libcrypto */
	{ "added text may be the data itself", added_text_may_be_the_data_itself, 0, 0 },
	{ "a new format replaces", a_new_format_replaces, 0, 0 },
#endif
};

int main(void)
{
#ifdef BIOSOCK_ORACLE
	(void)added_text_may_be_the_data_itself;
	(void)a_new_format_replaces;
#endif
	return contract_main("err.data", cases, sizeof(cases) / sizeof(cases[0]));
}
