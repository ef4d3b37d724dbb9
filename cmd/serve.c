/* SPDX-License-Identifier: Apache-2.0 */
/* Serving streams: one poll loop, a session a connection. */
#include "cmd/serve.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

#include <openssl/err.h>

#include "cmd/dump.h"
#include "cmd/say.h"
#include "cmd/session.h"
#include "cmd/sys/child.h"
#include "cmd/sys/pollset.h"
#include "sys/clock.h"

enum {
	ACCEPT_AT_ONCE = 64, /* so that a flood of connections starves none that is open */
	PAUSE_MS = 250,      /* after an accept that failed for want of descriptors or memory */
};

struct server {
	struct listeners *listeners;
	const struct settings *settings;
	const struct session_kind *kind;
	struct session_plan plan;
	struct session **sessions;
	sys_pollfd *set;   /* stop, children, the listeners, two a session */
	size_t n, room;    /* sessions */
	long left;         /* connections still to accept; < 0: no end */
	bool paused, told; /* not accepting for a while, and said so */
	int children;      /* readable when one has ended; -1: there are none */
	BIO_ADDR *peer;
};

enum { SLOT_STOP, SLOT_CHILDREN, SLOT_LISTENERS };

static bool reserve(struct server *s)
{
	size_t room = s->room > 0 ? 2 * s->room : 16;
	struct session **sessions;
	sys_pollfd *set;

	if (s->n < s->room)
		return true;
	sessions = realloc(s->sessions, room * sizeof(struct session *));
	if (sessions != NULL)
		s->sessions = sessions;
	set = realloc(s->set, (SLOT_LISTENERS + s->listeners->n + 2 * room) * sizeof(*set));
	if (set != NULL)
		s->set = set;
	if (sessions == NULL || set == NULL)
		return false;
	s->room = room;
	return true;
}

static void end_session(struct server *s, struct session *x, const char *why)
{
	if (s->settings->output.verbose)
		say("%s: %s", x->text, why);
	s->kind->close(x);
	if (x->fds[SESSION_CLIENT] != -1)
		BIO_closesocket(x->fds[SESSION_CLIENT]);
	free(x);
	s->paused = false; /* there is a descriptor again */
}

static void drop(struct server *s, size_t i, const char *why)
{
	struct session *x = s->sessions[i];

	s->sessions[i] = s->sessions[--s->n];
	end_session(s, x, why);
}

