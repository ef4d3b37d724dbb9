/* SPDX-License-Identifier: Apache-2.0 */
/* Peers that are slow, stingy, half gone, or gone with a reset, at each stage of a connection. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/system.h"

enum { LARGE = 4 << 20 };

/* A connection of each kind of BIO; `peer` is the raw other end. */
struct connection {
	BIO *bio;
	int peer;
};

static struct connection by_connect(void)
{
	int port, listener = wire_listen(&port);
	struct connection c = { BIO_new_connect(wire_name(port)), -1 };

	CHECK_INT(BIO_do_connect(c.bio), 1);
	c.peer = wire_accept(listener);
	wire_close(listener);
	return c;
}

/* BIO_s_accept() stays the head of the chain. */
static struct connection by_accept(void)
{
	struct connection c = { BIO_new_accept("127.0.0.1:0"), -1 };

	CHECK_INT(BIO_do_accept(c.bio), 1);
	c.peer = wire_dial(wire_port(wire_fd(c.bio)));
	CHECK_INT(BIO_do_accept(c.bio), 1);
	return c;
}

static struct connection by_socket(void)
{
	int port, listener = wire_listen(&port);
	struct connection c = { NULL, wire_dial(port) };

	c.bio = BIO_new_socket(wire_accept(listener), BIO_CLOSE);
	wire_close(listener);
	return c;
}

static struct connection by_filters(void)
{
	struct connection c = by_socket();

	c.bio = BIO_push(BIO_new(BIO_f_null()), c.bio);
	return c;
}

typedef struct connection maker(void);
static maker *const makers[] = { by_connect, by_accept, by_socket, by_filters };
enum { MAKERS = sizeof(makers) / sizeof(makers[0]) };

static void end(struct connection *c)
{
	wire_close(c->peer);
	BIO_free_all(c->bio);
}

/* The descriptor that the connection itself has. */
static int socket_of(BIO *b)
{
	while (BIO_next(b) != NULL)
		b = BIO_next(b);
	return wire_fd(b);
}

static char pattern(long i)
{
	return (char)(i * 7 + i / 256);
}

/* All that now goes, until the BIO asks to be called again. */
static long write_until_full(BIO *b, long from)
{
	static char bytes[5000];
	int r;

	for (;;) {
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = pattern(from + (long)i);
		r = BIO_write(b, bytes, sizeof(bytes));
		if (r <= 0)
			break;
		from += r;
	}
	CHECK_INT(r, -1);
	CHECK(BIO_should_write(b) && !BIO_should_read(b));
	return from;
}

static long receive_some(int peer, long from, long most)
{
	char bytes[3000];

	while (most > 0) {
		size_t want = most < (long)sizeof(bytes) ? (size_t)most : sizeof(bytes);
		long got = (long)recv(peer, bytes, want, MSG_DONTWAIT);

		if (got <= 0)
			break;
		for (long i = 0; i < got; i++) {
			if (bytes[i] != pattern(from + i))
				CHECK_INT(bytes[i], pattern(from + i));
		}
		from += got;
		most -= got;
	}
	return from;
}

/* It reads a little when nothing more goes. Every byte arrives, once and in its place. */
static void reads_slowly(struct connection c)
{
	long sent = 0, received = 0;
	unsigned long long before = BIO_number_written(c.bio);

	CHECK_INT(BIO_socket_nbio(socket_of(c.bio), 1), 1);
	while (sent < LARGE && contract_failures() == 0) {
		sent = write_until_full(c.bio, sent);
		received = receive_some(c.peer, received, 300000);
	}
	while (received < sent && wire_readable(c.peer))
		received = receive_some(c.peer, received, sent - received);
	CHECK_INT(received, sent);
	CHECK_INT(BIO_number_written(c.bio) - before, sent);
	CHECK_ERRORS("-");
	end(&c);
}

/* A read gets what there is, asks to be called again, and is never at an end. */
static void sends_byte_by_byte(struct connection c)
{
	static const char text[] = "one at a time";
	char in[50];

	CHECK_INT(BIO_socket_nbio(socket_of(c.bio), 1), 1);
	for (size_t i = 0; i < strlen(text); i++) {
		CHECK_INT(BIO_read(c.bio, in, sizeof(in)), -1);
		CHECK(BIO_should_read(c.bio) && BIO_should_retry(c.bio));
		CHECK_INT(BIO_eof(c.bio), 0);
		CHECK_INT(send(c.peer, &text[i], 1, 0), 1);
		CHECK(wire_readable(socket_of(c.bio)));
		CHECK_INT(BIO_read(c.bio, in, sizeof(in)), 1);
		CHECK_INT(in[0], text[i]);
		CHECK_INT(BIO_should_retry(c.bio), 0);
	}
	CHECK_INT(BIO_number_read(c.bio), strlen(text));
	CHECK_ERRORS("-");
	end(&c);
}

