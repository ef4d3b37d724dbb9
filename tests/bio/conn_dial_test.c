/* SPDX-License-Identifier: Apache-2.0 */
/* biosock_set_conn_dial(3): connect BIOs that dial. The resolver is replaced (dial/network.h). */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>

#include <openssl/err.h>

#include <biosock.h>

#include "bio/wire.h"
#include "dial/network.h"
#include "support/contract.h"
#include "support/memory.h"
#include "support/peer.h"
#include "support/system.h"

enum { PATIENCE_MS = 20000 };

static BIO *new_bio(const struct network_port *port)
{
	BIO *b = BIO_new(BIO_s_connect());

	CHECK_INT(BIO_set_conn_hostname(b, "name.example"), 1);
	CHECK_INT(BIO_set_conn_port(b, port->text), 1);
	return b;
}

static BIO *new_dialling(const struct network_port *port, const biosock_dial_options *options)
{
	BIO *b = new_bio(port);

	CHECK_INT(biosock_set_conn_dial(b, options), 1);
	return b;
}

static bool begins_with(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static void blocks_until_connected(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("::1", "127.0.0.1");
	b = new_dialling(&port, &options);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(begins_with(network_story, "ask6 ask4 "));
	CHECK(strstr(network_story, " over") != NULL);
	CHECK(!wire_is_nonblocking(wire_fd(b)));
	CHECK_INT(wire_option(wire_fd(b), SOL_SOCKET, SO_KEEPALIVE) != 0, 1);
	CHECK(BIO_get_conn_address(b) != NULL);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
	network_close(&port);
}

static void the_first_write_dials(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("", "127.0.0.1");
	options.flags = BIOSOCK_NO_KEEPALIVE | BIO_SOCK_NONBLOCK;
	b = new_dialling(&port, &options);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK(begins_with(network_story, "ask6 ask4 "));
	CHECK_INT(wire_option(wire_fd(b), SOL_SOCKET, SO_KEEPALIVE), 0);
	CHECK(!wire_is_nonblocking(wire_fd(b)));
	BIO_free(b);
	network_close(&port);
}

/* What to wait for, or -1 where the system has no such descriptor. */
static int race_descriptor(BIO *b)
{
	BIO_POLL_DESCRIPTOR descriptor = { .type = BIO_POLL_DESCRIPTOR_TYPE_NONE };

	if (!BIO_get_rpoll_descriptor(b, &descriptor)) {
		CHECK_INT(errno, EOPNOTSUPP);
		ERR_clear_error();
		return -1;
	}
	CHECK_INT(descriptor.type, BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD);
	return descriptor.value.fd;
}

static int connect_by_polling(BIO *b)
{
	int r;

	while ((r = (int)BIO_do_connect(b)) <= 0 && BIO_should_retry(b)) {
		struct pollfd one = { .fd = race_descriptor(b), .events = POLLIN };
		int ready = poll(&one, 1, one.fd != -1 ? PATIENCE_MS : 10);

		CHECK(ready > 0 || one.fd == -1);
	}
	return r;
}

static void has_no_number_while_it_races(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO_POLL_DESCRIPTOR descriptor;
	BIO *b;
	int fd;

	network_listen(&port);
	network_answers("", "hang127.0.0.1");
	b = new_dialling(&port, &options);
	BIO_set_nbio(b, 1);
	for (int i = 0; i < 3; i++) {
		CHECK_INT(BIO_do_connect(b), 0);
		CHECK(BIO_should_retry(b) && BIO_should_io_special(b));
		CHECK_INT(BIO_get_retry_reason(b), BIO_RR_CONNECT);
		CHECK(BIO_sock_should_retry(0));
		CHECK_INT(BIO_get_fd(b, NULL), -1);
		CHECK_INT(BIO_get_wpoll_descriptor(b, &descriptor), 0);
	}
	fd = race_descriptor(b);
	CHECK_INT(race_descriptor(b), fd);
	CHECK(BIO_write(b, "x", 1) <= 0);
	CHECK(BIO_should_retry(b));
	CHECK_ERRORS("-");
	network_wait_for_question();
	network_release();
	CHECK_INT(connect_by_polling(b), 1);
	CHECK((fd = wire_fd(b)) != -1);
	CHECK(wire_is_nonblocking(fd));
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_INT(race_descriptor(b), fd);
	CHECK_INT(BIO_get_wpoll_descriptor(b, &descriptor), 1);
	CHECK_INT(wire_fd(b), fd);
	CHECK_ERRORS("-");
	BIO_free(b);
	network_close(&port);
}

/* BIO_set_nbio() counts until the end, as on any connect BIO. */
/* Asking goes no step further: what has connected by then would have nothing to read. */
static void asking_first_is_no_step(void)
{
	static const char *const names[] = { "name.example", "127.0.0.1" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct network_port port;
		biosock_dial_options options = network_options();
		struct pollfd one = { .events = POLLIN };
		BIO *b;

		network_listen(&port);
		network_answers("", "127.0.0.1");
		b = new_dialling(&port, &options);
		CHECK_INT(BIO_set_conn_hostname(b, names[i]), 1);
		BIO_set_nbio(b, 1);
		one.fd = race_descriptor(b);
		usleep(10000);
		CHECK_INT(race_descriptor(b), one.fd);
		CHECK(one.fd == -1 || poll(&one, 1, PATIENCE_MS) == 1);
		CHECK_INT(BIO_get_fd(b, NULL), -1);
		CHECK_INT(connect_by_polling(b), 1);
		CHECK_ERRORS("-");
		BIO_free(b);
		network_close(&port);
	}
}

static void the_newest_mode_is_the_winners(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("", "hang127.0.0.1");
	b = new_dialling(&port, &options);
	BIO_set_nbio(b, 1);
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(BIO_set_nbio(b, 0), 1);
	network_wait_for_question();
	network_release();
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(!wire_is_nonblocking(wire_fd(b)));
	BIO_free(b);
	network_close(&port);
}

/* Nothing is left of it, whoever ends it. */
static void is_cancelled(int (*end)(BIO *b))
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int descriptors;
	long held;
	BIO *b;

	network_listen(&port);
	network_answers("", "hang127.0.0.1");
	held = memory_held;
	b = new_dialling(&port, &options);
	BIO_set_nbio(b, 1);
	descriptors = network_descriptors();
	CHECK_INT(BIO_do_connect(b), 0);
	(void)race_descriptor(b);
	CHECK(network_descriptors() > descriptors);
	network_wait_for_question();
	CHECK(end(b) >= 0);
	CHECK_INT(network_descriptors(), descriptors);
	CHECK(strstr(network_story, "over:ECANCELED") != NULL);
	CHECK_ERRORS("-");
	network_release();
	if (end == BIO_free) {
		for (int i = 0; memory_held != held && i < 2000; i++)
			usleep(1000);
		CHECK_INT(memory_held, held);
	} else {
		network_answers("", "127.0.0.1");
		BIO_set_nbio(b, 0);
		CHECK_INT(BIO_do_connect(b), 1);
		BIO_free(b);
	}
	network_close(&port);
}

