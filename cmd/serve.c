/* SPDX-License-Identifier: Apache-2.0 */
/* Serving streams: one loop over what is watched, a session a connection. */
#include "cmd/serve.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "cmd/alarms.h"
#include "cmd/door.h"
#include "cmd/hex_dump.h"
#include "cmd/say.h"
#include "cmd/session.h"
#include "cmd/shards.h"
#include "cmd/sys/child.h"
#include "cmd/sys/many_descriptors.h"
#include "cmd/sys/split.h"
#include "sys/clock.h"

enum {
	EVENTS = 64,         /* told of at once, and sessions that are kept to be used again */
	ACCEPT_AT_ONCE = 16, /* so that a flood of connections starves none that is open */
	PAUSE_MS = 250,      /* after an accept that failed for want of descriptors or memory */
};

struct server {
	const struct settings *settings;
	const struct session_kind *kind;
	struct session_plan plan;
	struct sys_watch watch;
	struct door door;
	struct source stop, children;
	struct session **sessions;
	size_t n, room; /* sessions */
	struct session *spare[EVENTS];
	size_t n_spare;
	struct alarms alarms;
	long left;        /* connections still to accept; < 0: no end */
	long long paused; /* until when none are accepted; 0: they are */
	bool told;        /* of that */
	int reaper;       /* readable when a child has ended; -1: there are none */
};

/* What one wait has found. */
struct found {
	struct session *sessions[EVENTS];
	size_t n_sessions;
	bool stop, children, door;
};

/* For n more sessions. */
static bool reserve(struct server *s, size_t n)
{
	size_t room = s->room > 0 ? 2 * s->room : ACCEPT_AT_ONCE;
	struct session **sessions;

	while (s->n_spare < n) {
		struct session *x = calloc(1, s->kind->size);

		if (x == NULL)
			return false;
		s->spare[s->n_spare++] = x;
	}
	if (s->n + n <= s->room)
		return true;
	sessions = realloc(s->sessions, room * sizeof(struct session *));
	if (sessions == NULL)
		return false;
	s->sessions = sessions;
	if (!alarms_reserve(&s->alarms, room))
		return false;
	s->room = room;
	return true;
}

/* The next one that comes has it, so that a short connection costs no allocation. */
static void spare(struct server *s, struct session *x)
{
	if (s->n_spare < EVENTS)
		s->spare[s->n_spare++] = memset(x, 0, s->kind->size);
	else
		free(x);
}

static void end_session(struct server *s, struct session *x, const char *why)
{
	if (s->settings->output.verbose)
		say("%s: %s", session_name(x), why == session_failed ? error_text(x->err) : why);
	alarms_drop(&s->alarms, x);
	s->kind->close(x);
	session_close(x, SESSION_CLIENT);
	spare(s, x);
	s->paused = 0; /* there is a descriptor again */
}

static void drop(struct server *s, struct session *x, const char *why)
{
	struct session *last = s->sessions[--s->n];

	s->sessions[x->at] = last;
	last->at = x->at;
	end_session(s, x, why);
}

/* After it has begun or stepped: it is over for `over`, or goes on as it wants. */
static void go_on(struct server *s, struct session *x, const char *over)
{
	if (over == NULL && !session_watch(x))
		over = session_fail(x, errno);
	if (over == NULL)
		alarms_set(&s->alarms, x);
	else
		drop(s, x, over);
}

/* A spare session has a connection. */
static void begin(struct server *s, const biosock_accepted *accepted)
{
	struct session *x = s->spare[--s->n_spare];

	memcpy(&x->peer, accepted->peer, sizeof(x->peer));
	x->fds[SESSION_CLIENT] = accepted->sock;
	x->fds[SESSION_TARGET] = -1;
	x->watch = &s->watch;
	x->sources[SESSION_CLIENT] = (struct source){ SOURCE_CLIENT, x, 0 };
	x->sources[SESSION_TARGET] = (struct source){ SOURCE_TARGET, x, 0 };
	x->at = s->n;
	s->sessions[s->n++] = x;
	if (s->settings->output.verbose)
		say("%s: connected", session_name(x));
	go_on(s, x, s->kind->open(x, &s->plan));
}

/*
 * When descriptors or memory run out, this is said once, and accepting is tried again when a
 * connection has ended or some time has passed.
 */
