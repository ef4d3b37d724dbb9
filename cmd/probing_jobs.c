/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each ADDRESS is looked up by a dialer that leaves all addresses out, and each of these is
 * connected to, as soon as it is known, by a dialer of its own: none waits for another.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "cmd/destination.h"
#include "cmd/probing.h"
#include "cmd/say.h"
#include "cmd/sys/transfer.h"
#include "sys/clock.h"

enum { MILLI = 1000, TIMEOUT_MS = 5000, WAIT_TIMEOUT_MS = 1000 };

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* How long a connect may take. */
static int64_t patience_us(const struct probing *p)
{
	int ms = p->settings->dial.timeout_ms;

	if (ms < 0)
		ms = probing_waits(p) ? WAIT_TIMEOUT_MS : TIMEOUT_MS;
	return (int64_t)ms * MILLI;
}

/* Of a lookup. */
static void note(void *arg, const biosock_dial_event *event)
{
	struct probing_job *job = arg;
	struct inquiry *inquiry =
	    &job->target->inquiries[event->family == AF_INET6 ? INQUIRY_V6 : INQUIRY_V4];
	struct candidate *c;

	if (event->what == BIOSOCK_DIAL_LOOKUP) {
		inquiry->begin_us = event->at_us;
	} else if (event->what == BIOSOCK_DIAL_ANSWER && event->peer == NULL) {
		inquiry->end_us = event->at_us;
		inquiry->failed = event->gai != 0 || event->err != 0;
	} else if (event->what == BIOSOCK_DIAL_ANSWER) {
		inquiry->n++;
		c = target_candidate(job->target, event->peer);
		if (c == NULL)
			return;
		c->answer_us = event->at_us;
		probing_queue(job->of, c);
	}
}

/* Each address is left to a connect of its own. */
static int leave_out(void *arg, int sock, const BIO_ADDR *peer)
{
	(void)arg;
	(void)sock;
	(void)peer;
	return 0;
}

static bool has_answers(const struct target *t)
{
	for (const struct candidate *c = t->candidates; c != NULL; c = c->next) {
		for (int port = 0; port < t->ports; port++) {
			if (c->trials[port].round == t->round)
				return true;
		}
	}
	return false;
}

/* The resolver's text, behind what was looked up. */
static void note_why(struct target *t, int err)
{
	char *line = failure_line("", t->text);

	if (t->lookup == OUTCOME_TIME)
		snprintf(t->why, sizeof(t->why), "no answer of the resolver");
	else if (t->lookup == OUTCOME_NO_NAME && line != NULL)
		snprintf(t->why, sizeof(t->why), "%s", line + strlen(t->text) + 3);
	else
		snprintf(t->why, sizeof(t->why), "%s", error_text(err));
	free(line);
}

/* That all were left out is right. A resolver that does not know for now knows no name. */
static void end_lookup(struct probing_job *job, int err)
{
	struct target *t = job->target;

	t->lookup = OUTCOME_OPEN;
	if (!has_answers(t)) {
		t->lookup = err == EAGAIN ? OUTCOME_NO_NAME : outcome_of(err);
		note_why(t, err);
	}
	probing_end_job(job);
}

static biosock_dial_options options_of(const struct probing *p, int64_t until_us)
{
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;

	options.flags = p->settings->dial.flags | BIO_SOCK_NONBLOCK;
	options.timeout_ms = probing_until(until_us);
	options.local4 = p->local4;
	options.local6 = p->local6;
	return options;
}

/* A wait cuts no lookup short: the resolver would be asked again and again, and never heard. */
void probing_begin_lookup(struct probing_job *job)
{
	static const struct inquiry unasked = { .begin_us = -1, .end_us = -1 };
	struct probing *p = job->of;
	struct target *t = job->target;
	biosock_dial_options options;

	t->round++;
	t->running++;
	t->begin_us = sys_clock_us();
	t->lookup = OUTCOME_NONE;
	for (int i = 0; i < INQUIRIES; i++)
		t->inquiries[i] = unasked;
	options =
	    options_of(p, probing_waits(p) ? probing_end_us(p, t) : t->begin_us + patience_us(p));
	options.family = t->is_unix ? AF_UNSPEC : p->settings->dial.family;
	options.prepare = leave_out;
	options.trace = note;
	options.arg = job;
	job->sock = -1;
	job->due = true;
	job->dialer = destination_dialer(t->host, t->service, &options);
	if (job->dialer == NULL)
		end_lookup(job, errno);
}

/* The address is the dialer's only one. 0, or an errno. */
static int dial(struct probing_job *job, int without)
{
	biosock_dial_options options = options_of(job->of, job->until_us);
	BIO_ADDR *peer = trial_peer(job->trial);
	int err = peer != NULL ? 0 : ENOMEM;

	options.flags &= ~without;
	job->due = true;
	biosock_dialer_free(job->dialer);
	job->dialer = err == 0 ? destination_dialer_to(peer, &options) : NULL;
	if (err == 0 && job->dialer == NULL)
		err = errno;
	BIO_ADDR_free(peer);
	return err;
}