static int by_reset(BIO *b)
{
	return BIO_reset(b);
}

static void a_reset_cancels(void)
{
	is_cancelled(by_reset);
}

static void a_free_cancels(void)
{
	is_cancelled(BIO_free);
}

static void the_time_is_up(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("", "hang");
	options.timeout_ms = 30;
	b = new_dialling(&port, &options);
	errno = 0;
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ETIMEDOUT);
	CHECK(!BIO_should_retry(b));
	CHECK_ERRORS("BIO routines:connect timeout");
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_ERRORS("BIO routines:connect error");
	network_wait_for_question();
	network_release();
	BIO_free(b);
	network_close(&port);
}

/* The deadline of the call goes before; what is under way goes on in the next. */
static void a_retry_ends_with_its_time(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("", "hang127.0.0.1");
	b = new_dialling(&port, &options);
	errno = 0;
	CHECK_INT(BIO_do_connect_retry(b, 1, 10), 0);
	CHECK_INT(errno, ETIMEDOUT);
	CHECK_ERRORS("BIO routines:connect timeout");
	network_wait_for_question();
	network_release();
	CHECK_INT(BIO_do_connect_retry(b, 30, 10), 1);
	CHECK(wire_is_nonblocking(wire_fd(b)));
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
	network_close(&port);
}

static void all_refuse(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_refuse(&port);
	network_answers("::1", "127.0.0.1");
	b = new_dialling(&port, &options);
	errno = 0;
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_ERRORS("system library:ECONNREFUSED(calling connect());BIO routines:connect error;"
	             "system library:ECONNREFUSED(calling connect());BIO routines:connect error");
	network_close(&port);
	CHECK_INT(BIO_reset(b), 0);
	network_answers("", "");
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ENOENT);
	CHECK(contract_errors()[0] != '-');
	BIO_free(b);
}

