/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each call of BIO_connect(3) with each of its flags, and what the kernel says the socket is then:
 * asked with getsockopt(2), fcntl(2) and TCP_INFO, not through biosock. Exits 1 if a row is not as
 * the page promises. usage: kernel_view [fastopen BITS]
 */
#include "kernel_view.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#ifndef TCP_FASTOPEN_CONNECT
#define TCP_FASTOPEN_CONNECT 30
#endif
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static int not_so;

void verdict(bool so)
{
	const char *no_colour = getenv("NO_COLOR");
	bool colour = isatty(STDOUT_FILENO) && (no_colour == NULL || no_colour[0] == '\0');

	not_so += !so;
	printf("%s%s%s\n", colour ? (so ? "\033[32m" : "\033[1;31m") : "", so ? "ok" : "NOT SO",
	    colour ? "\033[0m" : "");
}

int rows_not_so(void)
{
	return not_so;
}

/* What a socket can be. */
enum {
	CLOEXEC = 1,
	NONBLOCK = 2,
	KEEPALIVE = 4,
	NODELAY = 8,
	REUSEADDR = 16,
	REUSEPORT = 32,
	V6ONLY = 64,
	FASTOPEN = 128,
	MPTCP = 256,
	LISTENING = 512,
	ESTABLISHED = 1024,
};

static const struct {
	int property;
	const char *name;
	int level, option; /* level -1: not a socket option */
} properties[] = {
	{ ESTABLISHED, "established", -1, 0 },
	{ LISTENING, "listening", SOL_SOCKET, SO_ACCEPTCONN },
	{ CLOEXEC, "cloexec", -1, 0 },
	{ NONBLOCK, "nonblock", -1, 0 },
	{ KEEPALIVE, "keepalive", SOL_SOCKET, SO_KEEPALIVE },
	{ NODELAY, "nodelay", IPPROTO_TCP, TCP_NODELAY },
	{ REUSEADDR, "reuseaddr", SOL_SOCKET, SO_REUSEADDR },
	{ REUSEPORT, "reuseport", SOL_SOCKET, SO_REUSEPORT },
	{ V6ONLY, "v6only", IPPROTO_IPV6, IPV6_V6ONLY },
	{ FASTOPEN, "fastopen", IPPROTO_TCP, TCP_FASTOPEN },
	{ FASTOPEN, "fastopen", IPPROTO_TCP, TCP_FASTOPEN_CONNECT },
	{ MPTCP, "mptcp", -1, 0 },
};

enum { PROPERTIES = sizeof(properties) / sizeof(properties[0]) };

static int get(int sock, int level, int option)
{
	int value = 0;
	socklen_t len = sizeof(value);

	return getsockopt(sock, level, option, &value, &len) == 0 ? value : 0;
}

static int tcp_state(int sock)
{
	struct tcp_info info;
	socklen_t len = sizeof(info);

	memset(&info, 0, sizeof(info));
	getsockopt(sock, IPPROTO_TCP, TCP_INFO, &info, &len);
	return info.tcpi_state;
}

/* What the kernel says. */
static int ask(int sock)
{
	int is = 0;

	for (size_t i = 0; i < PROPERTIES; i++) {
		if (properties[i].level != -1 &&
		    get(sock, properties[i].level, properties[i].option) != 0)
			is |= properties[i].property;
	}
	is |= (fcntl(sock, F_GETFD) & FD_CLOEXEC) != 0 ? CLOEXEC : 0;
	is |= (fcntl(sock, F_GETFL) & O_NONBLOCK) != 0 ? NONBLOCK : 0;
	is |= get(sock, SOL_SOCKET, SO_PROTOCOL) == IPPROTO_MPTCP ? MPTCP : 0;
	is |= tcp_state(sock) == TCP_ESTABLISHED ? ESTABLISHED : 0;
	return is;
}

static void give_up(const char *what)
{
	fprintf(stderr, "kernel_view: %s\n", what);
	ERR_print_errors_fp(stderr);
	exit(1);
}

/* 127.0.0.1, ::1; to bind to also ::, as Linux sets IPV6_V6ONLY on a socket bound to ::1. */
static BIO_ADDR *this_host(int family, unsigned short port, bool to_bind)
{
	const unsigned char v4[4] = { 127, 0, 0, 1 };
	const unsigned char v6[16] = { [15] = !to_bind };
	BIO_ADDR *addr = BIO_ADDR_new();

	if (addr == NULL ||
	    !(family == AF_INET ? BIO_ADDR_rawmake(addr, AF_INET, v4, sizeof(v4), port)
	                        : BIO_ADDR_rawmake(addr, AF_INET6, v6, sizeof(v6), port)))
		give_up("no address");
	return addr;
}

