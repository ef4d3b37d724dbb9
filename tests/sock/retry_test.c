/* SPDX-License-Identifier: Apache-2.0 */
/* Which errnos mean "again": all of them asked, of every function that answers. */
#include <errno.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/system.h"

/* What an older libcrypto's header does not have. */
#ifndef BIO_R_NON_FATAL
#define BIO_R_NON_FATAL 112
#endif

enum { ERRNOS = 140, VERSION_WITH_NON_FATAL = 0x30200000 };

static int again(int err)
{
	static const int list[] = { EAGAIN, EWOULDBLOCK, EINTR, EINPROGRESS, EALREADY, ENOTCONN,
		EPROTO };

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (list[i] == err)
			return 1;
	}
	return 0;
}

/* The failure, with the number asked about for its line. */
static void check(int err, int got, int want, const char *what)
{
	contract_check_int("errno", err, got, want, what);
}

static void non_fatal_errors_are_those_seven(void)
{
	for (int err = 0; err <= ERRNOS; err++) {
		check(err, BIO_sock_non_fatal_error(err), again(err), "BIO_sock_non_fatal_error");
		check(err, BIO_fd_non_fatal_error(err), again(err), "BIO_fd_non_fatal_error");
		check(err, BIO_dgram_non_fatal_error(err), err != ENOTCONN && again(err),
		    "BIO_dgram_non_fatal_error");
	}
	check(-1, BIO_sock_non_fatal_error(-1), 0, "BIO_sock_non_fatal_error");
	CHECK_ERRORS("-");
}

static void should_retry_asks_errno_for_0_and_minus_1_only(void)
{
	for (int err = 0; err <= ERRNOS; err++) {
		for (int i = -2; i <= 2; i++) {
			int want = (i == 0 || i == -1) && again(err);

			system_set_socket_error(err);
			check(err, BIO_sock_should_retry(i), want, "BIO_sock_should_retry");
			check(err, errno, err, "errno after BIO_sock_should_retry");
			check(err, BIO_fd_should_retry(i), want, "BIO_fd_should_retry");
		}
	}
	CHECK_ERRORS("-");
}

static void should_retry_leaves_the_stack(void)
{
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	system_set_socket_error(EAGAIN);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	CHECK_ERRORS("BIO routines:connect error");
}

#if OPENSSL_VERSION_NUMBER >= 0x30200000L || defined(BIOSOCK_HOST_H)
static int is_non_fatal(int lib, int reason)
{
	unsigned long code;

	ERR_raise(lib, reason);
	code = ERR_get_error();
	return BIO_err_is_non_fatal((unsigned int)code);
}
#else
static int is_non_fatal(int lib, int reason)
{
	return lib + reason;
}
#endif

static void error_codes_are_asked_for_their_errno(void)
{
	for (int err = 1; err <= ERRNOS; err++) {
		check(err, is_non_fatal(ERR_LIB_SYS, err), again(err), "BIO_err_is_non_fatal");
		check(err, is_non_fatal(ERR_LIB_SSL, err), 0,
		    "BIO_err_is_non_fatal of another library");
	}
	CHECK_INT(is_non_fatal(ERR_LIB_BIO, BIO_R_CONNECT_ERROR), 0);
	CHECK_INT(is_non_fatal(ERR_LIB_BIO, EAGAIN), 0);
}

static void the_non_fatal_reason_of_bio_is_one(void)
{
	CHECK_INT(is_non_fatal(ERR_LIB_BIO, BIO_R_NON_FATAL), 1);
	CHECK_INT(is_non_fatal(ERR_LIB_SSL, BIO_R_NON_FATAL), 0);
}

static const struct contract_case cases[] = {
	{ "non-fatal errnos are those seven", non_fatal_errors_are_those_seven, 0, 0 },
	{ "should_retry asks errno for 0 and -1 only",
	    should_retry_asks_errno_for_0_and_minus_1_only, 0, 0 },
	{ "should_retry leaves the stack", should_retry_leaves_the_stack, 0, 0 },
	{ "error codes are asked for their errno", error_codes_are_asked_for_their_errno, 0,
	    VERSION_WITH_NON_FATAL },
	{ "BIO_R_NON_FATAL is non-fatal", the_non_fatal_reason_of_bio_is_one, 0,
	    VERSION_WITH_NON_FATAL },
};

int main(void)
{
	return contract_main("sock.retry", cases, sizeof(cases) / sizeof(cases[0]));
}
