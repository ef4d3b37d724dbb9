/* SPDX-License-Identifier: Apache-2.0 */
/* Where connections come in: all listeners of a server, by one biosock_acceptor. */
#ifndef BIOSOCK_CMD_DOOR_H
#define BIOSOCK_CMD_DOOR_H

#include <stdbool.h>

#include <biosock.h>

#include "cmd/listeners.h"
#include "cmd/session.h"

struct door {
	struct sys_watch *watch;
	struct listeners *listeners;
	biosock_acceptor *acceptor; /* NULL: the door is closed */
	struct source source;       /* what the watch tells of when somebody is there */
};

/* `flags` as BIO_accept_ex() takes them. False with errno. */
bool door_open(struct door *door, struct sys_watch *watch, struct listeners *listeners, int flags);

/* Whether it is watched from now on. False with errno. */
bool door_watch(struct door *door, bool watched);

/*
 * Lets in those who wait, at most n, whose addresses are stored where list[].peer says. With
 * `in_pairs` only while there is one more descriptor, for the other end: who is let in is not to be
 * turned away. How many; or -1 with errno and records. Who waits meanwhile is let in later.
 */
int door_let_in(struct door *door, biosock_accepted *list, size_t n, bool in_pairs);

/* Closes the listeners too. A closed door may be closed again. */
void door_close(struct door *door);

#endif
