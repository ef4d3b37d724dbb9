/* SPDX-License-Identifier: Apache-2.0 */
/* The acceptor of a server, and its watch. */
#include "cmd/door.h"

#include <errno.h>
#include <stdlib.h>

#include <openssl/err.h>

static biosock_acceptor *new_acceptor(const struct listeners *listeners, int flags)
{
	biosock_acceptor_options options = BIOSOCK_ACCEPTOR_OPTIONS_INIT;
	biosock_acceptor *acceptor;
	int *socks = calloc(listeners->n, sizeof(int));

	if (socks == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	for (size_t i = 0; i < listeners->n; i++)
		socks[i] = listeners->list[i].sock;
	options.flags = flags;
	options.shed = 0;
	acceptor = biosock_acceptor_new(socks, listeners->n, &options);
	free(socks);
	return acceptor;
}

bool door_open(struct door *door, struct sys_watch *watch, struct listeners *listeners, int flags)
{
	*door = (struct door){ .watch = watch, .listeners = listeners };
	door->source.kind = SOURCE_DOOR;
	door->acceptor = new_acceptor(listeners, flags);
	ERR_clear_error();
	return door->acceptor != NULL;
}

/*
 * The listeners themselves: that the acceptor's descriptor is ready would be told through a second
 * epoll, which costs more a connection, and not every system has such a descriptor.
 */
bool door_watch(struct door *door, bool watched)
{
	unsigned wants = watched ? SYS_WATCH_READ : 0;

	if (door->acceptor == NULL || wants == door->source.watched)
		return true;
	for (size_t i = 0; i < door->listeners->n; i++) {
		int sock = door->listeners->list[i].sock;

		if ((watched ? sys_watch_add(door->watch, sock, wants, &door->source)
		             : sys_watch_remove(door->watch, sock)) == -1)
			return false;
	}
	door->source.watched = wants;
	return true;
}

int door_let_in(struct door *door, biosock_accepted *list, size_t n, bool in_pairs)
{
	int other = in_pairs ? BIO_socket(AF_INET, SOCK_STREAM, 0, 0) : -1, got;

	if (in_pairs && other == -1 && (errno == EMFILE || errno == ENFILE))
		return -1;
	ERR_clear_error(); /* it may be that there is no IPv4 */
	got = biosock_acceptor_wait(door->acceptor, list, n, 0, NULL);
	if (other != -1)
		BIO_closesocket(other);
	return got;
}

void door_close(struct door *door)
{
	if (door->acceptor == NULL)
		return;
	(void)door_watch(door, false);
	biosock_acceptor_free(door->acceptor);
	door->acceptor = NULL;
	listeners_close(door->listeners);
}
