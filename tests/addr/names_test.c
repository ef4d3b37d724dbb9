/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What BIO_lookup(3) asks of the resolver, and what it makes of its answers: getaddrinfo() is
 * this file's own.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/system.h"

/* Before, the record said ERR_R_MALLOC_FAILURE. */
#define SINCE_NO_MALLOC_FAILURE 0x30200000L

enum { ASKED_MAX = 4 };

static struct {
	int answer[ASKED_MAX]; /* the code of the n-th call */
	int err;               /* what each call leaves in errno */
	struct addrinfo hints[ASKED_MAX];
	int n;
	struct addrinfo *list;
} asked;

static struct sockaddr_in6 answer_v6 = { .sin6_family = AF_INET6 };
static struct sockaddr_in answer_v4 = { .sin_family = AF_INET };
static struct addrinfo answer_second = {
	.ai_family = AF_INET,
	.ai_socktype = SOCK_STREAM,
	.ai_protocol = IPPROTO_TCP,
	.ai_addr = (struct sockaddr *)&answer_v4,
	.ai_addrlen = sizeof(answer_v4),
};
static struct addrinfo answer_first = {
	.ai_family = AF_INET6,
	.ai_socktype = SOCK_STREAM,
	.ai_protocol = IPPROTO_TCP,
	.ai_addr = (struct sockaddr *)&answer_v6,
	.ai_addrlen = sizeof(answer_v6),
	.ai_next = &answer_second,
};

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	int n = asked.n < ASKED_MAX ? asked.n : ASKED_MAX - 1;

	(void)host;
	(void)service;
	asked.n++;
	asked.hints[n] = *hints;
	errno = asked.err;
	*out = asked.list;
	return asked.answer[n];
}

/* The answers are static. */
void INTERPOSED(freeaddrinfo)(struct addrinfo *list)
{
	(void)list;
}

static void answer(int first, int second, int err)
{
	memset(&asked, 0, sizeof(asked));
	asked.answer[0] = first;
	asked.answer[1] = second;
	asked.err = err;
	asked.list = &answer_first;
}

static int look(const char *host, int type, int family)
{
	BIO_ADDRINFO *list = NULL;
	int ok = BIO_lookup(host, "80", (enum BIO_lookup_type)type, family, SOCK_STREAM, &list);

	BIO_ADDRINFO_free(list);
	return ok;
}

static void asks_for_what_this_host_can_reach(void)
{
	static const struct {
		int type, family, flags;
	} cases[] = {
		{ BIO_LOOKUP_CLIENT, AF_UNSPEC, AI_ADDRCONFIG },
		{ BIO_LOOKUP_SERVER, AF_UNSPEC, AI_ADDRCONFIG | AI_PASSIVE },
		{ BIO_LOOKUP_CLIENT, AF_INET, 0 },
		{ BIO_LOOKUP_SERVER, AF_INET6, AI_PASSIVE },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		answer(0, 0, 0);
		CHECK_INT(look("name.example", cases[i].type, cases[i].family), 1);
		CHECK_INT(asked.n, 1);
		CHECK_INT(asked.hints[0].ai_flags, cases[i].flags);
		CHECK_INT(asked.hints[0].ai_family, cases[i].family);
		CHECK_INT(asked.hints[0].ai_socktype, SOCK_STREAM);
		CHECK_INT(asked.hints[0].ai_protocol, 0);
	}
}

static void keeps_the_order_of_the_answers(void)
{
	BIO_ADDRINFO *list = NULL;
	const BIO_ADDRINFO *second;

	answer(0, 0, 0);
	CHECK_INT(BIO_lookup("name.example", "80", 0, AF_UNSPEC, SOCK_STREAM, &list), 1);
	second = BIO_ADDRINFO_next(list);
	CHECK_INT(BIO_ADDRINFO_family(list), AF_INET6);
	CHECK_INT(BIO_ADDRINFO_family(second), AF_INET);
	CHECK_INT(BIO_ADDRINFO_protocol(second), IPPROTO_TCP);
	CHECK(BIO_ADDRINFO_next(second) == NULL);
	CHECK_ERRORS("-");
	BIO_ADDRINFO_free(list);
}

