/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds that a program makes of the operations of ours, with numbers of its own, as it does of the
 * host's: whole, in part, and what the host tells of ours and of its own. Compiled without
 * BIOSOCK_REPLACE, so that the plain names are the host's.
 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include <biosock/host.h>

#include "support/contract.h"
#include "support/memory.h"

/* Which operations a kind takes over. */
enum { MAKES = 1, TRANSFERS = 2, REST = 4, ALL = MAKES | TRANSFERS | REST };

static BIO_METHOD *made_of(const BIO_METHOD *ours, int which)
{
	BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "made");

	if (which & MAKES) {
		BIO_meth_set_create(made, BIO_meth_get_create(ours));
		BIO_meth_set_destroy(made, BIO_meth_get_destroy(ours));
	}
	if (which & TRANSFERS) {
		BIO_meth_set_read(made, BIO_meth_get_read(ours));
		BIO_meth_set_write(made, BIO_meth_get_write(ours));
	}
	if (which & REST) {
		BIO_meth_set_puts(made, BIO_meth_get_puts(ours));
		BIO_meth_set_gets(made, BIO_meth_get_gets(ours));
		BIO_meth_set_ctrl(made, BIO_meth_get_ctrl(ours));
		BIO_meth_set_callback_ctrl(made, BIO_meth_get_callback_ctrl(ours));
	}
	return made;
}

/* Each of the two ends is written to and read from. */
static void talk(BIO *one, BIO *other)
{
	char in[8] = "";

	CHECK_INT(BIO_write(one, "ping", 4), 4);
	CHECK_INT(BIO_read(other, in, sizeof(in)), 4);
	CHECK_MEM(in, "ping", 4);
	CHECK_INT(BIO_puts(other, "pong!"), 5);
	CHECK_INT(BIO_read(one, in, sizeof(in)), 5);
	CHECK_MEM(in, "pong!", 5);
}

static void a_socket_s(void)
{
	BIO_METHOD *made = made_of(biosock_BIO_s_socket(), ALL);
	int fds[2];
	BIO *one = BIO_new(made), *other;

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	other = biosock_BIO_new_socket(fds[1], BIO_CLOSE);
	CHECK(one != NULL);
	CHECK_INT(BIO_set_fd(one, fds[0], BIO_CLOSE), 1);
	CHECK_INT(BIO_get_fd(one, NULL), fds[0]);
	talk(one, other);
	BIO_free(one);
	BIO_free(other);
	CHECK(close(fds[0]) == -1);
	BIO_meth_free(made);
	CHECK_ERRORS("-");
}

static void an_accept_s_and_a_connect_s(void)
{
	BIO_METHOD *accepts = made_of(biosock_BIO_s_accept(), ALL);
	BIO_METHOD *connects = made_of(biosock_BIO_s_connect(), ALL);
	BIO *listener = BIO_new(accepts), *client = BIO_new(connects), *server;

	CHECK_INT(BIO_set_accept_name(listener, "127.0.0.1:0"), 1);
	CHECK_INT(BIO_do_accept(listener), 1);
	CHECK_INT(BIO_set_conn_hostname(client, "127.0.0.1"), 1);
	CHECK_INT(BIO_set_conn_port(client, BIO_get_accept_port(listener)), 1);
	CHECK_INT(BIO_do_connect(client), 1);
	CHECK_INT(BIO_do_accept(listener), 1);
	server = BIO_pop(listener);
	talk(client, server);
	BIO_free(server);
	BIO_free(client);
	BIO_free(listener);
	BIO_meth_free(accepts);
	BIO_meth_free(connects);
	CHECK_ERRORS("-");
}

static void a_datagram_s(void)
{
	BIO_METHOD *made = made_of(biosock_BIO_s_datagram(), ALL);
	BIO *one = BIO_new(made), *other = BIO_new(made);
	int fds[2];

	CHECK_INT(socketpair(AF_UNIX, SOCK_DGRAM, 0, fds), 0);
	CHECK_INT(BIO_set_fd(one, fds[0], BIO_CLOSE), 1);
	CHECK_INT(BIO_set_fd(other, fds[1], BIO_CLOSE), 1);
	CHECK(send(fds[0], "ping", 4, 0) == 4);
	{
		char in[8] = "";

		CHECK_INT(BIO_read(other, in, sizeof(in)), 4);
		CHECK_MEM(in, "ping", 4);
	}
	BIO_free(one);
	BIO_free(other);
	BIO_meth_free(made);
	CHECK_ERRORS("-");
}

