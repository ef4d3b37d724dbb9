/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads that all begin at once with connect, accept and datagram BIOs, the first of the process
 * among them, and each do a little with their own.
 */
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "threads/threads.h"

static bool talk(BIO *listener, BIO *client)
{
	BIO *server = NULL;
	char in[8] = "";
	bool ok = BIO_do_connect(client) == 1 && BIO_do_accept(listener) == 1;

	if (ok)
		server = BIO_pop(listener);
	ok = ok && BIO_write(client, "ping", 4) == 4 && BIO_read(server, in, 4) == 4 &&
	     strcmp(in, "ping") == 0;
	BIO_free_all(server);
	return ok;
}

/* One that is refused leaves its records to this thread alone. */
static bool is_refused(void)
{
	BIO *client = BIO_new_connect("127.0.0.1:1");
	bool ok = BIO_do_connect(client) <= 0 && ERR_peek_error() != 0;

	ERR_clear_error();
	BIO_free(client);
	return ok;
}

static void round_bios(struct job *job)
{
	BIO *listener = BIO_new_accept("127.0.0.1:0"), *client = BIO_new_connect("127.0.0.1:1");
	BIO *datagrams = BIO_new_dgram(-1, BIO_NOCLOSE);
	char port[8] = "";

	JOB(datagrams != NULL);
	if (JOB(BIO_do_accept(listener) == 1)) {
		snprintf(port, sizeof(port), "%s", BIO_get_accept_port(listener));
		JOB(BIO_set_conn_port(client, port) == 1);
		JOB(talk(listener, client));
	}
	JOB(is_refused());
	JOB(ERR_peek_error() == 0);
	BIO_free_all(listener);
	BIO_free(client);
	BIO_free(datagrams);
}

static void threads_begin_at_once(void)
{
	static round_fn *const rounds[] = { round_bios };

	threads_run(rounds, 1);
}

static const struct contract_case cases[] = {
	{ "threads begin at once", threads_begin_at_once, 0, 0 },
};

int main(void)
{
	return contract_main("bio.conn_threads", cases, sizeof(cases) / sizeof(cases[0]));
}
