/* SPDX-License-Identifier: Apache-2.0 */
/* Peers that behave in a way a shell cannot, made of bare sockets on 127.0.0.1. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

#include "support/loopback_streams.h"

enum {
	PIECE = 8192,
	MAX_PEERS = 1000,
	FIRST_PASSED = 3,
	STALL_MS = 300,
	DEAF_MS = 50,
	LATE_US = 5000
};

static void die(const char *what)
{
	fprintf(stderr, "peer: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Goes on at the next line of standard input. */
static void say_and_wait(const char *what)
{
	char line[8];

	puts(what);
	fflush(stdout);
	if (fgets(line, sizeof(line), stdin) == NULL)
		die("no line");
}

static socklen_t unix_address(const char *name, size_t len, struct sockaddr_un *out)
{
	*out = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (len > sizeof(out->sun_path))
		die("name");
	memcpy(out->sun_path, name, len);
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len);
}

static int unix_socket(int type, const char *name, size_t len)
{
	struct sockaddr_un addr;
	socklen_t size = unix_address(name, len, &addr);
	int sock = socket(AF_UNIX, type, 0);

	if (sock == -1 || (len > 0 && bind(sock, (struct sockaddr *)&addr, size) == -1))
		die("bind");
	return sock;
}

/* From a name of its own, or of none. */
static int connect_from(const char *name, size_t len, int type, const char *path)
{
	struct sockaddr_un addr;
	int sock = unix_socket(type, name, len);
	socklen_t size = unix_address(path, strlen(path), &addr);

	if (connect(sock, (struct sockaddr *)&addr, size) == -1)
		die("connect");
	return sock;
}

/* ADDRESS:PORT of IPv4, or a path. */
static int connect_at(const char *where)
{
	const char *colon = strchr(where, ':');
	char host[INET_ADDRSTRLEN] = "";
	struct sockaddr_in addr;

	if (colon == NULL)
		return connect_from("", 0, SOCK_STREAM, where);
	if (colon - where < INET_ADDRSTRLEN)
		memcpy(host, where, (size_t)(colon - where));
	addr = loopback(atoi(colon + 1));
	if (inet_pton(AF_INET, host, &addr.sin_addr) != 1)
		die(where);
	return connect_to_address(addr);
}

/* Prints the port that it listens on, and returns the first connection. */
static int accept_one(void)
{
	int listener = listen_anywhere(SOCK_STREAM, 1);
	int sock = accept(listener, NULL, NULL);

	if (sock == -1)
		die("accept");
	close(listener);
	return sock;
}

/* The i-th byte of what peer n sends. */
static unsigned char byte_at(int n, long i)
{
	return (unsigned char)((i * 31 + i / 251 + n * 7) & 0xff);
}

static void fill(unsigned char *bytes, int n, long from)
{
	for (long i = 0; i < PIECE; i++)
		bytes[i] = byte_at(n, from + i);
}

static void expect_back(int sock, int n, long size)
{
	unsigned char bytes[PIECE];
	long at = 0;
	ssize_t got;

	while ((got = recv(sock, bytes, sizeof(bytes), 0)) > 0) {
		for (ssize_t i = 0; i < got; i++) {
			if (bytes[i] != byte_at(n, at + i))
				die("other bytes came back");
		}
		at += got;
	}
	if (got == -1 || at != size)
		die("not all came back");
}

/* All connect, then all send, then all read: they are served at once or not at all. */
static void many(int port, int count)
{
	unsigned char bytes[PIECE];
	int socks[MAX_PEERS];

	for (int n = 0; n < count; n++)
		socks[n] = connect_to(port);
	for (int n = count - 1; n >= 0; n--) {
		fill(bytes, n, 0);
		if (send(socks[n], bytes, PIECE, MSG_NOSIGNAL) != PIECE)
			die("send");
		shutdown(socks[n], SHUT_WR);
	}
	for (int n = 0; n < count; n++) {
		expect_back(socks[n], n, PIECE);
		close(socks[n]);
	}
	printf("%d served\n", count);
}

/* Sends pieces of the stream until the socket takes no more for a while: how many bytes went. */
static long send_until_stalled(int sock, long most)
{
	struct pollfd writable = { .fd = sock, .events = POLLOUT };
	unsigned char bytes[PIECE];
	long sent = 0;

	while (sent < most && poll(&writable, 1, STALL_MS) == 1) {
		ssize_t n;

		fill(bytes, 0, sent);
		n = send(sock, bytes, PIECE, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n == -1 && errno != EAGAIN)
			die("send");
		sent += n > 0 ? n : 0;
	}
	return sent;
}

