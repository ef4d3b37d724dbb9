/* SPDX-License-Identifier: Apache-2.0 */
/* Datagrams: sent back, thrown away, or joined to standard input and output. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/flow.h"
#include "cmd/relay.h"
#include "cmd/say.h"
#include "cmd/serve.h"
#include "cmd/shards.h"
#include "cmd/sys/child.h"
#include "cmd/sys/pollset.h"
#include "cmd/sys/split.h"
#include "cmd/tally.h"
#include "sys/clock.h"

enum {
	LARGEST = 65507,  /* a UDP datagram over IPv4; over IPv6 20 bytes more are thinkable */
	ROOM = 64 * 1024, /* takes either; those of AF_UNIX may be larger */
	AT_ONCE = 64,     /* datagrams taken off one socket before the others have their turn */
	FULL_MS = 5,      /* between tries to send back what found no room, */
	FULL_TRIES = 40,  /* and after so many it is lost, as datagrams are */
};

/*
 * A socket, and the datagram that it could not send back yet. poll(2) does not help to find out
 * when it can: if an AF_UNIX peer does not read, poll(2) reports room at once, or never.
 */
struct station {
	const struct listener *at;
	struct buffer buffer;
	int tries; /* to send it back; 0: nothing is left to send */
	struct sockaddr_storage from;
	socklen_t from_len;
};

enum { SET_STOP, SET_CHILDREN, SET_FIRST };

struct stations {
	struct station *list;
	sys_pollfd *set; /* stop, children, then theirs */
	size_t n;
	const struct settings *settings;
	long left;  /* datagrams; < 0: no end */
	int reaper; /* readable when a child has ended; -1: there are none */
};

/* An error here is of one datagram (a port unreachable, say), not of the socket. */
static void tell(const struct stations *all, const struct station *st, const char *doing)
{
	char text[ADDRESS_TEXT];

	if (!all->settings->output.verbose)
		return;
	address_text((const BIO_ADDR *)&st->from, text);
	say("%s %s: %s", doing, text, error_text(errno));
}

/* If there is no memory for a large one, it is lost with an error. */
static ssize_t receive_whole(
    int sock, struct buffer *b, struct sockaddr_storage *from, socklen_t *len)
{
	ssize_t size = sys_waiting_size(sock);

	if (size < 0)
		return size;
	buffer_grow(b, (size_t)size);
	return sys_receive_from(sock, b->bytes, b->size, from, len);
}

static void send_back(struct stations *all, struct station *st)
{
	ssize_t n =
	    sys_send_to(st->at->sock, st->buffer.bytes, st->buffer.used, &st->from, st->from_len);

	st->tries++;
	if (n == SYS_LATER && st->tries < FULL_TRIES)
		return;
	st->tries = 0;
	if (n == SYS_LATER) {
		errno = EAGAIN;
		n = -1;
	}
	if (n == -1)
		tell(all, st, "send to");
	if (all->left > 0)
		all->left--;
}

/* An unnamed AF_UNIX sender cannot be answered. */
static void take(struct stations *all, struct station *st, size_t n)
{
	st->buffer.used = n;
	if (all->settings->serve.work == WORK_ECHO && (size_t)st->from_len > sizeof(sa_family_t))
		send_back(all, st);
	else if (all->left > 0)
		all->left--;
}

static void receive_some(struct stations *all, struct station *st)
{
	for (int i = 0; i < AT_ONCE && all->left != 0 && st->tries == 0; i++) {
		ssize_t n = receive_whole(st->at->sock, &st->buffer, &st->from, &st->from_len);

		if (n == SYS_LATER)
			return;
		if (n >= 0)
			take(all, st, (size_t)n);
		else
			tell(all, st, "receive from");
	}
}

static void step(struct stations *all, struct station *st)
{
	if (st->tries > 0)
		send_back(all, st);
	receive_some(all, st);
}

/* How long to wait for what is in the set, in milliseconds, or -1. */
static int fill_stations(struct stations *all, int stop)
{
	int ms = -1;

	all->set[SET_STOP] = (sys_pollfd){ stop, POLLIN, 0 };
	all->set[SET_CHILDREN] = (sys_pollfd){ all->reaper, POLLIN, 0 };
	for (size_t i = 0; i < all->n; i++) {
		const struct station *st = &all->list[i];

		all->set[SET_FIRST + i] =
		    (sys_pollfd){ st->tries > 0 ? -1 : st->at->sock, POLLIN, 0 };
		if (st->tries > 0)
			ms = FULL_MS;
	}
	return ms;
}