/*
 * Those of a kind that are a kind's own, and the rest of another's: what there is not is refused.
 */
static void a_mixture_of_kinds(void)
{
	BIO_METHOD *made = made_of(biosock_BIO_s_connect(), TRANSFERS | REST);
	int fds[2];
	BIO *b;
	char in[4];

	BIO_meth_set_create(made, BIO_meth_get_create(biosock_BIO_s_socket()));
	BIO_meth_set_destroy(made, BIO_meth_get_destroy(biosock_BIO_s_socket()));
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	b = BIO_new(made);
	CHECK_INT(BIO_set_fd(b, fds[0], BIO_CLOSE), 1);
	CHECK_INT(BIO_write(b, "ping", 4), 4);
	CHECK_INT(read(fds[1], in, sizeof(in)), 4);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_gets(b, in, sizeof(in)), -1);
	CHECK_ERRORS("BIO routines:unsupported method");
	BIO_free(b);
	close(fds[1]);
	BIO_meth_free(made);
}

static int begins_itself(BIO *b)
{
	BIO_set_init(b, 1);
	return 1;
}

/* Nothing was made that could be worked on. */
static void one_that_makes_its_own(void)
{
	const BIO_METHOD *ours[] = { biosock_BIO_s_socket(), biosock_BIO_s_connect(),
		biosock_BIO_s_accept(), biosock_BIO_s_datagram() };

	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		BIO_METHOD *made = made_of(ours[i], TRANSFERS | REST);
		BIO *b;
		char in[4];

		BIO_meth_set_create(made, begins_itself);
		BIO_meth_set_destroy(made, BIO_meth_get_destroy(ours[i]));
		b = BIO_new(made);
		CHECK_INT(BIO_write(b, "ping", 4), -1);
		CHECK_ERRORS("BIO routines:uninitialized");
		CHECK_INT(BIO_read(b, in, sizeof(in)), -1);
		CHECK_ERRORS("BIO routines:uninitialized");
		CHECK_INT(BIO_puts(b, "ping"), -1);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
		CHECK(BIO_set_fd(b, 0, BIO_NOCLOSE) <= 0);
		CHECK_ERRORS("BIO routines:uninitialized");
		CHECK_INT(BIO_get_fd(b, NULL), -1); /* 0 is one */
		CHECK_ERRORS("BIO routines:uninitialized");
		CHECK_INT(BIO_free(b), 1);
		BIO_meth_free(made);
		ERR_clear_error();
	}
}

static long told_at_the_end;

static void ask_at_the_end(
    void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
	(void)ad, (void)idx, (void)argl, (void)argp;
	if (ptr != NULL)
		told_at_the_end = BIO_get_fd(parent, NULL);
}

/* What a program hangs on a BIO is freed when the kind has destroyed what is its own. */
static void one_that_is_at_its_end_has_no_descriptor(void)
{
	const BIO_METHOD *ours[] = { biosock_BIO_s_socket(), biosock_BIO_s_connect(),
		biosock_BIO_s_accept(), biosock_BIO_s_datagram() };
	int index = BIO_get_ex_new_index(0, NULL, NULL, NULL, ask_at_the_end);

	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
		BIO *b = BIO_new(ours[i]);

		CHECK_INT(BIO_set_ex_data(b, index, b), 1);
		told_at_the_end = 0;
		BIO_free(b);
		CHECK_INT(told_at_the_end, -1);
		ERR_clear_error();
	}
}

/* Its destroy operation is not called: what was kept of it is not that of the next at its place. */
static void one_that_ends_itself(void)
{
	BIO_METHOD *made = made_of(biosock_BIO_s_socket(), ALL);
	long held;

	BIO_meth_set_destroy(made, NULL);
	BIO_free(BIO_new(made));
	held = memory_held;
	for (int i = 0; i < 100; i++) {
		BIO *b = BIO_new(biosock_BIO_s_connect());

		CHECK_INT(BIO_set_conn_hostname(b, "127.0.0.1:1"), 1);
		CHECK_STR(BIO_get_conn_port(b), "1");
		BIO_free(b);
	}
	CHECK(memory_held <= held);
	BIO_meth_free(made);
}

struct kinds {
	const BIO_METHOD *theirs, *ours;
};

