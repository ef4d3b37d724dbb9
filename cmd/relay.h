/* SPDX-License-Identifier: Apache-2.0 */
/* Standard input and output joined to one peer. */
#ifndef BIOSOCK_CMD_RELAY_H
#define BIOSOCK_CMD_RELAY_H

#include "sys/net.h"

struct relay_job {
	int sock;         /* connected; stays the caller's */
	const char *peer; /* its address as text */
	int stop;         /* readable when it is time to end */
	int idle_ms;      /* datagrams: how long after the input's end silence is the end */
	/* Datagrams of others, which came before the socket was connected, are dropped; or NULL. */
	const struct sockaddr_storage *only_from;
};

/*
 * A stream: input goes to the peer, and its end; what the peer sends goes to output, and its end.
 * Ends when both directions have; when the peer has gone; or, where the input is a terminal, when
 * the peer has ended. The exit status: being asked to end before that is a failure.
 */
int relay_stream(const struct relay_job *job);

/* The same for datagrams: each read of input becomes one, and each one received is written. */
int relay_datagrams(const struct relay_job *job);

#endif
