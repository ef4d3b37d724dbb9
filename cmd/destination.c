/* SPDX-License-Identifier: Apache-2.0 */
/* ADDRESS as a dial takes it. */
#include "cmd/destination.h"

#include <biosock.h>
#include <openssl/crypto.h>

#include "cmd/say.h"
#include "cmd/unix_prefix.h"

int destination_read(struct destination *out, const char *address, const struct settings *settings)
{
	char *host = NULL, *service = NULL;

	*out = (struct destination){ .host = NULL };
	if (!biosock_parse_address(address, &host, &service))
		return endpoints_refuse(address);
	if (unix_name(host) != NULL) {
		OPENSSL_free(host);
		OPENSSL_free(service);
		return endpoints_find(&out->path, address, settings);
	}
	out->host = host;
	out->service = service;
	if (service != NULL)
		return STATUS_OK;
	say("'%s': a port is missing", address);
	return STATUS_USAGE;
}

void destination_fini(struct destination *of)
{
	endpoints_fini(&of->path);
	OPENSSL_free(of->host);
	OPENSSL_free(of->service);
	*of = (struct destination){ .host = NULL };
}
