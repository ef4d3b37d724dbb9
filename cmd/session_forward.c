/* SPDX-License-Identifier: Apache-2.0 */
/* --to: each connection is joined to one of its own to another server. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <biosock.h>
#include <openssl/err.h>

#include "cmd/flow.h"
#include "cmd/hex_dump.h"
#include "cmd/probes.h"
#include "cmd/proxy_header.h"
#include "cmd/say.h"
#include "cmd/session.h"
#include "sys/clock.h"
#include "sys/net.h"

enum {
	STEP_MS = 20, /* between steps of a dial where the system has no descriptor of it */
	LINGER_MS = 2000,
	LONGEST_LINGER_MS = 30000,
	/*
	 * The target may be who speaks first: its connect cannot wait for the client's first bytes.
	 */
	LISTENERS_OWN = BIO_SOCK_V6_ONLY | BIO_SOCK_TFO,
};

struct pair {
	struct session session;
	const struct session_plan *plan;
	biosock_dialer *dialer; /* of the target, until it is connected */
	bool tried;             /* it has begun to connect: the lookup has found something */
	bool whole;             /* all went through, both ways; else both peers are to know */
	long long lingers;      /* the target is gone, and until then the client may be reading */
	struct end client, target;
	struct flow up, down; /* to the target, to the client */
};

/*
 * Of the descriptor that one flow comes from and the other goes to. Once all that came from it has
 * gone through it is to be known if its peer is gone: nothing more can go to it.
 */
static unsigned wants(const struct flow *from, const struct flow *to)
{
	unsigned moves = (flow_wants_read(from) ? (unsigned)SYS_WATCH_READ : 0) |
	                 (flow_wants_write(to) ? (unsigned)SYS_WATCH_WRITE : 0);

	return moves == 0 && from->closed ? sys_watch_gone() : moves;
}

static void settle(struct pair *p)
{
	int idle_ms = p->plan->settings->relay.idle_ms;

	p->session.wants[SESSION_CLIENT] = wants(&p->up, &p->down);
	p->session.wants[SESSION_TARGET] = wants(&p->down, &p->up);
	p->session.deadline = idle_ms < 0 ? 0 : sys_clock_ms() + idle_ms;
}

/* Of the target's sockets, before they connect. */
static int prepare(void *arg, int sock, const BIO_ADDR *peer)
{
	const struct pair *p = arg;

	if (BIO_ADDR_family(peer) != AF_UNIX)
		probes_set(sock, &p->plan->settings->dial.keepalive);
	return 1;
}

static void note(void *arg, const biosock_dial_event *event)
{
	struct pair *p = arg;
	char text[ADDRESS_TEXT];

	p->tried = p->tried || event->what == BIOSOCK_DIAL_TRY;
	if (event->what != BIOSOCK_DIAL_FAILED || event->peer == NULL ||
	    !p->plan->settings->output.verbose)
		return;
	address_text(event->peer, text);
	say("%s: connect %s: %s", session_name(&p->session), text, error_text(event->err));
}

/* By its name, which the dial looks up, or its path; no host is this machine. NULL with errno. */
static biosock_dialer *new_dialer(
    const struct destination *to, int family, biosock_dial_options *options)
{
	if (to->path.n > 0)
		return destination_dialer_to(to->path.list[0].addr, options);
	options->family = family;
	return destination_dialer(to->host, to->service, options);
}

/* Begins to connect to whichever address of the target is there first. False with errno. */
static bool dial(struct pair *p)
{
	const struct dial_settings *how = &p->plan->settings->dial;
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	options.flags = (how->flags & ~LISTENERS_OWN) | BIO_SOCK_NONBLOCK;
	options.timeout_ms = how->timeout_ms;
	options.prepare = prepare;
	options.trace = note;
	options.arg = p;
	p->dialer = new_dialer(p->plan->to, how->family, &options);
	return p->dialer != NULL;
}

static void end_dial(struct pair *p)
{
	if (p->dialer == NULL)
		return;
	session_let_go(&p->session, SESSION_TARGET); /* which is the dialer's */
	biosock_dialer_free(p->dialer);
	p->dialer = NULL;
}

static void say_refusal(struct pair *p)
{
	const struct settings *settings = p->plan->settings;
	bool late = ERR_GET_REASON(ERR_peek_last_error()) == BIO_R_CONNECT_TIMEOUT;
	char *line = failure_line(p->tried ? "connect" : "lookup", settings->serve.to);

	if (late)
		say("%s: connect %s: no answer within %g s", session_name(&p->session),
		    settings->serve.to, settings->dial.timeout_ms / 1000.0);
	else
		say("%s: %s", session_name(&p->session), line != NULL ? line : error_text(ENOMEM));
	free(line);
}

/* The next step is due when the dialer's descriptor can be read, if there is one. */
static void wait_for_dial(struct pair *p)
{
	struct session *x = &p->session;

	if (x->fds[SESSION_TARGET] == -1)
		x->fds[SESSION_TARGET] = biosock_dialer_fd(p->dialer);
	ERR_clear_error();
	/* A path's client may have gone after it sent something; of others a reset is told. */
	x->wants[SESSION_CLIENT] =
	    BIO_ADDR_family(session_peer(x)) != AF_UNIX ? sys_watch_gone() : 0;
	x->wants[SESSION_TARGET] = SYS_WATCH_READ;
	x->deadline = x->fds[SESSION_TARGET] == -1 ? sys_clock_ms() + STEP_MS : 0;
}

