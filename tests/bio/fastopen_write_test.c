/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TCP Fast Open through connect and socket BIOs: by the deferred connect, and on a kernel before
 * 4.11, where the first write takes the address along (BIO_connect(3), BIO_SOCK_TFO). This
 * executable's setsockopt() makes such a kernel.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/interpose.h"

/* How many sends connect: none where it is no flag of theirs. */
enum { ONE_SEND = MSG_FASTOPEN != 0 };

static bool old_kernel, switched_off;
static int fastopen_sends;

int INTERPOSED(setsockopt)(int fd, int level, int name, const void *value, socklen_t len)
{
	if (old_kernel && level == IPPROTO_TCP && name == TCP_FASTOPEN_CONNECT) {
		errno = ENOPROTOOPT;
		return -1;
	}
	return NEXT(setsockopt)(fd, level, name, value, len);
}

ssize_t INTERPOSED(sendto)(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len)
{
	if ((flags & MSG_FASTOPEN) != 0) {
		CHECK(to != NULL && (flags & MSG_NOSIGNAL) != 0);
		fastopen_sends++;
		if (switched_off) {
			errno = EOPNOTSUPP;
			return -1;
		}
	}
	return NEXT(sendto)(fd, bytes, n, flags, to, len);
}

static BIO *to(int port)
{
	BIO *b = BIO_new_connect(wire_name(port));

	CHECK_INT(BIO_set_tfo(b, 1), 1);
	fastopen_sends = 0;
	return b;
}

/* Both write and what comes back, over whatever there is. */
static void talks(BIO *b, int listener)
{
	char in[10];
	int peer;

	CHECK_INT(BIO_write(b, "first", 5), 5);
	peer = wire_accept(listener);
	CHECK_INT(BIO_write(b, "again", 5), 5);
	CHECK(wire_receive(peer, in, 10));
	CHECK_MEM(in, "firstagain", 10);
	wire_send(peer, "back");
	CHECK_INT(BIO_read(b, in, 10), 4);
	CHECK_ERRORS("-");
	wire_close(peer);
}

static bool kernel_defers_connects(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), off = 0;
	int r = setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &off, sizeof(off));

	wire_close(fd);
	return r == 0;
}

static void defers_the_connect(void)
{
	int port, l;
	BIO *b;

	if (!kernel_defers_connects())
		contract_skip("this kernel has no TCP_FASTOPEN_CONNECT");
	l = wire_listen(&port);
	b = to(port);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(wire_option(wire_fd(b), IPPROTO_TCP, TCP_FASTOPEN_CONNECT), 1);
	talks(b, l);
	CHECK_INT(fastopen_sends, 0);
	BIO_free(b);
	wire_close(l);
}

static void first_write_connects(void)
{
	int port, l = wire_listen(&port);
	BIO *b = to(port);

	old_kernel = true;
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_ERRORS("-");
	talks(b, l);
	CHECK_INT(fastopen_sends, ONE_SEND);
	old_kernel = false;
	BIO_free(b);
	wire_close(l);
}

static void first_write_connects_where_it_is_off(void)
{
	int port, l = wire_listen(&port);
	BIO *b = to(port);

	old_kernel = switched_off = true;
	talks(b, l);
	CHECK_INT(fastopen_sends, ONE_SEND);
	old_kernel = switched_off = false;
	BIO_free(b);
	wire_close(l);
}

static void first_read_connects(void)
{
	int port, l = wire_listen(&port), peer;
	char in[10];
	BIO *b = to(port);

	old_kernel = true;
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_read(b, in, 10), -1);
	CHECK(BIO_should_read(b) && BIO_should_retry(b));
	CHECK_INT(fastopen_sends, 0);
	peer = wire_accept(l);
	wire_send(peer, "hi");
	CHECK(wire_readable(wire_fd(b)));
	CHECK_INT(BIO_read(b, in, 10), 2);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_INT(fastopen_sends, 0);
	CHECK_ERRORS("-");
	old_kernel = false;
	BIO_free(b);
	wire_close(peer);
	wire_close(l);
}

static void first_write_does_not_block(void)
{
	int port, l = wire_listen(&port), r = -1;
	BIO *b = to(port);

	old_kernel = true;
	CHECK_INT(BIO_set_nbio(b, 1), 1);
	for (int i = 0; i < 5 && r <= 0; i++) {
		r = BIO_write(b, "hello", 5);
		CHECK(r == 5 || (BIO_should_write(b) && BIO_should_retry(b)));
		CHECK(wire_writable(wire_fd(b)));
	}
	CHECK_INT(r, 5);
	CHECK_INT(fastopen_sends, ONE_SEND);
	CHECK_ERRORS("-");
	old_kernel = false;
	BIO_free(b);
	wire_close(l);
}

static void first_write_is_refused(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = to(port);

	old_kernel = true;
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_INT(BIO_should_retry(b), 0);
	old_kernel = false;
	BIO_free(b);
	wire_close(l);
}

/* The page: on such kernels, the address is told to the socket BIO too. */
static void a_socket_bio_is_told_the_address(void)
{
	int port, l = wire_listen(&port);
	struct in_addr loopback = { .s_addr = htonl(INADDR_LOOPBACK) };
	BIO_ADDR *addr = BIO_ADDR_new();
	BIO *b = BIO_new_socket(socket(AF_INET, SOCK_STREAM, 0), BIO_CLOSE);

	BIO_ADDR_rawmake(addr, AF_INET, &loopback, 4, htons((in_port_t)port));
	fastopen_sends = 0;
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	BIO_ADDR_free(addr);
	CHECK_INT(ntohs(BIO_ADDR_rawport(BIO_get_conn_address(b))), port);
	talks(b, l);
	CHECK_INT(fastopen_sends, ONE_SEND);
	CHECK(BIO_get_conn_address(b) == NULL);
	BIO_free(b);
	wire_close(l);
}

static void a_connected_socket_bio_is_told_the_address(void)
{
	int port, l = wire_listen(&port);
	struct in_addr loopback = { .s_addr = htonl(INADDR_LOOPBACK) };
	BIO_ADDR *addr = BIO_ADDR_new();
	BIO *b = BIO_new_socket(wire_dial(port), BIO_CLOSE);

	BIO_ADDR_rawmake(addr, AF_INET, &loopback, 4, htons((in_port_t)port));
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	CHECK_INT(BIO_set_conn_address(b, addr), 1);
	BIO_ADDR_free(addr);
	talks(b, l);
	BIO_free(b);
	wire_close(l);
}

static const struct contract_case cases[] = {
	{ "the connect is deferred", defers_the_connect, 0, 0 },
	{ "old kernel: the first write connects", first_write_connects, 0, 0 },
	{ "old kernel, Fast Open off", first_write_connects_where_it_is_off, 0, 0 },
	{ "old kernel: the first read connects", first_read_connects, 0, 0 },
	{ "old kernel: nonblocking", first_write_does_not_block, 0, 0 },
	{ "old kernel: refused", first_write_is_refused, 0, 0 },
	{ "a socket BIO is told the address", a_socket_bio_is_told_the_address, 0, 0 },
	{ "a connected one too", a_connected_socket_bio_is_told_the_address, 0, 0 },
};

int main(void)
{
	return contract_main("Fast Open by BIOs", cases, sizeof(cases) / sizeof(cases[0]));
}
