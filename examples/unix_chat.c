/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two people and a path: what one types the other reads. One accepts, one connects by
 * BIO_set_conn_address(), and both wait for either side with poll(2).
 * usage: unix_chat listen PATH | unix_chat connect PATH
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

enum { PIECE = 4096 };

/* The path is there only until somebody has come; BIO_CLOSE gives the socket to the BIO. */
static BIO *wait_for_peer(const char *path, const BIO_ADDR *addr)
{
	int listener = BIO_socket(AF_UNIX, SOCK_STREAM, 0, 0), sock = -1;
	BIO *peer = NULL;

	if (listener == -1)
		return NULL;
	if (BIO_listen(listener, addr, 0)) {
		do
			sock = BIO_accept_ex(listener, NULL, 0);
		while (sock == -1 && BIO_sock_should_retry(sock));
		unlink(path);
	}
	BIO_closesocket(listener);
	if (sock != -1)
		peer = BIO_new_socket(sock, BIO_CLOSE);
	if (peer == NULL && sock != -1)
		BIO_closesocket(sock);
	return peer;
}

static BIO *connect_to_peer(const char *path, const BIO_ADDR *addr)
{
	BIO *peer = BIO_new(BIO_s_connect());

	(void)path;
	if (peer != NULL && BIO_set_conn_address(peer, addr) > 0 && BIO_do_connect(peer) > 0)
		return peer;
	BIO_free(peer);
	return NULL;
}

static int write_all(BIO *out, const char *bytes, int size)
{
	int n;

	for (; size > 0; bytes += n, size -= n) {
		n = BIO_write(out, bytes, size);
		if (n <= 0)
			return 0;
	}
	return 1;
}

/* One piece from here to there. What BIO_read() says, or -1 if it could not be written. */
static int pass_on(BIO *in, BIO *out)
{
	char bytes[PIECE];
	int n = BIO_read(in, bytes, sizeof(bytes));

	return n > 0 && !write_all(out, bytes, n) ? -1 : n;
}

/* Each direction ends by itself. When both have, or the other is gone, there is POLLHUP. */
static int chat(BIO *peer, BIO *input, BIO *output)
{
	int sock = (int)BIO_get_fd(peer, NULL), n = 1;
	struct pollfd ready[] = {
		{ .fd = sock, .events = POLLIN },
		{ .fd = (int)BIO_get_fd(input, NULL), .events = POLLIN },
	};

	while (n >= 0 && poll(ready, 2, -1) > 0) {
		if ((ready[0].revents & POLLIN) != 0) {
			n = pass_on(peer, output);
			ready[0].events = n > 0 ? POLLIN : 0;
		} else if (ready[0].revents != 0) {
			return (ready[0].revents & POLLHUP) != 0;
		}
		if (ready[1].revents != 0 && pass_on(input, peer) <= 0) {
			shutdown(sock, SHUT_WR);
			ready[1].fd = -1; /* poll() passes over it */
		}
	}
	return 0;
}

static int start(const char *path, BIO *(*meet)(const char *, const BIO_ADDR *))
{
	BIO_ADDR *addr = BIO_ADDR_new();
	BIO *peer = NULL, *input = BIO_new_fd(STDIN_FILENO, BIO_NOCLOSE);
	BIO *output = BIO_new_fd(STDOUT_FILENO, BIO_NOCLOSE);
	int ok = 0;

	if (addr != NULL && BIO_ADDR_rawmake(addr, AF_UNIX, path, strlen(path), 0))
		peer = meet(path, addr);
	else
		fputs("unix_chat: the path is too long for a socket\n", stderr);
	if (peer != NULL && input != NULL && output != NULL)
		ok = chat(peer, input, output);
	ERR_print_errors_fp(stderr);
	BIO_free(output);
	BIO_free(input);
	BIO_free(peer);
	BIO_ADDR_free(addr);
	return ok;
}

int main(int argc, char **argv)
{
	int ok;

	if (argc == 3 && strcmp(argv[1], "listen") == 0) {
		ok = start(argv[2], wait_for_peer);
	} else if (argc == 3 && strcmp(argv[1], "connect") == 0) {
		ok = start(argv[2], connect_to_peer);
	} else {
		fputs("usage: unix_chat listen|connect PATH\n", stderr);
		return 2;
	}
	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
