/* SPDX-License-Identifier: Apache-2.0 */
/* Where to dial to, as the command line says: what is in a network is looked up by each dial. */
#ifndef BIOSOCK_CMD_DESTINATION_H
#define BIOSOCK_CMD_DESTINATION_H

#include <biosock.h>

#include "cmd/endpoints.h"
#include "cmd/settings.h"

struct destination {
	char *host, *service;  /* in a network; else NULL, */
	struct endpoints path; /* and this has one */
};

/*
 * Takes the text apart. STATUS_OK, or another after saying why; destination_fini() is called
 * in any case.
 */
int destination_read(struct destination *out, const char *address, const struct settings *settings);
void destination_fini(struct destination *of);

/*
 * A dialer to the host, or, without one, to this machine, as biosock_dial() has it: no name is
 * looked up, and whoever listens on either family is found. NULL with records and errno.
 */
biosock_dialer *destination_dialer(
    const char *host, const char *service, const biosock_dial_options *options);

/* A dialer to this one address. NULL with records and errno. */
biosock_dialer *destination_dialer_to(const BIO_ADDR *addr, const biosock_dial_options *options);

#endif
