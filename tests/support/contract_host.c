/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A contract case over a host's BIO, where all of them must pass but what
 * tests/host/differences.tsv lists: the host's part in them is the host's. These are skipped,
 * visibly, with the reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <openssl/err.h>

#include "support/contract_run.h"

bool contract_is_oracle(void)
{
	return false;
}

void contract_limit_oracle(unsigned int seconds)
{
	(void)seconds;
}

bool contract_is_host(void)
{
	return true;
}

/* The next field of a line that ends in a tab or a newline. */
static char *field(char **line)
{
	char *text = *line;
	size_t n = strcspn(text, "\t\n");

	*line += n + (text[n] != '\0');
	text[n] = '\0';
	return text;
}

/* "host30,host36", or "*" for all. */
static bool is_for_this_host(const char *hosts)
{
	return strcmp(hosts, "*") == 0 || strstr(hosts, BIOSOCK_TEST_HOST) != NULL;
}

/* Why the host differs in this case; NULL if it does not. Static. */
static const char *difference(const char *name)
{
	static char line[400];
	FILE *list = fopen(BIOSOCK_TEST_DATA "/../host/differences.tsv", "r");
	const char *why = NULL;

	if (list == NULL)
		fail_msg("there is no list of the hosts' differences");
	while (why == NULL && fgets(line, sizeof(line), list) != NULL) {
		char *rest = line;
		const char *hosts = field(&rest);
		const char *suite = field(&rest);
		const char *what = field(&rest);

		if (is_for_this_host(hosts) && strcmp(suite, contract_suite()) == 0 &&
		    strcmp(what, name) == 0)
			why = field(&rest);
	}
	fclose(list);
	return why;
}

/*
 * A host's stack keeps the memory of records that were taken off it: it is to have all that it will
 * ever keep, so that what a case finds missing is the case's.
 */
static void settle_stack(void)
{
	for (int i = 0; i < 20; i++)
		ERR_raise_data(
		    ERR_LIB_USER, 1, "%s", "calling getaddrinfo(): a name of some length");
	ERR_clear_error();
}

void contract_run(const struct contract_case *c)
{
	const char *why = difference(c->name);

	settle_stack();
	if (why != NULL) {
		print_message("           the host: %s\n", why);
		skip();
	}
	contract_run_here(c);
	if (contract_failures() > 0)
		fail_msg("%d of its checks failed", contract_failures());
}
