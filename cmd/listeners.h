/* SPDX-License-Identifier: Apache-2.0 */
/* The sockets that listen: one for each address of ADDRESS. */
#ifndef BIOSOCK_CMD_LISTENERS_H
#define BIOSOCK_CMD_LISTENERS_H

#include "cmd/endpoints.h"

struct listener {
	int sock; /* nonblocking */
	char text[ADDRESS_TEXT];
};

struct listeners {
	struct listener *list;
	size_t n;
	size_t shards; /* which have n / shards each, one after the other; 0: one */
};

/*
 * Listens on every address that settings->dial.address stands for; what this machine does not have
 * is passed over if others are left. Port 0 becomes one port, free on all of them. Says where it
 * listens on standard error, and in settings->ready_file. A request to end ends the process while
 * the name is looked up, and then makes *out_stop readable (sys_stop_watch()). STATUS_OK and *out
 * is to be ended by listeners_close(), or another status after saying why.
 */
int listeners_open(struct listeners *out, const struct settings *settings, int *out_stop);

/*
 * Tells where they listen, each shard the same: on standard error, and as settings say. STATUS_OK,
 * or another status after saying why, and they are closed.
 */
int listeners_announce(struct listeners *of, const struct settings *settings);

/*
 * The same as listeners_open() of sockets that somebody made and passed to this process,
 * as settings->adopt says.
 */
int listeners_adopt(struct listeners *out, const struct settings *settings, int *out_stop);

/* All of them in one word: the address of the only one, or what the user wrote. */
const char *listeners_name(const struct listeners *of, const struct settings *settings);

/* Keeps those of one shard, counted from 0, and closes the others. */
void listeners_keep(struct listeners *of, size_t shard);

/* Closes them and removes the socket file they made. Closed ones may be closed again. */
void listeners_close(struct listeners *of);

#endif
