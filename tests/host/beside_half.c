/* SPDX-License-Identifier: Apache-2.0 */
/* A plug-in that talks to itself by BIOs of the library that it was linked with. */
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

#include "host/beside.h"

static int talk(BIO *listener, BIO *client)
{
	BIO *server = NULL;
	char in[8] = "";
	int ok = BIO_do_connect(client) == 1 && BIO_do_accept(listener) == 1;

	if (ok)
		server = BIO_pop(listener);
	ok = ok && BIO_write(client, "ping", 4) == 4 && BIO_read(server, in, 4) == 4 &&
	     strcmp(in, "ping") == 0;
	BIO_free_all(server);
	return ok;
}

int beside_talk(void)
{
	BIO *listener = BIO_new_accept("127.0.0.1:0"), *client = BIO_new_connect("127.0.0.1:1");
	char port[8];
	int ok = BIO_do_accept(listener) == 1;

	if (ok) {
		snprintf(port, sizeof(port), "%s", BIO_get_accept_port(listener));
		BIO_set_conn_port(client, port);
		ok = talk(listener, client);
	}
	BIO_free_all(listener);
	BIO_free_all(client);
	return ok;
}