static void who_cancels_is_heeded(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int ends[2];
	BIO *b;

	network_listen(&port);
	network_answers("", "127.0.0.1");
	network_pipe(ends);
	CHECK_INT(write(ends[1], "x", 1), 1);
	options.cancel_fd = ends[0];
	b = new_dialling(&port, &options);
	errno = 0;
	CHECK_INT(BIO_do_connect(b), 0);
	CHECK_INT(errno, ECANCELED);
	CHECK_ERRORS("system library:ECANCELED(cancelled);BIO routines:connect error");
	BIO_free(b);
	peer_close(ends[0], ends[1], -1);
	network_close(&port);
}

/* The options and what they point to are the caller's again at once, and a copy has its own. */
static void options_are_copied(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	union peer_addr local, bound;
	char device[] = "no-such-0";
	BIO *b, *copy;

	network_listen(&port);
	network_answers("", "127.0.0.1");
	peer_loopback(AF_INET, &local);
	options.local4 = peer_bio(&local);
	b = new_dialling(&port, &options);
	memset(&local, 0xff, sizeof(local));
	options = (biosock_dial_options){ .size = 0 };
	copy = BIO_dup_chain(b);
	BIO_free(b);
	network_story[0] = '\0';
	CHECK_INT(BIO_do_connect(copy), 1);
	CHECK_STR(network_story, "ask4 answer0 end4 try0 connected0 over");
	CHECK_INT(peer_name(wire_fd(copy), &bound), 0);
	CHECK_INT(ntohl(bound.v4.sin_addr.s_addr), INADDR_LOOPBACK);
	CHECK_INT(BIO_reset(copy), 0);
	options = network_options();
	options.bind_interface = device;
	CHECK_INT(biosock_set_conn_dial(copy, &options), 1);
	memset(device, 'x', sizeof(device));
	CHECK_INT(BIO_do_connect(copy), 0);
	CHECK(contract_errors()[0] != '-');
	BIO_free(copy);
	network_close(&port);
}

