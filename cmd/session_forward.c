/* SPDX-License-Identifier: Apache-2.0 */
/* --to: each connection is joined to one of its own to another server. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <biosock.h>
#include <openssl/err.h>

#include "cmd/dump.h"
#include "cmd/flow.h"
#include "cmd/probes.h"
#include "cmd/proxy_header.h"
#include "cmd/say.h"
#include "cmd/session.h"
#include "sys/clock.h"
#include "sys/net.h"

struct pair {
	struct session session;
	const struct session_plan *plan;
	size_t tried;   /* addresses of the target */
	bool connected; /* to one */
	long long late; /* when it is too late to be, or 0 */
	struct end client, target;
	struct flow up, down; /* to the target, to the client */
};

/* Of the descriptor that one flow comes from and the other goes to. */
static unsigned wants(const struct flow *from, const struct flow *to)
{
	return (flow_wants_read(from) ? (unsigned)SYS_WATCH_READ : 0) |
	       (flow_wants_write(to) ? (unsigned)SYS_WATCH_WRITE : 0);
}

static void settle(struct pair *p)
{
	int idle_ms = p->plan->settings->relay.idle_ms;

	p->session.wants[SESSION_CLIENT] = p->connected ? wants(&p->up, &p->down) : 0;
	p->session.wants[SESSION_TARGET] = p->connected ? wants(&p->down, &p->up) : SYS_WATCH_WRITE;
	p->session.deadline = !p->connected ? p->late : idle_ms < 0 ? 0 : sys_clock_ms() + idle_ms;
}

static void say_refusal(struct pair *p, const struct endpoint *to, int err)
{
	char text[ADDRESS_TEXT];

	address_text(to->addr, text);
	ERR_clear_error();
	if (p->plan->settings->output.verbose || p->tried == p->plan->to->n)
		say("%s: connect %s: %s", session_name(&p->session), text, error_text(err));
}

static int new_socket(const struct dial_settings *how, const struct endpoint *to)
{
	int sock = BIO_socket(to->family, to->socktype, to->protocol, how->flags & BIOSOCK_MPTCP);

	if (sock != -1 && to->family != AF_UNIX)
		probes_set(sock, &how->keepalive);
	return sock;
}

/* Begins to connect to the next address. False, after saying why, if no other is left. */
static bool try_next(struct pair *p)
{
	const struct dial_settings *how = &p->plan->settings->dial;

	while (p->tried < p->plan->to->n) {
		const struct endpoint *to = &p->plan->to->list[p->tried++];
		int sock = new_socket(how, to);

		if (sock != -1 && (BIO_connect(sock, to->addr, how->flags | BIO_SOCK_NONBLOCK) ||
		                      BIO_sock_should_retry(0))) {
			ERR_clear_error();
			p->session.fds[SESSION_TARGET] = sock;
			return true;
		}
		say_refusal(p, to, errno);
		if (sock != -1)
			BIO_closesocket(sock);
	}
	return false;
}

/* The header stands before all that the client sends. */
static void put_header(struct pair *p)
{
	int version = p->plan->settings->serve.proxy_protocol;
	union BIO_sock_info_u local = { .addr = BIO_ADDR_new() };
	char header[PROXY_HEADER_ROOM];
	size_t room, n;
	char *at = buffer_room(&p->up.buffer, &room);

	if (version == 0 || local.addr == NULL) {
		BIO_ADDR_free(local.addr);
		return;
	}
	ERR_set_mark();
	BIO_sock_info(p->session.fds[SESSION_CLIENT], BIO_SOCK_INFO_ADDRESS, &local);
	ERR_pop_to_mark();
	n = proxy_header(version, session_peer(&p->session), local.addr, header);
	for (size_t i = 0; i < n && i < room; i++)
		at[i] = header[i];
	buffer_put(&p->up.buffer, n);
	BIO_ADDR_free(local.addr);
}

static const char *open_forward(struct session *x, const struct session_plan *plan)
{
	struct pair *p = (struct pair *)x;
	int timeout_ms = plan->settings->dial.timeout_ms;

	p->plan = plan;
	p->late = timeout_ms >= 0 ? sys_clock_ms() + timeout_ms : 0;
	if (!flow_init(&p->up, &p->client, &p->target) ||
	    !flow_init(&p->down, &p->target, &p->client))
		return session_fail(x, ENOMEM);
	put_header(p);
	if (!try_next(p))
		return "no target";
	settle(p);
	return NULL;
}

/* The connect has ended in one way or the other. NULL, or why there is no target. */
static const char *end_connect(struct pair *p, bool late)
{
	struct session *x = &p->session;
	int err = late ? ETIMEDOUT : BIO_sock_error(x->fds[SESSION_TARGET]);

	if (err == 0) {
		p->connected = true;
		p->client = end_of_peer(x->fds[SESSION_CLIENT], "the client");
		p->target = end_of_peer(x->fds[SESSION_TARGET], "the target");
		return NULL;
	}
	if (late)
		p->tried = p->plan->to->n;
	say_refusal(p, &p->plan->to->list[p->tried - 1], err);
	session_close(x, SESSION_TARGET);
	return late || !try_next(p) ? "no target" : NULL;
}

static void read_some(struct pair *p, struct flow *f, char direction)
{
	size_t used = f->buffer.used;

	flow_read(f);
	if (p->plan->dump != NULL && f->buffer.used > used)
		dump_bytes(p->plan->dump, session_name(&p->session), direction,
		    f->taken - (f->buffer.used - used), f->buffer.bytes + f->buffer.start + used,
		    f->buffer.used - used);
}

/* What has come is sent at once, which mostly succeeds. */
static void move(struct pair *p, struct flow *f, unsigned from, unsigned to, char direction)
{
	bool read = (from & SYS_WATCH_READ) != 0 && flow_wants_read(f);

	if (read)
		read_some(p, f, direction);
	if ((read || (to & SYS_WATCH_WRITE) != 0) && flow_wants_write(f))
		flow_write(f);
}

static const char *step(struct session *x, const unsigned is[2])
{
	struct pair *p = (struct pair *)x;
	bool due = is[SESSION_CLIENT] == 0 && is[SESSION_TARGET] == 0;
	const char *why = NULL;

	if (!p->connected) {
		why = end_connect(p, due);
		settle(p);
		return why;
	}
	if (due)
		return "silent for too long";
	move(p, &p->up, is[SESSION_CLIENT], is[SESSION_TARGET], '>');
	move(p, &p->down, is[SESSION_TARGET], is[SESSION_CLIENT], '<');
	for (int i = 0; i < 2; i++) {
		const struct flow *f = i == 0 ? &p->up : &p->down;
		int err = f->read_err != 0 ? f->read_err : f->write_err;

		if (err != 0)
			return session_fail(x, err);
	}
	settle(p);
	return p->up.closed && p->down.closed ? "ended" : NULL;
}

static void finish(struct session *x)
{
	struct pair *p = (struct pair *)x;

	session_close(x, SESSION_TARGET);
	flow_fini(&p->up);
	flow_fini(&p->down);
}

const struct session_kind session_forward = { sizeof(struct pair), BIO_SOCK_NONBLOCK, open_forward,
	step, finish };
