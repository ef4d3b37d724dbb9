/* SPDX-License-Identifier: Apache-2.0 */
/* A burst by waiting for the listener and accepting until nobody is left. */
#include "accept_many.h"

#include <openssl/bio.h>

size_t bench_accept_many(const struct job *job)
{
	BIO_ADDR *peer = BIO_ADDR_new();
	size_t good = 0;

	while (good < job->n && BIO_socket_wait(job->fd, 1, 0) == 1) {
		int fd;

		while (
		    good < job->n && (fd = BIO_accept_ex(job->fd, peer, BIO_SOCK_NONBLOCK)) != -1)
			job->out_fds[good++] = fd;
	}
	BIO_ADDR_free(peer);
	return good;
}
