/* SPDX-License-Identifier: Apache-2.0 */
/* --echo and --discard: a peer that reads what it gets back costs no memory. */
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "cmd/buffer.h"
#include "cmd/session.h"
#include "cmd/sys/transfer.h"
#include "sys/clock.h"

enum { ROOM = 64 * 1024 };

struct client {
	struct session session;
	struct buffer rest; /* what could not be sent back yet: no more is read meanwhile */
	int idle_ms;        /* < 0: it may be silent for ever */
	bool echoes;
};

static void settle(struct client *c)
{
	c->session.wants[SESSION_CLIENT] = c->rest.used > 0 ? SYS_WATCH_WRITE : SYS_WATCH_READ;
	c->session.deadline = c->idle_ms >= 0 ? sys_clock_ms() + c->idle_ms : 0;
}

static const char *begin(struct session *x, const struct session_plan *plan, bool echoes)
{
	struct client *c = (struct client *)x;

	c->idle_ms = plan->settings->relay.idle_ms;
	c->echoes = echoes;
	settle(c);
	return NULL;
}

static const char *open_echo(struct session *x, const struct session_plan *plan)
{
	return begin(x, plan, true);
}

static const char *open_discard(struct session *x, const struct session_plan *plan)
{
	return begin(x, plan, false);
}

/* Keeps the n bytes. */
static const char *keep(struct client *c, const char *bytes, size_t n)
{
	size_t room;

	if (!buffer_init(&c->rest, n))
		return session_fail(&c->session, ENOMEM);
	memcpy(buffer_room(&c->rest, &room), bytes, n);
	buffer_put(&c->rest, n);
	return NULL;
}

/* Sends back what there is room for. */
static const char *send_back(struct client *c, const char *bytes, size_t n)
{
	ssize_t went = sys_send(c->session.fds[SESSION_CLIENT], bytes, n);

	if (went == -1)
		return session_fail(&c->session, errno);
	went = went == SYS_LATER ? 0 : went;
	return (size_t)went < n ? keep(c, bytes + went, n - (size_t)went) : NULL;
}

static const char *receive(struct client *c)
{
	static char bytes[ROOM];
	ssize_t n = sys_receive(c->session.fds[SESSION_CLIENT], bytes, sizeof(bytes));

	if (n == -1)
		return session_fail(&c->session, errno);
	if (n == 0)
		return "ended";
	return n > 0 && c->echoes ? send_back(c, bytes, (size_t)n) : NULL;
}

static const char *send_rest(struct client *c)
{
	struct buffer *rest = &c->rest;
	ssize_t n = sys_send(c->session.fds[SESSION_CLIENT], rest->bytes + rest->start, rest->used);

	if (n == -1)
		return session_fail(&c->session, errno);
	if (n > 0)
		buffer_drop(rest, (size_t)n);
	if (rest->used == 0)
		buffer_fini(rest);
	return NULL;
}

static const char *step(struct session *x, const unsigned is[2])
{
	struct client *c = (struct client *)x;
	const char *over;

	if (is[SESSION_CLIENT] == 0)
		return "silent for too long";
	over = c->rest.used > 0 ? send_rest(c) : receive(c);
	settle(c);
	return over;
}

static void finish(struct session *x)
{
	struct client *c = (struct client *)x;

	buffer_fini(&c->rest);
}

const struct session_kind session_echo = { sizeof(struct client), BIO_SOCK_NONBLOCK, false,
	open_echo, step, finish };
const struct session_kind session_discard = { sizeof(struct client), BIO_SOCK_NONBLOCK, false,
	open_discard, step, finish };
