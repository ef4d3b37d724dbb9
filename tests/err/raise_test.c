/* SPDX-License-Identifier: Apache-2.0 */
/* How the layers above raise: one record, in the name of the public function. */
#include "err/raise.h"

#include <errno.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "support/contract.h"

static void helper(struct err_place place)
{
	err_raise_data(place, ERR_LIB_SYS, EBADF, "calling %s()", "bind");
	err_raise(place, ERR_LIB_BIO, BIO_R_UNABLE_TO_BIND_SOCKET);
}

static void records_name_the_public_function(void)
{
	const char *file = NULL, *func = NULL, *data = NULL;
	int line = 0, flags = 0;

	ERR_clear_error();
	helper(ERR_PLACE);
	CHECK_INT(ERR_get_error_all(&file, &line, &func, &data, &flags), 0x80000009);
	CHECK_STR(func, __func__);
	CHECK_STR(file, __FILE__);
	CHECK_INT(line, __LINE__ - 4);
	CHECK_STR(data, "calling bind()");
	CHECK_INT(flags, ERR_TXT_STRING | ERR_TXT_MALLOCED);
	ERR_get_error_all(NULL, NULL, &func, &data, &flags);
	CHECK_STR(func, __func__);
	CHECK_STR(data, "");
	CHECK_INT(flags, 0);
}

static void errno_is_kept(void)
{
	errno = 42;
	helper(ERR_PLACE);
	CHECK_INT(errno, 42);
}

static void long_data_is_cut(void)
{
	char big[3000];
	const char *data = NULL;

	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	ERR_clear_error();
	err_raise_data(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
	ERR_peek_error_data(&data, NULL);
	CHECK_INT(strlen(data), ERR_MAX_DATA_SIZE - 1);
}

static void texts_are_put_together(void)
{
	const char *data = NULL;
	int flags = 0;

	errno = 42;
	err_raise_texts(ERR_PLACE, ERR_LIB_SYS, EBADF, "calling ", "bind", "()", NULL);
	CHECK_INT(errno, 42);
	CHECK_INT(ERR_get_error_all(NULL, NULL, NULL, &data, &flags), 0x80000009);
	CHECK_STR(data, "calling bind()");
	CHECK_INT(flags, ERR_TXT_STRING | ERR_TXT_MALLOCED);
}

static void texts_are_cut(void)
{
	char big[ERR_MAX_DATA_SIZE];
	const char *data = NULL;

	memset(big, 'x', sizeof(big) - 1);
	big[sizeof(big) - 1] = '\0';
	ERR_clear_error();
	err_raise_texts(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "a", big, "b", NULL);
	ERR_peek_error_data(&data, NULL);
	CHECK_INT(strlen(data), ERR_MAX_DATA_SIZE - 1);
	CHECK_INT(data[0], 'a');
	CHECK_INT(data[ERR_MAX_DATA_SIZE - 2], 'x');
}

static void a_refusal_is_a_record_and_an_errno(void)
{
	static const struct {
		int err, want;
	} rows[] = { { EINVAL, EINVAL }, { EMSGSIZE, EMSGSIZE }, { 0, 42 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *func = NULL;

		errno = 42;
		CHECK_INT(err_refuse(ERR_PLACE, ERR_LIB_CRYPTO, ERR_R_DISABLED, rows[i].err), 0);
		CHECK_INT(errno, rows[i].want);
		CHECK_INT(ERR_GET_LIB(ERR_peek_last_error_func(&func)), ERR_LIB_CRYPTO);
		CHECK_STR(func, __func__);
		CHECK_INT(ERR_GET_REASON(ERR_get_error()), ERR_R_DISABLED);
		CHECK_INT(ERR_get_error(), 0);
	}
}

/* Those whose arguments a helper checks. */
static void refused_arguments_are_in_the_function_s_name(void)
{
	const char *func = NULL;
	unsigned char bytes[1];
	char text[1];

	OPENSSL_hexstr2buf_ex(bytes, 1, NULL, "zz", ':');
	ERR_peek_last_error_func(&func);
	CHECK_STR(func, "OPENSSL_hexstr2buf_ex");
	CHECK(OPENSSL_hexstr2buf("zz", NULL) == NULL);
	ERR_peek_last_error_func(&func);
	CHECK_STR(func, "OPENSSL_hexstr2buf");
	OPENSSL_buf2hexstr_ex(text, 1, NULL, (const unsigned char *)"a", 1, ':');
	ERR_peek_last_error_func(&func);
	CHECK_STR(func, "OPENSSL_buf2hexstr_ex");
	OPENSSL_INIT_set_config_filename(NULL, "a");
	ERR_peek_last_error_func(&func);
	CHECK_STR(func, "OPENSSL_INIT_set_config_filename");
	OPENSSL_INIT_set_config_appname(NULL, "a");
	ERR_peek_last_error_func(&func);
	CHECK_STR(func, "OPENSSL_INIT_set_config_appname");
	ERR_clear_error();
}

static void an_attempt_is_forgotten_or_kept(void)
{
	static const struct {
		int before, during; /* records */
		bool any;
		const char *kept, *forgotten;
	} rows[] = {
		{ 0, 0, false, "-", "-" },
		{ 0, 2, true, "BIO routines:uninitialized;BIO routines:uninitialized", "-" },
		{ 1, 0, false, "BIO routines:uninitialized", "BIO routines:uninitialized" },
		{ 1, 1, true, "BIO routines:uninitialized;BIO routines:uninitialized",
		    "BIO routines:uninitialized" },
	};

	for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
		bool forget = i % 2;

		for (int n = 0; n < rows[i / 2].before; n++)
			err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNINITIALIZED);
		err_attempt_begin();
		for (int n = 0; n < rows[i / 2].during; n++)
			err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNINITIALIZED);
		errno = 42;
		if (forget)
			err_attempt_forget();
		else
			CHECK_INT(err_attempt_keep(), rows[i / 2].any);
		CHECK_INT(errno, 42);
		CHECK_STR(contract_errors(), forget ? rows[i / 2].forgotten : rows[i / 2].kept);
	}
}

