/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as people write them: biosock_parse_address(3). */
#include "addr/spelling.h"

#include <errno.h>

#include <biosock.h>

#include "addr/refuse_text.h"
#include "addr/unix_name.h"

static int copy_unix(struct err_place place, const char *text, char **out_host)
{
	if (addr_is_nameless(addr_unix_name(text)))
		return addr_refuse_text(place, BIO_R_MALFORMED_HOST_OR_SERVICE, "", text, NULL);
	*out_host = OPENSSL_strdup(text);
	return *out_host != NULL;
}

/* A host that is nobody's: an empty variable between the brackets is not to mean everywhere. */
static bool has_empty_brackets(const char *text)
{
	return text[0] == '[' && text[1] == ']';
}

int biosock_parse_address(const char *text, char **out_host, char **out_service)
{
	struct err_place place = ERR_PLACE;
	int before = errno;
	bool no_memory, ok;

	if (out_host != NULL)
		*out_host = NULL;
	if (out_service != NULL)
		*out_service = NULL;
	if (text == NULL || out_host == NULL || out_service == NULL)
		return err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	if (has_empty_brackets(text))
		ok = addr_refuse_text(place, BIO_R_MALFORMED_HOST_OR_SERVICE, "", text, NULL);
	else if (addr_unix_name(text) != NULL)
		ok = copy_unix(place, text, out_host);
	else
		ok = addr_split(place, text, out_host, out_service, BIO_PARSE_PRIO_HOST);
	no_memory = !ok && err_newest_is(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE);
	errno = ok ? before : no_memory ? ENOMEM : EINVAL;
	return ok;
}