static void pause_accepting(struct server *s)
{
	s->paused = sys_clock_ms() + PAUSE_MS;
	if (!s->told)
		say_failure("accept", listeners_name(s->door.listeners, s->settings));
	s->told = true;
	ERR_clear_error();
}

/* How many may be accepted now. */
static size_t vacancies(const struct server *s)
{
	size_t most = (size_t)s->settings->serve.most, n = s->kind->alone ? 1 : ACCEPT_AT_ONCE;

	if (s->paused != 0)
		return 0;
	if (s->left >= 0 && (size_t)s->left < n)
		n = (size_t)s->left;
	if (most != 0 && most - s->n < n)
		n = most - s->n;
	return n;
}

/* Whether somebody came. */
static bool accept_some(struct server *s)
{
	struct sockaddr_storage peers[ACCEPT_AT_ONCE];
	biosock_accepted accepted[ACCEPT_AT_ONCE];
	size_t room = vacancies(s);
	int n = -1;

	if (room == 0)
		return false;
	for (size_t i = 0; i < room; i++)
		accepted[i] = (biosock_accepted){ -1, -1, (BIO_ADDR *)&peers[i] };
	if (reserve(s, room))
		n = door_let_in(&s->door, accepted, room, s->kind->alone);
	else
		errno = ENOMEM;
	if (n == -1)
		pause_accepting(s);
	else if (n == 0)
		s->told = false; /* none is left waiting */
	s->left -= n > 0 && s->left > 0 ? n : 0;
	for (int i = 0; i < n; i++)
		begin(s, &accepted[i]);
	return n > 0;
}

/*
 * More than once for sessions that begin one by one; and, once it has been told that there is no
 * descriptor, until it is known whether any are left.
 */
static void accept_many(struct server *s)
{
	for (int i = 0; i < ACCEPT_AT_ONCE; i++) {
		if (!accept_some(s) || !(s->told || s->kind->alone))
			return;
	}
}

static bool end_child(struct server *s, long pid, const char *why)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->sessions[i]->pid != pid)
			continue;
		drop(s, s->sessions[i], why);
		return true;
	}
	return false;
}

/* Those that have ended, and what they said in the end. */
static void reap(struct server *s)
{
	char why[SYS_CHILD_TEXT];
	long pid;

	while ((pid = sys_child_reap(s->reaper, why)) > 0) {
		if (!end_child(s, pid, why))
			shards_tell(s->settings, pid, why);
	}
}

/* A session may be told of more than once: for each descriptor, for reading and for writing. */
static void find_session(struct found *f, struct session *x, int end, unsigned is)
{
	if (x->is[SESSION_CLIENT] == 0 && x->is[SESSION_TARGET] == 0)
		f->sessions[f->n_sessions++] = x;
	x->is[end] |= is;
}

static void find(struct found *out, const struct sys_watch_event *events, int n)
{
	*out = (struct found){ .n_sessions = 0 };
	for (int i = 0; i < n; i++) {
		const struct source *from = events[i].data;

		if (from->kind == SOURCE_CLIENT)
			find_session(out, from->session, SESSION_CLIENT, events[i].is);
		else if (from->kind == SOURCE_TARGET)
			find_session(out, from->session, SESSION_TARGET, events[i].is);
		out->door = out->door || from->kind == SOURCE_DOOR;
		out->stop = out->stop || from->kind == SOURCE_STOP;
		out->children = out->children || from->kind == SOURCE_CHILDREN;
	}
}

static void step(struct server *s, struct session *x)
{
	const unsigned is[] = { x->is[SESSION_CLIENT], x->is[SESSION_TARGET] };

	x->is[SESSION_CLIENT] = x->is[SESSION_TARGET] = 0;
	go_on(s, x, s->kind->step(x, is));
}

/* Accepting comes last, because those that end make room. */
static void handle(struct server *s, const struct found *f)
{
	struct session *due;

	for (size_t i = 0; i < f->n_sessions; i++)
		step(s, f->sessions[i]);
	while (s->alarms.n > 0 && (due = alarms_due(&s->alarms, sys_clock_ms())) != NULL)
		step(s, due);
	if (f->children)
		reap(s);
	if (s->paused != 0 && s->paused <= sys_clock_ms())
		s->paused = 0;
	if (f->door)
		accept_many(s);
}

