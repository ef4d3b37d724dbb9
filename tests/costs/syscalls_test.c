/* SPDX-License-Identifier: Apache-2.0 */
/* What each operation costs in system calls: neither more nor fewer than its row says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <openssl/err.h>

#include "costs/operations.h"
#include "support/contract.h"
#include "support/syscalls.h"

static void prepare(struct site *site)
{
	site->listener = peer_listen(AF_INET, 8, &site->at);
	site->dialer = peer_dial(&site->at);
	site->fd = peer_socket(AF_INET, SOCK_STREAM);
}

/* A process's first allocation and its first error are not the operation's. */
static void warm(void)
{
	OPENSSL_free(OPENSSL_malloc(4096));
	BIO_closesocket(-1);
	BIO_bind(-1, NULL, 0);
	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", "first");
	ERR_clear_error();
}

static bool run(void *arg)
{
	operation **operate = arg;
	struct site site;
	bool well;

	prepare(&site);
	warm();
	well = (*operate)(&site);
	ERR_clear_error();
	return well;
}

/* "socket", "ioctl connect" ...: the calls in their order; "" for none. */
static void costs(operation *operate, const char *want)
{
	struct syscalls got;
	const char *why;
	bool well;

	if (COSTS_SANITIZED) {
		print_message("           sanitizers make calls of their own\n");
		skip();
	}
	well = syscalls_count(run, &operate, &got, &why);
	if (!well && why != NULL) {
		print_message("           %s\n", why);
		skip();
	}
	CHECK(well);
	CHECK_STR(got.names, want);
}

static void looking_up_a_v4_literal_costs_nothing(void)
{
	costs(cost_lookup_v4, "");
}

static void looking_up_a_v6_literal_costs_nothing(void)
{
	costs(cost_lookup_v6, "");
}

static void looking_up_any_address_costs_nothing(void)
{
	costs(cost_lookup_any, "");
}

static void looking_up_a_path_costs_nothing(void)
{
	costs(cost_lookup_path, "");
}

static void making_a_socket(void)
{
	costs(cost_make, "socket");
}

static void binding(void)
{
	costs(cost_bind_reuseaddr, "setsockopt bind");
}

static void connecting_with_flags(void)
{
	costs(cost_connect_flags, "ioctl setsockopt setsockopt connect");
}

static void connecting(void)
{
	costs(cost_connect_plain, "ioctl connect");
}

static void listening(void)
{
	costs(cost_listen_flags, "getsockopt ioctl setsockopt bind listen");
}

static void accepting_nonblocking(void)
{
	costs(cost_accept_nonblocking, "accept4");
}

static void accepting(void)
{
	costs(cost_accept_blocking, "accept4");
}

static void finding_nobody_costs_one_call(void)
{
	costs(cost_accept_nobody, contract_is_oracle() ? "accept" : "accept4");
}

static void asking_the_address(void)
{
	costs(cost_sock_info, "getsockname");
}

static void numbers_as_text(void)
{
	costs(cost_numeric_text, "");
}

static void closing(void)
{
	costs(cost_close_socket, "close");
}

static void errors_cost_no_system_call(void)
{
	costs(cost_bind_in_use, "bind");
	costs(cost_connect_refused, "ioctl connect");
	costs(cost_errors_read_and_cleared, "ioctl connect");
}

static void a_refused_argument_costs_nothing(void)
{
	costs(cost_refused_argument, "");
}

static void a_failing_close(void)
{
	costs(cost_close_nothing, "close");
}

static void nonblocking_in_the_same_call(void)
{
	costs(cost_make_nonblocking, "socket");
}

static const struct contract_case cases[] = {
	{ "looking up 127.0.0.1:80 costs nothing", looking_up_a_v4_literal_costs_nothing, 20, 0 },
	{ "looking up [::1]:443 costs nothing", looking_up_a_v6_literal_costs_nothing, 20, 0 },
	{ "looking up *:0 costs nothing", looking_up_any_address_costs_nothing, 20, 0 },
	{ "looking up a path costs nothing", looking_up_a_path_costs_nothing, 0, 0 },
	{ "a socket costs one", making_a_socket, 0, 0 },
	{ "a bind with REUSEADDR costs two", binding, 0, 0 },
	{ "a connect with three flags costs four", connecting_with_flags, 0, 0 },
	{ "a connect without flags costs two", connecting, 0, 0 },
	{ "a listen with two flags costs five", listening, 0, 0 },
	{ "accepting with NONBLOCK costs one", accepting_nonblocking, 4, 0 },
	{ "accepting costs one", accepting, 4, 0 },
	{ "finding nobody to accept costs one", finding_nobody_costs_one_call, 0, 0 },
	{ "asking the address costs one", asking_the_address, 0, 0 },
	{ "numbers as text cost nothing", numbers_as_text, 0, 0 },
	{ "a close costs one", closing, 0, 0 },
	{ "errors cost no system call", errors_cost_no_system_call, 0, 0 },
	{ "a refused argument costs nothing", a_refused_argument_costs_nothing, 0, 0 },
	{ "a failing close costs one", a_failing_close, 14, 0 },
};

/* Of an option that OpenSSL keeps for later. */
static const struct contract_case own_cases[] = {
	{ "a socket with NONBLOCK costs one", nonblocking_in_the_same_call, 0, 0 },
};

int main(void)
{
	int failed = contract_main("costs.syscalls", cases, sizeof(cases) / sizeof(cases[0]));

	if (contract_is_oracle())
		return failed;
	return contract_main("costs.own", own_cases, sizeof(own_cases) / sizeof(own_cases[0])) |
	       failed;
}
