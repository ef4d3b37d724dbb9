/* SPDX-License-Identifier: Apache-2.0 */
/* Allocations that fail, each in turn: all leave a record, with a place that is the caller's. */
#include <string.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/memory.h"

/* Whether one of the records says that there was no memory, and none is of a header of ours. */
static bool is_told(void)
{
	bool told = false;
	const char *file;
	unsigned long code;
	int line;

	while ((code = (unsigned long)ERR_get_error_line(&file, &line)) != 0) {
		told |= ERR_GET_REASON(code) == (ERR_R_MALLOC_FAILURE & 0xfffff) ||
		        ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE;
		CHECK(strstr(file, "host/build.h") == NULL && strstr(file, "memory.c") == NULL);
	}
	return told;
}

static bool text(char *it)
{
	OPENSSL_free(it);
	return it != NULL;
}

static BIO_ADDR *address(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();

	if (addr != NULL)
		CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, "\x7f\0\0\1", 4, 0x5000), 1);
	return addr;
}

static bool names(void)
{
	char *host = NULL, *service = NULL;
	bool done = BIO_parse_hostserv("[::1]:443", &host, &service, BIO_PARSE_PRIO_HOST) == 1;

	OPENSSL_free(host);
	OPENSSL_free(service);
	return done;
}

static bool texts_of_addresses(void)
{
	BIO_ADDR *addr = address();
	bool done = addr != NULL && text(BIO_ADDR_hostname_string(addr, 1)) &&
	            text(BIO_ADDR_service_string(addr, 1));

	BIO_ADDR_free(addr);
	return done;
}

static bool path(void)
{
	BIO_ADDR *addr = BIO_ADDR_new();
	bool done = addr != NULL && BIO_ADDR_rawmake(addr, AF_UNIX, "/x", 2, 0) == 1 &&
	            text(BIO_ADDR_path_string(addr));

	BIO_ADDR_free(addr);
	return done;
}

static bool lookup(void)
{
	BIO_ADDRINFO *list = NULL;
	bool done =
	    BIO_lookup_ex("127.0.0.1", "1", BIO_LOOKUP_CLIENT, AF_INET, SOCK_STREAM, 0, &list) == 1;

	BIO_ADDRINFO_free(list);
	return done;
}

static bool to_connect(void)
{
	BIO *b = BIO_new_connect("127.0.0.1:1");
	BIO_ADDR *addr = b != NULL ? address() : NULL;
	bool done =
	    addr != NULL && BIO_set_conn_port(b, "2") == 1 && BIO_set_conn_address(b, addr) == 1;

	BIO_ADDR_free(addr);
	BIO_free(b);
	return done;
}

static bool to_accept(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	bool done = b != NULL && BIO_set_accept_port(b, "0") == 1;

	BIO_free(b);
	return done;
}

static bool sockets(void)
{
	BIO *socket = BIO_new_socket(-1, BIO_NOCLOSE);
	BIO *datagrams = socket != NULL ? BIO_new_dgram(-1, BIO_NOCLOSE) : NULL;

	BIO_free(socket);
	BIO_free(datagrams);
	return datagrams != NULL;
}

static const struct {
	const char *name;
	bool (*call)(void);
} calls[] = {
	{ "names", names },
	{ "texts of addresses", texts_of_addresses },
	{ "a path", path },
	{ "a lookup", lookup },
	{ "connect", to_connect },
	{ "accept", to_accept },
	{ "sockets and datagrams", sockets },
};

/* Twice over: what the host tells itself is found out at the first failure. */
static void fail_each(const char *name, bool (*call)(void))
{
	bool done = false, told;
	long held, n;

	CHECK(call());
	ERR_clear_error(); /* the host's stack keeps what is in records that were taken off it */
	held = memory_held;
	for (n = 0; !done && n < 100; n++) {
		memory_fails_at = n;
		done = call();
		memory_fails_at = -1;
		told = is_told();
		ERR_clear_error();
		contract_check_int(__FILE__, __LINE__, memory_held, held, name);
		contract_check_int(__FILE__, __LINE__, told, !done, name);
	}
	contract_check(__FILE__, __LINE__, n > 1 && n < 100, name);
}

static void each_leaves_a_record(void)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		fail_each(calls[i].name, calls[i].call);
		fail_each(calls[i].name, calls[i].call);
	}
}

/* The records are to be there at once, and one only. */
static void a_failure_leaves_one_record(void)
{
	for (int i = 0; i < 3; i++) {
		BIO_ADDR *addr;

		memory_fails_at = 0;
		addr = BIO_ADDR_new();
		memory_fails_at = -1;
		CHECK(addr == NULL);
		CHECK(ERR_get_error() != 0);
		CHECK(ERR_get_error() == 0);
	}
	for (int i = 0; i < 3; i++) {
		memory_fails_at = 0;
		CHECK(BIO_ADDR_new() == NULL);
	}
	memory_fails_at = -1;
	for (int i = 0; i < 3; i++)
		CHECK(ERR_get_error() != 0);
	CHECK(ERR_get_error() == 0);
}

static const struct contract_case cases[] = {
	{ "each leaves a record", each_leaves_a_record, 0, 0 },
	{ "a failure leaves one record", a_failure_leaves_one_record, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	ERR_put_error(ERR_LIB_BIO, 0, 1, "", 0);
	ERR_clear_error();
	return contract_main("host.lost_memory", cases, sizeof(cases) / sizeof(cases[0]));
}
