/* SPDX-License-Identifier: Apache-2.0 */
#include "net.h"

#include <stdio.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/err.h>

enum { NAP_MS = 100 };

static time_t deadline;

int net_connect(const char *address, int seconds, char host[NET_HOST_SIZE])
{
	BIO *server = BIO_new_connect(address);
	int fd = -1;

	deadline = time(NULL) + seconds;
	if (server != NULL && BIO_get_conn_hostname(server) == NULL)
		fputs("the address has no host, whose certificate there would be\n", stderr);
	else if (server != NULL && BIO_do_connect_retry(server, seconds, NAP_MS) == 1) {
		snprintf(host, NET_HOST_SIZE, "%s", BIO_get_conn_hostname(server));
		fd = (int)BIO_get_fd(server, NULL);
		(void)BIO_set_close(server, BIO_NOCLOSE);
	}
	ERR_print_errors_fp(stderr);
	BIO_free(server);
	return fd;
}

int net_wait(int fd, int to_read)
{
	int ready = BIO_socket_wait(fd, to_read, deadline);

	if (ready == 0)
		fputs("out of time\n", stderr);
	return ready > 0;
}