/* No more comes from it, but it goes on reading. */
static void closes_half(struct connection c)
{
	char in[8];

	CHECK(wire_send(c.peer, "bye"));
	shutdown(c.peer, SHUT_WR);
	CHECK_INT(BIO_read(c.bio, in, sizeof(in)), 3);
	for (int i = 0; i < 2; i++) {
		CHECK_INT(BIO_read(c.bio, in, sizeof(in)), 0);
		CHECK_INT(BIO_should_retry(c.bio), 0);
		CHECK_INT(BIO_eof(c.bio), 1);
		CHECK_INT(BIO_write(c.bio, "still", 5), 5);
		CHECK(wire_receive(c.peer, in, 5));
		CHECK_MEM(in, "still", 5);
	}
	CHECK_ERRORS("-");
	end(&c);
}

static void check_reset(int r, int err, BIO *b)
{
	CHECK_INT(r, -1);
	CHECK_STR(contract_errno_name(errno), contract_errno_name(err));
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_ERRORS("-");
}

/*
 * What is read has come to its end, or the system tells of the reset again. What BIO_read() said.
 */
static int read_after_reset(BIO *b)
{
	char byte;
	int r = BIO_read(b, &byte, 1);

	if (r == 0 || wire_ends_after_reset())
		CHECK_INT(r, 0);
	else
		check_reset(r, ECONNRESET, b);
	return r;
}

/* What is written later goes nowhere. */
static void resets_while_it_is_read(struct connection c)
{
	char in[8];
	int r;

	CHECK(wire_send(c.peer, "x"));
	CHECK_INT(BIO_read(c.bio, in, 1), 1);
	wire_reset_seen(c.peer, socket_of(c.bio));
	c.peer = -1;
	check_reset(BIO_read(c.bio, in, 1), ECONNRESET, c.bio);
	CHECK_INT(BIO_eof(c.bio), 0);
	check_reset(BIO_write(c.bio, "y", 1), wire_errno_after_reset(), c.bio);
	r = read_after_reset(c.bio);
	CHECK_INT(BIO_eof(c.bio), r == 0);
	end(&c);
}

static void resets_while_it_is_written_to(struct connection c)
{
	CHECK_INT(BIO_write(c.bio, "x", 1), 1);
	wire_reset_seen(c.peer, socket_of(c.bio));
	c.peer = -1;
	check_reset(BIO_write(c.bio, "y", 1), ECONNRESET, c.bio);
	check_reset(BIO_write(c.bio, "y", 1), wire_errno_after_reset(), c.bio);
	end(&c);
}

/*
 * A close with something unread is a reset, too (RFC 9293, 3.6.1); what came before it is still
 * read, where the system does not drop it.
 */
static void closes_without_reading(struct connection c)
{
	char in[8];

	CHECK_INT(BIO_write(c.bio, "ignored", 7), 7);
	CHECK(wire_readable(c.peer));
	CHECK(wire_send(c.peer, "z"));
	close(c.peer);
	c.peer = -1;
	CHECK(wire_readable(socket_of(c.bio)));
	if (wire_reads_before_reset())
		CHECK_INT(BIO_read(c.bio, in, sizeof(in)), 1);
	check_reset(BIO_read(c.bio, in, sizeof(in)), ECONNRESET, c.bio);
	end(&c);
}

static void resets_when_half_closed(struct connection c)
{
	char in[8];

	shutdown(c.peer, SHUT_WR);
	CHECK_INT(BIO_read(c.bio, in, sizeof(in)), 0);
	wire_reset_seen(c.peer, socket_of(c.bio));
	c.peer = -1;
	check_reset(BIO_write(c.bio, "y", 1), wire_errno_after_reset(), c.bio);
	if (wire_tells_resets())
		read_after_reset(c.bio);
	else
		CHECK_INT(BIO_read(c.bio, in, sizeof(in)), 0);
	end(&c);
}

