/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_parse_hostserv() of any text: put together, what comes out is what went in; what is refused
 * changes nothing and leaves one record. Input: a byte of choices, the text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

enum { SERVICE_FIRST = 1, NO_HOST = 2, NO_SERVICE = 4 };

/* How a text may be put together. */
static const struct {
	bool host, service; /* whether it speaks of them */
	const char *before, *between;
} forms[] = {
	{ true, false, "", "" },
	{ true, false, "[", "]" },
	{ false, true, "", "" },
	{ true, true, "", ":" },
	{ true, true, "[", "]:" },
};

/* One output, and how it may have been spelt. */
struct part {
	bool told;
	const char *spellings[2];
};

static struct part part_of(const char *value, const char *untouched)
{
	if (value == untouched)
		return (struct part){ false, { "", "" } };
	if (value == NULL)
		return (struct part){ true, { "", "*" } };
	return (struct part){ true, { value, value } };
}

static bool is_put_together(
    const char *text, size_t form, const struct part *host, const struct part *service)
{
	size_t room = strlen(text) + 4;
	char *again = malloc(2 * room);
	bool same = false;

	CHECK(again != NULL);
	for (int i = 0; i < 4; i++) {
		snprintf(again, 2 * room, "%s%s%s%s", forms[form].before, host->spellings[i / 2],
		    forms[form].between, service->spellings[i % 2]);
		same = same || strcmp(again, text) == 0;
	}
	free(again);
	return same;
}

static bool is_the_text(const char *text, struct part host, struct part service)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (forms[i].host == host.told && forms[i].service == service.told &&
		    is_put_together(text, i, &host, &service))
			return true;
	}
	return false;
}

/* What was given back: untouched, any (NULL), or a piece of the text, neither empty nor "*". */
static void drop_part(char *part, char *untouched, const char *text)
{
	if (part == NULL || part == untouched)
		return;
	CHECK(strstr(text, part) != NULL);
	CHECK(part[0] != '\0' && strcmp(part, "*") != 0);
	OPENSSL_free(part);
}

static void check_parse(const char *text, unsigned choices)
{
	char old_host[] = "host", old_service[] = "service";
	char *host = old_host, *service = old_service;
	int r = BIO_parse_hostserv(text, choices & NO_HOST ? NULL : &host,
	    choices & NO_SERVICE ? NULL : &service,
	    choices & SERVICE_FIRST ? BIO_PARSE_PRIO_SERV : BIO_PARSE_PRIO_HOST);

	CHECK(r == 0 || r == 1);
	CHECK(r == 1 || (host == old_host && service == old_service));
	CHECK((choices & NO_HOST) == 0 || host == old_host);
	CHECK((choices & NO_SERVICE) == 0 || service == old_service);
	CHECK(drain_errors() == (r == 1 ? 0 : 1));
	if (r == 1 && (choices & (NO_HOST | NO_SERVICE)) == 0)
		CHECK(is_the_text(text, part_of(host, old_host), part_of(service, old_service)));
	drop_part(host, old_host, text);
	drop_part(service, old_service, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	unsigned choices = take_byte(&input);
	char *text = take_text(&input);

	check_parse(text, choices);
	free(text);
	return 0;
}