/* Bits of what there is to be had of a kind; lines may be read, though a host's does not. */
static int had_of(const BIO_METHOD *kind)
{
	return (BIO_meth_get_write(kind) != NULL) | (BIO_meth_get_read(kind) != NULL) << 1 |
	       (BIO_meth_get_write_ex(kind) != NULL) << 2 |
	       (BIO_meth_get_read_ex(kind) != NULL) << 3 | (BIO_meth_get_puts(kind) != NULL) << 4 |
	       (BIO_meth_get_ctrl(kind) != NULL) << 5 | (BIO_meth_get_create(kind) != NULL) << 6 |
	       (BIO_meth_get_destroy(kind) != NULL) << 7 |
	       (BIO_meth_get_callback_ctrl(kind) != NULL) << 8;
}

static void as_much_is_to_be_had_as_of_the_host_s(void)
{
	const struct kinds kinds[] = {
		{ BIO_s_socket(), biosock_BIO_s_socket() },
		{ BIO_s_connect(), biosock_BIO_s_connect() },
		{ BIO_s_accept(), biosock_BIO_s_accept() },
		{ BIO_s_datagram(), biosock_BIO_s_datagram() },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		CHECK_INT(had_of(kinds[i].ours), had_of(kinds[i].theirs));
		if (BIO_meth_get_gets(kinds[i].theirs) != NULL)
			CHECK(BIO_meth_get_gets(kinds[i].ours) != NULL);
	}
}

/* What callbacks see, a word each. */
static char seen[1000];

static long see(
    BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret, size_t *processed)
{
	size_t n = strlen(seen);

	(void)b, (void)argp, (void)len, (void)processed;
	snprintf(seen + n, sizeof(seen) - n, "%d:%d:%ld=%d ", oper, argi, argl, ret);
	return ret;
}

static void see_copying(const BIO_METHOD *kind)
{
	BIO *b = BIO_new(kind), *copy;

	seen[0] = '\0';
	BIO_set_callback_ex(b, see);
	copy = BIO_dup_chain(b);
	CHECK(copy != NULL);
	BIO_free(copy);
	BIO_free(b);
}

/* Each word is one of the host's; its connect BIO sets what it copies by controls more. */
static bool is_seen_there_too(const char *theirs)
{
	bool all = true;

	for (char *word = strtok(seen, " "); word != NULL; word = strtok(NULL, " "))
		all &= strstr(theirs, word) != NULL;
	return all;
}

static void callbacks_see_no_more_than_the_host_s(void)
{
	const struct kinds kinds[] = {
		{ BIO_s_socket(), biosock_BIO_s_socket() },
		{ BIO_s_connect(), biosock_BIO_s_connect() },
		{ BIO_s_accept(), biosock_BIO_s_accept() },
		{ BIO_s_datagram(), biosock_BIO_s_datagram() },
	};
	char theirs[sizeof(seen)];

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		see_copying(kinds[i].theirs);
		memcpy(theirs, seen, sizeof(theirs));
		see_copying(kinds[i].ours);
		CHECK(seen[0] != '\0');
		CHECK(is_seen_there_too(theirs));
	}
}

/* A copy of a socket BIO has its descriptor, by whichever kind. */
static void copies_have_the_descriptor(void)
{
	BIO_METHOD *made = made_of(biosock_BIO_s_socket(), ALL);
	BIO *b = BIO_new(made), *copy;

	CHECK_INT(BIO_set_fd(b, 77, BIO_NOCLOSE), 1);
	copy = BIO_dup_chain(b);
	CHECK_INT(BIO_get_fd(copy, NULL), 77);
	BIO_free(copy);
	BIO_free(b);
	BIO_meth_free(made);
}

static const struct contract_case cases[] = {
	{ "of a socket's operations", a_socket_s, 0, 0 },
	{ "of an accept's and a connect's", an_accept_s_and_a_connect_s, 0, 0 },
	{ "of a datagram's", a_datagram_s, 0, 0 },
	{ "of several kinds' operations", a_mixture_of_kinds, 0, 0 },
	{ "one that makes its own has an error", one_that_makes_its_own, 0, 0 },
	{ "one that is at its end has no descriptor", one_that_is_at_its_end_has_no_descriptor, 0,
	    0 },
	{ "one that ends itself harms no other", one_that_ends_itself, 0, 0 },
	{ "as much is to be had as of the host's", as_much_is_to_be_had_as_of_the_host_s, 0, 0 },
	{ "callbacks see no more than the host's", callbacks_see_no_more_than_the_host_s, 0, 0 },
	{ "copies have the descriptor", copies_have_the_descriptor, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("host.made_kinds", cases, sizeof(cases) / sizeof(cases[0]));
}
