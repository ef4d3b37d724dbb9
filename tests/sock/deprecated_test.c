/* SPDX-License-Identifier: Apache-2.0 */
/* The five calls that OpenSSL 1.1.0 deprecated. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netdb.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

typedef int getaddrinfo_fn(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out);

static int resolve(
    getaddrinfo_fn *next, const char *host, const char *service, struct addrinfo **out)
{
	struct addrinfo hints = { .ai_family = AF_INET, .ai_socktype = SOCK_STREAM };

	return next(host, service, &hints, out);
}

/*
 * Hosts of the .invalid domain are this file's: both.invalid has an address that is nobody's (RFC
 * 5737) and then loopback, none.invalid has two that are nobody's, all others do not exist.
 */
int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	getaddrinfo_fn *next = NEXT(getaddrinfo);
	const char *second = "127.0.0.1";
	int failed;

	if (host == NULL || strstr(host, ".invalid") == NULL)
		return next(host, service, hints, out);
	if (strcmp(host, "none.invalid") == 0)
		second = "198.51.100.1";
	else if (strcmp(host, "both.invalid") != 0)
		return EAI_NONAME;
	failed = resolve(next, "192.0.2.1", service, out);
	return failed != 0 ? failed : resolve(next, second, service, &(*out)->ai_next);
}

static void gethostbyname_resolves(void)
{
	const struct hostent *host = BIO_gethostbyname("127.0.0.1");

	if (!CHECK(host != NULL))
		return;
	CHECK_INT(host->h_addrtype, AF_INET);
	CHECK_INT(host->h_length, 4);
	CHECK_MEM(host->h_addr_list[0], "\x7f\0\0\1", 4);
}

static void get_port_knows_names_and_digits(void)
{
	static const struct {
		const char *text;
		int ret;
		unsigned short port;
	} rows[] = {
		{ "http", 1, 80 },
		{ "domain", 1, 53 },
		{ "80", 1, 80 },
		{ "0", 1, 0 },
		{ "65535", 1, 65535 },
		{ "", 1, 0 },
		{ "80 ", 0, 9 },
		{ "-1", 0, 9 },
		{ "0x50", 0, 9 },
		{ "no-such-service", 0, 9 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned short port = 9;
		char want[128] = "-";

		contract_check_int("BIO_get_port", (int)i, BIO_get_port(rows[i].text, &port),
		    rows[i].ret, rows[i].text);
		contract_check_int("BIO_get_port", (int)i, port, rows[i].port, rows[i].text);
		if (rows[i].ret == 0)
			snprintf(want, sizeof(want),
			    "BIO routines:system lib(Servname not supported for "
			    "ai_socktypehost=%s)",
			    rows[i].text);
		CHECK_ERRORS(want);
	}
}

static void get_port_refuses_numbers_that_are_no_port(void)
{
	static const char *const texts[] = { "65536", "70000", "4294967376", " 80", "+80" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		unsigned short port = 9;

		CHECK_INT(BIO_get_port(texts[i], &port), 0);
		CHECK_INT(port, 9);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
	}
}

static void get_port_of_null_is_no_port(void)
{
	unsigned short port = 9;

	CHECK_INT(BIO_get_port(NULL, &port), 0);
	CHECK_INT(port, 9);
	CHECK_ERRORS("BIO routines:no port defined");
}

static void get_host_ip_gives_four_bytes(void)
{
	unsigned char ip[5] = { 9, 9, 9, 9, 9 };

	CHECK_INT(BIO_get_host_ip("127.2.3.4", ip), 1);
	CHECK_MEM(ip, "\x7f\2\3\4\x09", 5);
	CHECK_ERRORS("-");
	if (contract_is_oracle() && !system_knows_localhost())
		contract_skip("libcrypto leaves localhost to the resolver, which has none");
	CHECK_INT(BIO_get_host_ip("localhost", ip), 1);
	CHECK_MEM(ip, "\x7f\0\0\1\x09", 5);
	CHECK_ERRORS("-");
}

static void get_host_ip_has_none_for(const char *host, const char *errors)
{
	unsigned char ip[4] = { 9, 9, 9, 9 };

	CHECK_INT(BIO_get_host_ip(host, ip), 0);
	CHECK_MEM(ip, "\x09\x09\x09\x09", 4);
	CHECK_ERRORS(errors);
}

/* To Windows, "" is this machine. */
static bool resolver_knows_no_empty_name(void)
{
	struct addrinfo *list;
	bool none = getaddrinfo("", NULL, NULL, &list) != 0;

	if (!none)
		freeaddrinfo(list);
	return none;
}

static void get_host_ip_has_none_for_others(void)
{
	get_host_ip_has_none_for(
	    "::1", "BIO routines:system lib(Address family for hostname not supportedhost=::1)");
	get_host_ip_has_none_for(
	    "no.invalid", "BIO routines:system lib(Name or service not knownhost=no.invalid)");
	get_host_ip_has_none_for(
	    NULL, "BIO routines:system lib(Name or service not knownhost=<NULL>)");
	if (resolver_knows_no_empty_name())
		get_host_ip_has_none_for(
		    "", "BIO routines:system lib(Name or service not knownhost=)");
}

static int accept_socket(const char *host_port, int mode)
{
	char text[320];

	snprintf(text, sizeof(text), "%s", host_port);
	return BIO_get_accept_socket(text, mode);
}

static void get_accept_socket_listens(void)
{
	static const struct {
		const char *text;
		int family;
	} rows[] = {
		{ "127.0.0.1:0", AF_INET },
		{ "[::1]:0", AF_INET6 },
		{ "*:0", AF_INET },
		{ ":0", AF_INET },
		{ "0", AF_INET },
		{ "localhost:", 0 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].family == 0 && contract_is_oracle() && !system_knows_localhost())
			contract_skip("libcrypto leaves localhost to the resolver, which has none");
		for (int mode = BIO_BIND_NORMAL; mode <= BIO_BIND_REUSEADDR + 1; mode++) {
			int fd = accept_socket(rows[i].text, mode);

			CHECK_INT(peer_option(fd, SOL_SOCKET, SO_ACCEPTCONN), 1);
			CHECK(rows[i].family == 0 ||
			      peer_option(fd, SOL_SOCKET, SO_DOMAIN) == rows[i].family);
			CHECK_INT(peer_option(fd, SOL_SOCKET, SO_REUSEADDR),
			    mode != BIO_BIND_NORMAL && system_reuses_addresses());
			CHECK(!peer_is_nonblocking(fd));
			peer_close(fd, -1, -1);
		}
	}
	CHECK_ERRORS("-");
}