static void needs_resets(void)
{
	if (!wire_tells_resets())
		contract_skip("who reads is not told of a reset here");
}

static void by_every_kind(void (*misbehave)(struct connection))
{
	int descriptors = system_open_descriptors();

	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < MAKERS; i++)
		misbehave(makers[i]());
	signal(SIGPIPE, SIG_DFL);
	CHECK_INT(system_open_descriptors(), descriptors);
}

static void slow_reader(void)
{
	by_every_kind(reads_slowly);
}

static void byte_by_byte(void)
{
	by_every_kind(sends_byte_by_byte);
}

static void half_close(void)
{
	by_every_kind(closes_half);
}

static void reset_in_mid_read(void)
{
	needs_resets();
	by_every_kind(resets_while_it_is_read);
}

static void reset_in_mid_write(void)
{
	by_every_kind(resets_while_it_is_written_to);
}

static void close_with_something_unread(void)
{
	needs_resets();
	by_every_kind(closes_without_reading);
}

static void reset_after_half_close(void)
{
	by_every_kind(resets_when_half_closed);
}

/*
 * Reset before anybody took it in: it is accepted, cannot be talked to, and does not harm the next.
 */
static void reset_in_the_queue(void)
{
	BIO *listener = BIO_new_accept("127.0.0.1:0"), *gone;
	char byte;
	int peer;

	if (!wire_keeps_resets())
		contract_skip("a connection that is reset in the queue is gone here");
	CHECK_INT(BIO_do_accept(listener), 1);
	wire_reset(wire_dial(wire_port(wire_fd(listener))));
	peer = wire_dial(wire_port(wire_fd(listener)));
	CHECK_INT(BIO_do_accept(listener), 1);
	gone = BIO_pop(listener);
	CHECK(wire_readable(wire_fd(gone)));
	check_reset(BIO_read(gone, &byte, 1), ECONNRESET, gone);
	BIO_free(gone);
	CHECK_INT(BIO_do_accept(listener), 1);
	CHECK(wire_send(peer, "n"));
	CHECK_INT(BIO_read(listener, &byte, 1), 1);
	wire_close(peer);
	BIO_free_all(listener);
}

/* Connected, dropped at once, and connected to again by the same BIO. */
static void reset_at_once(void)
{
	int port, listener = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));
	char byte;

	needs_resets();
	for (int i = 0; i < 3; i++) {
		CHECK_INT(BIO_do_connect(b), 1);
		wire_reset_seen(wire_accept(listener), wire_fd(b));
		check_reset(BIO_read(b, &byte, 1), ECONNRESET, b);
		CHECK_INT(BIO_reset(b), 0);
	}
	BIO_free(b);
	wire_close(listener);
}

/*
 * Lines through a buffer, of a peer that never ends one and then goes: the rest counts as a line.
 */
static void unfinished_line(void)
{
	struct connection c = by_socket();
	char in[32];

	c.bio = BIO_push(BIO_new(BIO_f_buffer()), c.bio);
	CHECK(wire_send(c.peer, "whole\nhal"));
	wire_close(c.peer);
	c.peer = -1;
	CHECK_INT(BIO_gets(c.bio, in, sizeof(in)), 6);
	CHECK_INT(BIO_gets(c.bio, in, sizeof(in)), 3);
	CHECK_STR(in, "hal");
	CHECK_INT(BIO_gets(c.bio, in, sizeof(in)), 0);
	CHECK_STR(in, "");
	CHECK_ERRORS("-");
	end(&c);
}

static const struct contract_case cases[] = {
	{ "slow reader", slow_reader, 0, 0 },
	{ "byte by byte", byte_by_byte, 0, 0 },
	{ "half close", half_close, 0, 0 },
	{ "reset in mid-read", reset_in_mid_read, 0, 0 },
	{ "reset in mid-write", reset_in_mid_write, 0, 0 },
	{ "close with something unread", close_with_something_unread, 0, 0 },
	{ "reset after half close", reset_after_half_close, 0, 0 },
	{ "reset in the queue", reset_in_the_queue, 0, 0 },
	{ "reset at once", reset_at_once, 0, 0 },
	{ "unfinished line", unfinished_line, 0, 0 },
};

int main(void)
{
	return contract_main("bad peers", cases, sizeof(cases) / sizeof(cases[0]));
}
