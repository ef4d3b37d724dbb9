/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_SOCK_TFO for real (RFC 7413): data in the SYN, by the kernel's own account. */
#include <errno.h>
#include <poll.h>
#include <string.h>

/* glibc's <netinet/tcp.h> has no tcpi_options bit for data in the SYN, the kernel's has. */
#include <linux/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/netns.h"
#include "support/peer.h"

enum { VERSION_WITH_FASTOPEN = 0x30200000 };
enum { OFF = 0, CLIENT = 1, CLIENT_AND_SERVER = 3 };

static bool kernel_has_fastopen(void)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM), off = 0;
	int r = setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &off, sizeof(off));

	peer_close(fd, -1, -1);
	return r == 0 || errno != ENOPROTOOPT;
}

/* qemu's user mode has its first bytes only. */
static bool kernel_tells_of_syns(void)
{
	struct tcp_info info;
	socklen_t len = sizeof(info);
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len);
	peer_close(fd, -1, -1);
	return len >= 8;
}

/* Each has a network namespace, and its own sysctls. */
static void run(void (*body)(void))
{
	if (!kernel_has_fastopen())
		contract_skip("this kernel has no TCP_FASTOPEN_CONNECT");
	if (!kernel_tells_of_syns())
		contract_skip("TCP_INFO has no tcpi_options here");
	netns_run(body);
}

static int syn_data(int fd)
{
	struct tcp_info info;
	socklen_t len = sizeof(info);

	memset(&info, 0, sizeof(info));
	CHECK_INT(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len), 0);
	return (info.tcpi_options & TCPI_OPT_SYN_DATA) != 0;
}

/* A raw listener that takes data in SYNs. */
static int fastopen_peer(int family, union peer_addr *at)
{
	int queue = 16;
	int fd = peer_listen(family, 16, at);

	CHECK_INT(setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN, &queue, sizeof(queue)), 0);
	return fd;
}

/*
 * Connects, sends a word, and has the listener read it: what client and server say about the SYN.
 */
static void say_hello(int family, int listener, union peer_addr *at, int in_syn)
{
	int fd = BIO_socket(family, SOCK_STREAM, 0, 0), accepted;
	char text[8] = "";

	CHECK_INT(BIO_connect(fd, peer_bio(at), BIO_SOCK_TFO), 1);
	CHECK_ERRORS("-");
	CHECK_INT(send(fd, "hello", 5, MSG_NOSIGNAL), 5);
	accepted = peer_accept(listener);
	CHECK_INT(recv(accepted, text, sizeof(text), 0), 5);
	CHECK_STR(text, "hello");
	CHECK_INT(syn_data(fd), in_syn);
	CHECK_INT(syn_data(accepted), in_syn);
	peer_close(fd, accepted, -1);
}

static void connect_in_namespace(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	netns_set("ipv4/tcp_fastopen", CLIENT_AND_SERVER);
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		union peer_addr at;
		int listener = fastopen_peer(families[i], &at);
		long active = netns_counter("TCPFastOpenActive");
		long passive = netns_counter("TCPFastOpenPassive");

		say_hello(families[i], listener, &at, 0);
		CHECK_INT(netns_counter("TCPFastOpenActive"), active);
		say_hello(families[i], listener, &at, 1);
		CHECK_INT(netns_counter("TCPFastOpenActive"), active + 1);
		CHECK_INT(netns_counter("TCPFastOpenPassive"), passive + 1);
		peer_close(listener, -1, -1);
	}
}

/* The first connect fetches the cookie, the second sends data in its SYN. */
static void connect_sends_data_in_the_syn(void)
{
	run(connect_in_namespace);
}

/* A raw client of a listener under test: the word in the SYN of its second connection. */
static void dial_with_word(int listener, const union peer_addr *at, int in_syn)
{
	int fd = peer_socket(at->sa.sa_family, SOCK_STREAM), accepted;
	char text[8] = "";

	CHECK_INT(sendto(fd, "hello", 5, MSG_FASTOPEN | MSG_NOSIGNAL, &at->sa, peer_len(at)), 5);
	CHECK_INT(peer_poll(listener, POLLIN), 1);
	accepted = BIO_accept_ex(listener, NULL, 0);
	CHECK_INT(recv(accepted, text, sizeof(text), 0), 5);
	CHECK_STR(text, "hello");
	CHECK_INT(syn_data(accepted), in_syn);
	peer_close(fd, accepted, -1);
}