/* Sends without reading, says "stalled", waits for a line, and then reads all that it sent. */
static void slow(int port, long most)
{
	int sock = connect_to(port);
	long sent = send_until_stalled(sock, most);

	say_and_wait(sent < most ? "stalled" : "took all");
	shutdown(sock, SHUT_WR);
	expect_back(sock, 0, sent);
	puts("all came back");
}

/* Asks, waits for a line before it says more and reads, and counts what comes then. */
static void reads_late(int port)
{
	struct sockaddr_in to = loopback(port);
	int sock = socket(AF_INET, SOCK_STREAM, 0), room = PIECE / 2;
	char bytes[PIECE];
	long size = 0;
	ssize_t n;

	if (setsockopt(sock, SOL_SOCKET, SO_RCVBUF, &room, sizeof(room)) == -1 ||
	    connect(sock, (struct sockaddr *)&to, sizeof(to)) == -1 ||
	    send(sock, "q", 1, MSG_NOSIGNAL) != 1)
		die("ask");
	say_and_wait("asked");
	if (send(sock, "more", 4, MSG_NOSIGNAL) != 4)
		die("send");
	poll(NULL, 0, DEAF_MS);
	while ((n = recv(sock, bytes, sizeof(bytes), 0)) > 0)
		size += n;
	printf("%ld %s\n", size, n == 0 ? "whole" : strerror(errno));
}

/* Sends `size` bytes, if so many go, and ends before it reads any. How many went. */
static long send_and_read_late(const char *path, long size)
{
	int sock = connect_from("", 0, SOCK_STREAM, path);
	long sent = send_until_stalled(sock, size);

	shutdown(sock, SHUT_WR);
	usleep(LATE_US);
	expect_back(sock, 0, sent);
	close(sock);
	return sent;
}

/* Ever more, until it stalls. */
static void late(const char *path)
{
	long size = PIECE;

	while (send_and_read_late(path, size) >= size)
		size += PIECE;
	puts("all came back");
}

/* At once, perhaps before it is accepted; or once an answer shows that it was. */
static void send_and_reset(int port, int accepted)
{
	int sock = connect_to(port);
	char byte;

	if (send(sock, "gone", 4, MSG_NOSIGNAL) != 4)
		die("send");
	if (accepted && recv(sock, &byte, 1, 0) != 1)
		die("recv");
	leave(sock);
}

/* As who only looks whether somebody listens. */
static void look_and_reset(int port)
{
	leave(connect_to(port));
}

/* Says something to a port or a path, and is gone when it is told to. */
static void send_and_reset_later(const char *where)
{
	int sock = connect_at(where);

	if (send(sock, "gone", 4, MSG_NOSIGNAL) != 4)
		die("send");
	say_and_wait("sent");
	leave(sock);
}

/* Ends its own side first, then counts what comes. */
static void end_first(void)
{
	int sock = accept_one();
	char bytes[PIECE];
	long size = 0;
	ssize_t n;

	if (send(sock, "early", 5, MSG_NOSIGNAL) != 5 || shutdown(sock, SHUT_WR) == -1)
		die("send");
	while ((n = recv(sock, bytes, sizeof(bytes), 0)) > 0)
		size += n;
	printf("%ld\n", size);
}

/* Ends its own side first, and is gone once a byte has come. */
static void end_and_reset(void)
{
	int sock = accept_one();
	char byte;

	if (send(sock, "early", 5, MSG_NOSIGNAL) != 5 || shutdown(sock, SHUT_WR) == -1 ||
	    recv(sock, &byte, 1, 0) != 1)
		die("send");
	leave(sock);
}

/* Answers only once the other side has ended. */
static void answer_last(void)
{
	int sock = accept_one();
	char bytes[PIECE];

	while (recv(sock, bytes, sizeof(bytes), 0) > 0)
		;
	if (send(sock, "late", 4, MSG_NOSIGNAL) != 4)
		die("send");
	close(sock);
}

static void reset_after_one(void)
{
	int sock = accept_one();
	char byte;

	if (recv(sock, &byte, 1, 0) != 1)
		die("recv");
	leave(sock);
}

/* Some of an answer, and then it is gone. */
static void answer_and_reset(void)
{
	int sock = accept_one();
	char byte;

	if (recv(sock, &byte, 1, 0) != 1 || send(sock, "half", 4, MSG_NOSIGNAL) != 4)
		die("send");
	leave(sock);
}

