/* SPDX-License-Identifier: Apache-2.0 */
/* Listening and accepting step by step, as recorded from libcrypto (tests/data/bio_accept.tsv). */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include "bio/trace.h"
#include "bio/wire.h"
#include "support/contract.h"

#define FILE_NAME "bio_accept.tsv"

static char in[100];

static void serves(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0"), *connection;
	int peer;

	BIO_set_callback_ex(b, trace_callback);
	trace_begin(FILE_NAME, "listen, accept, read, write, end");
	TRACE(b, BIO_do_accept(b));
	peer = wire_dial(wire_port(wire_fd(b)));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_eof(b));
	wire_send(peer, "hello");
	TRACE(b, BIO_pending(b));
	TRACE(b, BIO_read(b, in, 3));
	TRACE(b, BIO_read(b, in, 50));
	TRACE(b, BIO_write(b, "yo", 2));
	TRACE(b, BIO_puts(b, "u"));
	TRACE(b, BIO_gets(b, in, 5));
	CHECK(wire_receive(peer, in, 3));
	shutdown(peer, SHUT_WR);
	TRACE(b, BIO_read(b, in, 50));
	TRACE(b, BIO_eof(b));
	connection = BIO_pop(b);
	TRACE(b, connection != NULL);
	TRACE(connection, BIO_eof(connection));
	TRACE(connection, BIO_get_close(connection));
	TRACE(b, BIO_eof(b));
	trace_end();
	BIO_set_callback_ex(connection, NULL);
	BIO_free(connection);
	BIO_free(b);
	wire_close(peer);
}

static void reads_at_once(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	if (!wire_ends_after_reset())
		contract_skip("who reads is told of a reset never, or for ever, here");
	trace_begin(FILE_NAME, "the first read listens, the second accepts");
	BIO_set_nbio_accept(b, 1);
	TRACE(b, BIO_read(b, in, 9));
	peer = wire_dial(wire_port(wire_fd(b)));
	wire_send(peer, "abc");
	CHECK(wire_readable(wire_fd(b)));
	TRACE(b, BIO_read(b, in, 9));
	wire_reset_seen(peer, wire_fd(BIO_next(b)));
	TRACE(b, BIO_read(b, in, 9));
	TRACE(b, BIO_read(b, in, 9));
	trace_end();
	BIO_free_all(b);
}

static void does_not_block(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	trace_begin(FILE_NAME, "nonblocking");
	TRACE(b, BIO_set_nbio_accept(b, 1));
	TRACE(b, BIO_get_bind_mode(b));
	TRACE(b, BIO_set_nbio(b, 1));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_write(b, "x", 1));
	TRACE(b, BIO_read(b, in, 1));
	peer = wire_dial(wire_port(wire_fd(b)));
	CHECK(wire_readable(wire_fd(b)));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_read(b, in, 1));
	TRACE(BIO_next(b), 0);
	trace_end();
	BIO_free_all(b);
	wire_close(peer);
}

static void copies_the_chain(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0"), *buffer = BIO_new(BIO_f_buffer());
	int peer;

	BIO_set_callback_ex(b, trace_callback);
	trace_begin(FILE_NAME, "a chain for each connection");
	TRACE(b, BIO_set_accept_bios(b, buffer));
	TRACE(b, BIO_do_accept(b));
	peer = wire_dial(wire_port(wire_fd(b)));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_next(b) != buffer);
	TRACE(b, BIO_method_type(BIO_next(b)));
	TRACE(b, BIO_method_type(BIO_next(BIO_next(b))));
	wire_send(peer, "one\ntwo\n");
	TRACE(b, BIO_gets(BIO_next(b), in, 50));
	BIO_set_callback_ex(BIO_next(BIO_next(b)), NULL);
	BIO_free_all(BIO_pop(b));
	wire_close(peer);
	peer = wire_dial(wire_port(wire_fd(b)));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_method_type(BIO_next(b)));
	trace_end();
	BIO_set_callback_ex(b, NULL);
	BIO_set_callback_ex(BIO_next(BIO_next(b)), NULL);
	BIO_free_all(b);
	wire_close(peer);
}

