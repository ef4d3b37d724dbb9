/* SPDX-License-Identifier: Apache-2.0 */
/* "host:service" taken apart: BIO_parse_hostserv(3). */
#include <errno.h>
#include <string.h>

#include "addr/literal.h"
#include "addr/refuse_text.h"
#include "addr/spelling.h"
#include "err/raise.h"

/* A piece of the text; start NULL: the text does not speak of it. */
struct part {
	const char *start;
	size_t n;
};

struct hostserv {
	struct part host;
	struct part service;
};

static struct part whole(const char *text)
{
	return (struct part){ text, strlen(text) };
}

/* "[host]", then nothing or ":service". All return 0, or the reason why not. */
static int split_bracketed(const char *text, struct hostserv *out)
{
	const char *close = strchr(text, ']');

	if (close == NULL)
		return BIO_R_MALFORMED_HOST_OR_SERVICE;
	out->host = (struct part){ text + 1, (size_t)(close - text - 1) };
	if (close[1] == '\0')
		return 0;
	if (close[1] != ':' || strchr(close + 2, ':') != NULL)
		return BIO_R_MALFORMED_HOST_OR_SERVICE;
	out->service = whole(close + 2);
	return 0;
}

static int split_plain(const char *text, bool host_first, struct hostserv *out)
{
	const char *colon = strchr(text, ':');

	if (colon == NULL) {
		*(host_first ? &out->host : &out->service) = whole(text);
		return 0;
	}
	if (strchr(colon + 1, ':') == NULL) {
		out->host = (struct part){ text, (size_t)(colon - text) };
		out->service = whole(colon + 1);
		return 0;
	}
	if (!host_first || !addr_is_v6_literal(text))
		return BIO_R_AMBIGUOUS_HOST_OR_SERVICE;
	out->host = whole(text);
	return 0;
}

/* Nothing and "*" stand for any: NULL. False, with a record, only if memory runs out. */
static bool own(struct part part, char **out)
{
	bool any = part.n == 0 || (part.n == 1 && part.start[0] == '*');

	*out = any ? NULL : OPENSSL_strndup(part.start, part.n);
	return any || *out != NULL;
}

int addr_split(struct err_place place, const char *hostserv, char **host, char **service,
    enum BIO_hostserv_priorities priority)
{
	struct hostserv parts = { { NULL, 0 }, { NULL, 0 } };
	char *new_host = NULL, *new_service = NULL;
	int reason;

	if (hostserv == NULL)
		return err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	reason = hostserv[0] == '['
	             ? split_bracketed(hostserv, &parts)
	             : split_plain(hostserv, priority == BIO_PARSE_PRIO_HOST, &parts);
	if (reason != 0)
		return addr_refuse_text(place, reason, "", hostserv, NULL);
	if ((host != NULL && !own(parts.host, &new_host)) ||
	    (service != NULL && !own(parts.service, &new_service))) {
		OPENSSL_free(new_host);
		return 0;
	}
	if (host != NULL && parts.host.start != NULL)
		*host = new_host;
	if (service != NULL && parts.service.start != NULL)
		*service = new_service;
	return 1;
}

int BIO_parse_hostserv(
    const char *hostserv, char **host, char **service, enum BIO_hostserv_priorities hostserv_prio)
{
	return addr_split(ERR_PLACE, hostserv, host, service, hostserv_prio);
}
