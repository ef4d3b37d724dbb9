/* SPDX-License-Identifier: Apache-2.0 */
/* The flags by name. */
#include "cmd/flag_names.h"

#include <stdio.h>
#include <string.h>

#include <biosock.h>
#include <openssl/bio.h>

static const struct {
	int flag;
	const char *name;
} flag_names[] = {
	{ BIO_SOCK_KEEPALIVE, "keepalive" },
	{ BIO_SOCK_NODELAY, "nodelay" },
	{ BIO_SOCK_NONBLOCK, "nonblock" },
	{ BIO_SOCK_REUSEADDR, "reuseaddr" },
	{ BIO_SOCK_TFO, "tfo" },
	{ BIO_SOCK_V6_ONLY, "v6only" },
	{ BIOSOCK_MPTCP, "mptcp" },
	{ BIOSOCK_REUSEPORT, "reuseport" },
};

void flags_text(int flags, char *out, size_t size)
{
	size_t n = 0;

	snprintf(out, size, "none");
	for (size_t i = 0; i < sizeof(flag_names) / sizeof(flag_names[0]); i++) {
		if ((flags & flag_names[i].flag) == 0 || n >= size)
			continue;
		n += (size_t)snprintf(
		    out + n, size - n, "%s%s", n > 0 ? " " : "", flag_names[i].name);
	}
}
