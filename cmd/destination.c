/* SPDX-License-Identifier: Apache-2.0 */
/* ADDRESS as a dial takes it. */
#include "cmd/destination.h"

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

/* NULL, with errno, if not all went well so far, or does now. */
static biosock_dialer *with_no_more(biosock_dialer *dialer, bool well)
{
	if (well && biosock_dialer_no_more(dialer, AF_UNSPEC) == 1)
		return dialer;
	biosock_dialer_free(dialer);
	return NULL;
}

biosock_dialer *destination_dialer_to(const BIO_ADDR *addr, const biosock_dial_options *options)
{
	biosock_dialer *dialer = biosock_dialer_new(NULL, NULL, options);

	return with_no_more(dialer, dialer != NULL && biosock_dialer_add(dialer, addr) == 1);
}

biosock_dialer *destination_dialer(
    const char *host, const char *service, const biosock_dial_options *options)
{
	biosock_dial_options known = *options;
	BIO_ADDRINFO *list = NULL;
	biosock_dialer *dialer;
	bool well;

	if (host != NULL)
		return biosock_dialer_new(host, service, options);
	if (!BIO_lookup_ex(
	        NULL, service, BIO_LOOKUP_CLIENT, options->family, SOCK_STREAM, 0, &list))
		return NULL;
	known.family = AF_UNSPEC;
	dialer = biosock_dialer_new(NULL, NULL, &known);
	well = dialer != NULL;
	for (const BIO_ADDRINFO *at = list; at != NULL && well; at = BIO_ADDRINFO_next(at))
		well = biosock_dialer_add(dialer, BIO_ADDRINFO_address(at)) == 1;
	dialer = with_no_more(dialer, well);
	BIO_ADDRINFO_free(list);
	return dialer;
}
