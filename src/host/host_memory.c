/* SPDX-License-Identifier: Apache-2.0 */
#include "host/host_memory.h"

#include <stdatomic.h>
#include <string.h>

#include "host/record.h"

/* Whether the host tells of failed allocations itself, as is seen when the first one fails. */
enum { NOT_KNOWN, TELLS, SAYS_NOTHING };
static atomic_int host_is;

static bool host_tells(struct err_place place)
{
	int is = atomic_load(&host_is);

	if (is != NOT_KNOWN)
		return is == TELLS;
	is = host_newest_is(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE) && host_newest_is_of(place)
	         ? TELLS
	         : SAYS_NOTHING;
	atomic_store(&host_is, is);
	return is == TELLS;
}

void host_memory_failed(struct err_place place)
{
	err_raise(place, ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE);
}

/* In the name of the caller, whose function is not known. */
static void *checked(void *bytes, size_t n, struct err_place place)
{
	if (bytes != NULL || n == 0)
		return bytes;
	if (host_tells(place))
		host_count_record();
	else
		host_memory_failed(place);
	return NULL;
}

void *host_malloc(size_t n, struct err_place place)
{
	return checked(CRYPTO_malloc(n, err_file_name(place.file), place.line), n, place);
}

void *host_zalloc(size_t n, struct err_place place)
{
	void *bytes = host_malloc(n, place);

	return bytes != NULL ? memset(bytes, 0, n) : NULL;
}

void *host_realloc(void *before, size_t n, struct err_place place)
{
	return checked(CRYPTO_realloc(before, n, err_file_name(place.file), place.line), n, place);
}

char *host_strndup(const char *text, size_t n, struct err_place place)
{
	size_t length = 0;
	char *copy;

	if (text == NULL)
		return NULL;
	while (length < n && text[length] != '\0')
		length++;
	copy = host_malloc(length + 1, place);
	if (copy == NULL)
		return NULL;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return copy;
}

char *host_strdup(const char *text, struct err_place place)
{
	return host_strndup(text, (size_t)-1, place);
}