static void null_is_the_default(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	b = new_dialling(&port, &options);
	CHECK_INT(biosock_set_conn_dial(b, NULL), 1);
	CHECK_INT(BIO_set_conn_hostname(b, "127.0.0.1"), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_STR(network_story, "");
	CHECK_ERRORS("-");
	BIO_free(b);
	network_close(&port);
}

/* An address, the family and the type that the BIO was given count. */
static void what_the_bio_was_told_counts(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	int family = BIO_FAMILY_IPV4;
	union peer_addr at;
	BIO *b;

	network_listen(&port);
	network_answers("::1", "127.0.0.1");
	b = new_dialling(&port, &options);
	CHECK_INT(BIO_set_conn_ip_family(b, family), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_STR(network_story, "ask4 answer0 end4 try0 connected0 over");
	BIO_free(b);
	options = network_options();
	b = new_dialling(&port, &options);
	CHECK_INT(peer_name(port.v4, &at), 0);
	CHECK_INT(BIO_set_conn_address(b, peer_bio(&at)), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_STR(network_story, "answer0 try0 connected0 over");
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_set_sock_type(b, SOCK_DGRAM), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK_INT(wire_option(wire_fd(b), SOL_SOCKET, SO_TYPE), SOCK_DGRAM);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	CHECK_ERRORS("-");
	BIO_free(b);
	network_close(&port);
}

/* In a chain it is found. */
static void the_chain_has_one(void)
{
	struct network_port port;
	biosock_dial_options options = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("", "127.0.0.1");
	b = new_bio(&port);
	b = BIO_push(BIO_new(BIO_f_buffer()), b);
	CHECK_INT(biosock_set_conn_dial(b, &options), 1);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(begins_with(network_story, "ask6 ask4 "));
	BIO_free_all(b);
	network_close(&port);
}

/* Each allocation fails in turn: nothing is left, and a failure is told. */
static void no_memory_ends_it_well(void)
{
	struct network_port port;
	int descriptors;

	network_listen(&port);
	network_answers("", "127.0.0.1");
	descriptors = network_descriptors();
	for (int n = 0; n < 60; n++) {
		biosock_dial_options options = network_options();
		BIO *b = new_bio(&port);
		bool ok;

		memory_fails_at = n;
		ok = biosock_set_conn_dial(b, n % 2 == 0 ? &options : NULL) &&
		     BIO_do_connect(b) == 1 && BIO_write(b, "x", 1) == 1;
		memory_fails_at = -1;
		CHECK(ok || contract_is_host() || ERR_peek_error() != 0);
		ERR_clear_error();
		BIO_free(b);
		CHECK_INT(network_descriptors(), descriptors);
	}
	network_close(&port);
}

/* --- Bad input --- */

static void set_size(biosock_dial_options *o)
{
	o->size--;
}

static void set_family(biosock_dial_options *o)
{
	o->family = 77;
}

static void set_socktype(biosock_dial_options *o)
{
	o->socktype = 77;
}

static void set_packets(biosock_dial_options *o)
{
	o->socktype = SOCK_SEQPACKET;
}

static void set_timeout(biosock_dial_options *o)
{
	o->timeout_ms = -2;
}

static void set_attempt(biosock_dial_options *o)
{
	o->attempt_ms = 9;
}

static void set_flags(biosock_dial_options *o)
{
	o->flags = BIO_SOCK_V6_ONLY;
}

static void set_path(biosock_dial_options *o)
{
	o->local_unix = "";
}

static void (*const spoilers[])(biosock_dial_options *o) = {
	set_size,
	set_family,
	set_socktype,
	set_packets,
	set_timeout,
	set_attempt,
	set_flags,
	set_path,
};

static void bad_options_change_nothing(void)
{
	struct network_port port;
	biosock_dial_options good = network_options();
	BIO *b;

	network_listen(&port);
	network_answers("", "127.0.0.1");
	b = new_dialling(&port, &good);
	for (size_t i = 0; i < sizeof(spoilers) / sizeof(spoilers[0]); i++) {
		biosock_dial_options bad = BIOSOCK_DIAL_OPTIONS_INIT;

		spoilers[i](&bad);
		errno = 0;
		CHECK_INT(biosock_set_conn_dial(b, &bad), 0);
		CHECK_INT(errno, EINVAL);
		CHECK(begins_with(contract_errors(), "BIO routines:invalid argument"));
		ERR_clear_error();
	}
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(begins_with(network_story, "ask6 ask4 "));
	BIO_free(b);
	network_close(&port);
}

static void other_bios_are_refused(void)
{
	biosock_dial_options options = network_options();
	BIO *others[] = { BIO_new(BIO_s_mem()), BIO_new(BIO_s_socket()), BIO_new(BIO_s_accept()) };

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		errno = 0;
		CHECK_INT(biosock_set_conn_dial(others[i], &options), 0);
		CHECK_INT(errno, EINVAL);
		CHECK_ERRORS("BIO routines:unsupported method");
		BIO_free(others[i]);
	}
	errno = 0;
	CHECK_INT(biosock_set_conn_dial(NULL, &options), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
}

static const struct contract_case cases[] = {
	{ "blocks until connected", blocks_until_connected, 0, 0 },
	{ "the first write dials", the_first_write_dials, 0, 0 },
	{ "it has no number while it races", has_no_number_while_it_races, 0, 0 },
	{ "asking what to wait for is no step", asking_first_is_no_step, 0, 0 },
	{ "the newest mode is the winner's", the_newest_mode_is_the_winners, 0, 0 },
	{ "a reset cancels", a_reset_cancels, 0, 0 },
	{ "a free cancels", a_free_cancels, 0, 0 },
	{ "the time is up", the_time_is_up, 0, 0 },
	{ "a retry ends with its time", a_retry_ends_with_its_time, 0, 0 },
	{ "all refuse", all_refuse, 0, 0 },
	{ "who cancels is heeded", who_cancels_is_heeded, 0, 0 },
	{ "options are copied", options_are_copied, 0, 0 },
	{ "NULL is the default", null_is_the_default, 0, 0 },
	{ "what the BIO was told counts", what_the_bio_was_told_counts, 0, 0 },
	{ "it is found in a chain", the_chain_has_one, 0, 0 },
	{ "no memory ends it well", no_memory_ends_it_well, 0, 0 },
	{ "bad options change nothing", bad_options_change_nothing, 0, 0 },
	{ "other BIOs are refused", other_bios_are_refused, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("bio.conn_dial", cases, sizeof(cases) / sizeof(cases[0]));
}
