/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client whose resolver is its own: the addresses of names are in a file, a line of address and
 * name each, as in hosts(5), and the library asks nobody. usage: dial_resolver FILE NAME PORT
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>

#include <biosock.h>
#include <openssl/err.h>

enum { LINE_SIZE = 512, MOST = 16 };

/* Nothing is looked up: the text is a number. */
static int add(biosock_dialer *dialer, const char *text, const char *port)
{
	BIO_ADDRINFO *found = NULL;
	int added =
	    BIO_lookup_ex(text, port, BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, 0, &found) &&
	    biosock_dialer_add(dialer, BIO_ADDRINFO_address(found));

	BIO_ADDRINFO_free(found);
	return added;
}

/* Steps may go before and between these: the first address is tried while the rest is sought. */
static int add_all(biosock_dialer *dialer, FILE *file, const char *name, const char *port)
{
	char line[LINE_SIZE], address[64], alias[256];
	int good = 1;

	while (good && fgets(line, sizeof(line), file) != NULL) {
		if (sscanf(line, "%63s %255s", address, alias) != 2 || strcmp(alias, name) != 0)
			continue;
		good = add(dialer, address, port);
		if (good && biosock_dialer_step(dialer) == 1)
			break;
	}
	biosock_dialer_no_more(dialer, AF_UNSPEC);
	return good;
}

static int wait_for(biosock_dialer *dialer)
{
	struct pollfd ready[MOST];
	int done;

	while ((done = biosock_dialer_step(dialer)) == 0) {
		size_t n = biosock_dialer_pollfds(dialer, ready, MOST);

		(void)poll(ready, (nfds_t)(n < MOST ? n : MOST), biosock_dialer_timeout(dialer));
	}
	return done == 1 ? biosock_dialer_take(dialer, NULL) : -1;
}

int main(int argc, char **argv)
{
	biosock_dialer *dialer;
	FILE *file;
	int sock = -1;

	if (argc != 4) {
		fputs("usage: dial_resolver FILE NAME PORT\n", stderr);
		return 2;
	}
	file = fopen(argv[1], "r");
	if (file == NULL) {
		perror(argv[1]);
		return 1;
	}
	dialer = biosock_dialer_new(NULL, NULL, NULL);
	if (dialer != NULL && add_all(dialer, file, argv[2], argv[3]))
		sock = wait_for(dialer);
	fclose(file);
	biosock_dialer_free(dialer);
	ERR_print_errors_fp(stderr);
	if (sock == -1)
		return 1;
	printf("connected\n");
	close(sock);
	return 0;
}