/* NULL, or why there is no target, after saying so. */
static const char *go_on_dialling(struct pair *p)
{
	struct session *x = &p->session;
	int r = biosock_dialer_step(p->dialer), sock = -1;

	if (r == 0) {
		wait_for_dial(p);
		return NULL;
	}
	if (r == 1)
		sock = biosock_dialer_take(p->dialer, NULL);
	if (sock == -1) {
		say_refusal(p);
		return "no target";
	}
	end_dial(p);
	x->fds[SESSION_TARGET] = sock;
	p->client = end_of_peer(x->fds[SESSION_CLIENT], "the client");
	p->target = end_of_peer(sock, "the target");
	settle(p);
	return NULL;
}

/* The header stands before all that the client sends. */
static void put_header(struct pair *p)
{
	int version = p->plan->settings->serve.proxy_protocol;
	BIO_ADDR *local = BIO_ADDR_new();
	char header[PROXY_HEADER_ROOM];
	size_t room, n;
	char *at = buffer_room(&p->up.buffer, &room);

	if (version == 0 || local == NULL) {
		BIO_ADDR_free(local);
		return;
	}
	session_local(&p->session, local);
	n = proxy_header(version, session_peer(&p->session), local, header);
	for (size_t i = 0; i < n && i < room; i++)
		at[i] = header[i];
	buffer_put(&p->up.buffer, n);
	BIO_ADDR_free(local);
}

static const char *open_forward(struct session *x, const struct session_plan *plan)
{
	struct pair *p = (struct pair *)x;

	p->plan = plan;
	if (!flow_init(&p->up, &p->client, &p->target) ||
	    !flow_init(&p->down, &p->target, &p->client))
		return session_fail(x, ENOMEM);
	put_header(p);
	if (dial(p))
		return go_on_dialling(p);
	say_refusal(p);
	return "no target";
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

/* What has come, or its good end; what ended by an error has no end to be passed on. */
static bool has_more(const struct flow *f)
{
	return flow_wants_write(f) && (f->buffer.used > 0 || f->read_err == 0);
}

/* What has come is sent at once, which mostly succeeds. */
static void move(struct pair *p, struct flow *f, unsigned from, unsigned to, char direction)
{
	bool read = (from & SYS_WATCH_READ) != 0 && flow_wants_read(f);

	if (read)
		read_some(p, f, direction);
	if ((read || (to & SYS_WATCH_WRITE) != 0) && has_more(f))
		flow_write(f);
}

/* NULL, or why it does not go on: all that came before an error has gone through. */
static const char *look_at_flow(struct pair *p, const struct flow *f)
{
	int err = f->write_err != 0 ? f->write_err : f->read_err;

	if (err == 0 || (f->write_err == 0 && f->buffer.used > 0))
		return NULL;
	return session_fail(&p->session, err);
}

static bool is_gone(const struct session *x, const unsigned is[2], int end)
{
	return x->wants[end] == SYS_WATCH_GONE && is[end] != 0;
}

static const char target_is_gone[] = "the target is gone";

static long long lingers_until(const struct pair *p, long long now)
{
	int idle_ms = p->plan->settings->relay.idle_ms;

	return now + (idle_ms >= 0 && idle_ms < LINGER_MS ? idle_ms : LINGER_MS);
}

/*
 * The client of TCP has not read all yet, perhaps. If what it still sends came to a closed socket,
 * it would be reset, and what it has not received would be lost.
 */
static const char *begin_lingering(struct pair *p)
{
	struct session *x = &p->session;
	long long now = sys_clock_ms();

	if (BIO_ADDR_family(session_peer(x)) == AF_UNIX || p->up.ended)
		return target_is_gone;
	session_close(x, SESSION_TARGET);
	x->wants[SESSION_CLIENT] = SYS_WATCH_READ;
	p->lingers = now + LONGEST_LINGER_MS;
	x->deadline = lingers_until(p, now);
	return NULL;
}

/* What the client sends is for nobody: until its end, or silence, or for long enough. */
static const char *linger(struct pair *p, unsigned is)
{
	long long now = sys_clock_ms();

	buffer_drop(&p->up.buffer, p->up.buffer.used);
	if (is != 0)
		flow_read(&p->up);
	if (is == 0 || p->up.ended || now >= p->lingers)
		return target_is_gone;
	p->session.deadline = lingers_until(p, now);
	return NULL;
}

static const char *step(struct session *x, const unsigned is[2])
{
	struct pair *p = (struct pair *)x;
	const char *why;

	if (p->lingers != 0)
		return linger(p, is[SESSION_CLIENT]);
	if (is_gone(x, is, SESSION_CLIENT))
		return "the client is gone";
	if (p->dialer != NULL)
		return go_on_dialling(p);
	if (is[SESSION_CLIENT] == 0 && is[SESSION_TARGET] == 0)
		return "silent for too long";
	p->whole = is_gone(x, is, SESSION_TARGET); /* all that it sent has gone through */
	if (p->whole)
		return begin_lingering(p);
	move(p, &p->up, is[SESSION_CLIENT], is[SESSION_TARGET], '>');
	move(p, &p->down, is[SESSION_TARGET], is[SESSION_CLIENT], '<');
	why = look_at_flow(p, &p->up);
	if (why == NULL)
		why = look_at_flow(p, &p->down);
	if (why != NULL)
		return why;
	settle(p);
	p->whole = p->up.closed && p->down.closed;
	return p->whole ? "ended" : NULL;
}

/*
 * An answer that was cut short must not look whole: for a reset on one side, for silence, or
 * because this program is to end.
 */
static void finish(struct session *x)
{
	struct pair *p = (struct pair *)x;

	end_dial(p);
	if (!p->whole) {
		session_reset(x, SESSION_CLIENT);
		session_reset(x, SESSION_TARGET);
	}
	session_close(x, SESSION_TARGET);
	flow_fini(&p->up);
	flow_fini(&p->down);
}

const struct session_kind session_forward = { sizeof(struct pair), BIO_SOCK_NONBLOCK, true,
	open_forward, step, finish };
