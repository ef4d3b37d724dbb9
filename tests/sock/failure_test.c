/* SPDX-License-Identifier: Apache-2.0 */
/* What biosock's records say beyond OpenSSL's: on which address a call failed. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <netdb.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "sock/failure.h"
#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

static void check_errors(const char *format, unsigned port)
{
	char want[256];

	snprintf(want, sizeof(want), format, port);
	CHECK_STR(contract_errors_whole(), want);
}

static void connect_tells_the_ipv4_address(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 0);
	CHECK_INT(errno, ECONNREFUSED);
	check_errors(
	    "system library:ECONNREFUSED(calling connect(): 127.0.0.1:%u);BIO routines:connect "
	    "error",
	    ntohs(peer_port(&at)));
	peer_close(refuser, fd, -1);
}

static void connect_tells_the_ipv6_address(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET6, &at), fd = peer_socket(AF_INET6, SOCK_STREAM);

	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 0);
	check_errors(
	    "system library:ECONNREFUSED(calling connect(): [::1]:%u);BIO routines:connect error",
	    ntohs(peer_port(&at)));
	peer_close(refuser, fd, -1);
}

static void bind_tells_the_address_in_use(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_listen(fd, peer_bio(&at), 0), 0);
	check_errors(
	    "system library:EADDRINUSE(calling bind(): 127.0.0.1:%u);BIO routines:unable to "
	    "bind socket",
	    ntohs(peer_port(&at)));
	peer_close(listener, fd, -1);
}

static void connect_tells_the_abstract_name(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	system_need_abstract_names();
	peer_wildcard(AF_UNIX, 0, &at);
	memcpy(at.un.sun_path, "\0biosock-test-nobody", 20);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 0);
	CHECK_STR(contract_errors_whole(),
	    "system library:ECONNREFUSED(calling connect(): unix:@biosock-test-nobody);BIO "
	    "routines:connect error");
	peer_close(fd, -1, -1);
}

static void a_call_without_an_address_tells_none(void)
{
	CHECK_INT(BIO_accept_ex(-1, NULL, 0), -1);
	CHECK_STR(contract_errors_whole(),
	    "system library:EBADF(calling accept());BIO routines:accept error");
}

/* The record of a helper is in the name of the function that the program called. */
static void records_name_the_public_function(void)
{
	static const char *const names[] = { "BIO_connect", "BIO_bind", "BIO_accept_ex",
		"BIO_closesocket", "BIO_sock_info" };
	union peer_addr at;
	union BIO_sock_info_u info = { .addr = peer_bio(&at) };
	const char *func;

	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_connect(-1, peer_bio(&at), 0), 0);
	CHECK_INT(BIO_bind(-1, peer_bio(&at), 0), 0);
	CHECK_INT(BIO_accept_ex(-1, NULL, 0), -1);
	CHECK(ERR_peek_last_error_func(&func) != 0);
	CHECK_STR(func, "BIO_accept_ex");
	CHECK_INT(BIO_closesocket(-1), 0);
	CHECK_INT(BIO_sock_info(-1, BIO_SOCK_INFO_ADDRESS, &info), 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		CHECK(ERR_peek_error_func(&func) != 0);
		CHECK_STR(func, names[i]);
		ERR_get_error();
		if (strcmp(func, "BIO_accept_ex") == 0 || strcmp(func, "BIO_sock_info") == 0)
			ERR_get_error();
	}
	CHECK_ERRORS("-");
}

/* As a call of the list that failed leaves it: nothing is told yet. */
static void keep(
    struct sock_failures *all, const BIO_ADDR *addr, const char *call, int err, int reason)
{
	struct sock_failure f = { .function = "BIO_listen" };

	system_set_socket_error(err);
	CHECK_INT(sock_failed(&f, call, reason, NULL), 0);
	sock_failures_keep(all, &f, addr);
	CHECK_INT(errno, err);
	CHECK_ERRORS("-");
}

/* Those kept are told with their own errno, whatever it was since, and only once. */
static void failures_that_are_kept_are_told_once(void)
{
	struct sock_failures all = { 0 };
	union peer_addr at;

	peer_loopback(AF_INET, &at);
	keep(&all, peer_bio(&at), "bind", EADDRINUSE, BIO_R_UNABLE_TO_BIND_SOCKET);
	keep(&all, peer_bio(&at), "ioctlsocket", ETIMEDOUT, 0);
	CHECK_INT(all.n, 2);
	errno = EDOM;
	sock_failures_tell(ERR_PLACE, &all);
	CHECK_INT(errno, ETIMEDOUT);
	CHECK_STR(contract_errors_whole(),
	    "system library:EADDRINUSE(calling bind(): 127.0.0.1:0);"
	    "BIO routines:unable to bind socket;"
	    "system library:ETIMEDOUT(calling ioctlsocket(): 127.0.0.1:0);"
	    "BIO routines:connect error");
	CHECK_INT(all.n, 0);
	sock_failures_tell(ERR_PLACE, &all);
	CHECK_ERRORS("-");
}

