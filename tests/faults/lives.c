/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lives of BIO objects, from their making to their end, both ends of a connection in one
 * process. Each goes on only while all went well, so that nobody waits for what did not come.
 */
#include "faults/lives.h"

#include <string.h>

#include <sys/select.h>

#include <openssl/err.h>

#include "support/peer.h"

struct ends {
	BIO *listener, *client, *server;
};

/* Raw, and not poll(): it is to be counted for the library alone. */
static void wait_until_writable(BIO *b)
{
	struct timeval most = { .tv_sec = 5 };
	fd_set set;
	int fd = -1;

	if (BIO_get_fd(b, &fd) == -1 || fd == -1)
		return;
	FD_ZERO(&set);
	FD_SET((unsigned)fd, &set);
	select(fd + 1, NULL, &set, NULL, &most);
}

/* The mode first: what BIO_set_nbio_accept() says is a part of it. */
static bool set_modes(BIO *listener)
{
	return BIO_set_bind_mode(listener, BIO_BIND_REUSEADDR) > 0 &&
	       BIO_set_nbio_accept(listener, 1) > 0;
}

static bool listen_at(struct ends *ends, const char *name)
{
	BIO *filter = BIO_new(BIO_f_buffer());

	ends->listener = BIO_new_accept(name);
	if (ends->listener == NULL || filter == NULL || !set_modes(ends->listener) ||
	    BIO_set_accept_bios(ends->listener, filter) <= 0) {
		BIO_free(filter);
		return false;
	}
	return BIO_do_accept(ends->listener) > 0;
}

static bool dial(struct ends *ends, const char *host, int nonblocking)
{
	const char *port = BIO_get_accept_port(ends->listener);

	ends->client = BIO_new_connect(host);
	if (port == NULL || ends->client == NULL || BIO_set_conn_port(ends->client, port) <= 0)
		return false;
	if (BIO_set_nbio(ends->client, nonblocking) <= 0)
		return false;
	if (BIO_do_connect(ends->client) > 0)
		return true;
	if (!nonblocking || !BIO_should_retry(ends->client))
		return false;
	wait_until_writable(ends->client);
	return BIO_do_connect(ends->client) > 0;
}

static bool take_in(struct ends *ends)
{
	if (BIO_do_accept(ends->listener) <= 0)
		return false;
	ends->server = BIO_pop(ends->listener);
	return ends->server != NULL && BIO_get_peer_name(ends->listener) != NULL;
}

static bool talk(struct ends *ends)
{
	char in[8] = "";

	return BIO_puts(ends->client, "ping\n") == 5 &&
	       BIO_gets(ends->server, in, sizeof(in)) == 5 && strcmp(in, "ping\n") == 0 &&
	       BIO_write(ends->server, "pong", 4) == 4 && BIO_flush(ends->server) == 1 &&
	       BIO_read(ends->client, in, sizeof(in)) == 4;
}

static void end_all(struct ends *ends)
{
	BIO_free_all(ends->client);
	BIO_free_all(ends->server);
	BIO_free_all(ends->listener);
}

static bool live_between(const char *at, const char *host, int nonblocking)
{
	struct ends ends = { NULL, NULL, NULL };
	bool well =
	    listen_at(&ends, at) && dial(&ends, host, nonblocking) && take_in(&ends) && talk(&ends);

	end_all(&ends);
	return well;
}

static bool live_v4(void)
{
	return live_between("127.0.0.1:0", "127.0.0.1", 0);
}

static bool live_v6(void)
{
	return live_between("[::1]:0", "[::1]", 0);
}

static bool live_nonblocking(void)
{
	return live_between("127.0.0.1:0", "127.0.0.1", 1);
}

static bool live_any(void)
{
	return live_between("*:0", "localhost", 0);
}

/* Connected, reset, connected again, and duplicated. */
static bool live_again(void)
{
	struct ends ends = { NULL, NULL, NULL };
	BIO *copy = NULL;
	bool well = listen_at(&ends, "127.0.0.1:0") && dial(&ends, "127.0.0.1", 0) &&
	            BIO_reset(ends.client) == 0 && BIO_do_connect(ends.client) > 0 &&
	            (copy = BIO_dup_chain(ends.client)) != NULL && BIO_do_connect(copy) > 0 &&
	            BIO_write(copy, "x", 1) == 1;

	BIO_free(copy);
	end_all(&ends);
	return well;
}

/* A datagram socket of the library's own, bound to a loopback port. */
static BIO *bound_datagrams(union peer_addr *out_name)
{
	union BIO_sock_info_u info = { .addr = peer_bio(out_name) };
	int fd = BIO_socket(AF_INET, SOCK_DGRAM, 0, 0);
	BIO *b = NULL;

	peer_loopback(AF_INET, out_name);
	if (fd == -1)
		return NULL;
	if (BIO_bind(fd, peer_bio(out_name), 0) && BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, &info))
		b = BIO_new_dgram(fd, BIO_CLOSE);
	if (b == NULL)
		BIO_closesocket(fd);
	return b;
}

/* What nobody answers must not hang: the reader has a deadline. */
static bool set_deadline(BIO *b)
{
	struct timeval most = { .tv_sec = 1 };

	return BIO_ctrl(b, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &most) == 0;
}

/* peer: where the message goes; NULL: `from` is connected. */
static bool exchange(BIO *to, BIO *from, BIO_ADDR *peer)
{
	char bytes[4];
	BIO_MSG out = { .data = bytes, .data_len = 4, .peer = peer };
	BIO_MSG in = { .data = bytes, .data_len = 4 };
	size_t n = 0;

	return BIO_write(from, "abc", 3) == 3 && BIO_read(to, bytes, 4) == 3 &&
	       BIO_sendmmsg(from, &out, sizeof(out), 1, 0, &n) == 1 && n == 1 &&
	       BIO_recvmmsg(to, &in, sizeof(in), 1, 0, &n) == 1 && n == 1 && in.data_len == 4;
}

static bool live_datagrams(void)
{
	union peer_addr a_name, b_name;
	BIO *a = bound_datagrams(&a_name), *b = bound_datagrams(&b_name);
	bool well = a != NULL && b != NULL && set_deadline(a) && set_deadline(b) &&
	            BIO_dgram_set_peer(a, &b_name) > 0 &&
	            BIO_dgram_set_local_addr_enable(b, 1) > 0 &&
	            exchange(b, a, peer_bio(&b_name)) &&
	            BIO_ctrl(a, BIO_CTRL_DGRAM_QUERY_MTU, 0, NULL) >= 0;

	BIO_free(a);
	BIO_free(b);
	return well;
}

/* BIO_set_conn_address() and a socket type: a connect BIO over a datagram BIO. */
static bool live_connected_datagrams(void)
{
	union peer_addr name;
	BIO *server = bound_datagrams(&name), *client = BIO_new(BIO_s_connect());
	bool well = server != NULL && client != NULL && set_deadline(server) &&
	            BIO_set_sock_type(client, SOCK_DGRAM) > 0 &&
	            BIO_set_conn_address(client, peer_bio(&name)) > 0 &&
	            BIO_do_connect(client) > 0 && exchange(server, client, NULL);

	BIO_free(client);
	BIO_free(server);
	return well;
}

const struct life lives[] = {
	{ "v4", live_v4 },
	{ "v6", live_v6 },
	{ "nonblocking", live_nonblocking },
	{ "any address, by name", live_any },
	{ "connected again", live_again },
	{ "datagrams", live_datagrams },
	{ "datagrams through a connect BIO", live_connected_datagrams },
};
const size_t life_count = sizeof(lives) / sizeof(lives[0]);
