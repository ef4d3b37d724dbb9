/* SPDX-License-Identifier: Apache-2.0 */
/* What repeated connects took, as a table and as objects. */
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

#include "addr/escape.h"
#include "cmd/json.h"
#include "cmd/probe_output.h"
#include "cmd/say.h"
#include "cmd/story_rows.h"
#include "sys/net.h"

enum { LABEL = 23 };

/* Unless a range has it without being open there. */
static bool is_shown(const struct trial *trial)
{
	return trial->series.n > 0 &&
	       (trial->of->of->ports == 1 || trial->of->of->open[trial->port]);
}

static void print_label(const char *text, int margin)
{
	char safe[ADDR_ESCAPED_SIZE(TARGET_TEXT)];

	addr_escape(text, strlen(text), safe, sizeof(safe));
	printf("%*s%-*s", margin, "", LABEL - margin, safe);
}

static void print_ms(double ms)
{
	printf(" %6.*f", ms < 999.995 ? 2 : 0, ms);
}

static void print_trial(const struct trial *trial)
{
	struct series_summary s = series_summary(&trial->series);
	char text[ADDRESS_TEXT];

	print_label(trial_text(trial, text), 2);
	printf(" %5zu %4zu", trial->series.n, s.lost);
	if (s.lost == trial->series.n) {
		printf("  %s\n",
		    trial->outcome == OUTCOME_TIME ? "no answer" : error_text(trial->err));
		return;
	}
	print_ms(s.min);
	print_ms(s.avg);
	for (size_t i = 0; i < SERIES_PERCENTILES; i++)
		print_ms(s.percentiles[i]);
	print_ms(s.max);
	putchar('\n');
}

bool numbers_print(const struct targets *of)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct target *t = &of->list[i];
		char counts[160];

		story_counts(t, counts);
		print_label(t->text, 0);
		printf(" %5s %4s %6s %6s %6s %6s %6s %6s ms%s%s\n", "tries", "lost", "min", "avg",
		    "50 %", "90 %", "99 %", "max", counts[0] != '\0' ? "  " : "", counts);
		for (int port = 0; port < t->ports; port++) {
			for (const struct candidate *c = t->candidates; c != NULL; c = c->next) {
				if (is_shown(&c->trials[port]))
					print_trial(&c->trials[port]);
			}
		}
		if (t->lookup != OUTCOME_OPEN && t->lookup != OUTCOME_NONE)
			printf("  lookup: %s\n", t->why);
	}
	return true;
}

static void put_number(const char *name, double number, bool known)
{
	if (known)
		printf(", \"%s\": %.3f", name, number);
	else
		printf(", \"%s\": null", name);
}

static void put_member(const char *name, const char *text)
{
	fputs(", ", stdout);
	json_member(stdout, name, text);
}

static void put_series(const struct series *series)
{
	static const char *const names[SERIES_PERCENTILES] = { "p50_ms", "p90_ms", "p99_ms" };
	struct series_summary s = series_summary(series);
	bool known = s.lost < series->n;

	printf(", \"count\": %zu, \"lost\": %zu", series->n, s.lost);
	put_number("min_ms", s.min, known);
	put_number("avg_ms", s.avg, known);
	for (size_t i = 0; i < SERIES_PERCENTILES; i++)
		put_number(names[i], s.percentiles[i], known);
	put_number("max_ms", s.max, known);
	fputs("}\n", stdout);
}

static void put_outcome(enum outcome outcome, const char *why)
{
	put_member("outcome", outcome_word(outcome));
	printf(", \"status\": %d", outcome_status(outcome));
	put_member("error", why);
}

static const char *family_word(const BIO_ADDR *peer)
{
	int family = BIO_ADDR_family(peer);

	return family == AF_INET6 ? "ipv6" : family == AF_INET ? "ipv4" : "unix";
}

static void put_connection(const struct trial *trial)
{
	bool known = trial->has_info, asked = trial->of->of->multipath;

	put_member("local", trial->local);
	put_number("rtt_ms", trial->info.rtt_us / 1000.0, known);
	if (known)
		printf(", \"mss\": %u, \"retransmitted\": %s", trial->info.mss,
		    trial->info.retransmits > 0 ? "true" : "false");
	else
		fputs(", \"mss\": null, \"retransmitted\": null", stdout);
	put_member("fastopen", story_fastopen_word(trial->fastopen));
	put_member("mptcp", known && asked ? story_multipath_word(trial->multipath) : NULL);
}

static void put_trial(const struct trial *trial)
{
	char target[TARGET_TEXT], text[ADDRESS_TEXT];
	bool ended = trial->start_us >= 0 && trial->end_us >= 0;

	putchar('{');
	json_member(stdout, "target", target_port_text(trial->of->of, trial->port, target));
	put_member("address", trial_text(trial, text));
	put_member("family", family_word(trial->of->peer));
	put_outcome(trial->outcome, trial->err != 0 ? error_text(trial->err) : NULL);
	printf(", \"first\": %s", trial->first ? "true" : "false");
	put_number("lookup_ms", (double)trial->of->answer_us / 1000, true);
	put_number("start_ms", (double)trial->start_us / 1000, trial->start_us >= 0);
	put_number("connect_ms", (double)(trial->end_us - trial->start_us) / 1000, ended);
	put_connection(trial);
	put_series(&trial->series);
}

/* The same members: what looks for one finds it. There is no why where a signal came first. */
static void put_lookup(const struct target *t)
{
	static const struct series none = { NULL, 0, 0 };

	putchar('{');
	json_member(stdout, "target", t->text);
	fputs(", \"address\": null, \"family\": null", stdout);
	put_outcome(t->lookup, t->why[0] != '\0' ? t->why : NULL);
	fputs(", \"first\": false, \"lookup_ms\": null, \"start_ms\": null, \"connect_ms\": null, "
	      "\"local\": null, \"rtt_ms\": null, \"mss\": null, \"retransmitted\": null, "
	      "\"fastopen\": null, \"mptcp\": null",
	    stdout);
	put_series(&none);
}

void objects_print(const struct targets *of)
{
	for (size_t i = 0; i < of->n; i++) {
		const struct target *t = &of->list[i];
		bool any = false;

		for (int port = 0; port < t->ports; port++) {
			for (const struct candidate *c = t->candidates; c != NULL; c = c->next) {
				if (c->trials[port].round == 0)
					continue;
				put_trial(&c->trials[port]);
				any = true;
			}
		}
		if (t->lookup != OUTCOME_OPEN && (t->lookup != OUTCOME_NONE || !any))
			put_lookup(t);
	}
}
