/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Peers for the examples, made of bare sockets on 127.0.0.1; each prints its port.
 * usage: canned answer FILE [slow] | canned full | canned mute | canned silent | canned closed
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FILE_SIZE = 65536, QUEUED = 8 };

static void die(const char *what)
{
	fprintf(stderr, "canned: %s: %s\n", what, strerror(errno));
	exit(1);
}

static int bound(int type, struct sockaddr_in *addr)
{
	socklen_t len = sizeof(*addr);
	int sock = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	*addr = (struct sockaddr_in){ .sin_family = AF_INET };
	addr->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (sock == -1 || bind(sock, (struct sockaddr *)addr, sizeof(*addr)) == -1 ||
	    getsockname(sock, (struct sockaddr *)addr, &len) == -1)
		die("bind");
	return sock;
}

static void tell(const struct sockaddr_in *addr)
{
	printf("%d\n", ntohs(addr->sin_port));
	fflush(stdout);
}

/* Prints the request's lines, up to the empty one. */
static void read_request(FILE *connection)
{
	char line[1024];

	while (fgets(line, sizeof(line), connection) != NULL && strcmp(line, "\r\n") != 0)
		fputs(line, stdout);
	fflush(stdout);
}

static void answer(const char *path, int slow)
{
	static char bytes[FILE_SIZE];
	struct sockaddr_in addr;
	int listener = bound(SOCK_STREAM, &addr), sock;
	FILE *file = fopen(path, "r");
	size_t n, sent = 0, piece;

	if (file == NULL || listen(listener, 1) == -1)
		die(path);
	n = fread(bytes, 1, sizeof(bytes), file);
	tell(&addr);
	sock = accept(listener, NULL, NULL);
	if (sock == -1)
		die("accept");
	read_request(fdopen(dup(sock), "r"));
	for (piece = slow ? 1 : n; sent < n; sent += piece)
		if (send(sock, bytes + sent, piece, MSG_NOSIGNAL) != (ssize_t)piece)
			die("send");
}

/* Its queue has no room: further connects are not answered. */
static void full(void)
{
	struct sockaddr_in addr;
	int listener = bound(SOCK_STREAM, &addr);

	if (listen(listener, 0) == -1)
		die("listen");
	for (int i = 0; i < QUEUED; i++) {
		int sock = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);

		connect(sock, (struct sockaddr *)&addr, sizeof(addr));
	}
	tell(&addr);
	pause();
}

/* Its kernel takes connections, and nobody says anything. */
static void mute(void)
{
	struct sockaddr_in addr;
	int listener = bound(SOCK_STREAM, &addr);

	if (listen(listener, QUEUED) == -1)
		die("listen");
	tell(&addr);
	pause();
}

/* Takes datagrams and says nothing. */
static void silent(void)
{
	struct sockaddr_in addr;

	bound(SOCK_DGRAM, &addr);
	tell(&addr);
	pause();
}

/* A port on which nobody listens, kept from others until the end. */
static void closed(void)
{
	struct sockaddr_in addr;

	bound(SOCK_STREAM, &addr);
	tell(&addr);
	pause();
}

int main(int argc, char **argv)
{
	if (argc >= 3 && strcmp(argv[1], "answer") == 0)
		answer(argv[2], argc > 3);
	else if (argc == 2 && strcmp(argv[1], "full") == 0)
		full();
	else if (argc == 2 && strcmp(argv[1], "mute") == 0)
		mute();
	else if (argc == 2 && strcmp(argv[1], "silent") == 0)
		silent();
	else if (argc == 2 && strcmp(argv[1], "closed") == 0)
		closed();
	else
		return 2;
	return 0;
}
