/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fast Open seen from the kernel (RFC 7413): the first connection asks for a cookie; with the
 * server bit of net.ipv4.tcp_fastopen on, the second one's data comes with its SYN. Told by
 * TCP_INFO and the counters of /proc/net/netstat.
 */
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "kernel_view.h"

#ifndef TCPI_OPT_SYN_DATA
#define TCPI_OPT_SYN_DATA 32
#endif

enum { SERVER_BIT = 2 };

static void give_up(const char *what)
{
	fprintf(stderr, "kernel_view: %s\n", what);
	ERR_print_errors_fp(stderr);
	exit(1);
}

/* A new network namespace has its loopback interface down; one in use is not ours to change. */
static void prepare(int bits)
{
	struct ifreq lo = { .ifr_name = "lo" };
	int sock = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	FILE *f;

	if (ioctl(sock, SIOCGIFFLAGS, &lo) == -1 || (lo.ifr_flags & IFF_UP) != 0)
		give_up("fastopen: wants a new network namespace (unshare -n)");
	lo.ifr_flags |= IFF_UP;
	if (ioctl(sock, SIOCSIFFLAGS, &lo) == -1)
		give_up("cannot bring the loopback interface up");
	close(sock);
	f = fopen("/proc/sys/net/ipv4/tcp_fastopen", "w");
	if (f == NULL || fprintf(f, "%d\n", bits) < 0 || fclose(f) != 0)
		give_up("cannot set net.ipv4.tcp_fastopen");
}

/* The file has a line of names and, under it, one of numbers. */
static long counter(const char *name)
{
	static char names[8192], numbers[8192];
	char *n, *v, *next_n = NULL, *next_v = NULL;
	FILE *f = fopen("/proc/net/netstat", "r");

	if (f == NULL || fgets(names, sizeof(names), f) == NULL ||
	    fgets(numbers, sizeof(numbers), f) == NULL)
		give_up("/proc/net/netstat");
	fclose(f);
	n = strtok_r(names, " \n", &next_n);
	v = strtok_r(numbers, " \n", &next_v);
	while (n != NULL && v != NULL && strcmp(n, name) != 0) {
		n = strtok_r(NULL, " \n", &next_n);
		v = strtok_r(NULL, " \n", &next_v);
	}
	return v != NULL ? strtol(v, NULL, 10) : -1;
}

static bool sent_with_syn(int sock)
{
	struct tcp_info info = { .tcpi_options = 0 };
	socklen_t len = sizeof(info);

	getsockopt(sock, IPPROTO_TCP, TCP_INFO, &info, &len);
	return (info.tcpi_options & TCPI_OPT_SYN_DATA) != 0;
}

static int connect_to(unsigned short port)
{
	static const unsigned char v4[4] = { 127, 0, 0, 1 };
	BIO_ADDR *addr = BIO_ADDR_new();
	int sock = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	if (!BIO_ADDR_rawmake(addr, AF_INET, v4, sizeof(v4), port) ||
	    !BIO_connect(sock, addr, BIO_SOCK_TFO))
		give_up("BIO_connect");
	BIO_ADDR_free(addr);
	return sock;
}

/* One connection, some bytes there and back, and the row of what happened. */
static void view(int listener, unsigned short port, int bits, int number)
{
	long asked = counter("TCPFastOpenCookieReqd");
	long active = counter("TCPFastOpenActive");
	long passive = counter("TCPFastOpenPassive");
	bool want = (bits & SERVER_BIT) != 0 && number > 1, syn_data;
	int client = connect_to(port), peer;
	char bytes[5], text[96];

	if (send(client, "hello", 5, MSG_NOSIGNAL) != 5)
		give_up("send");
	peer = BIO_accept_ex(listener, NULL, 0);
	if (recv(peer, bytes, 5, MSG_WAITALL) != 5 || send(peer, bytes, 5, MSG_NOSIGNAL) != 5 ||
	    recv(client, bytes, 5, MSG_WAITALL) != 5)
		give_up("the bytes did not go round");
	asked = counter("TCPFastOpenCookieReqd") - asked;
	active = counter("TCPFastOpenActive") - active;
	passive = counter("TCPFastOpenPassive") - passive;
	syn_data = sent_with_syn(client);
	snprintf(text, sizeof(text), "cookie %ld, active %ld, passive %ld, %s", asked, active,
	    passive, syn_data ? "data in the SYN" : "data later");
	printf("  %-16d %-10d %-50s ", bits, number, text);
	verdict(syn_data == want && active == want && passive == want &&
	        memcmp(bytes, "hello", 5) == 0);
	BIO_closesocket(peer);
	BIO_closesocket(client);
}

void view_fastopen(int bits)
{
	unsigned short port;
	int listener;

	prepare(bits);
	listener = listen_here(AF_INET, BIO_SOCK_TFO, &port);
	view(listener, port, bits, 1);
	view(listener, port, bits, 2);
	BIO_closesocket(listener);
}
