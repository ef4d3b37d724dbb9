/* SPDX-License-Identifier: Apache-2.0 */
/* The operations that are timed, a row each, with the budgets of the project. */
#include <arpa/inet.h>
#include <netinet/in.h>

#include "bench.h"

/* Of the ranges for documentation (RFC 5737, RFC 3849). */
static void give_v4(struct loopback *loopback, struct job *job)
{
	static struct sockaddr_in addr = { .sin_family = AF_INET };

	(void)loopback;
	addr.sin_port = htons(8080);
	inet_pton(AF_INET, "192.0.2.113", &addr.sin_addr);
	job->addr = (const struct sockaddr *)(const void *)&addr;
	job->addr_len = sizeof(addr);
}

static void give_v6(struct loopback *loopback, struct job *job)
{
	static struct sockaddr_in6 addr = { .sin6_family = AF_INET6 };

	(void)loopback;
	addr.sin6_port = htons(443);
	inet_pton(AF_INET6, "2001:db8::1:0:0:1234", &addr.sin6_addr);
	job->addr = (const struct sockaddr *)(const void *)&addr;
	job->addr_len = sizeof(addr);
}

#define OPERATION(name) offsetof(struct operations, name)

const struct bench_case bench_cases[] = {
	{ .name = "lookup 127.0.0.1:80",
	    .operation = OPERATION(lookup),
	    .n = 256,
	    .host = "127.0.0.1",
	    .service = "80",
	    .budget = { BUDGET_BELOW, 300 } },
	{ .name = "lookup [::1]:443",
	    .operation = OPERATION(lookup),
	    .n = 256,
	    .host = "::1",
	    .service = "443",
	    .budget = { BUDGET_BELOW, 300 } },
	{ .name = "lookup *:0",
	    .operation = OPERATION(lookup),
	    .n = 256,
	    .service = "0",
	    .for_server = 1,
	    .budget = { BUDGET_BELOW, 300 } },
	{ .name = "split host:service",
	    .operation = OPERATION(split),
	    .n = 256,
	    .text = "www.example.org:443" },
	{ .name = "IPv4 address and port as text",
	    .operation = OPERATION(text),
	    .n = 256,
	    .prepare = give_v4,
	    .budget = { BUDGET_BELOW, 150 } },
	{ .name = "IPv6 address and port as text",
	    .operation = OPERATION(text),
	    .n = 256,
	    .prepare = give_v6,
	    .budget = { BUDGET_BELOW, 150 } },
	{ .name = "accept, nonblocking, of a full backlog",
	    .operation = OPERATION(accept),
	    .n = LOOPBACK_MOST,
	    .prepare = loopback_fill,
	    .finish = loopback_drop_accepted,
	    .budget = { BUDGET_TIMES_RAW, 1.03 } },
	{ .name = "accept, waiting for a burst of 128",
	    .operation = OPERATION(accept_many),
	    .n = LOOPBACK_MOST,
	    .prepare = loopback_fill,
	    .finish = loopback_drop_accepted,
	    .budget = { BUDGET_TIMES_RAW, 1.03 } },
	{ .name = "socket, connect with three flags, close",
	    .operation = OPERATION(connect),
	    .n = LOOPBACK_MOST / 2,
	    .prepare = loopback_offer,
	    .finish = loopback_drain },
	{ .name = "BIO_new_connect, BIO_do_connect, BIO_free",
	    .operation = OPERATION(dial),
	    .n = LOOPBACK_MOST / 2,
	    .host = "127.0.0.1",
	    .prepare = loopback_name,
	    .finish = loopback_drain },
	{ .name = "BIO_write and BIO_read of a byte, socket BIOs",
	    .operation = OPERATION(exchange),
	    .n = 256,
	    .prepare = loopback_join },
	{ .name = "512 bytes through a BIO pair", .operation = OPERATION(pass), .n = 256 },
	{ .name = "failing accept, its two errors cleared",
	    .operation = OPERATION(fail_accept),
	    .n = 256,
	    .prepare = loopback_spoil,
	    .budget = { BUDGET_BEYOND_RAW, 150 } },
	{ .name = "failing bind, its two errors cleared",
	    .operation = OPERATION(fail_bind),
	    .n = 256,
	    .prepare = loopback_spoil,
	    .budget = { BUDGET_BEYOND_RAW, 150 } },
};

const size_t bench_case_count = sizeof(bench_cases) / sizeof(bench_cases[0]);
