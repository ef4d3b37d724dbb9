/* SPDX-License-Identifier: Apache-2.0 */
/* Connect BIOs: what they are told and asked, and where they differ (BIO_s_connect(3)). */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/newer.h"
#include "bio/wire.h"
#include "support/contract.h"
#include "support/system.h"

static char in[100];

static void splits_host_and_port(void)
{
	static const struct {
		const char *text, *host, *port;
		int ok;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1", NULL, 1 },
		{ "name:http", "name", "http", 1 },
		{ "other", "other", "http", 1 },
		{ "a:b:c", NULL, "http", 0 },
		{ ":81", NULL, "81", 1 },
		{ "[::1]:82", "::1", "82", 1 },
		{ "", NULL, "82", 1 },
	};
	BIO *b = BIO_new(BIO_s_connect());

	CHECK_STR(BIO_get_conn_hostname(b), NULL);
	CHECK_STR(BIO_get_conn_port(b), NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(BIO_set_conn_hostname(b, rows[i].text), rows[i].ok);
		CHECK_STR(BIO_get_conn_hostname(b), rows[i].host);
		CHECK_STR(BIO_get_conn_port(b), rows[i].port);
		CHECK_ERRORS(rows[i].ok ? "-" : "BIO routines:ambiguous host or service");
	}
	CHECK_INT(BIO_set_conn_port(b, "443"), 1);
	CHECK_STR(BIO_get_conn_port(b), "443");
	BIO_free(b);
}

static void takes_nulls(void)
{
	BIO *b = BIO_new(BIO_s_connect());

	for (long number = -1; number < 7; number++) {
		CHECK_INT(BIO_ctrl(b, BIO_C_SET_CONNECT, number, NULL), 1);
		if (number < 4)
			CHECK_INT(BIO_ctrl(b, BIO_C_GET_CONNECT, number, NULL), 0);
	}
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_INT(BIO_ctrl(b, BIO_C_SET_CONNECT, 9, in), 0);
	CHECK_INT(BIO_ctrl(b, BIO_C_SET_CONNECT, -1, in), 0);
	CHECK_INT(BIO_ctrl(b, BIO_C_GET_CONNECT, 9, in), 0);
	CHECK_INT(BIO_ctrl(b, BIO_C_GET_CONNECT, -1, in), 0);
	CHECK_INT(BIO_get_init(b), 1);
	BIO_free(b);
	b = BIO_new_connect(NULL);
	CHECK(b != NULL);
	BIO_free(b);
	CHECK(BIO_new_connect("a:b:c") == NULL);
	CHECK_ERRORS("BIO routines:ambiguous host or service");
}

static const struct wire_control controls[] = {
	{ "eof", BIO_CTRL_EOF, 0, 0 },
	{ "flush", BIO_CTRL_FLUSH, 0, 1 },
	{ "pending", BIO_CTRL_PENDING, 0, 0 },
	{ "wpending", BIO_CTRL_WPENDING, 0, 0 },
	{ "get close", BIO_CTRL_GET_CLOSE, 0, 1 },
	{ "set close", BIO_CTRL_SET_CLOSE, 7, 1 },
	{ "get close again", BIO_CTRL_GET_CLOSE, 0, 7 },
	{ "mode", BIO_C_SET_CONNECT_MODE, 12, 1 },
	{ "nbio", BIO_C_SET_NBIO, 7, 1 },
	{ "nbio off", BIO_C_SET_NBIO, 0, 1 },
	{ "get fd", BIO_C_GET_FD, 0, -1 },
	{ "seek", BIO_C_FILE_SEEK, 0, 0 },
	{ "info", BIO_CTRL_INFO, 0, 0 },
	{ "push", BIO_CTRL_PUSH, 0, 0 },
	{ "accept", BIO_C_SET_ACCEPT, 0, 0 },
	{ "reset", BIO_CTRL_RESET, 0, 0 },
	{ "unknown", 9999, 0, 0 },
};

