/* SPDX-License-Identifier: Apache-2.0 */
/* From the words of the command line to targets, and what they came to. */
#include "cmd/targets.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "cmd/operand.h"
#include "cmd/say.h"
#include "cmd/unix_prefix.h"
#include "sys/net.h"

enum { MOST_PORT = 65535 };

/* The number at *at, which ends behind it; more than there are ports is just more. */
static int read_port(const char **at)
{
	int n = 0;

	for (; **at >= '0' && **at <= '9'; (*at)++) {
		if (n <= MOST_PORT)
			n = 10 * n + (**at - '0');
	}
	return n;
}

/* Whether the text is "80" or "1-1024", and those two, which are the same for the first. */
static bool read_range(const char *text, int *out_first, int *out_last)
{
	const char *at = text, *second;

	*out_first = *out_last = read_port(&at);
	if (at == text)
		return false;
	if (*at == '\0')
		return true;
	second = ++at;
	if (at[-1] != '-')
		return false;
	*out_last = read_port(&at);
	return at != second && *at == '\0';
}

static bool is_range(const char *text)
{
	int first, last;

	return read_range(text, &first, &last);
}

/* As "80-" or "-", which no service is called. */
static bool is_half_a_range(const char *text)
{
	return strchr(text, '-') != NULL && text[strspn(text, "0123456789-")] == '\0';
}

static int set_ports(struct target *out)
{
	int first = 0, last = 0;

	if (out->service == NULL) {
		say("'%s': a port is missing", out->text);
		return STATUS_USAGE;
	}
	if (!read_range(out->service, &first, &last)) {
		if (!is_half_a_range(out->service))
			return STATUS_OK;
		say("'%s': a range of ports is its first and its last: 1-1024", out->text);
		return STATUS_USAGE;
	}
	if (first > MOST_PORT || last > MOST_PORT) {
		say("'%s': there are no ports above %d", out->text, MOST_PORT);
		return STATUS_USAGE;
	}
	if (last < first) {
		say("'%s': the first port of a range is the lower one", out->text);
		return STATUS_USAGE;
	}
	out->port = first;
	out->ports = last - first + 1;
	out->service[strcspn(out->service, "-")] = '\0';
	return STATUS_OK;
}

static int take_apart(struct target *out)
{
	out->ports = 1;
	if (!biosock_parse_address(out->text, &out->host, &out->service))
		return endpoints_refuse(out->text);
	out->is_unix = unix_name(out->text) != NULL;
	return out->is_unix ? STATUS_OK : set_ports(out);
}

static int read_target(struct target *out, const char *word, const char *port)
{
	char room[OPERAND_ROOM], ports[OPERAND_ROOM];
	const char *text;
	int status;

	snprintf(ports, sizeof(ports), ":%s", word);
	text = port == NULL && is_range(word) && strlen(word) < OPERAND_ROOM - 1
	           ? ports
	           : operand_address(word, port, room);
	if (text == NULL)
		return STATUS_USAGE;
	out->text = strdup(text);
	if (out->text == NULL) {
		say_errno("probe", ENOMEM);
		return STATUS_FAILED;
	}
	status = take_apart(out);
	if (status != STATUS_OK)
		return status;
	out->lookup = OUTCOME_NONE;
	out->last = &out->candidates;
	out->unopened = (size_t)out->ports;
	out->open = calloc((size_t)out->ports, sizeof(*out->open));
	if (out->open != NULL)
		return STATUS_OK;
	say_errno("probe", ENOMEM);
	return STATUS_FAILED;
}

/* Two words can be a host and its port, or its range of ports. */
static bool is_pair(const struct probe_settings *settings)
{
	char *const *word = settings->addresses;

	return settings->n == 2 && is_range(word[1]) && !is_range(word[0]) &&
	       operand_is_pair(word[0], word[1]) && word[0][0] != '/' && word[0][0] != '.';
}

int targets_read(struct targets *out, const struct settings *settings)
{
	const struct probe_settings *probe = &settings->probe;
	bool pair = is_pair(probe);
	int status = STATUS_OK;

	out->n = pair ? 1 : (size_t)probe->n;
	out->list = calloc(out->n, sizeof(*out->list));
	if (out->list == NULL) {
		say_errno("probe", ENOMEM);
		return STATUS_FAILED;
	}
	for (size_t i = 0; i < out->n && status == STATUS_OK; i++) {
		out->list[i].multipath = (settings->dial.flags & BIOSOCK_MPTCP) != 0;
		status = read_target(
		    &out->list[i], probe->addresses[i], pair ? probe->addresses[1] : NULL);
	}
	if (status != STATUS_OK)
		targets_fini(out);
	return status;
}