/* The one inside leaves the one around it as it was. */
static void attempts_nest(void)
{
	err_attempt_begin();
	err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNINITIALIZED);
	err_attempt_begin();
	err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	err_attempt_forget();
	err_attempt_begin();
	CHECK_INT(err_attempt_keep(), false);
	CHECK(err_newest_is(ERR_LIB_BIO, BIO_R_UNINITIALIZED));
	err_attempt_forget();
	CHECK_ERRORS("-");
}

static void the_newest_record_is_told_by_library_and_reason(void)
{
	CHECK(!err_newest_is(ERR_LIB_BIO, BIO_R_UNINITIALIZED));
	err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNINITIALIZED);
	CHECK(err_newest_is(ERR_LIB_BIO, BIO_R_UNINITIALIZED));
	CHECK(!err_newest_is(ERR_LIB_BIO, BIO_R_CONNECT_ERROR));
	CHECK(!err_newest_is(ERR_LIB_SYS, BIO_R_UNINITIALIZED));
	err_add_texts("host=", "here");
	CHECK_STR(contract_errors_whole(),
	    "BIO routines:connect error;BIO routines:uninitialized(host=here)");
}

static const struct contract_case cases[] = {
	{ "records name the public function", records_name_the_public_function, 0, 0 },
	{ "errno is kept", errno_is_kept, 0, 0 },
	{ "long data is cut", long_data_is_cut, 0, 0 },
	{ "texts are put together", texts_are_put_together, 0, 0 },
	{ "texts are cut", texts_are_cut, 0, 0 },
	{ "a refusal is a record and an errno", a_refusal_is_a_record_and_an_errno, 0, 0 },
	{ "an attempt is forgotten or kept", an_attempt_is_forgotten_or_kept, 0, 0 },
	{ "attempts nest", attempts_nest, 0, 0 },
	{ "the newest record is told by library and reason",
	    the_newest_record_is_told_by_library_and_reason, 0, 0 },
	{ "refused arguments are in the function's name",
	    refused_arguments_are_in_the_function_s_name, 0, 0 },
};

int main(void)
{
	return contract_main("err.raise", cases, sizeof(cases) / sizeof(cases[0]));
}