static void answers_controls(void)
{
	BIO *b = BIO_new(BIO_s_connect());

	wire_check_controls(b, controls, sizeof(controls) / sizeof(controls[0]));
	CHECK_INT(BIO_set_fd(b, 0, BIO_NOCLOSE), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static int nothing(BIO *b, int state, int ret)
{
	(void)b;
	(void)state;
	return ret;
}

static void keeps_the_info_callback(void)
{
	BIO *b = BIO_new(BIO_s_connect());
	BIO_info_cb *got = NULL;

	CHECK_INT(BIO_set_info_callback(b, nothing), 1);
	CHECK_INT(BIO_get_info_callback(b, &got), 1);
	CHECK(got == nothing);
	CHECK_INT(BIO_set_info_callback(b, NULL), 1);
	CHECK_INT(BIO_get_info_callback(b, &got), 1);
	CHECK(got == NULL);
	CHECK_INT(BIO_callback_ctrl(b, 77, nothing), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(b);
}

/* WARNING of <openssl/bio.h>: the macro hands no pointer over and gets 0. */
static long family_of(BIO *b)
{
	void *unused = NULL;

	return BIO_ctrl(b, BIO_C_GET_CONNECT, 3, &unused);
}

static void knows_its_family(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(family_of(b), BIO_FAMILY_IPANY);
	CHECK_INT(BIO_set_conn_ip_family(b, 77), 1);
	CHECK_INT(family_of(b), 77);
	CHECK_INT(BIO_set_conn_ip_family(b, BIO_FAMILY_IPANY), 1);
	CHECK_INT(BIO_get_conn_ip_family(b), 0);
	CHECK(BIO_get_conn_address(b) == NULL);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(family_of(b), BIO_FAMILY_IPV4);
	CHECK_INT(ntohs(BIO_ADDR_rawport(BIO_get_conn_address(b))), port);
	CHECK_INT(BIO_reset(b), 0);
	CHECK(BIO_get_conn_address(b) == NULL);
	CHECK_INT(BIO_get_fd(b, NULL), -1);
	BIO_free(b);
	wire_close(l);
}

static BIO_ADDR *loopback_address(int port)
{
	struct in_addr a = { .s_addr = htonl(INADDR_LOOPBACK) };
	BIO_ADDR *addr = BIO_ADDR_new();

	CHECK_INT(BIO_ADDR_rawmake(addr, AF_INET, &a, sizeof(a), htons((in_port_t)port)), 1);
	return addr;
}

static void goes_to_an_address(void)
{
	int port, l = wire_listen(&port);
	char service[8];
	BIO_ADDR *addr = loopback_address(port);
	BIO *b = BIO_new(BIO_s_connect());

	snprintf(service, sizeof(service), "%d", port);
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	BIO_ADDR_clear(addr);
	CHECK_STR(BIO_get_conn_hostname(b), "127.0.0.1");
	CHECK_STR(BIO_get_conn_port(b), service);
	CHECK(BIO_get_conn_address(b) == NULL);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(BIO_get_conn_address(b) != NULL);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_set_conn_ip_family(b, BIO_FAMILY_IPV6), 1);
	CHECK_INT(BIO_do_connect(b), -1);
	CHECK_ERRORS("BIO routines:system lib(Address family for hostname not supported)");
	CHECK_INT(BIO_set_conn_address(b, addr), 0);
	CHECK_ERRORS("BIO routines:system lib(ai_family not supported);"
	             "BIO routines:system lib(ai_family not supported)");
	BIO_free(b);
	BIO_ADDR_free(addr);
	wire_close(l);
}

static void sets_options(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(wire_option(wire_fd(b), SOL_SOCKET, SO_KEEPALIVE), 1);
	CHECK_INT(wire_option(wire_fd(b), IPPROTO_TCP, TCP_NODELAY), 0);
	CHECK(!wire_is_nonblocking(wire_fd(b)));
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_set_conn_mode(b, BIO_SOCK_NODELAY | BIO_SOCK_NONBLOCK), 1);
	BIO_do_connect(b);
	CHECK_INT(wire_option(wire_fd(b), IPPROTO_TCP, TCP_NODELAY), 1);
	CHECK(wire_is_nonblocking(wire_fd(b)));
	BIO_free(b);
	wire_close(l);
}

/* As IPv6 what was the address of a copy is one, too. */
static void a_copy_goes_to_the_same_address(void)
{
	struct sockaddr_in6 at = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	socklen_t len = sizeof(at);
	int l = socket(AF_INET6, SOCK_STREAM, 0);
	BIO *b = BIO_new(BIO_s_connect()), *copy;

	system_need_family(AF_INET6);
	CHECK_INT(bind(l, (struct sockaddr *)&at, len), 0);
	CHECK_INT(listen(l, 1), 0);
	CHECK_INT(getsockname(l, (struct sockaddr *)&at, &len), 0);
	CHECK_INT(BIO_set_conn_address(b, (BIO_ADDR *)(void *)&at), 1);
	copy = BIO_dup_chain(b);
	CHECK_STR(BIO_get_conn_hostname(copy), "::1");
	BIO_free(b);
	CHECK_INT(BIO_do_connect(copy), 1);
	CHECK_INT(family_of(copy), BIO_FAMILY_IPV6);
	CHECK_ERRORS("-");
	BIO_free(copy);
	wire_close(l);
}

static void is_duplicated(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port)), *copy;
	BIO_info_cb *info = NULL;

	CHECK_INT(BIO_set_info_callback(b, nothing), 1);
	copy = BIO_dup_chain(b);
	CHECK_STR(BIO_get_conn_hostname(copy), "127.0.0.1");
	CHECK_STR(BIO_get_conn_port(copy), BIO_get_conn_port(b));
	CHECK_INT(BIO_get_info_callback(copy, &info), 1);
	CHECK(info == nothing);
	CHECK_INT(BIO_do_connect(copy), 1);
	CHECK_INT(BIO_get_fd(b, NULL), -1);
	BIO_free(copy);
	BIO_free(b);
	wire_close(l);
}