/* Answers the first byte, and tells how the other side has ended. */
static void witness(void)
{
	int sock = accept_one();
	char bytes[PIECE];
	ssize_t n;

	if (recv(sock, bytes, sizeof(bytes), 0) < 1 || send(sock, "x", 1, MSG_NOSIGNAL) != 1)
		die("send");
	while ((n = recv(sock, bytes, sizeof(bytes), 0)) > 0)
		;
	puts(n == 0 ? "end" : errno == ECONNRESET ? "reset" : strerror(errno));
}

/* Three datagrams of two senders, in this order. */
static void strangers(int port)
{
	struct sockaddr_in to = loopback(port);
	int one = socket(AF_INET, SOCK_DGRAM, 0), other = socket(AF_INET, SOCK_DGRAM, 0);

	if (sendto(one, "first ", 6, 0, (struct sockaddr *)&to, sizeof(to)) != 6 ||
	    sendto(other, "strange ", 8, 0, (struct sockaddr *)&to, sizeof(to)) != 8 ||
	    sendto(one, "again", 5, 0, (struct sockaddr *)&to, sizeof(to)) != 5)
		die("sendto");
}

/* A datagram of `size` bytes to the path, and, where `back` is set, what comes back: its size. */
static void long_datagram(const char *path, size_t size, int back)
{
	struct sockaddr_un addr;
	int sock = unix_socket(SOCK_DGRAM, "long", 4), room = (int)size + 100000;
	socklen_t len = unix_address(path, strlen(path), &addr);
	char *bytes = malloc(size);

	memset(bytes, 'x', size);
	setsockopt(sock, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	if (sendto(sock, bytes, size, 0, (struct sockaddr *)&addr, len) != (ssize_t)size)
		die("sendto");
	if (back)
		printf("%zd\n", recv(sock, bytes, size, 0));
	free(bytes);
}

/* Comes and goes under a name that no terminal should have as it is. */
static void named(const char *path)
{
	static const char name[] =
	    "\0x\033]0;owned\a\nbiosock: 192.0.2.1:22: connected \303\244\302\233";

	close(connect_from(name, sizeof(name) - 1, SOCK_STREAM, path));
}

/* A listener whose queue is full until a line comes; then everybody gets an answer. */
static void full(const char *path)
{
	int listener = unix_socket(SOCK_STREAM, path, strlen(path));

	if (listen(listener, 0) == -1)
		die("listen");
	connect_from("", 0, SOCK_STREAM, path);
	say_and_wait("full");
	for (int i = 0; i < 2; i++) {
		int sock = accept(listener, NULL, NULL);

		if (send(sock, "answer", 6, MSG_NOSIGNAL) != 6)
			die("send");
		close(sock);
	}
}

/* Sends datagrams without ever reading what is sent back, until none goes for a while. */
static void deaf(const char *path)
{
	int sock = connect_from("deaf", 4, SOCK_DGRAM, path);
	struct pollfd writable = { .fd = sock, .events = POLLOUT };

	while (poll(&writable, 1, DEAF_MS) == 1 && send(sock, "x", 1, MSG_DONTWAIT) == 1)
		;
	say_and_wait("deaf");
}

/* A byte there and back, `rounds` times, while `idle` others are connected, which have had one. */
static void echoes(int port, int idle, int rounds)
{
	char byte = 'x';
	int sock = -1;

	for (int n = 0; n <= idle; n++) {
		sock = connect_to(port);
		if (send(sock, &byte, 1, MSG_NOSIGNAL) != 1 || recv(sock, &byte, 1, 0) != 1)
			die("no echo");
	}
	puts("begin");
	fflush(stdout);
	for (int i = 0; i < rounds; i++) {
		if (send(sock, &byte, 1, MSG_NOSIGNAL) != 1 || recv(sock, &byte, 1, 0) != 1)
			die("no echo");
	}
	puts("end");
	fflush(stdout);
	(void)!read(STDIN_FILENO, &byte, 1);
}

/* Becomes a program to which `count` listeners are passed, as sd_listen_fds(3) tells. */
static void pass(int count, char **program)
{
	struct sockaddr_in addr = loopback(0);
	char text[16];

	for (int i = 0; i < count; i++) {
		int sock = socket(AF_INET, SOCK_STREAM, 0);

		if (bind(sock, (struct sockaddr *)&addr, sizeof(addr)) == -1 ||
		    listen(sock, 8) == -1 ||
		    (sock != FIRST_PASSED + i && dup2(sock, FIRST_PASSED + i) == -1))
			die("listen");
		if (sock > FIRST_PASSED + i)
			close(sock);
	}
	snprintf(text, sizeof(text), "%d", count);
	setenv("LISTEN_FDS", text, 1);
	snprintf(text, sizeof(text), "%ld", (long)getpid());
	setenv("LISTEN_PID", text, 1);
	execv(program[0], program);
	die("exec");
}

/* Copies what there is; 0 at its end, which a terminal's other side has by an error. */
static int copy_some(int from, int to)
{
	char bytes[PIECE];
	ssize_t n = read(from, bytes, sizeof(bytes));

	for (ssize_t at = 0, went = 0; at < n; at += went) {
		went = write(to, bytes + at, (size_t)(n - at));
		if (went <= 0)
			die("write");
	}
	return n > 0;
}

/*
 * A terminal, whose name it prints, for others to open: its lines are what standard input has, and
 * then its end; what is written there goes to the file.
 */
static void terminal(const char *file)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), held,
	    to = open(file, O_WRONLY | O_CREAT, 0600);
	struct pollfd ends[] = { { STDIN_FILENO, POLLIN, 0 }, { master, POLLIN, 0 } };
	struct termios how;

	if (master == -1 || to == -1 || grantpt(master) == -1 || unlockpt(master) == -1)
		die("terminal");
	held = open(ptsname(master), O_RDWR | O_NOCTTY);
	if (held == -1 || tcgetattr(held, &how) == -1)
		die("terminal");
	how.c_iflag = 0;
	how.c_oflag = 0;
	how.c_lflag = ICANON;
	how.c_cc[VEOF] = 4;
	tcsetattr(held, TCSANOW, &how);
	puts(ptsname(master));
	fflush(stdout);
	while (poll(ends, 2, -1) > 0) {
		if (ends[0].revents != 0 && !copy_some(STDIN_FILENO, master)) {
			if (write(master, "\004", 1) != 1)
				die("write");
			ends[0].fd = -1;
		}
		if (ends[1].revents != 0)
			copy_some(master, to);
	}
}