static void tries_again_without_looking_at_the_network(void)
{
	answer(EAI_NONAME, EAI_NONAME, 0);
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
	CHECK_INT(asked.n, 2);
	CHECK_INT(asked.hints[1].ai_flags, AI_NUMERICHOST);
	CHECK_ERRORS("BIO routines:system lib(Name or service not known)");
	answer(EAI_NONAME, 0, 0);
	CHECK_INT(look("127.1", BIO_LOOKUP_SERVER, AF_UNSPEC), 1);
	CHECK_INT(asked.n, 2);
	CHECK_INT(asked.hints[1].ai_flags & AI_ADDRCONFIG, 0);
	CHECK_ERRORS("-");
	answer(EAI_NONAME, 0, 0);
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_INET), 0);
	CHECK_INT(asked.n, 1);
	CHECK_ERRORS("BIO routines:system lib(Name or service not known)");
}

static void tells_the_first_reason(void)
{
	answer(EAI_AGAIN, EAI_NONAME, 0);
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
	CHECK_ERRORS("BIO routines:system lib(Temporary failure in name resolution)");
}

static void says_why_in_the_resolver_s_words(void)
{
	static const int codes[] = { EAI_NONAME, EAI_AGAIN, EAI_FAIL, EAI_SERVICE, EAI_SOCKTYPE,
		EAI_FAMILY, EAI_BADFLAGS, EAI_OVERFLOW, -9999 };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char want[160];

		snprintf(want, sizeof(want), "BIO routines:system lib(%s)", gai_strerror(codes[i]));
		answer(codes[i], codes[i], 0);
		CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
		CHECK_ERRORS(want);
	}
}

static void reports_the_system_s_error(void)
{
	static const int calls[][2] = { { EAI_SYSTEM, 0 }, { EAI_AGAIN, EAI_SYSTEM } };

	if (!system_resolver_has_errno())
		contract_skip("the resolver never says that errno has the reason");
	for (size_t i = 0; i < 2; i++) {
		answer(calls[i][0], calls[i][1], ENFILE);
		errno = 0;
		CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
		CHECK_INT(errno, ENFILE);
		CHECK_INT(asked.n, (int)i + 1);
		CHECK_ERRORS("system library:ENFILE(calling getaddrinfo());"
		             "BIO routines:system lib");
	}
}

/* libcrypto lets through whatever the resolver did on its way: no contract, so no oracle. */
static void keeps_errno_of_before(void)
{
	if (contract_is_oracle())
		return;
	answer(0, 0, ENOENT);
	errno = EDOM;
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 1);
	CHECK_INT(errno, EDOM);
	answer(EAI_NONAME, EAI_NONAME, ENOENT);
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
	CHECK_INT(errno, EDOM);
}

static void reports_that_memory_ran_out(void)
{
	answer(EAI_MEMORY, 0, ENOMEM);
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
	CHECK_INT(asked.n, 1);
	CHECK_ERRORS("BIO routines:system lib(Memory allocation failure)");
}

static void asks_nobody_for_a_literal(void)
{
	static const char *const hosts[] = { "127.0.0.1", "::1", "fe80::1%42", NULL };

	answer(0, 0, 0);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		CHECK_INT(look(hosts[i], BIO_LOOKUP_CLIENT, AF_UNSPEC), 1);
		CHECK_INT(look(hosts[i], BIO_LOOKUP_SERVER, AF_UNSPEC), 1);
	}
	CHECK_INT(asked.n, 0);
}

