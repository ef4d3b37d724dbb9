/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of AF_UNIX as people write them. */
#include "addr/unix_name.h"

#include <errno.h>
#include <string.h>

#include "sys/abstract.h"

static const char prefix[] = "unix:";

const char *addr_unix_name(const char *host)
{
	size_t n = sizeof(prefix) - 1;

	return host != NULL && strncmp(host, prefix, n) == 0 ? host + n : NULL;
}

bool addr_is_nameless(const char *name)
{
	return strcmp(name + (name[0] == '@'), "") == 0;
}

static int refuse(struct err_place place, int reason, int err, const char *why)
{
	err_raise_texts(place, ERR_LIB_BIO, reason, why, NULL);
	errno = err;
	return 0;
}

/* Of an abstract name the '@' stands for a NUL. */
int addr_read_unix(struct err_place place, const char *name, BIO_ADDR *out)
{
	size_t len = strlen(name);
	char raw[sizeof(out->s_un.sun_path) + 1];

	if (addr_is_nameless(name))
		return refuse(place, BIO_R_INVALID_ARGUMENT, EINVAL, "empty path");
	if (name[0] == '@' && !sys_has_abstract_names())
		return refuse(place, BIO_R_INVALID_ARGUMENT, EOPNOTSUPP, "no abstract names");
	if (len < sizeof(raw))
		memcpy(raw, name, len);
	if (name[0] == '@')
		raw[0] = '\0';
	if (len >= sizeof(raw) || !BIO_ADDR_rawmake(out, AF_UNIX, raw, len, 0))
		return refuse(place, BIO_R_LENGTH_TOO_LONG, ENAMETOOLONG, "path too long");
	return 1;
}
