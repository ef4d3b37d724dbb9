/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sends back what each connection says, each in a thread of its own: an accept BIO, from which
 * BIO_pop() takes the connections. usage: echo_server [HOST:]PORT
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

enum { PIECE = 4096 };

/* A socket may take less than it is given. A peer that is gone is a failure, never a signal. */
static int write_all(BIO *bio, const char *bytes, int size)
{
	int n;

	for (; size > 0; bytes += n, size -= n) {
		n = BIO_write(bio, bytes, size);
		if (n <= 0)
			return 0;
	}
	return 1;
}

static void *echo(void *argument)
{
	BIO *connection = argument;
	char bytes[PIECE];
	int n;

	do
		n = BIO_read(connection, bytes, sizeof(bytes));
	while (n > 0 && write_all(connection, bytes, n));
	BIO_free(connection);
	return NULL;
}

/* The thread owns the connection, unless there is none to be had. */
static void serve(BIO *connection)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, echo, connection) == 0)
		pthread_detach(thread);
	else
		BIO_free(connection);
}

/* Out of descriptors, perhaps: those who wait in the queue are served when others have gone. */
static void wait_a_little(void)
{
	ERR_print_errors_fp(stderr);
	sleep(1);
}

int main(int argc, char **argv)
{
	BIO *listener;

	if (argc != 2) {
		fputs("usage: echo_server [HOST:]PORT\n", stderr);
		return 2;
	}
	listener = BIO_new_accept(argv[1]);
	if (listener == NULL || BIO_set_bind_mode(listener, BIO_BIND_REUSEADDR) <= 0 ||
	    BIO_do_accept(listener) <= 0) {
		ERR_print_errors_fp(stderr);
		BIO_free(listener);
		return EXIT_FAILURE;
	}
	printf("%s\n", BIO_get_accept_port(listener));
	fflush(stdout);
	for (;;) {
		if (BIO_do_accept(listener) > 0)
			serve(BIO_pop(listener));
		else if (!BIO_should_retry(listener))
			wait_a_little();
	}
}
