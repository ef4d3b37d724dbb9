/* SPDX-License-Identifier: Apache-2.0 */
/* Serving streams: one poll loop, a bounded buffer a connection. */
#include "cmd/serve.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <openssl/err.h>

#include "cmd/buffer.h"
#include "cmd/say.h"
#include "cmd/sys/pollset.h"
#include "cmd/sys/transfer.h"

enum {
	CLIENT_BUFFER = 16 * 1024,
	ACCEPT_AT_ONCE = 64, /* so that a flood of connections starves none that is open */
	PAUSE_MS = 250,      /* after an accept that failed for want of descriptors or memory */
};

struct client {
	int sock;
	struct buffer buffer;
	bool ended; /* it sends no more */
	char text[ADDRESS_TEXT];
};

struct server {
	struct listeners *listeners;
	const struct settings *settings;
	struct client *clients;
	sys_pollfd *set;   /* stop, the listeners, the clients */
	size_t n, room;    /* clients */
	long left;         /* connections still to accept; < 0: no end */
	bool paused, told; /* not accepting for a while, and said so */
	BIO_ADDR *peer;
};

static bool reserve(struct server *s)
{
	size_t room = s->room > 0 ? 2 * s->room : 16;
	struct client *clients;
	sys_pollfd *set;

	if (s->n < s->room)
		return true;
	clients = realloc(s->clients, room * sizeof(*clients));
	if (clients != NULL)
		s->clients = clients;
	set = realloc(s->set, (1 + s->listeners->n + room) * sizeof(*set));
	if (set != NULL)
		s->set = set;
	if (clients == NULL || set == NULL)
		return false;
	s->room = room;
	return true;
}

static void drop(struct server *s, size_t i, const char *why)
{
	struct client *c = &s->clients[i];

	if (s->settings->output.verbose)
		say("%s: %s", c->text, why);
	BIO_closesocket(c->sock);
	buffer_fini(&c->buffer);
	s->clients[i] = s->clients[--s->n];
	s->paused = false; /* there is a descriptor again */
}

/* False if there is no memory for one more: the connection is closed. */
static bool add(struct server *s, int sock)
{
	struct client c = { .sock = sock };

	if (!buffer_init(&c.buffer, CLIENT_BUFFER)) {
		BIO_closesocket(sock);
		return false;
	}
	address_text(s->peer, c.text);
	if (s->settings->output.verbose)
		say("%s: connected", c.text);
	s->clients[s->n++] = c;
	return true;
}

/*
 * When descriptors or memory run out, this is said once, and accepting is tried again when a
 * connection has ended or some time has passed.
 */
static void pause_accepting(struct server *s, const char *where)
{
	s->paused = true;
	if (!s->told)
		say_failure("accept", where);
	s->told = true;
	ERR_clear_error();
}

static void accept_some(struct server *s, const struct listener *from)
{
	for (int i = 0; i < ACCEPT_AT_ONCE && s->left != 0; i++) {
		int sock = -1;

		if (reserve(s))
			sock = BIO_accept_ex(
			    from->sock, s->peer, s->settings->dial.flags | BIO_SOCK_NONBLOCK);
		else
			errno = ENOMEM;
		if (sock == -1) {
			if (BIO_sock_should_retry(sock))
				s->told = false; /* none is left waiting */
			else
				pause_accepting(s, from->text);
			return;
		}
		if (add(s, sock) && s->left > 0)
			s->left--;
	}
}

static bool wants_read(const struct client *c)
{
	return !c->ended && c->buffer.used < c->buffer.size;
}

/* Returns what sys_receive() does; what came is in the buffer, unless it is to be thrown away. */
static ssize_t receive(const struct server *s, struct client *c)
{
	size_t room;
	char *at = buffer_room(&c->buffer, &room);
	ssize_t n = sys_receive(c->sock, at, room);

	if (n > 0 && s->settings->serve.work == WORK_ECHO)
		buffer_put(&c->buffer, (size_t)n);
	return n;
}

static ssize_t send_back(struct client *c)
{
	ssize_t n = sys_send(c->sock, c->buffer.bytes + c->buffer.start, c->buffer.used);

	if (n > 0)
		buffer_drop(&c->buffer, (size_t)n);
	return n;
}

/* One step of one client. NULL if it goes on, else why it is over. */
static const char *step(const struct server *s, struct client *c, short revents)
{
	bool gone = (revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;

	if ((gone || (revents & POLLIN) != 0) && wants_read(c)) {
		ssize_t n = receive(s, c);

		if (n == -1)
			return error_text(errno);
		c->ended = n == 0;
	}
	if (c->buffer.used > 0 && send_back(c) == -1)
		return error_text(errno);
	return c->ended && c->buffer.used == 0 ? "ended" : NULL;
}

static size_t fill(struct server *s, int stop)
{
	bool accepting = s->left != 0 && !s->paused;
	size_t n = 0;

	s->set[n++] = (sys_pollfd){ stop, POLLIN, 0 };
	for (size_t i = 0; i < s->listeners->n; i++)
		s->set[n++] =
		    (sys_pollfd){ accepting ? s->listeners->list[i].sock : -1, POLLIN, 0 };
	for (size_t i = 0; i < s->n; i++) {
		const struct client *c = &s->clients[i];
		int events = (wants_read(c) ? POLLIN : 0) | (c->buffer.used > 0 ? POLLOUT : 0);

		s->set[n++] = (sys_pollfd){ c->sock, (short)events, 0 };
	}
	return n;
}

/*
 * The loop goes backwards, because dropping a client puts the last one in its place. Accepting
 * comes last, because it adds some.
 */
static void handle(struct server *s)
{
	size_t listeners = s->listeners->n;

	for (size_t i = s->n; i-- > 0;) {
		short revents = s->set[1 + listeners + i].revents;
		const char *over = revents != 0 ? step(s, &s->clients[i], revents) : NULL;

		if (over != NULL)
			drop(s, i, over);
	}
	for (size_t i = 0; i < listeners; i++) {
		if (s->set[1 + i].revents != 0)
			accept_some(s, &s->listeners->list[i]);
	}
	if (s->left == 0)
		listeners_close(s->listeners);
}

static int run(struct server *s, int stop)
{
	while (s->left != 0 || s->n > 0) {
		bool paused = s->paused;
		size_t n = fill(s, stop);
		int ready = sys_poll(s->set, n, paused ? PAUSE_MS : -1);

		if (ready == -1) {
			say_errno("poll", errno);
			return STATUS_FAILED;
		}
		if (ready == 0)
			s->paused = false;
		if (s->set[0].revents != 0)
			return STATUS_OK;
		handle(s);
	}
	return STATUS_OK;
}

int serve_streams(struct listeners *listeners, const struct settings *settings, int stop)
{
	struct server s = { .listeners = listeners, .settings = settings };
	int status = STATUS_FAILED;

	s.left = settings->serve.count > 0 ? settings->serve.count : -1;
	s.peer = BIO_ADDR_new();
	if (s.peer != NULL && reserve(&s))
		status = run(&s, stop);
	else
		say_errno("serve", ENOMEM);
	while (s.n > 0)
		drop(&s, s.n - 1, "closed");
	BIO_ADDR_free(s.peer);
	free(s.clients);
	free(s.set);
	return status;
}