int listen_here(int family, int options, unsigned short *out_port)
{
	union BIO_sock_info_u info = { .addr = this_host(family, 0, true) };
	int sock = BIO_socket(family, SOCK_STREAM, 0, 0);

	if (!BIO_listen(sock, info.addr, options) ||
	    !BIO_sock_info(sock, BIO_SOCK_INFO_ADDRESS, &info))
		give_up("BIO_listen");
	*out_port = BIO_ADDR_rawport(info.addr);
	BIO_ADDR_free(info.addr);
	return sock;
}

/* One way a socket comes about; what it holds besides is closed by finish(). */
struct scene {
	int family;
	int listener, client, accepted;
};

typedef int make_fn(struct scene *s, int options);

static int make_socket(struct scene *s, int options)
{
	return s->client = BIO_socket(s->family, SOCK_STREAM, 0, options);
}

static int make_bound(struct scene *s, int options)
{
	BIO_ADDR *addr = this_host(s->family, 0, true);

	s->client = BIO_socket(s->family, SOCK_STREAM, 0, 0);
	if (!BIO_bind(s->client, addr, options))
		give_up("BIO_bind");
	BIO_ADDR_free(addr);
	return s->client;
}

/* The byte opens a Fast Open connect that waits for its first. */
static int make_connected(struct scene *s, int options)
{
	struct pollfd writable = { .events = POLLOUT };
	unsigned short port;
	BIO_ADDR *addr;

	s->listener = listen_here(s->family, 0, &port);
	addr = this_host(s->family, port, false);
	s->client = writable.fd = BIO_socket(s->family, SOCK_STREAM, 0, 0);
	if (!BIO_connect(s->client, addr, options) && !BIO_sock_should_retry(0))
		give_up("BIO_connect");
	BIO_ADDR_free(addr);
	poll(&writable, 1, -1);
	if (send(s->client, "x", 1, MSG_NOSIGNAL) == -1)
		give_up("send");
	poll(&writable, 1, -1);
	return s->client;
}

static int make_listening(struct scene *s, int options)
{
	unsigned short port;

	return s->listener = listen_here(s->family, options, &port);
}

static int make_accepted(struct scene *s, int options)
{
	make_connected(s, 0);
	s->accepted = BIO_accept_ex(s->listener, NULL, options);
	return s->accepted;
}

static void finish(struct scene *s)
{
	int socks[] = { s->accepted, s->client, s->listener };

	for (size_t i = 0; i < sizeof(socks) / sizeof(socks[0]); i++) {
		if (socks[i] != -1 && !BIO_closesocket(socks[i]))
			give_up("BIO_closesocket");
	}
}

enum { ON_SOCKET = 1, ON_BIND = 2, ON_CONNECT = 4, ON_LISTEN = 8, ON_ACCEPT = 16 };

static const struct {
	const char *name;
	int bit;
	make_fn *make;
	int always; /* what it is with no flag */
} calls[] = {
	{ "BIO_socket", ON_SOCKET, make_socket, CLOEXEC },
	{ "BIO_bind", ON_BIND, make_bound, CLOEXEC },
	{ "BIO_connect", ON_CONNECT, make_connected, CLOEXEC | ESTABLISHED },
	{ "BIO_listen", ON_LISTEN, make_listening, CLOEXEC | LISTENING },
	{ "BIO_accept_ex", ON_ACCEPT, make_accepted, CLOEXEC | ESTABLISHED },
};

static const struct {
	const char *name;
	int option, calls;
	int makes, unmakes, families; /* families: 0 for both */
} flags[] = {
	{ "-", 0, ON_SOCKET | ON_BIND | ON_CONNECT | ON_LISTEN | ON_ACCEPT, 0, 0, 0 },
	{ "KEEPALIVE", BIO_SOCK_KEEPALIVE, ON_CONNECT | ON_LISTEN | ON_ACCEPT, KEEPALIVE, 0, 0 },
	{ "NONBLOCK", BIO_SOCK_NONBLOCK, ON_SOCKET | ON_CONNECT | ON_LISTEN | ON_ACCEPT, NONBLOCK,
	    0, 0 },
	{ "NODELAY", BIO_SOCK_NODELAY, ON_CONNECT | ON_LISTEN | ON_ACCEPT, NODELAY, 0, 0 },
	{ "REUSEADDR", BIO_SOCK_REUSEADDR, ON_BIND | ON_LISTEN, REUSEADDR, 0, 0 },
	{ "V6_ONLY", BIO_SOCK_V6_ONLY, ON_LISTEN, V6ONLY, 0, AF_INET6 },
	{ "TFO", BIO_SOCK_TFO, ON_CONNECT | ON_LISTEN, FASTOPEN, 0, 0 },
	{ "reuseport", BIOSOCK_REUSEPORT, ON_SOCKET | ON_BIND | ON_LISTEN, REUSEPORT, 0, 0 },
	{ "inherit", BIOSOCK_INHERIT, ON_SOCKET | ON_ACCEPT, 0, CLOEXEC, 0 },
};