/* One time for lookup and connect, but each port of a range has its own. */
void probing_begin_trial(struct probing_job *job)
{
	struct target *t = job->target;
	int64_t now = sys_clock_us(), begin;
	int err;

	begin = t->ports == 1 && !probing_waits(job->of) ? t->begin_us : now;
	job->until_us = least(begin + patience_us(job->of), probing_end_us(job->of, t));
	job->sock = -1;
	job->trial->start_us = now - t->begin_us;
	err = dial(job, 0);
	if (err != 0)
		probing_end_trial(job, err);
}

static bool asks_fastopen(const struct probing_job *job)
{
	return (job->of->settings->dial.flags & BIO_SOCK_TFO) != 0 && !job->target->is_unix;
}

/* Whether the failure that is on the error stack is that there is no Fast Open. */
static bool lacks_fastopen(void)
{
	unsigned long code;
	bool lacks = false;

	while ((code = ERR_get_error()) != 0) {
		int reason = ERR_GET_LIB(code) == ERR_LIB_BIO ? ERR_GET_REASON(code) : 0;

		lacks = lacks || reason == BIO_R_TFO_DISABLED ||
		        reason == BIO_R_TFO_NO_KERNEL_SUPPORT || reason == BIO_R_UNABLE_TO_TFO;
	}
	return lacks;
}

static void fail(struct probing_job *job, int err)
{
	if (asks_fastopen(job) && job->trial->fastopen != FASTOPEN_NONE && lacks_fastopen()) {
		job->trial->fastopen = FASTOPEN_NONE;
		err = dial(job, BIO_SOCK_TFO);
		if (err == 0)
			return;
	}
	if (!probing_put_back(job, err))
		probing_end_trial(job, err);
}

/* A UNIX client has no name. */
static void look_at(struct trial *trial, int sock)
{
	char text[ADDRESS_TEXT];

	trial->has_info = sys_tcp_info(sock, &trial->info);
	trial->multipath = sys_multipath_use(sock);
	if (trial->of->of->is_unix)
		return;
	address_local_text(sock, text);
	trial->local = strcmp(text, ADDRESS_UNKNOWN) != 0 ? strdup(text) : NULL;
}

static void finish(struct probing_job *job, int sock, int err)
{
	if (err == 0)
		look_at(job->trial, sock);
	BIO_closesocket(sock);
	probing_end_trial(job, err);
}

/*
 * With the server's cookie a connect waits for data. There is none: to send nothing has it begin.
 */
static void take(struct probing_job *job)
{
	int sock = biosock_dialer_take(job->dialer, NULL);

	if (sock == -1) {
		probing_end_trial(job, errno);
		return;
	}
	if (!asks_fastopen(job) || job->trial->fastopen == FASTOPEN_NONE) {
		finish(job, sock, 0);
		return;
	}
	job->trial->fastopen = FASTOPEN_NO_COOKIE;
	if (!sys_tcp_waits_for_data(sock)) {
		finish(job, sock, 0);
		return;
	}
	job->trial->fastopen = FASTOPEN_COOKIE;
	sys_send(sock, "", 0);
	job->sock = sock;
}

size_t probing_list_polls(struct probing_job *job, struct pollfd *out, int *ms)
{
	int left = job->due          ? 0
	           : job->sock != -1 ? probing_until(job->until_us)
	                             : biosock_dialer_timeout(job->dialer);

	if (left >= 0 && (*ms < 0 || left < *ms))
		*ms = left;
	job->polls = out;
	job->polls_n = 1;
	if (job->sock == -1) {
		job->polls_n = biosock_dialer_pollfds(job->dialer, out, PROBING_POLLS);
		return job->polls_n;
	}
	out[0] = (struct pollfd){ .events = POLLOUT };
	out[0].fd = (__typeof__(out[0].fd))job->sock;
	return 1;
}

static bool is_ready(const struct probing_job *job)
{
	for (size_t i = 0; i < job->polls_n; i++) {
		if (job->polls[i].revents != 0)
			return true;
	}
	return false;
}

static void step_handshake(struct probing_job *job, bool ready)
{
	if (ready)
		finish(job, job->sock, BIO_sock_error(job->sock));
	else if (probing_until(job->until_us) == 0)
		finish(job, job->sock, ETIMEDOUT);
}

void probing_step(struct probing_job *job, bool any)
{
	bool ready = any && is_ready(job);
	int r;

	if (job->sock != -1) {
		step_handshake(job, ready);
		return;
	}
	if (!ready && !job->due && biosock_dialer_timeout(job->dialer) != 0)
		return;
	job->due = false;
	r = biosock_dialer_step(job->dialer);
	if (r == -1 && job->trial == NULL)
		end_lookup(job, errno);
	else if (r == -1)
		fail(job, errno);
	else if (r == 1)
		take(job);
}

/* What is cut short has an end, to be shown, and no outcome. */
void probing_drop(struct probing_job *job)
{
	if (job->sock != -1)
		BIO_closesocket(job->sock);
	if (job->trial != NULL)
		job->trial->end_us = sys_clock_us() - job->target->begin_us;
	probing_end_job(job);
}
