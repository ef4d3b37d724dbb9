/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as people write them: biosock_parse_address(3). */
#include "addr/spelling.h"

#include <errno.h>
#include <string.h>

#include <biosock.h>

#include "addr/escape.h"
#include "sys/abstract.h"

static const char prefix[] = "unix:";

enum { PREFIX = sizeof(prefix) - 1, SHOWN = 384 };

bool addr_is_unix(const char *host)
{
	return host != NULL && strncmp(host, prefix, PREFIX) == 0;
}

static int refuse(struct err_place place, int reason, int err, const char *text)
{
	char shown[SHOWN];

	addr_escape(text, strlen(text), shown, sizeof(shown));
	err_raise_texts(place, ERR_LIB_BIO, reason, shown, NULL);
	errno = err;
	return 0;
}

static bool is_nameless(const char *host)
{
	return strcmp(host + PREFIX, "") == 0 || strcmp(host + PREFIX, "@") == 0;
}

/* Of an abstract name the '@' stands for a NUL. */
int addr_read_unix(struct err_place place, const char *host, BIO_ADDR *out)
{
	const char *name = host + PREFIX;
	size_t len = strlen(name);
	char raw[sizeof(out->s_un.sun_path) + 1];

	if (is_nameless(host))
		return refuse(place, BIO_R_MALFORMED_HOST_OR_SERVICE, EINVAL, host);
	if (name[0] == '@' && !sys_has_abstract_names())
		return refuse(place, BIO_R_INVALID_ARGUMENT, EOPNOTSUPP, host);
	if (len < sizeof(raw))
		memcpy(raw, name, len);
	if (name[0] == '@')
		raw[0] = '\0';
	if (len >= sizeof(raw) || !BIO_ADDR_rawmake(out, AF_UNIX, raw, len, 0))
		return refuse(place, BIO_R_LENGTH_TOO_LONG, ENAMETOOLONG, host);
	return 1;
}

static int copy_unix(struct err_place place, const char *text, char **out_host)
{
	if (is_nameless(text))
		return refuse(place, BIO_R_MALFORMED_HOST_OR_SERVICE, EINVAL, text);
	*out_host = OPENSSL_strdup(text);
	return *out_host != NULL;
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
	ok = addr_is_unix(text)
	         ? copy_unix(place, text, out_host)
	         : addr_split(place, text, out_host, out_service, BIO_PARSE_PRIO_HOST);
	no_memory = !ok && err_newest_is(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE);
	errno = ok ? before : no_memory ? ENOMEM : EINVAL;
	return ok;
}
