/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open as FreeBSD has it: fastopen_freebsd.c in the place of this system's, sendto() and the
 * kernel's tunables answered as FreeBSD answers (tcp(4)). What is in the SYN is not seen here.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <poll.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "sys/fastopen.h"

ssize_t elsewhere_sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len);
bool elsewhere_sys_tunable(const char *name, int *out_value);

/* -1: a kernel without it. */
static int client, server;

bool elsewhere_sys_tunable(const char *name, int *out_value)
{
	if (strcmp(name, "net.inet.tcp.fastopen.client_enable") == 0)
		*out_value = client;
	else if (strcmp(name, "net.inet.tcp.fastopen.server_enable") == 0)
		*out_value = server;
	else
		*out_value = -1;
	errno = ENOENT;
	return *out_value != -1;
}

static int sends; /* with an address */

/* Connects and sends. */
ssize_t elsewhere_sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	CHECK(to != NULL && (flags & MSG_NOSIGNAL) != 0);
	sends++;
	if (connect(fd, to, len) == -1)
		return -1;
	return send(fd, bytes, n, flags);
}

static void kernel(int client_is, int server_is)
{
	client = client_is;
	server = server_is;
	sends = 0;
}

static void says_why_a_client_has_none(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	kernel(-1, -1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS(
	    "system library:ENOENT(calling sysctlbyname());BIO routines:tfo no kernel support");
	kernel(0, 1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling sysctlbyname());BIO routines:tfo disabled");
	peer_close(listener, fd, -1);
	fd = peer_socket(AF_INET, SOCK_DGRAM);
	kernel(1, 1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling getsockopt());BIO routines:unable to tfo");
	peer_close(fd, -1, -1);
}

static void says_why_a_listener_has_none(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_loopback(AF_INET, &at);
	kernel(1, 0);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling sysctlbyname());BIO routines:tfo disabled");
	peer_close(fd, -1, -1);
	fd = peer_socket(AF_INET, SOCK_STREAM);
	kernel(0, 1);
	CHECK_INT(BIO_listen(fd, peer_bio(&at), BIO_SOCK_TFO), 1);
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_FASTOPEN) > 0, 1);
	peer_close(fd, -1, -1);
}

/* By itself BIO_connect() connects at once, and again. */
static void a_connect_is_a_connect(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), fd = peer_socket(AF_INET, SOCK_STREAM), peer;

	kernel(1, 1);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 1);
	CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_FASTOPEN) > 0, 1);
	peer = peer_accept(listener);
	CHECK(peer >= 0);
	CHECK_INT(sends, 0);
	CHECK_ERRORS("-");
	peer_close(listener, fd, peer);
}

static BIO *connect_bio(const union peer_addr *at)
{
	BIO *b = BIO_new(BIO_s_connect());
	char text[32];

	snprintf(text, sizeof(text), "127.0.0.1:%d", ntohs(peer_port(at)));
	BIO_set_conn_hostname(b, text);
	BIO_set_tfo(b, 1);
	return b;
}

static void check_word(int peer)
{
	char word[6] = "";

	CHECK(peer_poll(peer, POLLIN) != 0);
	CHECK_INT(read(peer, word, 5), 5);
	CHECK_STR(word, "hello");
}

/* With a connect BIO the first write does both, the second is as any. */
static void a_first_write_connects(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), peer;
	struct pollfd queue = { listener, POLLIN, 0 };
	BIO *b = connect_bio(&at);

	kernel(1, 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(poll(&queue, 1, 50), 0);
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(sends, 1);
	peer = peer_accept(listener);
	check_word(peer);
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(sends, 1);
	check_word(peer);
	CHECK_ERRORS("-");
	BIO_free(b);
	peer_close(listener, peer, -1);
}

static void a_first_read_connects(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), peer;
	BIO *b = connect_bio(&at);
	char word[6] = "";

	kernel(1, 1);
	BIO_set_nbio(b, 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_read(b, word, 5), -1);
	CHECK(BIO_should_retry(b));
	peer = peer_accept(listener);
	CHECK(peer >= 0);
	CHECK_INT(write(peer, "hello", 5), 5);
	CHECK(peer_poll((int)BIO_get_fd(b, NULL), POLLIN) != 0);
	CHECK_INT(BIO_read(b, word, 5), 5);
	CHECK_STR(word, "hello");
	CHECK_INT(sends, 0);
	CHECK_ERRORS("-");
	BIO_free(b);
	peer_close(listener, peer, -1);
}

static void a_first_write_is_refused(void)
{
	union peer_addr at;
	int bound = peer_refuse(AF_INET, &at);
	BIO *b = connect_bio(&at);

	kernel(1, 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_write(b, "hello", 5), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK(!BIO_should_retry(b));
	ERR_clear_error();
	BIO_free(b);
	peer_close(bound, -1, -1);
}

static void a_connect_bio_says_that_it_is_off(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at);
	BIO *b = connect_bio(&at);

	kernel(0, 1);
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling sysctlbyname());BIO routines:tfo disabled");
	BIO_free(b);
	peer_close(listener, -1, -1);
}

static void a_socket_bio_is_told_the_address(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), peer;
	BIO *b = BIO_new_socket(peer_socket(AF_INET, SOCK_STREAM), BIO_CLOSE);

	kernel(1, 1);
	CHECK_INT(BIO_set_conn_address(b, peer_bio(&at)), 1);
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(sends, 1);
	peer = peer_accept(listener);
	check_word(peer);
	CHECK_ERRORS("-");
	BIO_free(b);
	peer_close(listener, peer, -1);
}

static void a_connected_socket_bio_is_told_the_address(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 8, &at), peer;
	BIO *b = BIO_new_socket(peer_dial(&at), BIO_CLOSE);

	kernel(1, 1);
	CHECK_INT(BIO_set_conn_address(b, peer_bio(&at)), 1);
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	peer = peer_accept(listener);
	check_word(peer);
	CHECK_ERRORS("-");
	BIO_free(b);
	peer_close(listener, peer, -1);
}

/* AF_UNIX has no such thing: it connects at once. */
static void a_path_is_connected_to(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_UNIX, 8, &at), peer;
	BIO *b = BIO_new(BIO_s_connect());

	kernel(1, 1);
	BIO_set_conn_address(b, peer_bio(&at));
	BIO_set_tfo(b, 1);
	CHECK_INT(BIO_do_connect(b), 1);
	peer = peer_accept(listener);
	CHECK_INT(BIO_write(b, "hello", 5), 5);
	check_word(peer);
	CHECK_INT(sends, 0);
	CHECK_ERRORS("-");
	BIO_free(b);
	unlink(at.un.sun_path);
	peer_close(listener, peer, -1);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "says why a client has none", says_why_a_client_has_none, 0, 0 },
		{ "says why a listener has none", says_why_a_listener_has_none, 0, 0 },
		{ "a connect is a connect", a_connect_is_a_connect, 0, 0 },
		{ "a first write connects", a_first_write_connects, 0, 0 },
		{ "a first read connects", a_first_read_connects, 0, 0 },
		{ "a first write is refused", a_first_write_is_refused, 0, 0 },
		{ "a connect BIO says that it is off", a_connect_bio_says_that_it_is_off, 0, 0 },
		{ "a socket BIO is told the address", a_socket_bio_is_told_the_address, 0, 0 },
		{ "a connected socket BIO is told the address",
		    a_connected_socket_bio_is_told_the_address, 0, 0 },
		{ "a path is connected to", a_path_is_connected_to, 0, 0 },
	};

	return contract_main("fastopen_freebsd", cases, sizeof(cases) / sizeof(cases[0]));
}