static void free_candidate(struct candidate *c, int ports)
{
	for (int i = 0; c->trials != NULL && i < ports; i++) {
		series_fini(&c->trials[i].series);
		free(c->trials[i].local);
	}
	free(c->trials);
	BIO_ADDR_free(c->peer);
	free(c);
}

void targets_fini(struct targets *of)
{
	for (size_t i = 0; i < of->n; i++) {
		struct target *target = &of->list[i];
		struct candidate *next;

		for (struct candidate *c = target->candidates; c != NULL; c = next) {
			next = c->next;
			free_candidate(c, target->ports);
		}
		free(target->open);
		free(target->text);
		OPENSSL_free(target->host);
		OPENSSL_free(target->service);
	}
	free(of->list);
	*of = (struct targets){ NULL, 0 };
}

static struct candidate *new_candidate(struct target *of, const BIO_ADDR *peer)
{
	struct candidate *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->of = of;
	c->peer = BIO_ADDR_dup(peer);
	c->trials = calloc((size_t)of->ports, sizeof(*c->trials));
	if (c->peer == NULL || c->trials == NULL) {
		free_candidate(c, 0);
		return NULL;
	}
	for (int i = 0; i < of->ports; i++)
		c->trials[i] = (struct trial){ .of = c, .port = i, .outcome = OUTCOME_NONE };
	address_text(peer, c->text);
	*of->last = c;
	of->last = &c->next;
	return c;
}

struct candidate *target_candidate(struct target *of, const BIO_ADDR *peer)
{
	char text[ADDRESS_TEXT];

	address_text(peer, text);
	for (struct candidate *c = of->candidates; c != NULL; c = c->next) {
		if (strcmp(c->text, text) == 0)
			return c;
	}
	return new_candidate(of, peer);
}

/* By way of text, which keeps the scope of an address that has one. */
BIO_ADDR *trial_peer(const struct trial *trial)
{
	const BIO_ADDR *first = trial->of->peer;
	BIO_ADDRINFO *list = NULL;
	BIO_ADDR *peer = NULL;
	char *host, service[16];

	if (trial->port == 0)
		return BIO_ADDR_dup(first);
	host = BIO_ADDR_hostname_string(first, 1);
	snprintf(service, sizeof(service), "%d", trial->of->of->port + trial->port);
	if (host != NULL && BIO_lookup(host, service, BIO_LOOKUP_CLIENT, BIO_ADDR_family(first),
	                        SOCK_STREAM, &list))
		peer = BIO_ADDR_dup(BIO_ADDRINFO_address(list));
	BIO_ADDRINFO_free(list);
	OPENSSL_free(host);
	ERR_clear_error();
	return peer;
}

/* The text up to its last colon, and the port. */
static void put_port(const char *text, int port, char *out, size_t size)
{
	const char *colon = strrchr(text, ':');

	snprintf(out, size, "%.*s:%d", (int)(colon != NULL ? colon - text : 0), text, port);
}

const char *target_port_text(const struct target *of, int port, char out[TARGET_TEXT])
{
	if (of->ports == 1)
		return of->text;
	put_port(of->text, of->port + port, out, TARGET_TEXT);
	return out;
}

const char *trial_text(const struct trial *trial, char out[ADDRESS_TEXT])
{
	if (trial->of->of->ports == 1)
		return trial->of->text;
	put_port(trial->of->text, trial->of->of->port + trial->port, out, ADDRESS_TEXT);
	return out;
}

enum outcome target_port_outcome(const struct target *of, int port)
{
	enum outcome best = of->lookup != OUTCOME_OPEN ? of->lookup : OUTCOME_NONE;

	if (of->open[port])
		return OUTCOME_OPEN;
	for (const struct candidate *c = of->candidates; c != NULL; c = c->next) {
		if (c->trials[port].outcome < best)
			best = c->trials[port].outcome;
	}
	return best;
}

enum outcome targets_outcome(const struct targets *of, bool all)
{
	enum outcome best = OUTCOME_NONE;
	bool each = true;

	for (size_t i = 0; i < of->n; i++) {
		for (int port = 0; port < of->list[i].ports; port++) {
			enum outcome outcome = target_port_outcome(&of->list[i], port);

			each = each && outcome == OUTCOME_OPEN;
			if ((!all || outcome != OUTCOME_OPEN) && outcome < best)
				best = outcome;
		}
	}
	return each ? OUTCOME_OPEN : best;
}
