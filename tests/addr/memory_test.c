/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each call that allocates, with its n-th allocation failing, for every n: what it returns, and
 * that nothing leaks.
 */
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/memory.h"

/* Each returns whether it did all it should, and frees what it got. */
static int make(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();

	BIO_ADDR_free(addr);
	return addr != NULL;
}

static int split(void)
{
	char *host = NULL, *service = NULL;
	int ok = BIO_parse_hostserv("host:service", &host, &service, BIO_PARSE_PRIO_HOST);

	if (ok) {
		OPENSSL_free(host);
		OPENSSL_free(service);
	}
	return ok;
}

static int find(const char *host, int family, int socktype)
{
	BIO_ADDRINFO *list = NULL;
	int ok = BIO_lookup(host, "80", BIO_LOOKUP_CLIENT, family, socktype, &list);

	if (ok)
		BIO_ADDRINFO_free(list);
	return ok;
}

static int find_path(void)
{
	return find("/run/x", AF_UNIX, SOCK_STREAM);
}

static int find_literal(void)
{
	return find("127.0.0.1", AF_UNSPEC, 0);
}

static int find_local(void)
{
	return find(NULL, AF_INET, SOCK_STREAM);
}

static int find_spelling(void)
{
	return find("127.1", AF_INET, 0);
}

static char *(*to_string)(const BIO_ADDR *addr);

static char *host_of(const BIO_ADDR *addr)
{
	return BIO_ADDR_hostname_string(addr, 1);
}

static char *service_of(const BIO_ADDR *addr)
{
	return BIO_ADDR_service_string(addr, 1);
}

static int text_of(int family, const char *raw, size_t len)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	char *text = NULL;

	if (addr != NULL && BIO_ADDR_rawmake(addr, family, raw, len, htons(80)))
		text = to_string(addr);
	BIO_ADDR_free(addr);
	OPENSSL_free(text);
	return text != NULL;
}

static int write_host(void)
{
	to_string = host_of;
	return text_of(AF_INET, "\xc0\0\x02\x01", 4);
}

static int write_service(void)
{
	to_string = service_of;
	return text_of(AF_INET, "\xc0\0\x02\x01", 4);
}

static int write_path(void)
{
	to_string = BIO_ADDR_path_string;
	return text_of(AF_UNIX, "/run/x", 6);
}

static void fails_cleanly_without_memory(void)
{
	static const struct {
		const char *what;
		int (*call)(void);
	} calls[] = {
		{ "BIO_ADDR_new", make },
		{ "BIO_parse_hostserv", split },
		{ "BIO_lookup of a path", find_path },
		{ "BIO_ADDR_hostname_string", write_host },
		{ "BIO_ADDR_service_string", write_service },
		{ "BIO_ADDR_path_string", write_path },
	};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		memory_check_every_failure(calls[i].call, calls[i].what);
}

/* Lists that libcrypto leaves to getaddrinfo(), whose memory is its own. */
static void fails_cleanly_in_the_middle_of_a_list(void)
{
	if (contract_is_oracle())
		return;
	memory_check_every_failure(find_literal, "BIO_lookup of a literal");
	memory_check_every_failure(find_spelling, "BIO_lookup of a spelling");
	memory_check_every_failure(find_local, "BIO_lookup of this host");
}

/* The resolver did find something: the record of the memory is the only one. */
static void says_that_memory_ran_out_and_no_more(void)
{
	if (contract_is_oracle())
		return;
	memory_fails_at = 0;
	CHECK_INT(find_spelling(), 0);
	CHECK_INT(memory_fails_at, -1);
	CHECK_ERRORS("common libcrypto routines:malloc failure");
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "fails cleanly without memory", fails_cleanly_without_memory, 0, 0 },
		{ "fails cleanly in the middle of a list", fails_cleanly_in_the_middle_of_a_list, 0,
		    0 },
		{ "says that memory ran out, and no more", says_that_memory_ran_out_and_no_more, 0,
		    0 },
	};

	if (!memory_watch())
		return 1;
	ERR_clear_error();
	return contract_main("memory", cases, sizeof(cases) / sizeof(cases[0]));
}
