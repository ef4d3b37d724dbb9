/* SPDX-License-Identifier: Apache-2.0 */
/* --echo and --discard: any number of peers at once. */
#ifndef BIOSOCK_CMD_SERVE_H
#define BIOSOCK_CMD_SERVE_H

#include "cmd/listeners.h"
#include "cmd/settings.h"

/*
 * Serves connections, or datagrams, until `stop` is readable or settings->count of them have been
 * served; the listeners are closed once no more are to come. The exit status.
 */
int serve_streams(struct listeners *listeners, const struct settings *settings, int stop);
int serve_datagrams(struct listeners *listeners, const struct settings *settings, int stop);

#endif