static void get_accept_socket_fails(void)
{
	static const struct {
		const char *text;
		const char *errors;
	} rows[] = {
		{ "a:b:c", "BIO routines:ambiguous host or service" },
		{ "192.0.2.1:0",
		    "system library:EADDRNOTAVAIL(calling bind());BIO routines:unable to "
		    "bind socket" },
		{ "", "BIO routines:system lib(Name or service not known)" },
		{ "*", "BIO routines:system lib(Name or service not known)" },
		{ "127.0.0.1", "BIO routines:system lib(Servname not supported for ai_socktype)" },
		{ "no.invalid:0", "BIO routines:system lib(Name or service not known)" },
	};
	int before = system_open_descriptors();

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(accept_socket(rows[i].text, BIO_BIND_NORMAL), -1);
		CHECK_ERRORS(rows[i].errors);
	}
	CHECK_INT(system_open_descriptors(), before);
}

static void get_accept_socket_goes_on_to_the_next_address(void)
{
	union peer_addr at;
	int before = system_open_descriptors();
	int fd = accept_socket("both.invalid:0", BIO_BIND_NORMAL);

	CHECK(fd >= 0);
	CHECK_ERRORS("-");
	CHECK_INT(peer_name(fd, &at), 0);
	CHECK_INT(at.v4.sin_addr.s_addr, htonl(INADDR_LOOPBACK));
	peer_close(fd, -1, -1);
	CHECK_INT(system_open_descriptors(), before);
}

static void get_accept_socket_tells_of_all_addresses(void)
{
	CHECK_INT(accept_socket("none.invalid:0", BIO_BIND_NORMAL), -1);
	CHECK_INT(errno, EADDRNOTAVAIL);
	CHECK_STR(contract_errors_whole(),
	    "system library:EADDRNOTAVAIL(calling bind(): 192.0.2.1:0);BIO routines:unable to bind "
	    "socket;system library:EADDRNOTAVAIL(calling bind(): 198.51.100.1:0);BIO "
	    "routines:unable "
	    "to bind socket");
}