static void a_copy_of_what_knows_nothing_knows_nothing(void)
{
	BIO *b = BIO_new(BIO_s_connect()), *copy = BIO_dup_chain(b);

	CHECK(copy != NULL);
	CHECK(BIO_get_conn_hostname(copy) == NULL);
	CHECK_INT(BIO_do_connect(copy), -1);
	CHECK_ERRORS(
	    "BIO routines:no hostname or service specified(hostname=<NULL> service=<NULL>)");
	BIO_free(copy);
	BIO_free(b);
}

static void works_with_its_socket_closed(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	close(wire_fd(b));
	CHECK_INT(BIO_read(b, in, 3), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_write(b, in, 3), -1);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(l);
}

static void closes_what_it_owns(void)
{
	int port, l = wire_listen(&port), fd, peer;
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	peer = wire_accept(l);
	BIO_free(b);
	CHECK(wire_readable(peer) && recv(peer, in, 1, 0) == 0);
	wire_close(peer);
	b = BIO_new_connect(wire_name(port));
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	fd = wire_fd(b);
	BIO_free(b);
	CHECK(fcntl(fd, F_GETFD) != -1);
	wire_close(fd);
	wire_close(l);
}

static void is_polled(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));
	BIO_POLL_DESCRIPTOR d = { .type = 0 };

	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_get_rpoll_descriptor(b, &d), 1);
	CHECK_INT(d.type, BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD);
	CHECK_INT(d.value.fd, wire_fd(b));
	CHECK_INT(BIO_get_wpoll_descriptor(b, &d), 1);
	CHECK_INT(d.value.fd, wire_fd(b));
	BIO_free(b);
	b = BIO_new(BIO_s_connect());
	CHECK_INT(BIO_get_rpoll_descriptor(b, &d), 0);
	BIO_free(b);
	wire_close(l);
}

static void says_its_mode(void)
{
	BIO *b = BIO_new(BIO_s_connect());

	if (contract_is_oracle())
		contract_skip("libcrypto's macro hands no pointer over, and gets 0");
	CHECK_INT(BIO_set_conn_mode(b, BIO_SOCK_NODELAY), 1);
	CHECK_INT(BIO_set_tfo(b, 1), 1);
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	CHECK_INT(BIO_get_conn_mode(b), BIO_SOCK_NODELAY | BIO_SOCK_TFO | BIO_SOCK_NONBLOCK);
	CHECK_INT(BIO_set_tfo(b, 0), 1);
	CHECK_INT(BIO_get_conn_mode(b), BIO_SOCK_NODELAY | BIO_SOCK_NONBLOCK);
	BIO_free(b);
}

