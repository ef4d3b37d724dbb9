/* SPDX-License-Identifier: Apache-2.0 */
/* Standard input and output joined to one peer. */
#ifndef BIOSOCK_CMD_RELAY_H
#define BIOSOCK_CMD_RELAY_H

#include <stdbool.h>

#include "cmd/settings.h"
#include "sys/net.h"

struct relay_job {
	int sock;         /* connected; stays the caller's */
	const char *peer; /* its address as text */
	int stop;         /* readable when it is time to end */
	const struct relay_settings *how;
	const struct output_settings *output;
	/*
	 * Output stays open for the next peer; *output_lost: it could not be written.
	 * NULL: it ends.
	 */
	bool *output_lost;
	/* Datagrams of others, which came before the socket was connected, are dropped; or NULL. */
	const struct sockaddr_storage *only_from;
};

/*
 * A stream: input goes to the peer, and its end; what the peer sends goes to output, and its end.
 * Ends when those have ended that job->how says; or when the peer has gone. The exit status: being
 * asked to end before that is a failure, and so is silence.
 */
int relay_stream(const struct relay_job *job);

/* The same for datagrams: each read of input becomes one, and each one received is written. */
int relay_datagrams(const struct relay_job *job);

#endif
