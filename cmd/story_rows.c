/* SPDX-License-Identifier: Apache-2.0 */
/* From targets to rows. */
#include "cmd/story_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/say.h"

static const struct {
	const char *word, *text;
} fastopens[] = {
	[FASTOPEN_UNASKED] = { NULL, NULL },
	[FASTOPEN_COOKIE] = { "cookie", "Fast Open: with the server's cookie" },
	[FASTOPEN_NO_COOKIE] = { "no-cookie",
	    "no Fast Open: there was no cookie, and it asked for one" },
	[FASTOPEN_NONE] = { "unsupported",
	    "no Fast Open: this system has none, or it is switched off" },
};

static const struct {
	const char *word, *text;
} multipaths[] = {
	[SYS_MULTIPATH_NONE] = { "unsupported", "no Multipath TCP: this system has none" },
	[SYS_MULTIPATH_USED] = { "used", "Multipath TCP" },
	[SYS_MULTIPATH_FELL_BACK] = { "fallback", "no Multipath TCP: the peer has none" },
};

const char *story_fastopen_text(enum fastopen_use use)
{
	return fastopens[use].text;
}

const char *story_fastopen_word(enum fastopen_use use)
{
	return fastopens[use].word;
}

const char *story_multipath_text(enum sys_multipath_use use)
{
	return multipaths[use].text;
}

const char *story_multipath_word(enum sys_multipath_use use)
{
	return multipaths[use].word;
}

const char *story_time(double ms, char out[STORY_TIME])
{
	snprintf(out, STORY_TIME, "%.*f ms", ms < 9.995 ? 2 : ms < 999.95 ? 1 : 0, ms);
	return out;
}

static struct story_row *add(struct story_rows *to)
{
	if (to->n == to->room) {
		size_t room = to->room > 0 ? 2 * to->room : 8;
		struct story_row *list = realloc(to->list, room * sizeof(*list));

		if (list == NULL)
			return NULL;
		to->list = list;
		to->room = room;
	}
	to->list[to->n] = (struct story_row){ .begin_us = -1, .end_us = -1 };
	return &to->list[to->n++];
}

static bool add_inquiry(struct story_rows *to, const struct inquiry *inquiry, const char *label)
{
	struct story_row *row = inquiry->begin_us >= 0 ? add(to) : NULL;
	char time[STORY_TIME];

	if (inquiry->begin_us < 0 || row == NULL)
		return row != NULL || inquiry->begin_us < 0;
	row->is_lookup = true;
	row->begin_us = inquiry->begin_us;
	row->end_us = inquiry->end_us;
	row->outcome = inquiry->n > 0 ? OUTCOME_OPEN : OUTCOME_NO_NAME;
	snprintf(row->label, sizeof(row->label), "%s", label);
	if (inquiry->end_us < 0) {
		row->outcome = OUTCOME_TIME;
		snprintf(row->result, sizeof(row->result), "no answer");
		return true;
	}
	story_time((double)(inquiry->end_us - inquiry->begin_us) / 1000, time);
	if (inquiry->n == 0)
		snprintf(row->result, sizeof(row->result), "none after %s", time);
	else
		snprintf(row->result, sizeof(row->result), "%d address%s after %s", inquiry->n,
		    inquiry->n == 1 ? "" : "es", time);
	return true;
}

static void describe(struct story_row *row, const struct trial *trial)
{
	char time[STORY_TIME];
	double ms = (double)(trial->end_us - trial->start_us) / 1000;

	story_time(ms, time);
	switch (trial->outcome) {
	case OUTCOME_OPEN:
	case OUTCOME_REFUSED:
		snprintf(row->result, sizeof(row->result), "%s after %s%s",
		    outcome_word(trial->outcome), time,
		    trial->first && trial->of->of->candidates->next != NULL ? ", first" : "");
		break;
	case OUTCOME_TIME:
		snprintf(row->result, sizeof(row->result), "no answer in %s", time);
		break;
	case OUTCOME_NONE:
		snprintf(row->result, sizeof(row->result), "not known");
		break;
	default:
		snprintf(row->result, sizeof(row->result), "%s", error_text(trial->err));
	}
}

static void append(char *to, size_t size, const char *text)
{
	size_t n = strlen(to);

	if (text != NULL && text[0] != '\0')
		snprintf(to + n, size - n, "%s%s", n > 0 ? ", " : "", text);
}