static void has_a_socket_type(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port)), *datagrams = NULL;

	CHECK_INT(BIO_get_sock_type(b), SOCK_STREAM);
	CHECK_INT(BIO_set_sock_type(b, SOCK_RAW), 0);
	CHECK_INT(BIO_set_sock_type(b, 0), 0);
	CHECK_INT(BIO_set_sock_type(b, SOCK_DGRAM), 1);
	CHECK_INT(BIO_get0_dgram_bio(b, &datagrams), 0);
	CHECK_INT(BIO_set_sock_type(b, SOCK_STREAM), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_set_sock_type(b, SOCK_DGRAM), 0);
	BIO_free(b);
	wire_close(l);
}

static void talks_datagrams(void)
{
	struct sockaddr_in from = { .sin_family = AF_INET };
	socklen_t len = sizeof(from);
	int fd = socket(AF_INET, SOCK_DGRAM, 0);
	BIO *b, *datagrams = NULL;

	from.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	CHECK_INT(bind(fd, (struct sockaddr *)&from, len), 0);
	b = BIO_new_connect(wire_name(wire_port(fd)));
	CHECK_INT(BIO_set_sock_type(b, SOCK_DGRAM), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_get0_dgram_bio(b, &datagrams), 1);
	CHECK(BIO_find_type(datagrams, BIO_TYPE_DGRAM) == datagrams);
	CHECK_INT(BIO_write(b, "ping", 4), 4);
	CHECK_INT(recvfrom(fd, in, sizeof(in), 0, (struct sockaddr *)&from, &len), 4);
	CHECK_INT(sendto(fd, "pong!", 5, 0, (struct sockaddr *)&from, len), 5);
	CHECK_INT(BIO_read(b, in, sizeof(in)), 5);
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	CHECK_INT(BIO_read(b, in, sizeof(in)), -1);
	CHECK(BIO_should_retry(b) && BIO_should_read(b));
	CHECK_INT(BIO_gets(b, in, sizeof(in)), -1);
	CHECK_ERRORS("BIO routines:called a function you should not call");
	CHECK_INT(BIO_reset(b), 0);
	/* libcrypto's is still there, without a socket. */
	CHECK_INT(BIO_get0_dgram_bio(b, &datagrams), contract_is_oracle());
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(fd);
}

/* Of lines of up to 7 bytes: what BIO_gets() says of "one\ntwo...", size by size. */
static void reads_lines(void)
{
	static const struct {
		int size, want;
		const char *line;
	} rows[] = {
		{ 8, 4, "one\n" },
		{ 1, 0, "" },
		{ 2, 1, "t" },
		{ 3, 2, "wo" },
		{ 2, 1, "\n" },
		{ 8, 1, "\n" },
		{ 4, 3, "lon" },
		{ 8, 5, "gest\n" },
		{ 8, 4, "a\0b\n" },
		{ 8, 3, "end" },
		{ 8, 0, "" },
	};
	static const char sent[] = "one\ntwo\n\nlongest\na\0b\nend";
	int port, l = wire_listen(&port), peer;
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	peer = wire_accept(l);
	CHECK_INT(send(peer, sent, sizeof(sent) - 1, 0), sizeof(sent) - 1);
	wire_close(peer);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memset(in, '#', sizeof(in));
		CHECK_INT(BIO_gets(b, in, rows[i].size), rows[i].want);
		CHECK_MEM(in, rows[i].line, (size_t)rows[i].want + 1);
		CHECK_INT(in[rows[i].want + 1], '#');
	}
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_number_read(b), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
	wire_close(l);
}

