/* SPDX-License-Identifier: Apache-2.0 */
/* The two flows of a joined stream, in one poll loop. */
#include "cmd/relay.h"

#include <errno.h>

#include <openssl/bio.h>

#include "cmd/flow.h"
#include "cmd/say.h"
#include "cmd/settings.h"
#include "cmd/sys/pollset.h"
#include "cmd/sys/terminal.h"
#include "cmd/tally.h"
#include "sys/clock.h"

enum { SLOT_STOP, SLOT_INPUT, SLOT_OUTPUT, SLOT_PEER, SLOTS };

struct relay {
	struct end input, output, peer;
	struct flow out, in; /* to the peer, from it */
	int until;           /* enum until, and not the default */
	const struct relay_settings *how;
	struct tally tally;
	unsigned long long moved; /* by both, at silent_since */
	long long silent_since;
	int status;
};

static void fail(struct relay *r, const char *doing, const char *name, int err)
{
	if (r->status == STATUS_OK)
		say("%s %s: %s", doing, name, error_text(err));
	r->status = STATUS_FAILED;
}

static bool wants_input(const struct relay *r)
{
	return flow_wants_read(&r->out) && !r->how->no_input;
}

/*
 * Nothing is asked about a peer that only has to be noticed when it is gone: poll(2) reports
 * that unasked. Once that does not matter either, the peer is left out, since poll(2) would
 * report it for ever.
 */
static void fill(const struct relay *r, int stop, sys_pollfd *set)
{
	short peer = 0;
	bool watched;

	if (flow_wants_read(&r->in))
		peer |= POLLIN;
	if (flow_wants_write(&r->out))
		peer |= POLLOUT;
	watched = peer != 0 || (r->in.ended && !r->out.closed);
	set[SLOT_STOP] = (sys_pollfd){ stop, POLLIN, 0 };
	set[SLOT_INPUT] = (sys_pollfd){ wants_input(r) ? r->input.fd : -1, POLLIN, 0 };
	set[SLOT_OUTPUT] = (sys_pollfd){ flow_wants_write(&r->in) ? r->output.fd : -1, POLLOUT, 0 };
	set[SLOT_PEER] = (sys_pollfd){ watched ? r->peer.fd : -1, peer, 0 };
}

/*
 * Why the peer is gone; 0: it has ended, both ways. A reset need not be in SO_ERROR: Wine 10 keeps
 * it for who waits, and for the next send.
 */
static int why_gone(const struct relay *r, short revents)
{
	int err = BIO_sock_error(r->peer.fd);

	return err == 0 && (revents & POLLERR) != 0 ? ECONNRESET : err;
}

static void move(struct relay *r, const sys_pollfd *set)
{
	bool gone = (set[SLOT_PEER].revents & (POLLHUP | POLLERR)) != 0;

	if ((gone || (set[SLOT_PEER].revents & POLLIN) != 0) && flow_wants_read(&r->in))
		flow_move(&r->in);
	if (set[SLOT_INPUT].revents != 0)
		flow_move(&r->out);
	if (set[SLOT_OUTPUT].revents != 0 && flow_wants_write(&r->in))
		flow_write(&r->in);
	if ((gone || (set[SLOT_PEER].revents & POLLOUT) != 0) && flow_wants_write(&r->out))
		flow_write(&r->out);
	if (gone && r->in.ended && !r->out.closed) {
		r->out.write_err = why_gone(r, set[SLOT_PEER].revents);
		r->out.closed = true;
	}
}

/* A peer that is gone takes nothing more, and nobody is left to read for. */
static void settle(struct relay *r)
{
	if (r->in.read_err != 0) {
		fail(r, r->peer.reading, r->peer.name, r->in.read_err);
		r->out.closed = true;
	}
	if (r->out.write_err != 0)
		fail(r, r->peer.writing, r->peer.name, r->out.write_err);
	if (r->out.read_err != 0)
		fail(r, r->input.reading, r->input.name, r->out.read_err);
	if (r->in.write_err != 0) {
		fail(r, r->output.writing, r->output.name, r->in.write_err);
		r->out.closed = true;
	}
	if (r->in.closed && r->until == UNTIL_PEER)
		r->out.closed = true;
	if (r->out.closed && r->until == UNTIL_INPUT)
		r->in.ended = true;
}

/* Milliseconds until the silence is too long; -1: it never is. */
static int silence_left(struct relay *r)
{
	unsigned long long moved = r->in.taken + r->in.given + r->out.taken + r->out.given;
	long long left;

	if (r->how->idle_ms < 0)
		return -1;
	if (moved != r->moved)
		r->silent_since = sys_clock_ms();
	r->moved = moved;
	left = r->silent_since + r->how->idle_ms - sys_clock_ms();
	return left > 0 ? (int)left : 0;
}

/* True, after saying so, if there is a reason to end before all has gone through. */
static bool is_cut(struct relay *r, bool stop, bool silent)
{
	if (stop)
		say("%s: ended by a signal", r->peer.name);
	else if (silent)
		say("%s: nothing has come or gone for %g s", r->peer.name,
		    r->how->idle_ms / 1000.0);
	else
		return false;
	r->status = STATUS_FAILED;
	return true;
}

static void count(struct relay *r)
{
	r->tally.sent = r->out.given;
	r->tally.received = r->in.taken;
	tally_step(&r->tally);
}

static void run(struct relay *r, int stop)
{
	sys_pollfd set[SLOTS];

	r->silent_since = sys_clock_ms();
	while (!r->in.closed || !r->out.closed) {
		int left = silence_left(r);
		int ready;

		fill(r, stop, set);
		ready = sys_poll(set, SLOTS, tally_within(&r->tally, left));
		if (ready == -1) {
			fail(r, "wait for", r->peer.name, errno);
			return;
		}
		if (is_cut(r, set[SLOT_STOP].revents != 0, ready == 0 && silence_left(r) == 0))
			return;
		move(r, set);
		settle(r);
		count(r);
	}
}

static int stay_open(int fd)
{
	(void)fd;
	return 0;
}

static int until_of(const struct relay *r)
{
	if (r->how->until != UNTIL_DEFAULT)
		return r->how->until;
	return sys_is_terminal(r->input.fd) ? UNTIL_PEER : UNTIL_BOTH;
}

int relay_stream(const struct relay_job *job)
{
	struct relay r = { .input = end_of_input(),
		.output = end_of_output(),
		.peer = end_of_peer(job->sock, job->peer),
		.how = job->how,
		.status = STATUS_OK };

	r.until = until_of(&r);
	if (job->output_lost != NULL)
		r.output.finish = stay_open;
	if (flow_init(&r.out, &r.input, &r.peer) && flow_init(&r.in, &r.peer, &r.output)) {
		r.out.crlf = job->how->crlf != 0;
		if (job->how->no_input) /* what a Fast Open connect waits for does not come */
			r.peer.write(r.peer.fd, "", 0);
		tally_begin(&r.tally, job->output);
		run(&r, job->stop);
		tally_end(&r.tally, job->peer, job->sock);
	} else {
		fail(&r, "join", job->peer, ENOMEM);
	}
	if (job->output_lost != NULL)
		*job->output_lost = r.in.write_err != 0;
	flow_fini(&r.out);
	flow_fini(&r.in);
	return r.status;
}