static void reap(const struct stations *all)
{
	char why[SYS_CHILD_TEXT];
	long pid;

	while ((pid = sys_child_reap(all->reaper, why)) > 0)
		shards_tell(all->settings, pid, why);
}

static int run(struct stations *all, int stop)
{
	while (all->left != 0) {
		int ms = fill_stations(all, stop);

		if (sys_poll(all->set, SET_FIRST + all->n, ms) == -1) {
			say_errno("poll", errno);
			return STATUS_FAILED;
		}
		if (all->set[SET_STOP].revents != 0)
			return STATUS_OK;
		if (all->set[SET_CHILDREN].revents != 0)
			reap(all);
		for (size_t i = 0; i < all->n; i++) {
			if (all->set[SET_FIRST + i].revents != 0 || all->list[i].tries > 0)
				step(all, &all->list[i]);
		}
	}
	return STATUS_OK;
}

int serve_datagrams(struct listeners *listeners, const struct settings *settings, int stop)
{
	struct stations all = { .n = listeners->n, .settings = settings };
	int status = STATUS_FAILED;
	bool ok;

	all.left = settings->serve.count > 0 ? settings->serve.count : -1;
	all.list = calloc(all.n, sizeof(*all.list));
	all.set = calloc(SET_FIRST + all.n, sizeof(*all.set));
	ok = all.list != NULL && all.set != NULL;
	for (size_t i = 0; ok && i < all.n; i++) {
		all.list[i].at = &listeners->list[i];
		ok = buffer_init(&all.list[i].buffer, ROOM);
	}
	if (!ok)
		say_errno("serve", ENOMEM);
	all.reaper = ok && sys_has_split() ? sys_child_watch() : -1;
	if (ok && sys_has_split() && all.reaper == -1)
		say_errno("watch for children", errno);
	else if (ok)
		status = run(&all, stop);
	for (size_t i = 0; all.list != NULL && i < all.n; i++)
		buffer_fini(&all.list[i].buffer);
	free(all.list);
	free(all.set);
	return status;
}

/* Input and output joined to one peer. */
struct joint {
	const struct relay_job *job;
	struct end input, output, peer;
	struct buffer out, in; /* one datagram each */
	bool out_pending, ended;
	char last;              /* byte of input, for --crlf */
	long long silent_since; /* once ended: the last datagram, or the end */
	struct tally tally;
	int status;
};

enum { SLOT_STOP, SLOT_INPUT, SLOT_OUTPUT, SLOT_PEER, SLOTS };

static void fail(struct joint *j, const char *doing, const struct end *end)
{
	say("%s %s: %s", doing, end->name, error_text(errno));
	j->status = STATUS_FAILED;
}

static void send_pending(struct joint *j)
{
	ssize_t n = j->peer.write(j->peer.fd, j->out.bytes, j->out.used);

	if (n == SYS_LATER)
		return;
	j->out_pending = false;
	if (n > 0)
		j->tally.sent += (size_t)n;
	if (n == -1)
		fail(j, j->peer.writing, &j->peer);
}

/* As much as still is one datagram if each byte ends a line. */
static ssize_t read_lines(struct joint *j)
{
	char *at = j->out.bytes;
	ssize_t n = j->input.read(j->input.fd, at + LARGEST / 2, LARGEST / 2);

	return n > 0 ? (ssize_t)flow_crlf(at, at + LARGEST / 2, (size_t)n, &j->last) : n;
}

static void read_input(struct joint *j)
{
	ssize_t n =
	    j->job->how->crlf ? read_lines(j) : j->input.read(j->input.fd, j->out.bytes, LARGEST);

	if (n == SYS_LATER)
		return;
	if (n == -1)
		fail(j, j->input.reading, &j->input);
	j->ended = n <= 0;
	j->silent_since = sys_clock_ms();
	j->out.used = n > 0 ? (size_t)n : 0;
	j->out_pending = n > 0;
	if (j->out_pending)
		send_pending(j);
}