static void raise_limit(void)
{
	struct rlimit most;

	if (getrlimit(RLIMIT_NOFILE, &most) == 0) {
		most.rlim_cur = most.rlim_max;
		setrlimit(RLIMIT_NOFILE, &most);
	}
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int port = argc > 2 ? atoi(argv[2]) : 0;
	long number = argc > 3 ? atol(argv[3]) : 0;

	if (strcmp(what, "pass") == 0 && argc > 3)
		pass(atoi(argv[2]), argv + 3);
	raise_limit();
	if (strcmp(what, "terminal") == 0 && argc > 2)
		terminal(argv[2]);
	else if (strcmp(what, "echoes") == 0 && argc > 4)
		echoes(port, (int)number, atoi(argv[4]));
	else if (strcmp(what, "many") == 0 && number <= MAX_PEERS)
		many(port, (int)number);
	else if (strcmp(what, "slow") == 0)
		slow(port, number);
	else if (strcmp(what, "reads-late") == 0)
		reads_late(port);
	else if (strcmp(what, "late") == 0 && argc > 2)
		late(argv[2]);
	else if (strcmp(what, "strangers") == 0)
		strangers(port);
	else if (strcmp(what, "long") == 0 && argc > 3)
		long_datagram(argv[2], (size_t)number, argc > 4);
	else if (strcmp(what, "named") == 0 && argc > 2)
		named(argv[2]);
	else if (strcmp(what, "full") == 0 && argc > 2)
		full(argv[2]);
	else if (strcmp(what, "deaf") == 0 && argc > 2)
		deaf(argv[2]);
	else if (strcmp(what, "reset") == 0)
		send_and_reset(port, 0);
	else if (strcmp(what, "look") == 0)
		look_and_reset(port);
	else if (strcmp(what, "reset-accepted") == 0)
		send_and_reset(port, 1);
	else if (strcmp(what, "reset-later") == 0 && argc > 2)
		send_and_reset_later(argv[2]);
	else if (strcmp(what, "end-first") == 0)
		end_first();
	else if (strcmp(what, "end-and-reset") == 0)
		end_and_reset();
	else if (strcmp(what, "answer-last") == 0)
		answer_last();
	else if (strcmp(what, "answer-and-reset") == 0)
		answer_and_reset();
	else if (strcmp(what, "witness") == 0)
		witness();
	else if (strcmp(what, "reset-after-one") == 0)
		reset_after_one();
	else
		return 2;
	return 0;
}