/* False if there is no memory for one more: the connection is closed. */
static bool add(struct server *s, int sock)
{
	struct session *x = calloc(1, s->kind->size);
	const char *why;

	if (x == NULL) {
		BIO_closesocket(sock);
		return false;
	}
	x->fds[SESSION_CLIENT] = sock;
	x->fds[SESSION_TARGET] = -1;
	address_text(s->peer, x->text);
	if (s->settings->output.verbose)
		say("%s: connected", x->text);
	why = s->kind->open(x, &s->plan, s->peer);
	if (why != NULL)
		end_session(s, x, why);
	else
		s->sessions[s->n++] = x;
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

static bool accepts(const struct server *s)
{
	long most = s->settings->serve.most;

	return s->left != 0 && !s->paused && (most == 0 || s->n < (size_t)most);
}

static void accept_some(struct server *s, const struct listener *from)
{
	for (int i = 0; i < ACCEPT_AT_ONCE && accepts(s); i++) {
		int sock = -1;

		if (reserve(s))
			sock = BIO_accept_ex(
			    from->sock, s->peer, s->settings->dial.flags | s->kind->flags);
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

static void fill_slot(sys_pollfd *slot, int fd, short events)
{
	*slot = (sys_pollfd){ events != 0 ? fd : -1, events, 0 };
}

static size_t fill(struct server *s, int stop)
{
	bool accepting = accepts(s);
	size_t n = SLOT_LISTENERS;

	fill_slot(&s->set[SLOT_STOP], stop, POLLIN);
	fill_slot(&s->set[SLOT_CHILDREN], s->children, POLLIN);
	for (size_t i = 0; i < s->listeners->n; i++)
		fill_slot(&s->set[n++], s->listeners->list[i].sock, accepting ? POLLIN : 0);
	for (size_t i = 0; i < s->n; i++) {
		const struct session *x = s->sessions[i];

		fill_slot(&s->set[n++], x->fds[SESSION_CLIENT], x->wants[SESSION_CLIENT]);
		fill_slot(&s->set[n++], x->fds[SESSION_TARGET], x->wants[SESSION_TARGET]);
	}
	return n;
}

/* Those that have ended, and what they said in the end. */
static void reap(struct server *s)
{
	char why[SYS_CHILD_TEXT];
	long pid;

	while ((pid = sys_child_reap(s->children, why)) > 0) {
		for (size_t i = 0; i < s->n; i++) {
			if (s->sessions[i]->pid == pid) {
				drop(s, i, why);
				break;
			}
		}
	}
}

/*
 * The loop goes backwards, because dropping a session puts the last one in its place. Accepting
 * comes last, because it adds some.
 */
static void handle(struct server *s, size_t listeners)
{
	const sys_pollfd *set = s->set + SLOT_LISTENERS + listeners;
	long long now = sys_clock_ms();

	for (size_t i = s->n; i-- > 0;) {
		struct session *x = s->sessions[i];
		const short is[] = { set[2 * i].revents, set[2 * i + 1].revents };
		bool due = x->deadline != 0 && x->deadline <= now;
		const char *over = NULL;

		if (is[SESSION_CLIENT] != 0 || is[SESSION_TARGET] != 0 || due)
			over = s->kind->step(x, is);
		if (over != NULL)
			drop(s, i, over);
	}
	if (s->set[SLOT_CHILDREN].revents != 0)
		reap(s);
	for (size_t i = 0; i < listeners; i++) {
		if (s->set[SLOT_LISTENERS + i].revents != 0)
			accept_some(s, &s->listeners->list[i]);
	}
	if (s->left == 0)
		listeners_close(s->listeners);
}

/* Milliseconds until the first deadline, or accepting goes on; -1: there is neither. */
static int time_left(const struct server *s)
{
	long long first = s->paused ? sys_clock_ms() + PAUSE_MS : 0, left;

	for (size_t i = 0; i < s->n; i++) {
		long long deadline = s->sessions[i]->deadline;

		if (deadline != 0 && (first == 0 || deadline < first))
			first = deadline;
	}
	if (first == 0)
		return -1;
	left = first - sys_clock_ms();
	return left > 0 ? (int)left : 0;
}

static int run(struct server *s, int stop)
{
	while (s->left != 0 || s->n > 0) {
		size_t n = fill(s, stop), listeners = s->listeners->n;
		int ready = sys_poll(s->set, n, time_left(s));

		if (ready == -1) {
			say_errno("poll", errno);
			return STATUS_FAILED;
		}
		if (ready == 0)
			s->paused = false;
		if (s->set[SLOT_STOP].revents != 0)
			return STATUS_OK;
		handle(s, listeners);
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
static int prepare(struct server *s, struct endpoints *out_to)
{
	const struct serve_settings *how = &s->settings->serve;
	int status = STATUS_OK;

	if (how->to != NULL)
		status = endpoints_find(out_to, how->to, BIO_LOOKUP_CLIENT, s->settings);
	if (status == STATUS_OK && how->dump != NULL) {
		s->plan.dump = dump_open(how->dump);
		status = s->plan.dump != NULL ? STATUS_OK : STATUS_FAILED;
	}
	if (status == STATUS_OK && how->work == WORK_EXEC) {
		s->children = sys_child_watch();
		status = s->children != -1 ? STATUS_OK : STATUS_FAILED;
		if (s->children == -1)
			say_errno("watch for children", errno);
	}
	return status;
}

int serve_streams(struct listeners *listeners, const struct settings *settings, int stop)
{
	struct endpoints to = { NULL, 0 };
	struct server s = { .listeners = listeners,
		.settings = settings,
		.kind = kind_of(settings->serve.work),
		.plan = { settings, &to, NULL },
		.children = -1 };
	int status;

	s.left = settings->serve.count > 0 ? settings->serve.count : -1;
	s.peer = BIO_ADDR_new();
	status = prepare(&s, &to);
	if (status == STATUS_OK && (s.peer == NULL || !reserve(&s))) {
		say_errno("serve", ENOMEM);
		status = STATUS_FAILED;
	}
	if (status == STATUS_OK)
		status = run(&s, stop);
	while (s.n > 0)
		drop(&s, s.n - 1, "closed");
	if (!dump_close(s.plan.dump))
		status = STATUS_FAILED;
	endpoints_fini(&to);
	BIO_ADDR_free(s.peer);
	free(s.sessions);
	free(s.set);
	return status;
}
