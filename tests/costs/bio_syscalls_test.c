/* SPDX-License-Identifier: Apache-2.0 */
/* What BIO objects and a dial cost in system calls: those of the raw calls, and none besides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <openssl/err.h>

#include "costs/operations.h"
#include "support/contract.h"
#include "support/syscalls.h"

static const struct {
	const char *what;
	operation *operate;
	const char *calls;
} rows[] = {
	{ "a connect BIO to a literal", cost_connect_bio, "socket ioctl setsockopt connect" },
	{ "the same, nonblocking", cost_connect_bio_nonblocking,
	    "socket ioctl setsockopt connect" },
	{ "freeing it", cost_free_connect_bio, "shutdown close" },
	{ "a dial to a literal", cost_dial,
	    "socket connect poll getsockopt getsockname getpeername ioctl" },
	{ "the same, nonblocking", cost_dial_nonblocking,
	    "socket connect poll getsockopt getsockname getpeername" },
	{ "an accept BIO's next connection", cost_accept_bio, "accept4" },
	{ "a read", cost_read_bio, "read" },
	{ "a read of nothing yet", cost_wait_bio, "read" },
	{ "a write", cost_write_bio, "sendto" },
};

/*
 * An allocator that asks the kernel for each size apart, musl's, has room for some of each from
 * here on, and neither needs more nor gives the last of it back.
 */
static void allocate_each_size(void)
{
	enum { EACH = 8 };

	for (size_t n = 16; n <= 4096; n += 16) {
		void *block[EACH];

		for (size_t i = 0; i < EACH; i++)
			CHECK((block[i] = OPENSSL_malloc(n)) != NULL);
		for (size_t i = 0; i < EACH; i += 2)
			OPENSSL_free(block[i]);
	}
}

/* A process's first allocation and its first error are not the operation's. */
static bool run(void *arg)
{
	operation *const *operate = arg;
	struct site site;
	bool well;

	site.listener = peer_listen(AF_INET, 8, &site.at);
	site.dialer = peer_dial(&site.at);
	site.fd = -1;
	allocate_each_size();
	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", "first");
	ERR_clear_error();
	well = (*operate)(&site);
	ERR_clear_error();
	return well;
}

static struct syscalls count(operation *operate)
{
	struct syscalls got;
	const char *why;
	bool well = syscalls_count(run, &operate, &got, &why);

	if (!well && why != NULL)
		contract_skip(why);
	CHECK(well);
	return got;
}

static void costs_what_the_raw_calls_do(void)
{
	if (COSTS_SANITIZED)
		contract_skip("sanitizers make calls of their own");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct syscalls got = count(rows[i].operate);

		if (!CHECK_STR(got.names, rows[i].calls))
			print_message("           %s\n", rows[i].what);
	}
}

/* One: but musl's sendmmsg() makes a call for each datagram. */
static void a_batch_costs_what_sendmmsg_does(void)
{
	if (COSTS_SANITIZED)
		contract_skip("sanitizers make calls of their own");
	CHECK_STR(count(cost_send_many).names, count(cost_sendmmsg).names);
}

static const struct contract_case cases[] = {
	{ "BIO objects cost what the raw calls do", costs_what_the_raw_calls_do, 0, 0 },
	{ "a batch costs what sendmmsg() does", a_batch_costs_what_sendmmsg_does, 0, 0 },
};

int main(void)
{
	return contract_main("costs.bio", cases, sizeof(cases) / sizeof(cases[0]));
}
