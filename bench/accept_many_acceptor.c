/* SPDX-License-Identifier: Apache-2.0 */
/* A burst by biosock_acceptor, which a server makes once: it is not part of the time. */
#include "accept_many.h"

#include <biosock.h>
#include <openssl/bio.h>

enum { BATCH = 64, PATIENCE_MS = 1000 };

static biosock_acceptor *acceptor_of(int listener)
{
	static biosock_acceptor *acceptor;
	static int its_listener = -1;
	biosock_acceptor_options options = BIOSOCK_ACCEPTOR_OPTIONS_INIT;

	if (its_listener == listener)
		return acceptor;
	options.flags = BIO_SOCK_NONBLOCK;
	biosock_acceptor_free(acceptor);
	acceptor = biosock_acceptor_new(&listener, 1, &options);
	its_listener = listener;
	return acceptor;
}

size_t bench_accept_many(const struct job *job)
{
	biosock_acceptor *acceptor = acceptor_of(job->fd);
	biosock_accepted batch[BATCH] = { { 0, 0, NULL } };
	size_t good = 0;
	int n = 1;

	while (good < job->n && n > 0) {
		size_t room = job->n - good < BATCH ? job->n - good : BATCH;

		n = biosock_acceptor_wait(acceptor, batch, room, PATIENCE_MS, NULL);
		for (int i = 0; i < n; i++)
			job->out_fds[good++] = batch[i].sock;
	}
	return good;
}