static void listen_in_namespace(void)
{
	static const struct {
		int options;
		int in_syn;
	} listeners[] = { { BIO_SOCK_TFO, 1 }, { 0, 0 } };

	netns_set("ipv4/tcp_fastopen", CLIENT_AND_SERVER);
	for (size_t i = 0; i < sizeof(listeners) / sizeof(listeners[0]); i++) {
		union peer_addr at;
		int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

		peer_loopback(AF_INET, &at);
		CHECK_INT(BIO_listen(fd, peer_bio(&at), listeners[i].options), 1);
		CHECK_ERRORS("-");
		CHECK_INT(peer_name(fd, &at), 0);
		dial_with_word(fd, &at, 0);
		dial_with_word(fd, &at, listeners[i].in_syn);
		peer_close(fd, -1, -1);
	}
}

static void listen_takes_data_in_the_syn(void)
{
	run(listen_in_namespace);
}

/*
 * A cookie is an address's, whatever its port: that of the listener serves for the
 * one that refuses.
 */
static void refused_in_namespace(void)
{
	union peer_addr at, refusing;
	int listener, refuser, fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	netns_set("ipv4/tcp_fastopen", CLIENT_AND_SERVER);
	listener = fastopen_peer(AF_INET, &at);
	say_hello(AF_INET, listener, &at, 0);
	refuser = peer_refuse(AF_INET, &refusing);
	CHECK_INT(BIO_connect(fd, peer_bio(&refusing), BIO_SOCK_TFO), 1);
	CHECK_INT(BIO_sock_error(fd), 0);
	CHECK_INT(send(fd, "hello", 5, MSG_NOSIGNAL), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_INT(BIO_sock_should_retry(-1), 0);
	CHECK_ERRORS("-");
	peer_close(listener, refuser, fd);
}

static void the_first_write_tells_of_a_refusal(void)
{
	run(refused_in_namespace);
}

static void off_in_namespace(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	netns_set("ipv4/tcp_fastopen", OFF);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_INT(errno, EOPNOTSUPP);
	CHECK_INT(BIO_sock_should_retry(0), 0);
	CHECK_ERRORS(
	    contract_is_oracle()
	        ? "system library:EOPNOTSUPP(calling setsockopt());BIO routines:unable to tfo"
	        : "system library:EOPNOTSUPP(calling setsockopt());BIO routines:tfo disabled");
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 1);
	CHECK_ERRORS("-");
	peer_close(listener, fd, -1);
}

static void switched_off_is_said_so(void)
{
	if (contract_is_oracle())
		contract_skip("OpenSSL has a reason for it on other systems only");
	run(off_in_namespace);
}

static void without_cookie_in_namespace(void)
{
	union peer_addr at;
	int listener;

	netns_set("ipv4/tcp_fastopen", CLIENT);
	listener = fastopen_peer(AF_INET, &at);
	say_hello(AF_INET, listener, &at, 0);
	say_hello(AF_INET, listener, &at, 0);
	CHECK_INT(netns_counter("TCPFastOpenActive"), 0);
	peer_close(listener, -1, -1);
}

static void a_server_that_has_it_off_is_connected_to_the_usual_way(void)
{
	run(without_cookie_in_namespace);
}

static void in_progress_in_namespace(void)
{
	union peer_addr at;
	int filler, fd, peer = peer_full(AF_INET, &at, &filler);

	netns_set("ipv4/tcp_fastopen", CLIENT_AND_SERVER);
	fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO | BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	if (contract_is_oracle())
		goto out; /* It sets the option again, which is too late, and fails. */
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO | BIO_SOCK_NONBLOCK), 0);
	CHECK_INT(errno, EALREADY);
	CHECK_INT(BIO_sock_should_retry(0), 1);
	CHECK_ERRORS("-");
out:
	peer_close(peer, filler, fd);
}

static void connecting_again_while_in_progress_is_a_retry(void)
{
	if (contract_is_oracle())
		contract_skip("OpenSSL fails in setsockopt(), and says that of the connection");
	run(in_progress_in_namespace);
}

static const struct contract_case cases[] = {
	{ "a connect with a cookie sends its data in the SYN", connect_sends_data_in_the_syn, 0,
	    VERSION_WITH_FASTOPEN },
	{ "a listener takes data in the SYN, only with the flag", listen_takes_data_in_the_syn, 0,
	    VERSION_WITH_FASTOPEN },
	{ "the first write tells of a refusal", the_first_write_tells_of_a_refusal, 0,
	    VERSION_WITH_FASTOPEN },
	{ "switched off is said so", switched_off_is_said_so, 0, VERSION_WITH_FASTOPEN },
	{ "a server that has it off is connected to the usual way",
	    a_server_that_has_it_off_is_connected_to_the_usual_way, 0, VERSION_WITH_FASTOPEN },
	{ "connecting again while in progress is a retry",
	    connecting_again_while_in_progress_is_a_retry, 0, VERSION_WITH_FASTOPEN },
};

int main(void)
{
	return contract_main("sock.fastopen", cases, sizeof(cases) / sizeof(cases[0]));
}
