/* SPDX-License-Identifier: Apache-2.0 */
/* Connections step by step, as recorded from libcrypto (tests/data/bio_connect.tsv). */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/err.h>

#include "bio/trace.h"
#include "bio/wire.h"
#include "support/contract.h"

#define FILE_NAME "bio_connect.tsv"

static char in[100];

static BIO *to(int port)
{
	BIO *b = BIO_new_connect(wire_name(port));

	(void)BIO_set_info_callback(b, trace_info);
	return b;
}

static void succeeds(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = to(port);

	trace_begin(FILE_NAME, "connect, read, write, end");
	TRACE(b, BIO_do_connect(b));
	peer = wire_accept(l);
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_write(b, "hello", 5));
	TRACE(b, BIO_puts(b, "you"));
	CHECK(wire_receive(peer, in, 8));
	wire_send(peer, "answer");
	TRACE(b, BIO_read(b, in, 3));
	TRACE(b, BIO_read(b, in, 50));
	TRACE(b, BIO_eof(b));
	shutdown(peer, SHUT_WR);
	TRACE(b, BIO_read(b, in, 50));
	TRACE(b, BIO_eof(b));
	TRACE(b, BIO_write(b, "half", 4));
	CHECK(wire_receive(peer, in, 4));
	TRACE(b, BIO_do_connect(b));
	trace_end();
	BIO_free(b);
	wire_close(peer);
	wire_close(l);
}

static void is_made_by_writing(void)
{
	int port, l = wire_listen(&port);
	BIO *b = to(port);

	trace_begin(FILE_NAME, "the first write connects");
	TRACE(b, BIO_write(b, "x", 1));
	TRACE(b, BIO_reset(b));
	TRACE(b, BIO_puts(b, "y"));
	TRACE(b, BIO_flush(b));
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void is_refused(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = to(port);

	trace_begin(FILE_NAME, "refused");
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_write(b, "x", 1));
	TRACE(b, BIO_read(b, in, 1));
	TRACE(b, BIO_reset(b));
	TRACE(b, BIO_do_connect(b));
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void is_refused_unwatched(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	trace_begin(FILE_NAME, "refused, no info callback");
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void is_reset(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = to(port);

	if (!wire_ends_after_reset())
		contract_skip("who reads is told of a reset never, or for ever, here");
	signal(SIGPIPE, SIG_IGN);
	trace_begin(FILE_NAME, "reset in mid-read");
	TRACE(b, BIO_do_connect(b));
	peer = wire_accept(l);
	wire_send(peer, "abc");
	TRACE(b, BIO_read(b, in, 2));
	TRACE(b, BIO_read(b, in, 2));
	wire_reset_seen(peer, wire_fd(b));
	TRACE(b, BIO_read(b, in, 2));
	TRACE(b, BIO_write(b, "x", 1));
	TRACE(b, BIO_read(b, in, 2));
	TRACE(b, BIO_eof(b));
	TRACE(b, BIO_reset(b));
	TRACE(b, BIO_eof(b));
	trace_end();
	BIO_free(b);
	wire_close(l);
	signal(SIGPIPE, SIG_DFL);
}

static void does_not_block(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = to(port);

	trace_begin(FILE_NAME, "nonblocking");
	TRACE(b, BIO_set_nbio(b, 1));
	TRACE(b, BIO_do_connect(b));
	CHECK(wire_writable(wire_fd(b)));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_read(b, in, 5));
	peer = wire_accept(l);
	wire_send(peer, "z");
	CHECK(wire_readable(wire_fd(b)));
	TRACE(b, BIO_read(b, in, 5));
	TRACE(b, BIO_read(b, in, 5));
	while (BIO_write(b, in, sizeof(in)) > 0)
		;
	TRACE(b, BIO_write(b, in, sizeof(in)));
	trace_end();
	BIO_free(b);
	wire_close(peer);
	wire_close(l);
}

static void does_not_block_refused(void)
{
	int port, l = wire_refuse(&port);
	BIO *b = to(port);

	signal(SIGPIPE, SIG_IGN);
	trace_begin(FILE_NAME, "nonblocking, refused");
	TRACE(b, BIO_set_nbio(b, 1));
	TRACE(b, BIO_do_connect(b));
	CHECK(wire_writable(wire_fd(b)));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_reset(b));
	TRACE(b, BIO_write(b, "x", 1));
	CHECK(wire_writable(wire_fd(b)));
	TRACE(b, BIO_write(b, "x", 1));
	trace_end();
	BIO_free(b);
	wire_close(l);
	signal(SIGPIPE, SIG_DFL);
}