static void print_properties(int is)
{
	char text[128] = "";
	size_t n = 0;

	for (size_t i = 0; i < PROPERTIES; i++) {
		bool again = i > 0 && properties[i].property == properties[i - 1].property;

		if ((is & properties[i].property) != 0 && !again)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s", n > 0 ? " " : "",
			    properties[i].name);
	}
	printf("%-44s ", n > 0 ? text : "-");
}

static void view(size_t call, size_t flag, int family)
{
	struct scene s = { family, -1, -1, -1 };
	bool means = flags[flag].families == 0 || flags[flag].families == family;
	int want = (calls[call].always | (means ? flags[flag].makes : 0)) & ~flags[flag].unmakes;
	int sock = calls[call].make(&s, flags[flag].option);
	int is = sock != -1 ? ask(sock) : 0;

	printf("  %-16s %-10s %-5s ", calls[call].name, flags[flag].name,
	    family == AF_INET ? "IPv4" : "IPv6");
	print_properties(is);
	verdict(is == want);
	finish(&s);
}

static void view_flags(int family)
{
	for (size_t c = 0; c < sizeof(calls) / sizeof(calls[0]); c++) {
		for (size_t f = 0; f < sizeof(flags) / sizeof(flags[0]); f++) {
			if ((flags[f].calls & calls[c].bit) != 0)
				view(c, f, family);
		}
	}
}

/* The longest backlog the system allows: TCP_INFO of a listener has it in tcpi_sacked. */
static void view_backlog(void)
{
	struct tcp_info info = { .tcpi_sacked = 0 };
	socklen_t len = sizeof(info);
	unsigned short port;
	int sock = listen_here(AF_INET, 0, &port);
	FILE *f = fopen("/proc/sys/net/core/somaxconn", "r");
	unsigned cap = 0, longest = SOMAXCONN > 4096 ? SOMAXCONN : 4096;
	char text[64];

	if (f == NULL || fscanf(f, "%u", &cap) != 1)
		cap = 0;
	if (f != NULL)
		fclose(f);
	getsockopt(sock, IPPROTO_TCP, TCP_INFO, &info, &len);
	snprintf(text, sizeof(text), "backlog %u of somaxconn %u", info.tcpi_sacked, cap);
	printf("  %-16s %-10s %-5s %-44s ", "BIO_listen", "-", "IPv4", text);
	verdict(info.tcpi_sacked == (cap < longest ? cap : longest));
	BIO_closesocket(sock);
}

static void view_close(void)
{
	int sock = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	bool closed = BIO_closesocket(sock) && fcntl(sock, F_GETFD) == -1 && errno == EBADF;

	printf("  %-16s %-10s %-5s %-44s ", "BIO_closesocket", "-", "IPv4",
	    closed ? "EBADF: no descriptor any more" : "still there");
	verdict(closed);
}

static bool has_ipv6(void)
{
	BIO_ADDR *addr = this_host(AF_INET6, 0, false);
	int sock = BIO_socket(AF_INET6, SOCK_STREAM, 0, 0);
	bool has = sock != -1 && BIO_bind(sock, addr, 0);

	if (sock != -1)
		BIO_closesocket(sock);
	BIO_ADDR_free(addr);
	ERR_clear_error();
	return has;
}

/* qemu's user mode has its first bytes only. */
static bool has_tcp_info(void)
{
	struct tcp_info info;
	socklen_t len = sizeof(info);
	int sock = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	getsockopt(sock, IPPROTO_TCP, TCP_INFO, &info, &len);
	BIO_closesocket(sock);
	return len > offsetof(struct tcp_info, tcpi_sacked);
}

int main(int argc, char **argv)
{
	if (!has_tcp_info()) {
		puts("  skipped: TCP_INFO, by which the kernel is asked, is cut here");
		return 77;
	}
	if (argc == 3 && strcmp(argv[1], "fastopen") == 0) {
		view_fastopen(atoi(argv[2]));
		return rows_not_so() > 0;
	}
	printf("  %-16s %-10s %-5s %-44s %s\n", "call", "flag", "", "what the kernel says", "");
	view_flags(AF_INET);
	if (has_ipv6())
		view_flags(AF_INET6);
	else
		puts("  IPv6: skipped, this machine has no ::1");
	view_backlog();
	view_close();
	return rows_not_so() > 0;
}