/* A datagram from a stranger is treated as if none had come. */
static void receive(struct joint *j)
{
	struct sockaddr_storage from;
	socklen_t len;
	ssize_t n = receive_whole(j->peer.fd, &j->in, &from, &len);

	if (n >= 0 && j->job->only_from != NULL &&
	    memcmp(&from, j->job->only_from, sizeof(from)) != 0)
		return;
	if (n == -1)
		fail(j, j->peer.reading, &j->peer);
	if (n > 0) {
		buffer_put(&j->in, (size_t)n);
		j->tally.received += (size_t)n;
	}
	if (n >= 0)
		j->silent_since = sys_clock_ms();
}

static void write_output(struct joint *j)
{
	ssize_t n = j->output.write(j->output.fd, j->in.bytes + j->in.start, j->in.used);

	if (n >= 0)
		buffer_drop(&j->in, (size_t)n);
	else if (n != SYS_LATER)
		fail(j, j->output.writing, &j->output);
}

static void fill(const struct joint *j, sys_pollfd *set)
{
	bool reading = !j->ended && !j->out_pending;
	int peer = (j->in.used == 0 ? POLLIN : 0) | (j->out_pending ? POLLOUT : 0);

	set[SLOT_STOP] = (sys_pollfd){ j->job->stop, POLLIN, 0 };
	set[SLOT_INPUT] = (sys_pollfd){ reading ? j->input.fd : -1, POLLIN, 0 };
	set[SLOT_OUTPUT] = (sys_pollfd){ j->in.used > 0 ? j->output.fd : -1, POLLOUT, 0 };
	set[SLOT_PEER] = (sys_pollfd){ peer != 0 ? j->peer.fd : -1, (short)peer, 0 };
}

static void move(struct joint *j, const sys_pollfd *set)
{
	if (set[SLOT_OUTPUT].revents != 0)
		write_output(j);
	if ((set[SLOT_PEER].revents & ~POLLOUT) != 0 && j->in.used == 0)
		receive(j);
	if ((set[SLOT_PEER].revents & ~POLLIN) != 0 && j->out_pending)
		send_pending(j);
	if (set[SLOT_INPUT].revents != 0)
		read_input(j);
}

/* Milliseconds left of the silence that means the end; -1 if the silence has not begun. */
static int silence_left(const struct joint *j)
{
	long long left;

	if (!j->ended || j->out_pending || j->in.used > 0)
		return -1;
	left = j->silent_since + j->job->how->idle_ms - sys_clock_ms();
	return left > 0 ? (int)left : 0;
}

/* What was written may still be on its way. */
static void end_output(struct joint *j)
{
	if (j->output.finish(j->output.fd) == -1)
		fail(j, j->output.writing, &j->output);
}

static void join(struct joint *j)
{
	sys_pollfd set[SLOTS];

	while (j->status == STATUS_OK) {
		int left = silence_left(j);
		int ready;

		fill(j, set);
		ready = sys_poll(set, SLOTS, tally_within(&j->tally, left));
		if (ready == -1)
			fail(j, "wait for", &j->peer);
		if (set[SLOT_STOP].revents != 0) {
			say("%s: ended by a signal", j->peer.name);
			j->status = STATUS_FAILED;
			return;
		}
		if (ready == 0 && silence_left(j) == 0) {
			end_output(j);
			return;
		}
		move(j, set);
		tally_step(&j->tally);
	}
}

int relay_datagrams(const struct relay_job *job)
{
	struct joint j = { .job = job,
		.input = end_of_input(),
		.output = end_of_output(),
		.peer = end_of_peer(job->sock, job->peer),
		.ended = job->how->no_input != 0,
		.silent_since = sys_clock_ms(),
		.status = STATUS_OK };

	if (buffer_init(&j.out, ROOM) && buffer_init(&j.in, ROOM)) {
		tally_begin(&j.tally, job->output);
		join(&j);
		tally_end(&j.tally, job->peer, job->sock);
	} else {
		errno = ENOMEM;
		fail(&j, "join", &j.peer);
	}
	buffer_fini(&j.out);
	buffer_fini(&j.in);
	return j.status;
}