static void is_in_use(void)
{
	int port, l = wire_listen(&port);
	BIO *b = BIO_new_accept(wire_name(port));

	trace_begin(FILE_NAME, "in use");
	for (int mode = 0; mode <= BIO_BIND_REUSEADDR; mode++) {
		TRACE(b, BIO_set_bind_mode(b, mode));
		TRACE(b, BIO_do_accept(b));
		TRACE(b, BIO_do_accept(b));
		TRACE(b, BIO_reset(b));
	}
	trace_end();
	BIO_free(b);
	wire_close(l);
}

static void is_reset(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");
	int peer;

	trace_begin(FILE_NAME, "reset");
	TRACE(b, BIO_do_accept(b));
	peer = wire_dial(wire_port(wire_fd(b)));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_reset(b));
	TRACE(b, BIO_next(b) != NULL);
	TRACE(b, BIO_get_fd(b, NULL));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_do_accept(b));
	trace_end();
	BIO_free_all(b);
	wire_close(peer);
}

static void takes_a_descriptor(void)
{
	int port, l = wire_listen(&port), peer;
	BIO *b = BIO_new(BIO_s_accept());

	trace_begin(FILE_NAME, "a listener that is there already");
	TRACE(b, BIO_set_fd(b, l, BIO_CLOSE));
	peer = wire_dial(port);
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_get_accept_ip_family(b));
	TRACE(b, BIO_get_accept_name(b) == NULL);
	CHECK_STR(BIO_get_peer_name(b), "127.0.0.1");
	BIO_free(BIO_pop(b));
	close(l);
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_do_accept(b));
	(void)BIO_set_close(b, BIO_NOCLOSE);
	trace_end();
	BIO_free(b);
	wire_close(peer);
}

static void cannot_listen(void)
{
	BIO *b = BIO_new(BIO_s_accept());

	trace_begin(FILE_NAME, "nowhere to listen");
	TRACE(b, BIO_read(b, in, 1));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_set_accept_name(b, "a:b:c"));
	TRACE(b, BIO_set_accept_name(b, "*"));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_set_accept_port(b, "no-such-service"));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_set_accept_name(b, "[::1]:0"));
	TRACE(b, BIO_set_accept_ip_family(b, BIO_FAMILY_IPV4));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_set_accept_ip_family(b, 77));
	TRACE(b, BIO_do_accept(b));
	trace_end();
	BIO_free(b);
}

static void has_another_next(void)
{
	BIO *b = BIO_new_accept("127.0.0.1:0");

	BIO_push(b, BIO_new(BIO_s_mem()));
	trace_begin(FILE_NAME, "something else comes next");
	TRACE(b, BIO_write(b, "abc", 3));
	TRACE(b, BIO_get_fd(b, NULL));
	TRACE(b, BIO_read(b, in, 9));
	TRACE(b, BIO_read(b, in, 9));
	TRACE(b, BIO_eof(b));
	TRACE(b, BIO_do_accept(b));
	TRACE(b, BIO_do_accept(b));
	trace_end();
	BIO_free_all(b);
}

static const struct contract_case cases[] = {
	{ "listens, accepts, reads, writes, ends", serves, 0, 0 },
	{ "reading listens and accepts", reads_at_once, 0, 0 },
	{ "nonblocking, step by step", does_not_block, 0, 0 },
	{ "a chain for each connection", copies_the_chain, 0, 0 },
	{ "an address in use", is_in_use, 0, 0 },
	{ "reset", is_reset, 0, 0 },
	{ "a listener that is there already, and is closed", takes_a_descriptor, 0, 0 },
	{ "nowhere to listen", cannot_listen, 0, 0 },
	{ "something else comes next", has_another_next, 0, 0 },
};

int main(void)
{
	return contract_main("accept BIOs step by step", cases, sizeof(cases) / sizeof(cases[0]));
}
