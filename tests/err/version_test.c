/* SPDX-License-Identifier: Apache-2.0 */
/* The library says that it is biosock, and which of OpenSSL's APIs it has. */
#include <string.h>

#include <biosock.h>
#include <openssl/crypto.h>

#include "support/contract.h"

static void it_says_what_it_is(void)
{
	CHECK_STR(OpenSSL_version(OPENSSL_VERSION), OPENSSL_VERSION_TEXT);
	CHECK(strstr(OPENSSL_VERSION_TEXT, "biosock " BIOSOCK_VERSION) != NULL);
	CHECK_STR(biosock_version(), BIOSOCK_VERSION);
	CHECK_STR(OpenSSL_version(OPENSSL_VERSION_STRING), "3.6.0");
	CHECK_STR(OpenSSL_version(-1), "not available");
	CHECK_STR(OpenSSL_version(99), "not available");
}

static void it_says_which_api_it_has(void)
{
	CHECK_INT(OpenSSL_version_num(), 0x30600000L);
	CHECK_INT(OPENSSL_VERSION_NUMBER, 0x30600000L);
	CHECK_INT(OPENSSL_version_major(), 3);
	CHECK_INT(OPENSSL_version_minor(), 6);
	CHECK_INT(OPENSSL_version_patch(), 0);
	CHECK_STR(OPENSSL_version_pre_release(), "");
	CHECK_STR(OPENSSL_version_build_metadata(), "");
	CHECK(OPENSSL_VERSION_PREREQ(3, 6));
	CHECK(!OPENSSL_VERSION_PREREQ(3, 7));
}

static const struct contract_case cases[] = {
	{ "it says what it is", it_says_what_it_is, 0, 0 },
	{ "it says which API it has", it_says_which_api_it_has, 0, 0 },
};

int main(void)
{
	return contract_main("err.version", cases, sizeof(cases) / sizeof(cases[0]));
}
