/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_file(3) where C libraries differ: it does what this one's fopen() and fwrite() do. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/system.h"

static void opens_nothing_by_an_empty_mode(void)
{
	FILE *stream = fopen(system_null_file(), "");
	char want[100];

	if (stream != NULL) {
		fclose(stream);
		contract_skip("fopen(3) takes an empty mode here");
	}
	CHECK(BIO_new_file(system_null_file(), "") == NULL);
	CHECK_STR(contract_errno_name(errno), "EINVAL");
	snprintf(want, sizeof(want),
	    "system library:EINVAL(calling fopen(%s, ));BIO routines:system lib",
	    system_null_file());
	CHECK_ERRORS(want);
}

/* EBADF; musl leaves errno as it is. */
static int errno_of_writing_what_is_read(void)
{
	FILE *stream = fopen(system_null_file(), "r");
	int err;

	errno = 0;
	CHECK_INT(fwrite("x", 1, 1, stream), 0);
	err = errno;
	fclose(stream);
	return err;
}

static void writes_nothing_to_what_is_read(void)
{
	BIO *b = BIO_new_file(system_null_file(), "r");

	errno = 0;
	CHECK_INT(BIO_write(b, "x", 1), 0);
	CHECK_INT(errno, errno_of_writing_what_is_read());
	CHECK_INT(BIO_puts(b, "x"), 0);
	ERR_clear_error();
	BIO_free(b);
}

/* With errno of this C library, whatever that is. */
static void says_that_nothing_went_out(void)
{
	BIO *b = BIO_new_file(system_null_file(), "r");

	errno = 0;
	CHECK_INT(BIO_write(b, "x", 1), 0);
	CHECK(strstr(contract_errors(), "(calling fwrite());BIO routines:system lib") != NULL);
	CHECK_INT(BIO_write(b, "", 0), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "opens nothing by an empty mode", opens_nothing_by_an_empty_mode, 0, 0 },
		{ "writes nothing to what is read", writes_nothing_to_what_is_read, 0, 0 },
		{ "says that nothing went out", says_that_nothing_went_out, 24, 0 },
	};

	return contract_main("s_file_libc", cases, sizeof(cases) / sizeof(cases[0]));
}