static void takes_the_next_address(void)
{
	int port, l = wire_listen(&port);
	char service[8];
	BIO *b = BIO_new(BIO_s_connect());

	snprintf(service, sizeof(service), "%d", port);
	trace_begin(FILE_NAME, "the second address answers");
	TRACE(b, BIO_set_conn_port(b, service));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_write(b, "x", 1));
	(void)BIO_reset(b);
	(void)BIO_set_info_callback(b, trace_info);
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	(void)BIO_reset(b);
	BIO_set_nbio(b, 1);
	for (int i = 0; i < 3; i++) {
		TRACE(b, BIO_do_connect(b));
		CHECK(wire_writable(wire_fd(b)));
	}
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void bytes_one_by_one(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = to(port);

	trace_begin(FILE_NAME, "one byte at a time");
	BIO_set_nbio(b, 1);
	TRACE(b, BIO_do_connect(b));
	CHECK(wire_writable(wire_fd(b)));
	TRACE(b, BIO_do_connect(b));
	peer = wire_accept(l);
	for (int i = 0; i < 3; i++) {
		wire_send(peer, "b");
		CHECK(wire_readable(wire_fd(b)));
		TRACE(b, BIO_read(b, in, 50));
		TRACE(b, BIO_read(b, in, 50));
	}
	wire_close(peer);
	CHECK(wire_readable(wire_fd(b)));
	TRACE(b, BIO_read(b, in, 50));
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void has_nowhere_to_go(void)
{
	BIO *b = BIO_new(BIO_s_connect());

	(void)BIO_set_info_callback(b, trace_info);
	trace_begin(FILE_NAME, "no host");
	TRACE(b, BIO_read(b, in, 5));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_set_conn_ip_family(b, BIO_FAMILY_IPV4));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_write(b, "x", 1));
	TRACE(b, BIO_puts(b, "x"));
	trace_end();
	BIO_free(b);
}

static void knows_no_such_destination(void)
{
	BIO *b = BIO_new_connect("127.0.0.1:no-such-service");

	(void)BIO_set_info_callback(b, trace_info);
	trace_begin(FILE_NAME, "no such destination");
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_set_conn_port(b, "80"));
	TRACE(b, BIO_set_conn_ip_family(b, BIO_FAMILY_IPV6));
	TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_set_conn_ip_family(b, 77));
	TRACE(b, BIO_do_connect(b));
	trace_end();
	BIO_free(b);
}

static int stop_at, stop_with;

static int stopping_info(BIO *b, int state, int ret)
{
	trace_info(b, state, ret);
	return state == stop_at ? stop_with : ret;
}

/*
 * 0 from the callback stops the way there, to be gone on from; what it says last is
 * what BIO_do_connect() says.
 */
static void is_stopped(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_connect(wire_name(port));

	(void)BIO_set_info_callback(b, stopping_info);
	trace_begin(FILE_NAME, "the info callback stops it");
	for (stop_at = 2; stop_at <= 5; stop_at++)
		TRACE(b, BIO_do_connect(b));
	TRACE(b, BIO_do_connect(b));
	(void)BIO_reset(b);
	stop_at = 5;
	stop_with = 7;
	TRACE(b, BIO_do_connect(b));
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void tells_the_callback(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = BIO_new_connect(wire_name(port));

	BIO_set_callback_ex(b, trace_callback);
	trace_begin(FILE_NAME, "callbacks");
	TRACE(b, BIO_set_nbio(b, 0));
	TRACE(b, BIO_do_connect(b));
	peer = wire_accept(l);
	TRACE(b, BIO_write(b, "hello", 5));
	wire_send(peer, "ab");
	TRACE(b, BIO_read(b, in, 9));
	TRACE(b, BIO_set_info_callback(b, trace_info));
	wire_close(peer);
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static const struct contract_case cases[] = {
	{ "connects, reads, writes, ends", succeeds, 0, 0 },
	{ "the first write connects", is_made_by_writing, 0, 0 },
	{ "a refused connect", is_refused, 0, 0 },
	{ "a refused connect without an info callback", is_refused_unwatched, 0, 0 },
	{ "a reset in mid-read", is_reset, 0, 0 },
	{ "nonblocking, step by step", does_not_block, 0, 0 },
	{ "nonblocking and refused", does_not_block_refused, 0, 0 },
	{ "the next address is tried", takes_the_next_address, 0, 0 },
	{ "a peer that sends one byte at a time", bytes_one_by_one, 0, 0 },
	{ "no host and no service", has_nowhere_to_go, 0, 0 },
	{ "no such service, family, kind of family", knows_no_such_destination, 0, 0 },
	{ "an info callback that says 0", is_stopped, 0, 0 },
	{ "callbacks", tells_the_callback, 0, 0 },
};

int main(void)
{
	return contract_main("connect BIOs step by step", cases, sizeof(cases) / sizeof(cases[0]));
}
