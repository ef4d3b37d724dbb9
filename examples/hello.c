/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client with a deadline: says hello to a host, over whichever of its addresses is there first,
 * or says why not within five seconds. usage: hello HOST PORT
 */
#include <biosock.h>
#include <openssl/err.h>

int main(int argc, char **argv)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	int sock, ok;
	BIO *peer;

	options.timeout_ms = 5000; /* for all of it: the lookup, and every address */
	sock = argc == 3 ? biosock_dial(argv[1], argv[2], &options, NULL) : -1;
	peer = sock != -1 ? BIO_new_socket(sock, BIO_CLOSE) : NULL;
	ok = peer != NULL && BIO_puts(peer, "hello\n") > 0;
	if (argc != 3)
		fprintf(stderr, "usage: hello HOST PORT\n");
	ERR_print_errors_fp(stderr);
	BIO_free(peer);
	return ok ? 0 : argc == 3 ? 1 : 2;
}