/* What OpenSSL says, with whom it could not find behind it. */
static void names_what_it_did_not_find(void)
{
	static const struct {
		const char *host, *service, *want;
	} cases[] = {
		{ "name.example", "http", "name.example:http" },
		{ "name.example", NULL, "name.example" },
		{ NULL, "nosuch", ":nosuch" },
		{ "fe80::1:2%", "80", "[fe80::1:2%]:80" },
		{ "a\033[2J", "b\n", "a\\x1b[2J:b\\x0a" },
	};

	if (contract_is_oracle())
		return;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		BIO_ADDRINFO *list = NULL;
		char want[200];

		answer(EAI_NONAME, EAI_NONAME, 0);
		CHECK_INT(
		    BIO_lookup(cases[i].host, cases[i].service, 0, AF_UNSPEC, SOCK_STREAM, &list),
		    0);
		snprintf(want, sizeof(want), "BIO routines:system lib(%s: %s)",
		    gai_strerror(EAI_NONAME), cases[i].want);
		CHECK_STR(contract_errors_whole(), want);
	}
}

static void asks_nobody_for_localhost(void)
{
	static const char *const hosts[] = { "localhost", "LocalHost.", "db.localhost",
		"a.b.LOCALHOST." };
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };

	answer(EAI_NONAME, EAI_NONAME, 0);
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		for (size_t j = 0; j < sizeof(families) / sizeof(families[0]); j++)
			CHECK_INT(look(hosts[i], BIO_LOOKUP_CLIENT, families[j]), 1);
	}
	CHECK_INT(asked.n, 0);
}

static void asks_for_what_only_looks_like_localhost(void)
{
	static const char *const hosts[] = { "notlocalhost", ".localhost", "localhost.example",
		"localhost..", "localhos", "." };

	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		answer(0, 0, 0);
		CHECK_INT(look(hosts[i], BIO_LOOKUP_CLIENT, AF_UNSPEC), 1);
		CHECK_INT(asked.n, 1);
	}
}

/* The service may be a name: then it is asked for with a number as the host, of each family. */
static void asks_for_the_service_of_localhost(void)
{
	BIO_ADDRINFO *list = NULL;

	answer(0, 0, 0);
	CHECK_INT(BIO_lookup("x.localhost", "http", 0, AF_INET6, SOCK_STREAM, &list), 1);
	CHECK_INT(asked.n, 1);
	CHECK_INT(asked.hints[0].ai_family, AF_INET6);
	BIO_ADDRINFO_free(list);
}

static struct addrinfo answer_foreign = { .ai_family = AF_UNIX,
	.ai_addr = (struct sockaddr *)&answer_v4 };

/* A resolver that answers with nothing that a BIO_ADDR could be made of. */
static void says_that_nothing_was_found(void)
{
	if (contract_is_oracle())
		return;
	answer(0, 0, 0);
	asked.list = &answer_foreign;
	CHECK_INT(look("name.example", BIO_LOOKUP_CLIENT, AF_UNSPEC), 0);
	CHECK_STR(contract_errors_whole(), "BIO routines:lookup returned nothing(name.example:80)");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "asks for what this host can reach", asks_for_what_this_host_can_reach, 0, 0 },
		{ "keeps the order of the answers", keeps_the_order_of_the_answers, 0, 0 },
		{ "tries again without looking at the network",
		    tries_again_without_looking_at_the_network, 0, 0 },
		{ "tells the first reason", tells_the_first_reason, 0, 0 },
		{ "says why in the resolver's words", says_why_in_the_resolver_s_words, 0, 0 },
		{ "reports the system's error", reports_the_system_s_error, 0, 0 },
		{ "keeps errno of before", keeps_errno_of_before, 0, 0 },
		{ "reports that memory ran out", reports_that_memory_ran_out, 0,
		    SINCE_NO_MALLOC_FAILURE },
		{ "asks nobody for a literal", asks_nobody_for_a_literal, 20, 0 },
		{ "names what it did not find", names_what_it_did_not_find, 0, 0 },
		{ "asks nobody for localhost", asks_nobody_for_localhost, 26, 0 },
		{ "asks for what only looks like localhost",
		    asks_for_what_only_looks_like_localhost, 0, 0 },
		{ "asks for the service of localhost", asks_for_the_service_of_localhost, 0, 0 },
		{ "says that nothing was found", says_that_nothing_was_found, 0, 0 },
	};

	return contract_main("names", cases, sizeof(cases) / sizeof(cases[0]));
}
