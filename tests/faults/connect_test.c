/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_connect() interrupted, under way, refused Fast Open; and going on to the next address. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <poll.h>
#include <string.h>

#include <netinet/tcp.h>

#include <openssl/err.h>

#include "support/contract.h"
#include "support/errno_names.h"
#include "support/faults.h"
#include "support/peer.h"
#include "support/system.h"

static int connect_counted(int fd, union peer_addr *at, int options)
{
	int result;

	faults_begin();
	result = BIO_connect(fd, peer_bio(at), options);
	faults_end();
	faults_clear();
	return result;
}

static void interrupted_it_is_called_again(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 4, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	faults_fail(FAULT_CONNECT, 1, EINTR);
	CHECK_INT(connect_counted(fd, &at, 0), 0);
	CHECK_INT(errno, EINTR);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_INT(faults_count(FAULT_CONNECT), 1);
	CHECK_ERRORS("-");
	CHECK_INT(connect_counted(fd, &at, 0), 1);
	CHECK_ERRORS("-");
	peer_close(listener, fd, -1);
}

/* The kernel's answer on systems that do not wait themselves. */
static int begun(union peer_addr *at)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_set_nonblocking(fd);
	CHECK_INT(connect(fd, &at->sa, peer_len(at)), -1);
	CHECK_INT(errno, EINPROGRESS);
	faults_fail(FAULT_CONNECT, 1, EALREADY);
	return fd;
}

static void a_blocking_one_under_way_is_awaited(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 4, &at), fd = begun(&at);

	CHECK_INT(connect_counted(fd, &at, 0), 1);
	CHECK_INT(faults_count(FAULT_POLL), 1);
	CHECK_INT(faults_count(FAULT_CONNECT), 1);
	CHECK(!peer_is_nonblocking(fd));
	CHECK_ERRORS("-");
	peer_close(listener, fd, -1);
}

/* Held off by a full queue at first, until the kernel asks again. */
static void it_is_awaited_as_long_as_it_takes(void)
{
	union peer_addr at;
	int filler, listener = peer_full(AF_INET, &at, &filler), fd = begun(&at);
	int accepted = peer_accept(listener);
	struct pollfd done = { .fd = fd, .events = POLLOUT };
	union peer_addr peer;
	socklen_t len = sizeof(peer);

	CHECK_INT(poll(&done, 1, 0), 0);
	CHECK_INT(connect_counted(fd, &at, 0), 1);
	CHECK_INT(getpeername(fd, &peer.sa, &len), 0);
	CHECK_ERRORS("-");
	peer_close(listener, filler, accepted);
	peer_close(fd, -1, -1);
}

static void its_refusal_is_told(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET, &at), fd = begun(&at);

	CHECK_INT(connect_counted(fd, &at, 0), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	peer_close(refuser, fd, -1);
}

static void a_nonblocking_one_is_not_awaited(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 4, &at), fd = begun(&at);

	CHECK_INT(connect_counted(fd, &at, BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(errno, EALREADY);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_INT(faults_count(FAULT_POLL), 0);
	CHECK_ERRORS("-");
	peer_close(listener, fd, -1);
}

/* libcrypto on Linux always says that it is unable. */
static void fastopen(int err, const char *errors)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 4, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	faults_fail(FAULT_SETSOCKOPT, 1, err);
	CHECK_INT(connect_counted(fd, &at, BIO_SOCK_TFO), 0);
	CHECK_INT(errno, err);
	CHECK_INT(faults_count(FAULT_CONNECT), 0);
	CHECK_ERRORS(
	    contract_is_oracle() ? contract_failed(err, "setsockopt", "unable to tfo") : errors);
	CHECK_INT(connect_counted(fd, &at, 0), 1);
	peer_close(listener, fd, -1);
}

/* The administrator's switch is one of Linux's. */
static void fastopen_that_is_switched_off_says_so(void)
{
	if (peer_says_of_option(AF_INET, SOCK_STREAM, IPPROTO_TCP, TCP_FASTOPEN_CONNECT) ==
	    ENOPROTOOPT)
		contract_skip("no TCP_FASTOPEN_CONNECT here");
	fastopen(EOPNOTSUPP,
	    "system library:EOPNOTSUPP(calling setsockopt());BIO routines:tfo disabled");
}

static void fastopen_that_is_refused_says_why(void)
{
	fastopen(ENOPROTOOPT, "system library:ENOPROTOOPT(calling setsockopt());"
	                      "BIO routines:tfo no kernel support");
	fastopen(EINVAL, "system library:EINVAL(calling setsockopt());BIO routines:unable to tfo");
}

