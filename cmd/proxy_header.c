/* SPDX-License-Identifier: Apache-2.0 */
/* Both versions of the header. */
#include "cmd/proxy_header.h"

#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>

#include "sys/net.h"

enum { UNIX_PATH = 108, FIXED_PART = 16, LENGTH_AT = 14, COMMAND_PROXY = 0x21 };

static const char signature[] = "\r\n\r\n\0\r\nQUIT\n";

/* The format knows no scope of a link-local address. */
static char *host_of(const BIO_ADDR *addr)
{
	char *host = BIO_ADDR_hostname_string(addr, 1),
	     *scope = host != NULL ? strchr(host, '%') : NULL;

	if (scope != NULL)
		*scope = '\0';
	return host;
}

/*
 * A peer of the other family, as a socket of both shows it, cannot be told; it is not known then.
 */
static size_t text_header(const BIO_ADDR *peer, const BIO_ADDR *local, char *out)
{
	int family = BIO_ADDR_family(peer);
	char *from = host_of(peer), *to = host_of(local);
	int n = 0;

	if (family != AF_UNIX && family == BIO_ADDR_family(local) && from != NULL && to != NULL)
		n = snprintf(out, PROXY_HEADER_ROOM, "PROXY %s %s %s %u %u\r\n",
		    family == AF_INET6 ? "TCP6" : "TCP4", from, to, ntohs(BIO_ADDR_rawport(peer)),
		    ntohs(BIO_ADDR_rawport(local)));
	else
		n = snprintf(out, PROXY_HEADER_ROOM, "PROXY UNKNOWN\r\n");
	OPENSSL_free(from);
	OPENSSL_free(to);
	return (size_t)n;
}

/* An address of `size` bytes, zeroes if there is none that long. Returns where the next begins. */
static char *put_address(char *at, const BIO_ADDR *addr, size_t size)
{
	char raw[256] = { 0 };
	size_t length = 0;

	if (BIO_ADDR_rawaddress(addr, NULL, &length) && length <= size)
		BIO_ADDR_rawaddress(addr, raw, &length);
	memcpy(at, raw, size);
	return at + size;
}

static char *put_port(char *at, const BIO_ADDR *addr)
{
	unsigned short port = BIO_ADDR_rawport(addr);

	memcpy(at, &port, sizeof(port));
	return at + sizeof(port);
}

static size_t binary_header(const BIO_ADDR *peer, const BIO_ADDR *local, char *out)
{
	static const struct {
		int family;
		char what; /* family and stream */
		size_t size;
	} families[] = { { AF_INET, 0x11, 4 }, { AF_INET6, 0x21, 16 },
		{ AF_UNIX, 0x31, UNIX_PATH } };
	int family = BIO_ADDR_family(peer) == BIO_ADDR_family(local) ? BIO_ADDR_family(peer) : -1;
	char *at = out + FIXED_PART;

	memset(out, 0, FIXED_PART);
	memcpy(out, signature, sizeof(signature) - 1);
	out[sizeof(signature) - 1] = COMMAND_PROXY;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (families[i].family != family)
			continue;
		out[sizeof(signature)] = families[i].what;
		at = put_address(at, peer, families[i].size);
		at = put_address(at, local, families[i].size);
		if (family != AF_UNIX)
			at = put_port(put_port(at, peer), local);
	}
	out[LENGTH_AT + 1] = (char)(at - out - FIXED_PART);
	return (size_t)(at - out);
}

size_t proxy_header(int version, const BIO_ADDR *peer, const BIO_ADDR *local, char *out)
{
	return version == 1 ? text_header(peer, local, out) : binary_header(peer, local, out);
}
