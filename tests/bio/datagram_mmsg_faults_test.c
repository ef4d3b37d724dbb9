/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_sendmmsg(), BIO_recvmmsg() and local addresses with each of their calls failing. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>

#include "datagram_peers.h"
#include "failing_calls.h"
#include "support/contract.h"
#include "support/system.h"

static const struct {
	int err;
	int transient;
} errors[] = { { EAGAIN, 1 }, { EINTR, 1 }, { ECONNREFUSED, 0 }, { ENOMEM, 0 }, { ENOBUFS, 0 },
	{ EPERM, 0 }, { EBADF, 0 } };

static void check_failed(size_t i, int ret, size_t done, const char *call)
{
	char want[100];

	snprintf(want, sizeof(want), "system library:%s(calling %s())",
	    contract_errno_name(errors[i].err), call);
	CHECK_INT(errno, errors[i].err);
	CHECK_INT(ret, 0);
	CHECK_INT(done, 0);
	CHECK_INT(BIO_err_is_non_fatal((unsigned)ERR_peek_last_error()), errors[i].transient);
	CHECK_ERRORS(want);
}

static void goes_on_after_a_failure(void)
{
	struct pair p = make_pair(AF_INET);
	BIO_ADDR *peer = (BIO_ADDR *)(void *)&p.own.name;
	char data[4] = "abc";

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		BIO_MSG msg = { .data = data, .data_len = 3, .peer = peer, .flags = 7 };
		size_t done = 99;
		int ret;

		fail_call(CALL_SEND, 0, errors[i].err);
		ret = BIO_sendmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done);
		check_failed(i, ret, done, "sendmmsg");
		CHECK_INT(msg.data_len == 3 && msg.flags == 7, 1);
		CHECK_INT(BIO_sendmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
		msg = (BIO_MSG){ .data = data, .data_len = 4, .flags = 7 };
		fail_call(CALL_RECEIVE, 0, errors[i].err);
		ret = BIO_recvmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done);
		check_failed(i, ret, done, "recvmmsg");
		CHECK_INT(msg.data_len == 4 && msg.flags == 7, 1);
		CHECK_INT(BIO_recvmmsg(p.bio, &msg, sizeof(msg), 1, 0, &done), 1);
		CHECK_INT(msg.data_len, 3);
	}
	free_pair(&p);
}

static void enables_nothing_after_a_failure(void)
{
	struct pair p = make_pair(AF_INET6);
	int on = -1;

	fail_call(CALL_GETSOCKNAME, 0, ENOBUFS);
	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 0);
	CHECK_ERRORS("system library:ENOBUFS(calling getsockname());BIO routines:local address not "
	             "available");
	fail_call(CALL_SETSOCKOPT, 0, ENOPROTOOPT);
	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 0);
	CHECK_ERRORS(
	    "system library:ENOPROTOOPT(calling setsockopt());BIO routines:local address not "
	    "available");
	CHECK_INT(BIO_dgram_get_local_addr_enable(p.bio, &on), 1);
	CHECK_INT(on, 0);
	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
	fail_call(CALL_SETSOCKOPT, 0, ENOBUFS);
	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 0), 0);
	CHECK_INT(BIO_dgram_get_local_addr_enable(p.bio, &on), 1);
	CHECK_INT(on, 1);
	free_pair(&p);
}

/* One call finds out whether it fits, the next reads it. */
static void cuts_nothing_after_a_failure(void)
{
	struct pair p = make_pair(AF_INET);
	char buf[4];

	CHECK_INT(BIO_dgram_set_no_trunc(p.bio, 1), 1);
	say_to_bio(&p, "abc");
	for (int n = 0; n < 2; n++) {
		fail_call(CALL_RECEIVE, n, EINTR);
		CHECK_INT(BIO_read(p.bio, buf, 4), -1);
		CHECK_INT(errno, EINTR);
		CHECK_INT(BIO_should_read(p.bio) != 0, 1);
	}
	CHECK_INT(BIO_read(p.bio, buf, 4), 3);
	CHECK_ERRORS("-");
	free_pair(&p);
}

static void makes_no_more_calls_than_it_must(void)
{
	struct pair p = make_pair(AF_INET);
	BIO_MSG msg[8];
	char data[8][4] = { { 0 } };
	size_t done = 0;
	int calls = system_sockets_are_files() ? 1 : 8; /* Winsock's take one datagram */

	for (size_t i = 0; i < 8; i++)
		msg[i] = (BIO_MSG){
			.data = data[i], .data_len = 4, .peer = (BIO_ADDR *)(void *)&p.own.name
		};
	fail_call(CALL_SEND, 0, 0);
	CHECK_INT(BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), 8, 0, &done), 1);
	CHECK_INT(BIO_recvmmsg(p.bio, msg, sizeof(msg[0]), 8, 0, &done), 1);
	CHECK_INT(done, 8);
	CHECK_INT(calls_made(CALL_SEND), calls);
	CHECK_INT(calls_made(CALL_RECEIVE), calls);
	CHECK_INT(calls_made(CALL_GETSOCKNAME) + calls_made(CALL_GETSOCKOPT), 0);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "goes on after a failure", goes_on_after_a_failure, 0, 0 },
		{ "enables nothing after a failure", enables_nothing_after_a_failure, 0, 0 },
		{ "cuts nothing after a failure", cuts_nothing_after_a_failure, 0, 0 },
		{ "makes no more calls than it must", makes_no_more_calls_than_it_must, 0, 0 },
	};

	return contract_main("datagram_mmsg_faults", cases, sizeof(cases) / sizeof(cases[0]));
}