/* The socket cannot be asked why: it is unable, and errno is that of the first failure. */
static void fastopen_unasked(int err)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 4, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	faults_fail(FAULT_SETSOCKOPT, 1, err);
	faults_fail(FAULT_GETSOCKOPT, FAULT_EVERY, ENOBUFS);
	CHECK_INT(connect_counted(fd, &at, BIO_SOCK_TFO), 0);
	CHECK_INT(errno, err);
	CHECK_INT(faults_count(FAULT_GETSOCKOPT), 1);
	CHECK_INT(errno_of_record(ERR_GET_REASON(ERR_get_error())), err);
	CHECK_ERRORS("BIO routines:unable to tfo");
	peer_close(listener, fd, -1);
}

static void fastopen_that_cannot_be_explained(void)
{
	fastopen_unasked(ENOPROTOOPT);
	fastopen_unasked(EINVAL);
}

/* "*:0" has an address of each family. */
static int accept_socket_anywhere(enum fault_call call, int n, int err)
{
	char where[] = "*:0";
	int fd;

	faults_clear();
	faults_fail(call, n, err);
	faults_begin();
	fd = BIO_get_accept_socket(where, BIO_BIND_REUSEADDR);
	faults_end();
	faults_clear();
	return fd;
}

static void next_address_after(enum fault_call call, int err)
{
	int before = system_open_descriptors();
	int fd = accept_socket_anywhere(call, 1, err);

	CHECK(fd >= 0);
	CHECK(faults_struck());
	CHECK_INT(peer_option(fd, SOL_SOCKET, SO_ACCEPTCONN), 1);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
	CHECK_INT(system_open_descriptors(), before);
}

static void the_next_address_is_tried(void)
{
	next_address_after(FAULT_SOCKET, EAFNOSUPPORT);
	next_address_after(FAULT_GETSOCKOPT, ENOBUFS);
	next_address_after(FAULT_IOCTL, EINVAL);
	next_address_after(FAULT_SETSOCKOPT, ENOMEM);
	next_address_after(FAULT_BIND, EADDRINUSE);
	next_address_after(FAULT_LISTEN, EADDRINUSE);
}

static void if_all_fail_all_are_told(void)
{
	int before = system_open_descriptors();

	CHECK_INT(accept_socket_anywhere(FAULT_BIND, FAULT_EVERY, EADDRINUSE), -1);
	CHECK_INT(errno, EADDRINUSE);
	CHECK_INT(faults_count(FAULT_BIND), 2);
	CHECK_ERRORS(
	    "system library:EADDRINUSE(calling bind());BIO routines:unable to bind socket;"
	    "system library:EADDRINUSE(calling bind());BIO routines:unable to bind socket");
	CHECK_INT(system_open_descriptors(), before);
	CHECK_INT(accept_socket_anywhere(FAULT_SOCKET, FAULT_EVERY, EMFILE), -1);
	CHECK_ERRORS(
	    "system library:EMFILE(calling socket());BIO routines:unable to create socket;"
	    "system library:EMFILE(calling socket());BIO routines:unable to create socket");
	CHECK_INT(system_open_descriptors(), before);
}

static const struct contract_case cases[] = {
	{ "interrupted, it is called again", interrupted_it_is_called_again, 0, 0 },
	{ "a nonblocking one that is under way is not awaited", a_nonblocking_one_is_not_awaited, 0,
	    0 },
	{ "Fast Open that is switched off says so", fastopen_that_is_switched_off_says_so, 0,
	    0x30200000L },
	{ "Fast Open that is refused says why", fastopen_that_is_refused_says_why, 0, 0x30200000L },
	{ "the next address is tried", the_next_address_is_tried, 9, 0 },
	{ "if all fail, all are told", if_all_fail_all_are_told, 9, 0 },
};

/* What libcrypto does not do: await in a kernel's place, ask a socket why. */
static const struct contract_case own_cases[] = {
	{ "a blocking one that is under way is awaited", a_blocking_one_under_way_is_awaited, 0,
	    0 },
	{ "it is awaited as long as it takes", it_is_awaited_as_long_as_it_takes, 0, 0 },
	{ "its refusal is told", its_refusal_is_told, 0, 0 },
	{ "Fast Open that cannot be explained", fastopen_that_cannot_be_explained, 0, 0 },
};

int main(void)
{
	int failed = contract_main("faults.connect", cases, sizeof(cases) / sizeof(cases[0]));

	if (contract_is_oracle())
		return failed;
	return contract_main(
	           "faults.connect, own", own_cases, sizeof(own_cases) / sizeof(own_cases[0])) |
	       failed;
}
