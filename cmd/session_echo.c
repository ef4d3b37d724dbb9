/* SPDX-License-Identifier: Apache-2.0 */
/* --echo and --discard: a bounded buffer a connection. */
#include <errno.h>
#include <stdbool.h>

#include "cmd/buffer.h"
#include "cmd/say.h"
#include "cmd/session.h"
#include "cmd/sys/transfer.h"
#include "sys/clock.h"

enum { CLIENT_BUFFER = 16 * 1024 };

struct client {
	struct session session;
	struct buffer buffer;
	int idle_ms; /* < 0: it may be silent for ever */
	bool echoes;
	bool ended; /* it sends no more */
};

static bool wants_read(const struct client *c)
{
	return !c->ended && c->buffer.used < c->buffer.size;
}

static void settle(struct client *c)
{
	int wants = (wants_read(c) ? POLLIN : 0) | (c->buffer.used > 0 ? POLLOUT : 0);

	c->session.wants[SESSION_CLIENT] = (short)wants;
	c->session.deadline = c->idle_ms >= 0 ? sys_clock_ms() + c->idle_ms : 0;
}

static const char *begin(struct client *c, const struct session_plan *plan, bool echoes)
{
	c->idle_ms = plan->settings->relay.idle_ms;
	c->echoes = echoes;
	if (!buffer_init(&c->buffer, CLIENT_BUFFER))
		return error_text(ENOMEM);
	settle(c);
	return NULL;
}

static const char *open_echo(
    struct session *x, const struct session_plan *plan, const BIO_ADDR *peer)
{
	(void)peer;
	return begin((struct client *)x, plan, true);
}

static const char *open_discard(
    struct session *x, const struct session_plan *plan, const BIO_ADDR *peer)
{
	(void)peer;
	return begin((struct client *)x, plan, false);
}

/* Returns what sys_receive() does; what came is in the buffer, unless it is to be thrown away. */
static ssize_t receive(struct client *c)
{
	size_t room;
	char *at = buffer_room(&c->buffer, &room);
	ssize_t n = sys_receive(c->session.fds[SESSION_CLIENT], at, room);

	if (n > 0 && c->echoes)
		buffer_put(&c->buffer, (size_t)n);
	return n;
}

static ssize_t send_back(struct client *c)
{
	ssize_t n = sys_send(
	    c->session.fds[SESSION_CLIENT], c->buffer.bytes + c->buffer.start, c->buffer.used);

	if (n > 0)
		buffer_drop(&c->buffer, (size_t)n);
	return n;
}

static const char *step(struct session *x, const short is[2])
{
	struct client *c = (struct client *)x;
	bool gone = (is[SESSION_CLIENT] & (POLLHUP | POLLERR | POLLNVAL)) != 0;

	if (is[SESSION_CLIENT] == 0)
		return "silent for too long";
	if ((gone || (is[SESSION_CLIENT] & POLLIN) != 0) && wants_read(c)) {
		ssize_t n = receive(c);

		if (n == -1)
			return error_text(errno);
		c->ended = n == 0;
	}
	if (c->buffer.used > 0 && send_back(c) == -1)
		return error_text(errno);
	settle(c);
	return c->ended && c->buffer.used == 0 ? "ended" : NULL;
}

static void finish(struct session *x)
{
	struct client *c = (struct client *)x;

	buffer_fini(&c->buffer);
}

const struct session_kind session_echo = { sizeof(struct client), BIO_SOCK_NONBLOCK, open_echo,
	step, finish };
const struct session_kind session_discard = { sizeof(struct client), BIO_SOCK_NONBLOCK,
	open_discard, step, finish };
