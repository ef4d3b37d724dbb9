/* SPDX-License-Identifier: Apache-2.0 */
#include "bio/answers.h"

#include <netdb.h>
#include <stddef.h>
#include <string.h>

#include "support/interpose.h"

typedef int getaddrinfo_fn(const char *, const char *, const struct addrinfo *, struct addrinfo **);

/* A NULL ends it. */
static const char *answers[4];

int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	getaddrinfo_fn *next = NEXT(getaddrinfo);
	struct addrinfo numeric = *hints;
	int failed = EAI_NONAME, n = 0;

	if (host == NULL || strcmp(host, "names.invalid") != 0)
		return next(host, service, hints, out);
	numeric.ai_flags = AI_NUMERICHOST;
	*out = NULL;
	for (const char **one = answers; *one != NULL; one++) {
		struct addrinfo *found = NULL;

		/* One of another family than is asked for is none. */
		failed = next(*one, service, &numeric, &found);
		if (failed != 0)
			continue;
		*out = found;
		out = &found->ai_next;
		n++;
	}
	return n > 0 ? 0 : failed;
}

void answers_are(const char *first, const char *second, const char *third)
{
	answers[0] = first;
	answers[1] = second;
	answers[2] = third;
}