/* The queue holds seven pairs: of more failures the oldest are dropped, and each of them whole. */
static void of_many_failures_the_newest_are_kept(void)
{
	struct sock_failures all = { 0 };
	union peer_addr at;
	unsigned long code = 0;
	int told = 0;

	peer_loopback(AF_INET, &at);
	for (int i = 0; i < 9; i++)
		keep(&all, peer_bio(&at), "connect", i < 2 ? EDOM : ETIMEDOUT, BIO_R_CONNECT_ERROR);
	sock_failures_tell(ERR_PLACE, &all);
	while ((code = ERR_get_error()) != 0) {
		/* The system's number for ETIMEDOUT is another one on Windows. */
		if (told % 2 == 0)
			CHECK(ERR_GET_LIB(code) == ERR_LIB_SYS && ERR_GET_REASON(code) != EDOM);
		else
			CHECK_INT(ERR_GET_REASON(code), BIO_R_CONNECT_ERROR);
		told++;
	}
	CHECK_INT(told, 14);
}

/* To Winsock, others may keep the address: the record says so, errno what it is to POSIX. */
static void a_failure_that_is_kept_has_its_errno(void)
{
	struct sock_failures all = { 0 };
	struct sock_failure f = { .function = NULL };
	union peer_addr at;

	peer_loopback(AF_INET, &at);
	system_set_socket_error(EACCES);
	errno = EADDRINUSE;
	sock_failed(&f, "bind", BIO_R_UNABLE_TO_BIND_SOCKET, NULL);
	sock_failures_keep(&all, &f, peer_bio(&at));
	CHECK_INT(errno, EADDRINUSE);
	errno = EDOM;
	sock_failures_tell(ERR_PLACE, &all);
	CHECK_INT(errno, EADDRINUSE);
	ERR_clear_error();
}

/* By whoever tells it in the place of another, too. */
static void a_failure_is_told_in_the_name_of_its_function(void)
{
	static const struct {
		const char *function, *want;
	} rows[] = { { "BIO_bind", "BIO_bind" }, { NULL, "BIO_listen" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct sock_failure f = { .function = rows[i].function };
		const char *func = NULL;

		system_set_socket_error(EADDRINUSE);
		sock_failed(&f, "bind", BIO_R_UNABLE_TO_BIND_SOCKET, NULL);
		CHECK_INT(sock_tell(ERR_PLACE_OF("BIO_listen"), &f), 0);
		ERR_peek_last_error_func(&func);
		CHECK_STR(func, rows[i].want);
		CHECK_STR(contract_errors_whole(),
		    "system library:EADDRINUSE(calling bind());BIO routines:unable to bind socket");
	}
}

/* A connect that goes on has failed in nothing. */
static void nothing_is_told_where_no_call_failed(void)
{
	const struct sock_failure f = { .function = "BIO_connect" };

	errno = EINPROGRESS;
	CHECK_INT(sock_tell(ERR_PLACE, &f), 0);
	CHECK_INT(errno, EINPROGRESS);
	CHECK_ERRORS("-");
}

static void a_call_without_a_reason_leaves_one_record(void)
{
	system_set_socket_error(EBADF);
	sock_fail(ERR_PLACE, "call", 0);
	CHECK_STR(contract_errors_whole(), "system library:EBADF(calling call())");
}

static const struct contract_case cases[] = {
	{ "failures that are kept are told once", failures_that_are_kept_are_told_once, 0, 0 },
	{ "a failure that is kept has its errno", a_failure_that_is_kept_has_its_errno, 0, 0 },
	{ "of many failures the newest are kept", of_many_failures_the_newest_are_kept, 0, 0 },
	{ "a failure is told in the name of its function",
	    a_failure_is_told_in_the_name_of_its_function, 0, 0 },
	{ "nothing is told where no call failed", nothing_is_told_where_no_call_failed, 0, 0 },
	{ "a call without a reason leaves one record", a_call_without_a_reason_leaves_one_record, 0,
	    0 },
	{ "BIO_connect tells the IPv4 address", connect_tells_the_ipv4_address, 0, 0 },
	{ "BIO_connect tells the IPv6 address", connect_tells_the_ipv6_address, 0, 0 },
	{ "BIO_listen tells the address in use", bind_tells_the_address_in_use, 0, 0 },
	{ "BIO_connect tells the abstract name", connect_tells_the_abstract_name, 0, 0 },
	{ "a call without an address tells none", a_call_without_an_address_tells_none, 0, 0 },
	{ "records name the public function", records_name_the_public_function, 0, 0 },
};

int main(void)
{
	return contract_main("sock.failure", cases, sizeof(cases) / sizeof(cases[0]));
}
