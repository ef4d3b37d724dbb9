/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_ADDR_hostname_string(), _service_string(), _path_string(): names from getnameinfo(), which is
 * this file's own.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/system.h"

#define NUMERIC (NI_NUMERICHOST | NI_NUMERICSERV)

static struct {
	int code; /* what the call returns */
	int err;
	socklen_t len;
	int flags;
	int n;
	bool host_wanted; /* by the last call */
	const char *host; /* that it answers by name */
} asked;

/*
 * Names for what is asked by name; libcrypto asks for numbers here too, and gets what the tests
 * want of both.
 */
int INTERPOSED(getnameinfo)(const struct sockaddr *sa, socklen_t len, char *host,
    INTERPOSED_SIZE host_size, char *service, INTERPOSED_SIZE service_size, int flags)
{
	const struct sockaddr_in *sin = (const struct sockaddr_in *)(const void *)sa;
	char number[INET_ADDRSTRLEN] = "";

	asked.n++;
	asked.len = len;
	asked.flags = flags;
	asked.host_wanted = host_size > 0;
	if (asked.code != 0) {
		errno = asked.err;
		return asked.code;
	}
	inet_ntop(AF_INET, &sin->sin_addr, number, sizeof(number));
	if (host_size > 0)
		snprintf(host, (size_t)host_size, "%s", flags == NUMERIC ? number : asked.host);
	if (service_size > 0 && flags == NUMERIC)
		snprintf(service, (size_t)service_size, "%d", ntohs(sin->sin_port));
	else if (service_size > 0)
		snprintf(service, (size_t)service_size, "shell");
	return 0;
}

static void answer(int code, int err)
{
	memset(&asked, 0, sizeof(asked));
	asked.code = code;
	asked.err = err;
	asked.host = "host.example";
}

static BIO_ADDR *address(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();

	BIO_ADDR_rawmake(addr, AF_INET, "\xc0\0\x02\x01", 4, htons(514));
	return addr;
}

static void check_string(char *got, const char *want)
{
	CHECK_STR(got, want);
	OPENSSL_free(got);
}

static void gives_names(void)
{
	BIO_ADDR *addr = address();

	answer(0, 0);
	check_string(BIO_ADDR_hostname_string(addr, 0), "host.example");
	CHECK_INT(asked.len, sizeof(struct sockaddr_in));
	CHECK_INT(asked.flags, 0);
	check_string(BIO_ADDR_service_string(addr, 0), "shell");
	CHECK_INT(asked.flags, 0);
	CHECK(contract_is_oracle() || !asked.host_wanted);
	CHECK_INT(asked.n, 2);
	CHECK_ERRORS("-");
	BIO_ADDR_free(addr);
}

static void gives_numbers(void)
{
	static const int numeric[] = { 1, 2, -1 };
	BIO_ADDR *addr = address();

	answer(0, 0);
	errno = 0;
	for (size_t i = 0; i < sizeof(numeric) / sizeof(numeric[0]); i++) {
		check_string(BIO_ADDR_hostname_string(addr, numeric[i]), "192.0.2.1");
		check_string(BIO_ADDR_service_string(addr, numeric[i]), "514");
		CHECK(BIO_ADDR_path_string(addr) == NULL);
	}
	CHECK_INT(errno, 0);
	CHECK_ERRORS("-");
	BIO_ADDR_free(addr);
}

static void says_why_there_is_no_name(void)
{
	static const int codes[] = { EAI_AGAIN, EAI_FAIL, EAI_MEMORY, EAI_OVERFLOW };
	BIO_ADDR *addr = address();

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char want[160];

		snprintf(want, sizeof(want), "BIO routines:system lib(%s)", gai_strerror(codes[i]));
		answer(codes[i], 0);
		check_string(BIO_ADDR_hostname_string(addr, 0), NULL);
		CHECK_ERRORS(want);
		check_string(BIO_ADDR_service_string(addr, 0), NULL);
		CHECK_ERRORS(want);
	}
	BIO_ADDR_free(addr);
}

static void reports_the_system_s_error(void)
{
	BIO_ADDR *addr = address();

	if (!system_resolver_has_errno())
		contract_skip("the resolver never says that errno has the reason");
	answer(EAI_SYSTEM, ENFILE);
	errno = 0;
	check_string(BIO_ADDR_hostname_string(addr, 0), NULL);
	CHECK_INT(errno, ENFILE);
	CHECK_ERRORS("system library:ENFILE(calling getnameinfo())");
	BIO_ADDR_free(addr);
}

/* libcrypto lets through whatever the resolver did on its way: no contract, so no oracle. */
static void keeps_errno_of_before(void)
{
	BIO_ADDR *addr = address();

	if (!contract_is_oracle()) {
		answer(EAI_AGAIN, ENOENT);
		errno = EDOM;
		check_string(BIO_ADDR_hostname_string(addr, 0), NULL);
		CHECK_INT(errno, EDOM);
	}
	BIO_ADDR_free(addr);
}