static void describe_connection(struct story_row *row, const struct trial *trial, bool multipath)
{
	char part[ADDRESS_TEXT + 16], time[STORY_TIME];

	if (trial->local != NULL) {
		snprintf(part, sizeof(part), "from %s", trial->local);
		append(row->detail, sizeof(row->detail), part);
	}
	if (trial->has_info) {
		snprintf(part, sizeof(part), "rtt %s, mss %u",
		    story_time(trial->info.rtt_us / 1000.0, time), trial->info.mss);
		append(row->detail, sizeof(row->detail), part);
	}
	if (trial->has_info && trial->info.retransmits > 0)
		append(row->detail, sizeof(row->detail), "retransmitted");
	append(row->detail, sizeof(row->detail), story_fastopen_text(trial->fastopen));
	if (multipath && trial->has_info)
		append(row->detail, sizeof(row->detail), story_multipath_text(trial->multipath));
}

static bool add_trial(struct story_rows *to, const struct trial *trial)
{
	const struct target *t = trial->of->of;
	struct story_row *row;
	char text[ADDRESS_TEXT];

	if (trial->round == 0 || (t->ports > 1 && trial->outcome != OUTCOME_OPEN))
		return true;
	row = add(to);
	if (row == NULL)
		return false;
	snprintf(row->label, sizeof(row->label), "%s", trial_text(trial, text));
	row->outcome = trial->outcome;
	row->first = trial->first;
	row->begin_us = trial->start_us;
	row->end_us = trial->end_us;
	describe(row, trial);
	if (trial->outcome == OUTCOME_OPEN)
		describe_connection(row, trial, t->multipath);
	return true;
}

/* What has no end goes on to the end of all. */
static void settle(struct story_rows *rows, int64_t end_us)
{
	rows->span_us = end_us > 0 ? end_us : 1;
	for (size_t i = 0; i < rows->n; i++) {
		if (rows->list[i].end_us > rows->span_us)
			rows->span_us = rows->list[i].end_us;
	}
	for (size_t i = 0; i < rows->n; i++) {
		if (rows->list[i].begin_us >= 0 && rows->list[i].end_us < 0)
			rows->list[i].end_us = rows->span_us;
	}
}

/* Why there is no address, unless it is that nothing came, which is plain to see. */
static bool add_lookup(struct story_rows *to, const struct target *of)
{
	struct story_row *row;

	if (of->lookup == OUTCOME_OPEN || of->lookup == OUTCOME_NONE ||
	    (of->lookup == OUTCOME_TIME && to->n > 0))
		return true;
	row = add(to);
	if (row == NULL)
		return false;
	row->outcome = of->lookup;
	snprintf(row->label, sizeof(row->label), "lookup");
	snprintf(row->result, sizeof(row->result), "%s", of->why);
	return true;
}

bool story_rows_init(struct story_rows *out, const struct target *of)
{
	bool ok;

	*out = (struct story_rows){ NULL, 0, 0, 1 };
	ok = add_inquiry(out, &of->inquiries[INQUIRY_V6], "lookup IPv6") &&
	     add_inquiry(out, &of->inquiries[INQUIRY_V4], "lookup IPv4");
	for (int port = 0; port < of->ports && ok; port++) {
		for (const struct candidate *c = of->candidates; c != NULL && ok; c = c->next)
			ok = add_trial(out, &c->trials[port]);
	}
	if (ok)
		ok = add_lookup(out, of);
	settle(out, of->end_us);
	if (!ok)
		story_rows_fini(out);
	return ok;
}

void story_rows_fini(struct story_rows *rows)
{
	free(rows->list);
	*rows = (struct story_rows){ NULL, 0, 0, 1 };
}

void story_counts(const struct target *of, char out[160])
{
	size_t counts[OUTCOME_NONE + 1] = { 0 }, n = 0;

	out[0] = '\0';
	if (of->ports == 1)
		return;
	for (int port = 0; port < of->ports; port++)
		counts[target_port_outcome(of, port)]++;
	for (size_t i = 0; i <= OUTCOME_NONE; i++) {
		if (counts[i] > 0)
			n += (size_t)snprintf(out + n, 160 - n, "%s%zu %s", n > 0 ? ", " : "",
			    counts[i], outcome_word((enum outcome)i));
	}
}