static void accept_tells_the_peer(void)
{
	static const struct {
		int family;
		const char *format;
	} rows[] = { { AF_INET, "127.0.0.1:%u" }, { AF_INET6, "::1:%u" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		union peer_addr at, mine;
		int listener = peer_listen(rows[i].family, 1, &at), peer = peer_dial(&at), fd;
		char *text = NULL, want[64];

		CHECK_INT(peer_name(peer, &mine), 0);
		snprintf(want, sizeof(want), rows[i].format, ntohs(peer_port(&mine)));
		fd = BIO_accept(listener, &text);
		CHECK(fd >= 0);
		CHECK(!peer_is_nonblocking(fd));
		CHECK_STR(text, want);
		CHECK_ERRORS("-");
		OPENSSL_free(text);
		peer_close(listener, peer, fd);
	}
}

static void accept_tells_a_peer_s_path(void)
{
	union peer_addr at, mine;
	int listener = peer_listen(AF_UNIX, 1, &at), peer = peer_refuse(AF_UNIX, &mine), fd;
	char *text = NULL, want[128];

	system_need_family(AF_UNIX);
	snprintf(want, sizeof(want), "localhost:%s", mine.un.sun_path);
	CHECK_INT(connect(peer, &at.sa, peer_len(&at)), 0);
	fd = BIO_accept(listener, &text);
	CHECK(fd >= 0);
	CHECK_STR(text, want);
	CHECK_ERRORS("-");
	OPENSSL_free(text);
	unlink(at.un.sun_path);
	unlink(mine.un.sun_path);
	peer_close(listener, peer, fd);
}

static void accept_may_be_asked_for_no_text(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), peer = peer_dial(&at);
	int fd = BIO_accept(listener, NULL);

	CHECK(fd >= 0);
	CHECK_ERRORS("-");
	peer_close(listener, peer, fd);
}

static void accept_says_minus_2_when_nothing_is_pending(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);
	char mine[] = "mine", *text = mine;

	peer_set_nonblocking(listener);
	CHECK_INT(BIO_accept(listener, &text), -2);
	CHECK_INT(errno, EAGAIN);
	CHECK(text == mine);
	CHECK_ERRORS("-");
	peer_close(listener, -1, -1);
}

static void accept_says_minus_1_once_when_it_fails(void)
{
	char mine[] = "mine", *text = mine;
	int fd = peer_socket(AF_INET, SOCK_DGRAM);

	CHECK_INT(BIO_accept(fd, &text), -1);
	CHECK_INT(errno, EOPNOTSUPP);
	CHECK(text == mine);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling accept());BIO routines:accept error");
	peer_close(fd, -1, -1);
}

/* Nor takes away one that was there. */
static void listening_that_fails_leaves_no_mark(void)
{
	char taken[] = "192.0.2.1:1"; /* RFC 5737: nobody's address */

	ERR_clear_error();
	ERR_raise(ERR_LIB_BIO, BIO_R_IN_USE);
	CHECK_INT(BIO_get_accept_socket(taken, 0), -1);
	CHECK_INT(ERR_clear_last_mark(), 0);
	CHECK_INT(ERR_set_mark(), 1);
	CHECK_INT(BIO_get_accept_socket(taken, 0), -1);
	CHECK_INT(ERR_clear_last_mark(), 1);
	CHECK_INT(ERR_clear_last_mark(), 0);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_IN_USE);
}

static const struct contract_case cases[] = {
	{ "gethostbyname resolves", gethostbyname_resolves, 0, 0 },
	{ "get_port knows names and digits", get_port_knows_names_and_digits, 0, 0 },
	{ "get_port refuses numbers that are no port", get_port_refuses_numbers_that_are_no_port, 5,
	    0 },
	{ "get_port of NULL is no port", get_port_of_null_is_no_port, 0, 0 },
	{ "get_host_ip gives four bytes", get_host_ip_gives_four_bytes, 0, 0 },
	{ "get_host_ip has none for others", get_host_ip_has_none_for_others, 0, 0 },
	{ "get_accept_socket listens", get_accept_socket_listens, 0, 0 },
	{ "get_accept_socket fails and keeps no descriptor", get_accept_socket_fails, 0, 0 },
	{ "get_accept_socket goes on to the next address",
	    get_accept_socket_goes_on_to_the_next_address, 9, 0 },
	{ "get_accept_socket tells of all addresses", get_accept_socket_tells_of_all_addresses, 9,
	    0 },
	{ "accept tells the peer", accept_tells_the_peer, 0, 0 },
	{ "accept tells a peer's path", accept_tells_a_peer_s_path, 0, 0 },
	{ "accept may be asked for no text", accept_may_be_asked_for_no_text, 0, 0 },
	{ "accept says -2 when nothing is pending", accept_says_minus_2_when_nothing_is_pending, 0,
	    0 },
	{ "accept says -1, and why once", accept_says_minus_1_once_when_it_fails, 15, 0 },
	{ "listening that fails leaves no mark", listening_that_fails_leaves_no_mark, 0, 0 },
};

int main(void)
{
	return contract_main("sock.deprecated", cases, sizeof(cases) / sizeof(cases[0]));
}
