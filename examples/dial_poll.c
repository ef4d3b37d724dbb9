/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dial in a loop around poll(2) that does other things meanwhile: here it hears whether somebody
 * has had enough and ends the input. usage: dial_poll HOST PORT
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <biosock.h>
#include <openssl/err.h>

enum { MOST = 64 };

/* What happens to each address, as it happens. */
static void tell(void *arg, const biosock_dial_event *event)
{
	char *host = event->peer != NULL ? BIO_ADDR_hostname_string(event->peer, 1) : NULL;

	(void)arg;
	if (host != NULL && event->what == BIOSOCK_DIAL_TRY)
		printf("trying %s\n", host);
	if (host != NULL && event->what == BIOSOCK_DIAL_FAILED)
		printf("%s: %s\n", host, strerror(event->err));
	if (host != NULL && event->what == BIOSOCK_DIAL_CONNECTED)
		printf("connected to %s\n", host);
	OPENSSL_free(host);
}

/* The socket; -1 with the dial's errors, or without any if the input has ended. */
static int dial(biosock_dialer *dialer)
{
	struct pollfd ready[MOST + 1] = { { .fd = STDIN_FILENO, .events = POLLIN } };
	char byte;
	int done;

	while ((done = biosock_dialer_step(dialer)) == 0) {
		size_t n = biosock_dialer_pollfds(dialer, ready + 1, MOST);

		if (n > MOST) /* a step looks at all of them; the rest is not missed for long */
			n = MOST;
		if (poll(ready, (nfds_t)n + 1, biosock_dialer_timeout(dialer)) == -1)
			continue; /* a signal */
		if (ready[0].revents != 0 && read(STDIN_FILENO, &byte, 1) <= 0)
			return -1;
	}
	return done == 1 ? biosock_dialer_take(dialer, NULL) : -1;
}

int main(int argc, char **argv)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	biosock_dialer *dialer;
	int sock = -1;

	if (argc != 3) {
		fputs("usage: dial_poll HOST PORT\n", stderr);
		return 2;
	}
	options.timeout_ms = 30000;
	options.trace = tell;
	dialer = biosock_dialer_new(argv[1], argv[2], &options);
	if (dialer != NULL)
		sock = dial(dialer);
	biosock_dialer_free(dialer); /* in the middle, too: it never waits */
	if (sock == -1 && ERR_peek_error() == 0)
		fputs("dial_poll: given up\n", stderr);
	ERR_print_errors_fp(stderr);
	if (sock != -1)
		close(sock);
	return sock != -1 ? 0 : 1;
}
