/* SPDX-License-Identifier: Apache-2.0 */
/* ADDRESS as a dial takes it. */
#include "cmd/destination.h"

#include <errno.h>
#include <stdbool.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "cmd/say.h"
#include "cmd/unix_prefix.h"
#include "sys/net.h"

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

static bool add_all(biosock_dialer *dialer, const BIO_ADDRINFO *list)
{
	bool well = true;

	for (; list != NULL && well; list = BIO_ADDRINFO_next(list))
		well = biosock_dialer_add(dialer, BIO_ADDRINFO_address(list)) == 1;
	return well && biosock_dialer_no_more(dialer, AF_UNSPEC) == 1;
}

biosock_dialer *destination_dialer(
    const char *host, const char *service, const biosock_dial_options *options)
{
	biosock_dial_options known = *options;
	BIO_ADDRINFO *list = NULL;
	biosock_dialer *dialer;
	int err;

	if (host != NULL)
		return biosock_dialer_new(host, service, options);
	if (!BIO_lookup_ex(
	        NULL, service, BIO_LOOKUP_CLIENT, options->family, SOCK_STREAM, 0, &list))
		return NULL;
	known.family = AF_UNSPEC;
	dialer = biosock_dialer_new(NULL, NULL, &known);
	if (dialer != NULL && !add_all(dialer, list)) {
		err = errno;
		biosock_dialer_free(dialer);
		dialer = NULL;
		errno = err;
	}
	BIO_ADDRINFO_free(list);
	return dialer;
}
