/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open as macOS has it: fastopen_darwin.c in the place of this system's, connectx() and the
 * kernel's bits answered as macOS answers. What is in the SYN is not seen here.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <poll.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "connectx.h"
#include "elsewhere.h"
#include "support/contract.h"
#include "support/peer.h"

bool elsewhere_sys_tunable(const char *name, int *out_value);

/* TCP_FASTOPEN_SERVER and TCP_FASTOPEN_CLIENT of xnu, bsd/netinet/tcp_var.h. */
enum { SERVER = 0x01, CLIENT = 0x02 };

/* -1: a kernel without it. */
static int bits;
static int deferred; /* connects that were asked to wait for data */

bool elsewhere_sys_tunable(const char *name, int *out_value)
{
	*out_value = strcmp(name, "net.inet.tcp.fastopen") == 0 ? bits : -1;
	errno = ENOENT;
	return *out_value != -1;
}

int connectx(int fd, const sa_endpoints_t *ends, unsigned associd, unsigned flags,
    const struct iovec *bytes, unsigned n, size_t *len, unsigned *connid)
{
	CHECK(associd == SAE_ASSOCID_ANY && connid == NULL);
	CHECK(bytes == NULL && n == 0 && len == NULL);
	CHECK(ends->sae_srcif == 0 && ends->sae_srcaddr == NULL && ends->sae_srcaddrlen == 0);
	CHECK_INT(flags, CONNECT_RESUME_ON_READ_WRITE | CONNECT_DATA_IDEMPOTENT);
	deferred++;
	return connect(fd, ends->sae_dstaddr, ends->sae_dstaddrlen);
}

/* Here these are as they should be. */
int elsewhere_connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	return connect(fd, addr, len);
}

int elsewhere_getpeername(int fd, struct sockaddr *addr, socklen_t *len)
{
	return getpeername(fd, addr, len);
}

static void kernel(int bits_are)
{
	bits = bits_are;
	deferred = 0;
}

static void says_why_a_client_has_none(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	kernel(-1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS(
	    "system library:ENOENT(calling sysctlbyname());BIO routines:tfo no kernel support");
	kernel(SERVER);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling sysctlbyname());BIO routines:tfo disabled");
	peer_close(listener, fd, -1);
	fd = peer_socket(AF_INET, SOCK_DGRAM);
	kernel(CLIENT | SERVER);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling getsockopt());BIO routines:unable to tfo");
	CHECK_INT(deferred, 0);
	peer_close(fd, -1, -1);
}

static void says_why_a_listener_has_none(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_loopback(AF_INET, &at);
	kernel(CLIENT);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling sysctlbyname());BIO routines:tfo disabled");
	peer_close(fd, -1, -1);
	fd = peer_socket(AF_INET, SOCK_STREAM);
	kernel(SERVER);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_TFO), 1);
	CHECK(peer_option(fd, IPPROTO_TCP, TCP_FASTOPEN) > 0);
	peer_close(fd, -1, -1);
}

/* Asked again, it says what came of it; asked for another peer, that there is one. */
static void a_connect_waits_for_data(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (int i = 0; i < 2; i++) {
		union peer_addr at, other;
		int listener = peer_listen(families[i], 8, &at);
		int elsewhere = peer_listen(families[i], 8, &other);
		int fd = peer_socket(families[i], SOCK_STREAM);

		kernel(CLIENT);
		CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 1);
		CHECK_INT(deferred, 1);
		CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 1);
		CHECK_ERRORS("-");
		CHECK_INT(BIO_connect(fd, peer_bio(&other), BIO_SOCK_TFO), 0);
		CHECK_ERRORS(
		    "system library:EISCONN(calling connect());BIO routines:connect error");
		peer_close(listener, elsewhere, fd);
	}
}

static void a_path_is_connected_to(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_UNIX, 8, &at), fd = peer_socket(AF_UNIX, SOCK_STREAM);

	kernel(CLIENT);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 1);
	CHECK_INT(deferred, 0);
	CHECK_ERRORS("-");
	unlink(at.un.sun_path);
	peer_close(listener, fd, -1);
}

static void a_socket_bio_is_told_the_address(bool connected)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), peer;
	int fd = connected ? peer_dial(&at) : peer_socket(AF_INET, SOCK_STREAM);
	BIO *b = BIO_new_socket(fd, BIO_CLOSE);
	char word[6] = "";

	kernel(CLIENT);
	CHECK_INT(BIO_set_conn_address(b, peer_bio(&at)), 1);
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(deferred, 1);
	peer = peer_accept(listener);
	CHECK(peer_poll(peer, POLLIN) != 0);
	CHECK_INT(read(peer, word, 5), 5);
	CHECK_STR(word, "hello");
	CHECK_ERRORS("-");
	BIO_free(b);
	peer_close(listener, peer, -1);
}

static void a_new_socket_s_bio_is_told_the_address(void)
{
	a_socket_bio_is_told_the_address(false);
}

static void a_connected_socket_s_bio_is_told_the_address(void)
{
	a_socket_bio_is_told_the_address(true);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "says why a client has none", says_why_a_client_has_none, 0, 0 },
		{ "says why a listener has none", says_why_a_listener_has_none, 0, 0 },
		{ "a connect waits for data", a_connect_waits_for_data, 0, 0 },
		{ "a path is connected to", a_path_is_connected_to, 0, 0 },
		{ "a new socket's BIO is told the address", a_new_socket_s_bio_is_told_the_address,
		    0, 0 },
		{ "a connected socket's BIO is told the address",
		    a_connected_socket_s_bio_is_told_the_address, 0, 0 },
	};

	return contract_main("fastopen_darwin", cases, sizeof(cases) / sizeof(cases[0]));
}
