/* SPDX-License-Identifier: Apache-2.0 */
/* Names that a program loads for its own library, and what it may do to others. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"

static void own_library_has_names(void)
{
	int lib = ERR_get_next_error_library();
	ERR_STRING_DATA names[] = { { ERR_PACK(lib, 0, 0), "my lib" }, { 7, "seven" },
		{ 3, "three" }, { 0, NULL } };

	CHECK(lib >= ERR_LIB_USER);
	CHECK_INT(ERR_load_strings(lib, names), 1);
	CHECK_INT(names[1].error, ERR_PACK(lib, 0, 7));
	CHECK_STR(ERR_lib_error_string(ERR_PACK(lib, 0, 7)), "my lib");
	CHECK_STR(ERR_reason_error_string(ERR_PACK(lib, 0, 7)), "seven");
	CHECK_STR(ERR_reason_error_string(ERR_PACK(lib, 0, 3)), "three");
	CHECK_STR(
	    ERR_reason_error_string(ERR_PACK(lib, 0, ERR_R_MALLOC_FAILURE)), "malloc failure");
	CHECK(ERR_reason_error_string(ERR_PACK(lib, 0, 4)) == NULL);
	CHECK_INT(ERR_unload_strings(lib, names), 1);
	CHECK(ERR_lib_error_string(ERR_PACK(lib, 0, 7)) == NULL);
	CHECK(ERR_reason_error_string(ERR_PACK(lib, 0, 7)) == NULL);
	CHECK_INT(ERR_unload_strings(lib, names), 1);
}

/* Though the numbers are there, and other common reasons have names. */
static void some_common_reasons_have_no_name(void)
{
	static const int unnamed[] = { ERR_R_CONF_LIB, ERR_R_SSL_LIB, ERR_R_PKCS12_LIB,
		ERR_R_RAND_LIB, ERR_R_DSO_LIB, ERR_R_CMS_LIB, ERR_R_TS_LIB, ERR_R_CT_LIB,
		ERR_R_ESS_LIB, ERR_R_PROV_LIB, ERR_R_CMP_LIB, ERR_R_OSSL_ENCODER_LIB };

	ERR_clear_error();
	for (size_t i = 0; i < sizeof(unnamed) / sizeof(unnamed[0]); i++)
		CHECK(ERR_reason_error_string(ERR_PACK(ERR_LIB_BIO, 0, unnamed[i])) == NULL);
	CHECK(ERR_reason_error_string(ERR_PACK(ERR_LIB_BIO, 0, 115)) == NULL);
	CHECK_STR(ERR_reason_error_string(ERR_PACK(ERR_LIB_BIO, 0, ERR_R_UI_LIB)), "UI lib");
}

static void library_numbers_go_up(void)
{
	int lib = ERR_get_next_error_library();

	CHECK_INT(ERR_get_next_error_library(), lib + 1);
}

static void the_last_loaded_wins(void)
{
	static ERR_STRING_DATA one[] = { { 7, "one" }, { 0, NULL } };
	static ERR_STRING_DATA two[] = { { 7, "two" }, { 0, NULL } };

	ERR_load_strings(150, one);
	CHECK_INT(ERR_load_strings(150, two), 1);
	CHECK_STR(ERR_reason_error_string(ERR_PACK(150, 0, 7)), "two");
	ERR_unload_strings(150, one);
	CHECK(ERR_reason_error_string(ERR_PACK(150, 0, 7)) == NULL);
}

static void built_in_names_can_be_replaced(void)
{
	static const ERR_STRING_DATA names[] = { { ERR_PACK(ERR_LIB_BIO, 0, BIO_R_IN_USE), "mine" },
		{ 0, NULL } };
	unsigned long code = ERR_PACK(ERR_LIB_BIO, 0, BIO_R_IN_USE);

	CHECK_STR(ERR_reason_error_string(code), "in use");
	CHECK_INT(ERR_load_strings_const(names), 1);
	CHECK_STR(ERR_reason_error_string(code), "mine");
	ERR_unload_strings(0, (ERR_STRING_DATA *)names);
	CHECK(ERR_reason_error_string(code) == NULL);
}

static void library_zero_is_everybodys(void)
{
	static ERR_STRING_DATA names[] = { { 5555, "for all" }, { 0, NULL } };

	ERR_load_strings(0, names);
	CHECK_STR(ERR_reason_error_string(ERR_PACK(77, 0, 5555)), "for all");
	ERR_unload_strings(0, names);
}

static void many_names_are_kept(void)
{
	enum { N = 300 };
	static ERR_STRING_DATA names[N + 1];

	for (int i = 0; i < N; i++)
		names[i] = (ERR_STRING_DATA){ (unsigned long)((i * 7) % N) + 1, "name" };
	names[4].string = "fifth";
	ERR_load_strings(170, names);
	for (unsigned long reason = 1; reason <= N; reason++)
		CHECK(ERR_reason_error_string(ERR_PACK(170, 0, reason)) != NULL);
	CHECK_STR(ERR_reason_error_string(ERR_PACK(170, 0, 29)), "fifth");
	ERR_unload_strings(170, names);
}

static void loading_calls_succeed(void)
{
	CHECK_INT(ERR_load_ERR_strings(), 1);
	CHECK_INT(ERR_load_BIO_strings(), 1);
	CHECK_INT(ERR_load_CRYPTO_strings(), 1);
	CHECK_INT(ERR_load_crypto_strings(), 1);
	ERR_free_strings();
	CHECK_STR(ERR_lib_error_string(ERR_PACK(ERR_LIB_BIO, 0, 0)), "BIO routines");
}

static void null_is_no_table(void)
{
	if (contract_is_oracle())
		contract_skip("OpenSSL crashes");
	ERR_clear_error();
	errno = 0;
	CHECK_INT(ERR_load_strings(150, NULL), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
	errno = 0;
	CHECK_INT(ERR_load_strings_const(NULL), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
	errno = 0;
	CHECK_INT(ERR_unload_strings(150, NULL), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("common libcrypto routines:passed a null parameter");
}

/* As is one in memory that cannot be written to. */
static void a_packed_table_is_only_read(void)
{
	static const ERR_STRING_DATA names[] = { { ERR_PACK(151, 0, 7), "seven" }, { 0, NULL } };

	if (contract_is_oracle())
		contract_skip("OpenSSL writes to it");
	CHECK_INT(ERR_load_strings(151, (ERR_STRING_DATA *)names), 1);
	CHECK_STR(ERR_reason_error_string(ERR_PACK(151, 0, 7)), "seven");
	CHECK_INT(ERR_unload_strings(151, (ERR_STRING_DATA *)names), 1);
}

static const struct contract_case cases[] = {
	{ "a program's own library has names", own_library_has_names, 0, 0 },
	{ "some common reasons have no name", some_common_reasons_have_no_name, 0, 0x30600000UL },
	{ "library numbers go up", library_numbers_go_up, 0, 0 },
	{ "the last loaded wins", the_last_loaded_wins, 0, 0 },
	{ "built-in names can be replaced", built_in_names_can_be_replaced, 0, 0 },
	{ "library zero is everybody's", library_zero_is_everybodys, 0, 0 },
	{ "many names are kept", many_names_are_kept, 0, 0 },
	{ "NULL is no table", null_is_no_table, 0, 0 },
	{ "a packed table is only read", a_packed_table_is_only_read, 0, 0 },
	{ "loading calls succeed", loading_calls_succeed, 0, 0 },
};

int main(void)
{
	return contract_main("err.names", cases, sizeof(cases) / sizeof(cases[0]));
}
