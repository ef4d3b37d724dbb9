/* SPDX-License-Identifier: Apache-2.0 */
/*
 * soak [CONNECTIONS]: as many connections through one accept BIO with a chain, each written to
 * and read from, by connect BIOs in the same process; fails if memory or descriptors grow.
 * 2,000 unless told.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/machine.h"
#include "support/memory.h"
#include "support/system.h"

/* The client resets every other connection, so that the next ones find ports. */
static bool one(BIO *listener, BIO *client, long i)
{
	char in[8];
	BIO *server;
	bool ok;

	if (BIO_do_connect(client) != 1 || BIO_do_accept(listener) != 1)
		return false;
	server = BIO_pop(listener);
	ok = BIO_write(client, "ping\n", 5) == 5 && BIO_gets(server, in, sizeof(in)) == 5 &&
	     BIO_write(server, "pong", 4) == 4 && BIO_flush(server) == 1 &&
	     BIO_read(client, in, sizeof(in)) == 4;
	if (i % 2 == 0)
		BIO_free_all(server);
	(void)BIO_reset(client);
	if (i % 2 != 0)
		BIO_free_all(server);
	return ok;
}

int main(int argc, char **argv)
{
	long n = argc > 1 ? atol(argv[1]) : 2000, before = 0;
	int descriptors = 0;
	char name[32] = "127.0.0.1:0";
	BIO *listener, *client;
	const char *why = machine_prepare();
	bool ok;

	if (why != NULL) {
		printf("skip  bio.soak: %s\n", why);
		return 77;
	}
	memory_watch();
	listener = BIO_new_accept(name);
	ok = BIO_set_accept_bios(listener, BIO_new(BIO_f_buffer())) == 1 &&
	     BIO_set_bind_mode(listener, BIO_BIND_REUSEADDR) == 1 && BIO_do_accept(listener) == 1;
	client = BIO_new_connect(wire_name(wire_port(wire_fd(listener))));
	for (long i = 0; ok && i < n; i++) {
		ok = one(listener, client, i);
		if (i == 9) {
			before = memory_held;
			descriptors = system_open_descriptors();
		}
		if (i > 9 && memory_held > before + 2)
			ok = false;
	}
	if (!ok)
		ERR_print_errors_fp(stderr);
	ok = ok && system_open_descriptors() == descriptors;
	printf("%ld connections, %ld allocations live (%ld after ten), %d descriptors (%d): %s\n",
	    n, memory_held, before, system_open_descriptors(), descriptors, ok ? "ok" : "FAILED");
	BIO_free(client);
	BIO_free_all(listener);
	return ok ? 0 : 1;
}
