/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connection made without blocking, by a loop that could do other things meanwhile: a connect BIO
 * driven by poll(2). usage: poll_connect HOST:PORT [MILLISECONDS]
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/err.h>

enum { PATIENCE_MS = 5000 };

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/*
 * Connected: 1; failed: 0; out of time: -1. The BIO has another descriptor when it has gone on to
 * another address of the host, so it is asked each time.
 */
static int connect_until(BIO *bio, long long deadline_ms)
{
	struct pollfd writable = { .events = POLLOUT };
	long long left_ms;

	while (BIO_do_connect(bio) <= 0) {
		if (!BIO_should_retry(bio))
			return 0;
		left_ms = deadline_ms - now_ms();
		if (left_ms <= 0)
			return -1;
		writable.fd = (int)BIO_get_fd(bio, NULL);
		if (poll(&writable, 1, (int)left_ms) == -1 && errno != EINTR)
			return 0;
	}
	return 1;
}

static void tell(BIO *bio)
{
	const BIO_ADDR *addr = BIO_get_conn_address(bio);
	char *host = BIO_ADDR_hostname_string(addr, 1);
	char *port = BIO_ADDR_service_string(addr, 1);

	if (host != NULL && port != NULL)
		printf("connected to %s port %s\n", host, port);
	OPENSSL_free(port);
	OPENSSL_free(host);
}

int main(int argc, char **argv)
{
	long patience_ms = argc == 3 ? atol(argv[2]) : PATIENCE_MS;
	BIO *bio;
	int result = 0;

	if (argc < 2 || argc > 3) {
		fputs("usage: poll_connect HOST:PORT [MILLISECONDS]\n", stderr);
		return 2;
	}
	bio = BIO_new_connect(argv[1]);
	if (bio != NULL && BIO_set_nbio(bio, 1) > 0)
		result = connect_until(bio, now_ms() + patience_ms);
	if (result > 0)
		tell(bio);
	if (result < 0)
		fputs("poll_connect: out of time\n", stderr);
	ERR_print_errors_fp(stderr);
	BIO_free(bio);
	return result > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
