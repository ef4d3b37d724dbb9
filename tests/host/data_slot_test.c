/* SPDX-License-Identifier: Apache-2.0 */
/* The data of a BIO of the host is the program's: it has nothing of ours in it. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

enum { THREADS = 8, ROUNDS = 5, MANY = 400, VERY_MANY = 20000 };

static char theirs[256];

static void set(BIO *b)
{
	CHECK(BIO_get_data(b) == NULL);
	memset(theirs, 0xa5, sizeof(theirs));
	BIO_set_data(b, theirs);
}

/* Nothing read it, wrote it or freed it. */
static void is_as_set(BIO *b)
{
	char before[sizeof(theirs)];

	memset(before, 0xa5, sizeof(before));
	CHECK(BIO_get_data(b) == theirs);
	CHECK_MEM(theirs, before, sizeof(theirs));
}

static void is_that_of_a_socket_bio(void)
{
	int fds[2];
	BIO *b, *peer;
	char in[4];

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	b = BIO_new(BIO_s_socket());
	peer = BIO_new_socket(fds[1], BIO_CLOSE);
	set(b);
	CHECK_INT(BIO_set_fd(b, fds[0], BIO_CLOSE), 1);
	CHECK_INT(BIO_write(b, "ping", 4), 4);
	CHECK_INT(BIO_read(peer, in, sizeof(in)), 4);
	CHECK_INT(BIO_write(peer, "ping", 4), 4);
	CHECK_INT(BIO_read(b, in, sizeof(in)), 4);
	CHECK_INT(BIO_puts(b, "ping"), 4);
	CHECK_INT(BIO_flush(b), 1);
	BIO_free(peer);
	is_as_set(b);
	BIO_free(b);
	CHECK(close(fds[0]) == -1);
}

static void is_that_of_connect_and_accept_bios(void)
{
	BIO *listener = BIO_new_accept("127.0.0.1:0"), *client = BIO_new(BIO_s_connect()), *server;
	char in[4];

	set(listener);
	set(client);
	CHECK_INT(BIO_do_accept(listener), 1);
	CHECK_INT(BIO_set_conn_hostname(client, "127.0.0.1"), 1);
	CHECK_INT(BIO_set_conn_port(client, BIO_get_accept_port(listener)), 1);
	CHECK_INT(BIO_do_connect(client), 1);
	CHECK_INT(BIO_do_accept(listener), 1);
	server = BIO_pop(listener);
	CHECK_INT(BIO_write(client, "ping", 4), 4);
	CHECK_INT(BIO_read(server, in, sizeof(in)), 4);
	BIO_free(server);
	is_as_set(client);
	is_as_set(listener);
	BIO_free(client);
	BIO_free(listener);
}

static void is_that_of_a_datagram_bio(void)
{
	BIO *b;
	int fds[2];
	char in[4];

	CHECK_INT(socketpair(AF_UNIX, SOCK_DGRAM, 0, fds), 0);
	b = BIO_new_dgram(fds[0], BIO_CLOSE);
	set(b);
	CHECK_INT(send(fds[1], "ping", 4, 0), 4);
	CHECK_INT(BIO_read(b, in, sizeof(in)), 4);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_CONNECTED, 0, NULL), 1);
	close(fds[1]);
	is_as_set(b);
	BIO_free(b);
}

/* Each knows its own descriptor; they are made, and every other one is freed and made again. */
static bool work(BIO **list, int n)
{
	bool well = true;

	for (int i = 0; i < n; i++)
		list[i] = BIO_new_socket(i, BIO_NOCLOSE);
	for (int i = 0; i < n; i += 2) {
		BIO_free(list[i]);
		list[i] = BIO_new_socket(n + i, BIO_NOCLOSE);
	}
	for (int i = 0; i < n; i++) {
		int want = i % 2 == 0 ? n + i : i;

		well &= BIO_get_fd(list[i], NULL) == want;
		BIO_free(list[i]);
	}
	return well;
}

static void there_may_be_very_many(void)
{
	static BIO *list[VERY_MANY];

	CHECK(work(list, VERY_MANY));
	CHECK(work(list, VERY_MANY));
}

static void *work_in_thread(void *argument)
{
	BIO *list[MANY];
	bool well = true;

	BIO_free(BIO_new(BIO_s_connect()));
	BIO_free(BIO_new(BIO_s_accept()));
	BIO_free(BIO_new(BIO_s_datagram()));
	for (int i = 0; i < ROUNDS; i++)
		well &= work(list, MANY);
	return well ? argument : NULL;
}

/* The kinds, too, are made by all at once. */
static void threads_have_theirs(void)
{
	pthread_t threads[THREADS];
	void *well;

	for (int i = 0; i < THREADS; i++)
		CHECK_INT(pthread_create(&threads[i], NULL, work_in_thread, theirs), 0);
	for (int i = 0; i < THREADS; i++) {
		CHECK_INT(pthread_join(threads[i], &well), 0);
		CHECK(well != NULL);
	}
}

static const struct contract_case cases[] = {
	{ "threads have theirs", threads_have_theirs, 0, 0 },
	{ "is that of a socket BIO", is_that_of_a_socket_bio, 0, 0 },
	{ "is that of connect and accept BIOs", is_that_of_connect_and_accept_bios, 0, 0 },
	{ "is that of a datagram BIO", is_that_of_a_datagram_bio, 0, 0 },
	{ "there may be very many", there_may_be_very_many, 0, 0 },
};

int main(void)
{
	return contract_main("host.data_slot", cases, sizeof(cases) / sizeof(cases[0]));
}