/* Milliseconds until the first deadline, or accepting goes on; -1: there is neither. */
static int time_left(const struct server *s)
{
	long long first = alarms_first(&s->alarms), left;

	if (s->paused != 0 && (first == 0 || s->paused < first))
		first = s->paused;
	if (first == 0)
		return -1;
	left = first - sys_clock_ms();
	return left > 0 ? (int)left : 0;
}

static int run(struct server *s)
{
	struct sys_watch_event events[EVENTS];
	struct found found = { .stop = false };

	while (s->left != 0 || s->n > 0) {
		int n = -1;

		if (s->left == 0)
			door_close(&s->door);
		if (door_watch(&s->door, vacancies(s) > 0))
			n = sys_watch_wait(&s->watch, events, EVENTS, time_left(s));
		if (n == -1 && errno != EINTR) {
			say_errno("wait for connections", errno);
			return STATUS_FAILED;
		}
		find(&found, events, n);
		if (found.stop)
			return STATUS_OK;
		handle(s, &found);
	}
	return STATUS_OK;
}

static const struct session_kind *kind_of(int work)
{
	static const struct {
		int work;
		const struct session_kind *kind;
	} kinds[] = { { WORK_ECHO, &session_echo }, { WORK_DISCARD, &session_discard },
		{ WORK_FORWARD, &session_forward }, { WORK_EXEC, &session_exec } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].work == work)
			return kinds[i].kind;
	}
	return NULL;
}

/* What only some kinds need. STATUS_OK, or another status after saying why. */
static int prepare(struct server *s, struct destination *out_to)
{
	const struct serve_settings *how = &s->settings->serve;
	int status = STATUS_OK;

	if (how->to != NULL)
		status = destination_read(out_to, how->to, s->settings);
	if (status == STATUS_OK && how->dump != NULL) {
		s->plan.dump = dump_open(how->dump);
		status = s->plan.dump != NULL ? STATUS_OK : STATUS_FAILED;
	}
	if (status == STATUS_OK && (how->work == WORK_EXEC || sys_has_split())) {
		s->reaper = sys_child_watch();
		status = s->reaper != -1 ? STATUS_OK : STATUS_FAILED;
		if (s->reaper == -1)
			say_errno("watch for children", errno);
	}
	return status;
}

/* What is watched from beginning to end, and the door. False with errno. */
static bool open_all(struct server *s, struct listeners *listeners, int stop)
{
	int flags = s->settings->dial.flags & (BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY);

	if (!door_open(&s->door, &s->watch, listeners, flags | s->kind->flags) ||
	    sys_watch_add(&s->watch, stop, SYS_WATCH_READ, &s->stop) == -1)
		return false;
	return s->reaper == -1 ||
	       sys_watch_add(&s->watch, s->reaper, SYS_WATCH_READ, &s->children) == 0;
}

static void fini(struct server *s)
{
	while (s->n > 0)
		drop(s, s->sessions[s->n - 1], "closed");
	sys_watch_fini(&s->watch);
	biosock_acceptor_free(s->door.acceptor);
	alarms_fini(&s->alarms);
	while (s->n_spare > 0)
		free(s->spare[--s->n_spare]);
	free(s->sessions);
}

int serve_streams(struct listeners *listeners, const struct settings *settings, int stop)
{
	struct destination to = { .host = NULL };
	struct server s = { .settings = settings,
		.kind = kind_of(settings->serve.work),
		.plan = { settings, &to, NULL },
		.stop = { .kind = SOURCE_STOP },
		.children = { .kind = SOURCE_CHILDREN },
		.left = settings->serve.count > 0 ? settings->serve.count : -1,
		.reaper = -1 };
	int status;

	if (sys_watch_init(&s.watch) == -1) {
		say_errno("serve", errno);
		return STATUS_FAILED;
	}
	sys_many_descriptors();
	status = prepare(&s, &to);
	if (status == STATUS_OK && !open_all(&s, listeners, stop)) {
		say_errno("serve", errno);
		status = STATUS_FAILED;
	}
	if (status == STATUS_OK)
		status = run(&s);
	fini(&s);
	if (!dump_close(s.plan.dump))
		status = STATUS_FAILED;
	destination_fini(&to);
	return status;
}