/* libcrypto asks getnameinfo(), which here knows nothing of paths: the tables have its answers. */
static void says_localhost_or_the_node_of_a_path(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	char node[256];

	if (contract_is_oracle())
		contract_skip("asks the resolver, which here is the test's own");
	answer(0, 0);
	CHECK_INT(gethostname(node, sizeof(node)), 0);
	BIO_ADDR_rawmake(addr, AF_UNIX, "/run/x", 6, 0);
	check_string(BIO_ADDR_hostname_string(addr, 1), "localhost");
	check_string(BIO_ADDR_hostname_string(addr, 0), node);
	for (int numeric = 0; numeric < 2; numeric++)
		check_string(BIO_ADDR_service_string(addr, numeric), "/run/x");
	check_string(BIO_ADDR_path_string(addr), "/run/x");
	CHECK_INT(asked.n, 0);
	CHECK_ERRORS("-");
	BIO_ADDR_free(addr);
}

static void says_an_abstract_name_and_hides_what_is_in_it(void)
{
	static const struct {
		const char *raw;
		size_t len;
		const char *want;
	} cases[] = {
		{ "\0name", 5, "@name" },
		{ "\0a\0b", 4, "@a@b" },
		{ "\0\033]0;x\007\nERR", 11, "@\\x1b]0;x\\x07\\x0aERR" },
		{ "\0a\xc3\xbc\xc2\x9b\xff", 7, "@a\xc3\xbc\\xc2\\x9b\\xff" },
	};
	BIO_ADDR *addr = BIO_ADDR_new();

	system_need_abstract_names();
	answer(0, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, cases[i].raw, cases[i].len, 0), 1);
		check_string(BIO_ADDR_service_string(addr, 1), cases[i].want);
		check_string(BIO_ADDR_hostname_string(addr, 1), "localhost");
		check_string(BIO_ADDR_path_string(addr), "");
	}
	BIO_ADDR_free(addr);
}

/* The path itself stays one that can be opened. */
static void hides_control_bytes_of_a_path(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();

	answer(0, 0);
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, "/a\033[2J\\b", 8, 0), 1);
	check_string(BIO_ADDR_service_string(addr, 1), "/a\\x1b[2J\\b");
	check_string(BIO_ADDR_path_string(addr), "/a\033[2J\\b");
	BIO_ADDR_free(addr);
}

/* Whoever answers for an address chooses its name. */
static void hides_control_bytes_of_a_host(void)
{
	BIO_ADDR *addr = address();

	answer(0, 0);
	asked.host = "a\033[2Jb";
	check_string(BIO_ADDR_hostname_string(addr, 0), "a\\x1b[2Jb");
	BIO_ADDR_free(addr);
}

/* A caller's sockaddr_un whose path fills it, without a NUL. */
static void ends_a_path_that_has_no_nul(void)
{
	_Alignas(struct sockaddr_in) struct sockaddr_un sun = { .sun_family = AF_UNIX };
	char want[sizeof(sun.sun_path) + 1] = "", *got;

	if (contract_is_oracle())
		return;
	memset(sun.sun_path, 'p', sizeof(sun.sun_path));
	memset(want, 'p', sizeof(sun.sun_path));
	got = BIO_ADDR_path_string((const BIO_ADDR *)(const void *)&sun);
	check_string(got, want);
}

static void asks_nobody_for_numbers(void)
{
	BIO_ADDR *addr = address();

	answer(0, 0);
	check_string(BIO_ADDR_hostname_string(addr, 1), "192.0.2.1");
	check_string(BIO_ADDR_service_string(addr, 1), "514");
	CHECK_INT(asked.n, 0);
	BIO_ADDR_free(addr);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "gives names", gives_names, 0, 0 },
		{ "gives numbers", gives_numbers, 0, 0 },
		{ "says why there is no name", says_why_there_is_no_name, 0, 0 },
		{ "reports the system's error", reports_the_system_s_error, 0, 0 },
		{ "keeps errno of before", keeps_errno_of_before, 0, 0 },
		{ "says localhost or the node of a path", says_localhost_or_the_node_of_a_path, 0,
		    0 },
		{ "says an abstract name and hides what is in it",
		    says_an_abstract_name_and_hides_what_is_in_it, 6, 0 },
		{ "hides control bytes of a path", hides_control_bytes_of_a_path, 6, 0 },
		{ "hides control bytes of a host", hides_control_bytes_of_a_host, 6, 0 },
		{ "ends a path that has no NUL", ends_a_path_that_has_no_nul, 0, 0 },
		{ "asks nobody for numbers", asks_nobody_for_numbers, 20, 0 },
	};

	return contract_main("strings", cases, sizeof(cases) / sizeof(cases[0]));
}