static void refuses_what_is_no_room_for_a_line(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	in[0] = '#';
	CHECK_INT(BIO_gets(b, in, 0), -1);
	CHECK_ERRORS("BIO routines:invalid argument");
	CHECK_INT(BIO_gets(b, in, -1), -1);
	CHECK_ERRORS("BIO routines:invalid argument");
	CHECK_INT(in[0], '#');
	CHECK_INT(BIO_gets(b, NULL, 4), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	BIO_free(b);
	wire_close(l);
}

/* Refused, a line is empty. */
static void has_no_line_when_refused(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	in[0] = '#';
	CHECK_INT(BIO_gets(b, in, 4), 0);
	CHECK_INT(in[0], '\0');
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_INT(BIO_should_retry(b), 0);
	BIO_free(b);
	wire_close(l);
}

/* To ask what to wait for begins the way there. */
static void begins_when_it_is_polled(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = BIO_new_connect(wire_name(port)), *none = BIO_new(BIO_s_connect());
	BIO_POLL_DESCRIPTOR d = { .type = 77 };

	CHECK_INT(BIO_get_wpoll_descriptor(b, &d), 1);
	CHECK_INT(d.type, BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD);
	CHECK(d.value.fd >= 0);
	CHECK_INT(d.value.fd, wire_fd(b));
	peer = wire_accept(l);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK(wire_receive(peer, in, 1));
	CHECK_ERRORS("-");
	d.type = 77;
	CHECK_INT(BIO_get_rpoll_descriptor(none, &d), 0);
	CHECK_INT(d.type, 77);
	CHECK_ERRORS("BIO routines:no hostname or service specified"
	             "(hostname=<NULL> service=<NULL>)");
	CHECK_INT(BIO_get_rpoll_descriptor(NULL, &d), -1);
	CHECK_INT(BIO_set_conn_hostname(none, "127.0.0.1:9"), 1);
	CHECK_INT(BIO_set_conn_ip_family(none, 77), 1);
	if (!contract_is_oracle()) {
		CHECK_INT(BIO_get_rpoll_descriptor(none, &d), 0);
		CHECK_INT(d.type, 77);
		CHECK_ERRORS("BIO routines:unsupported ip family");
	}
	BIO_free(none);
	BIO_free(b);
	wire_close(peer);
	wire_close(l);
}

/* errno of an earlier EAGAIN would have the usual loop go on for ever. */
static void the_end_is_no_retry(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_socket_nbio(wire_fd(b), 1), 1);
	peer = wire_accept(l);
	CHECK_INT(BIO_read(b, in, 1), -1);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	wire_close(peer);
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_read(b, in, 1), 0);
	CHECK_INT(BIO_sock_should_retry(0), 0);
	CHECK_INT(errno, 0);
	BIO_free(b);
	wire_close(l);
}

static const struct contract_case cases[] = {
	{ "splits host and port", splits_host_and_port, 0, 0 },
	{ "NULLs, and numbers there are not", takes_nulls, 0, 0 },
	{ "controls", answers_controls, 0, 0 },
	{ "keeps the info callback", keeps_the_info_callback, 0, 0 },
	{ "knows its family and address", knows_its_family, 0, 0 },
	{ "goes to an address", goes_to_an_address, 0, 0 },
	{ "sets options", sets_options, 0, 0 },
	{ "is duplicated", is_duplicated, 0, 0 },
	{ "a copy goes to the same address", a_copy_goes_to_the_same_address, 19, 0 },
	{ "a copy of what knows nothing knows nothing", a_copy_of_what_knows_nothing_knows_nothing,
	    0, 0 },
	{ "a socket closed behind its back", works_with_its_socket_closed, 0, 0 },
	{ "closes what it owns", closes_what_it_owns, 0, 0 },
	{ "poll descriptors", is_polled, 0, 0x30200000L },
	{ "says its mode", says_its_mode, 0, 0x30200000L },
	{ "has a socket type", has_a_socket_type, 0, 0x30200000L },
	{ "talks datagrams", talks_datagrams, 0, 0x30200000L },
	{ "reads lines", reads_lines, 0, 0x30200000L },
	{ "refuses what is no room for a line", refuses_what_is_no_room_for_a_line, 0,
	    0x30200000L },
	{ "has no line when refused", has_no_line_when_refused, 0, 0x30200000L },
	{ "begins when it is polled", begins_when_it_is_polled, 0, 0x30200000L },
	{ "the end is no retry", the_end_is_no_retry, 0, 0 },
};

int main(void)
{
	return contract_main("connect BIOs", cases, sizeof(cases) / sizeof(cases[0]));
}
