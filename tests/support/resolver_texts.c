/* SPDX-License-Identifier: Apache-2.0 */
/* The errors of getaddrinfo(3) in glibc's words, and in this C library's. */
#include "support/resolver_texts.h"

#include <netdb.h>
#include <stddef.h>
#include <string.h>

#include "support/errno_names.h"

/* No other C library's resolver tells it from EAI_NONAME or, musl's of 1.2.5, EAI_NODATA. */
#if !defined(__GLIBC__) || !defined(EAI_ADDRFAMILY)
#undef EAI_ADDRFAMILY
#define EAI_ADDRFAMILY EAI_NONAME
#endif
#if defined(__GLIBC__) || !defined(EAI_NODATA)
#undef EAI_NODATA
#define EAI_NODATA EAI_ADDRFAMILY
#endif

/* No resolver has this one. */
enum { NO_ERROR_OF_ITS = -9999 };

static const struct text {
	const char *glibc;
	int code;
} texts[] = {
	{ "Address family for hostname not supported", EAI_ADDRFAMILY },
	{ "Address family for hostname not supported", EAI_NODATA },
	{ "Temporary failure in name resolution", EAI_AGAIN },
	{ "Bad value for ai_flags", EAI_BADFLAGS },
	{ "Non-recoverable failure in name resolution", EAI_FAIL },
	{ "ai_family not supported", EAI_FAMILY },
	{ "Memory allocation failure", EAI_MEMORY },
	{ "Name or service not known", EAI_NONAME },
	{ "Servname not supported for ai_socktype", EAI_SERVICE },
	{ "ai_socktype not supported", EAI_SOCKTYPE },
	{ "Unknown error", EAI_OVERFLOW }, /* before glibc 2.41 */
	{ "Result too large for supplied buffer", EAI_OVERFLOW },
	{ "Unknown error", NO_ERROR_OF_ITS },
};

/* The one that `words` begin with, and *theirs with what it is here; else NULL. */
static const struct text *find(const char *words, const char *theirs)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *here = gai_strerror(texts[i].code);

		if (strncmp(words, texts[i].glibc, strlen(texts[i].glibc)) == 0 &&
		    strncmp(theirs, here, strlen(here)) == 0)
			return &texts[i];
	}
	return NULL;
}

bool resolver_texts_match(const char *got, const char *want)
{
	while (*want != '\0') {
		const struct text *text = find(want, got);
		size_t here, n = record_words(want, got, &here);

		if (n != 0) {
			want += n;
			got += here;
		} else if (text != NULL) {
			want += strlen(text->glibc);
			got += strlen(gai_strerror(text->code));
		} else if (*got++ != *want++) {
			return false;
		}
	}
	return *got == '\0';
}

size_t resolver_texts_length(const char *data)
{
	const char *more = strstr(data, ": ");

	for (size_t i = 0; more != NULL && i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *here = gai_strerror(texts[i].code);

		if (strncmp(data, here, strlen(here)) == 0 && data + strlen(here) == more)
			return strlen(here);
	}
	return strlen(data);
}
