/* SPDX-License-Identifier: Apache-2.0 */
/* From ADDRESS to endpoints, and back to text. */
#include "cmd/endpoints.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "cmd/say.h"
#include "cmd/unix_prefix.h"
#include "sys/net.h"

enum { NAME_ROOM = 256 };

/* Takes a copy of addr. */
static bool add(struct endpoints *to, const BIO_ADDR *addr, int socktype, int protocol)
{
	struct endpoint *list = realloc(to->list, (to->n + 1) * sizeof(*list));
	BIO_ADDR *copy = BIO_ADDR_dup(addr);

	if (list != NULL)
		to->list = list;
	if (list == NULL || copy == NULL) {
		BIO_ADDR_free(copy);
		return false;
	}
	to->list[to->n++] = (struct endpoint){ copy, BIO_ADDR_family(addr), socktype, protocol };
	return true;
}

/*
 * Some resolvers say an address twice: glibc does for localhost in /etc/hosts as 127.0.0.1 and ::1.
 */
static bool has(const struct endpoints *of, const BIO_ADDR *addr)
{
	char text[ADDRESS_TEXT], other[ADDRESS_TEXT];

	address_text(addr, text);
	for (size_t i = 0; i < of->n; i++) {
		address_text(of->list[i].addr, other);
		if (strcmp(text, other) == 0)
			return true;
	}
	return false;
}

static int add_all(struct endpoints *to, const BIO_ADDRINFO *list)
{
	for (; list != NULL; list = BIO_ADDRINFO_next(list)) {
		if (has(to, BIO_ADDRINFO_address(list)))
			continue;
		if (!add(to, BIO_ADDRINFO_address(list), BIO_ADDRINFO_socktype(list),
		        BIO_ADDRINFO_protocol(list))) {
			say_errno("lookup", ENOMEM);
			return STATUS_FAILED;
		}
	}
	return STATUS_OK;
}

/* unix:@NAME: a name whose '@' stands for a NUL. */
static int find_abstract(struct endpoints *out, const char *address, int socktype)
{
	char *raw = OPENSSL_strdup(unix_name(address));
	BIO_ADDR *addr = BIO_ADDR_new();
	int status = STATUS_FAILED;

	if (raw == NULL || addr == NULL) {
		say_errno("lookup", ENOMEM);
	} else {
		size_t len = strlen(raw);

		raw[0] = '\0';
		if (!BIO_ADDR_rawmake(addr, AF_UNIX, raw, len, 0))
			say("lookup %s: name too long, or none on this system", address);
		else if (add(out, addr, socktype, 0))
			status = STATUS_OK;
	}
	BIO_ADDR_free(addr);
	OPENSSL_free(raw);
	return status;
}

static int find_path(struct endpoints *out, const char *address, int socktype)
{
	BIO_ADDRINFO *list = NULL;
	int status;

	if (!BIO_lookup(unix_name(address), NULL, BIO_LOOKUP_SERVER, AF_UNIX, socktype, &list)) {
		say_failure("lookup", address);
		return STATUS_FAILED;
	}
	status = add_all(out, list);
	BIO_ADDRINFO_free(list);
	return status;
}

/* What the text lacks. */
int endpoints_refuse(const char *address)
{
	const char *name = unix_name(address);

	if (ERR_GET_REASON(ERR_peek_error()) == ERR_R_MALLOC_FAILURE) {
		say_failure("lookup", address);
		return STATUS_FAILED;
	}
	ERR_clear_error();
	if (name == NULL)
		say("'%s' is no ADDRESS: write host:port, [v6]:port, :port or unix:PATH", address);
	else if (name[0] == '@')
		say("'%s': a NAME is missing after '@'", address);
	else
		say("'%s': a PATH or @NAME is missing", address);
	return STATUS_USAGE;
}

/* An address to connect from may have no port. */
static int find_internet(struct endpoints *out, const char *address, const char *host,
    const char *service, const struct settings *settings)
{
	BIO_ADDRINFO *list = NULL;
	int status;

	if (!BIO_lookup(host, service != NULL ? service : "0", BIO_LOOKUP_SERVER,
	        settings->dial.family, settings->dial.socktype, &list)) {
		say_failure("lookup", address);
		return STATUS_FAILED;
	}
	status = add_all(out, list);
	BIO_ADDRINFO_free(list);
	return status;
}

int endpoints_find(struct endpoints *out, const char *address, const struct settings *settings)
{
	const char *name = unix_name(address);
	char *host, *service;
	int status;

	*out = (struct endpoints){ NULL, 0 };
	if (!biosock_parse_address(address, &host, &service))
		return endpoints_refuse(address);
	if (name == NULL)
		status = find_internet(out, address, host, service, settings);
	else if (name[0] == '@')
		status = find_abstract(out, address, settings->dial.socktype);
	else
		status = find_path(out, address, settings->dial.socktype);
	OPENSSL_free(host);
	OPENSSL_free(service);
	if (status != STATUS_OK)
		endpoints_fini(out);
	return status;
}

void endpoints_fini(struct endpoints *of)
{
	for (size_t i = 0; i < of->n; i++)
		BIO_ADDR_free(of->list[i].addr);
	free(of->list);
	*of = (struct endpoints){ NULL, 0 };
}

void address_unmap(BIO_ADDR *addr)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	unsigned char raw[16];
	size_t len = 0;

	if (BIO_ADDR_family(addr) != AF_INET6 || !BIO_ADDR_rawaddress(addr, NULL, &len) ||
	    len != sizeof(raw) || !BIO_ADDR_rawaddress(addr, raw, &len) ||
	    memcmp(raw, mapped, sizeof(mapped)) != 0)
		return;
	BIO_ADDR_rawmake(addr, AF_INET, raw + sizeof(mapped), sizeof(raw) - sizeof(mapped),
	    BIO_ADDR_rawport(addr));
}

/* An abstract name's NULs are written as '@'. */
static void unix_text(const BIO_ADDR *addr, char out[ADDRESS_TEXT])
{
	char raw[NAME_ROOM] = { 0 };
	size_t len = 0;

	BIO_ADDR_rawaddress(addr, NULL, &len);
	if (len >= sizeof(raw) || !BIO_ADDR_rawaddress(addr, raw, &len))
		len = 0;
	for (size_t i = 0; i < len; i++) {
		if (raw[i] == '\0')
			raw[i] = '@';
	}
	snprintf(out, ADDRESS_TEXT, UNIX_PREFIX "%.*s", ADDRESS_TEXT - (int)sizeof(UNIX_PREFIX),
	    len > 0 ? raw : "(unnamed)");
}

static void internet_text(const BIO_ADDR *addr, char out[ADDRESS_TEXT])
{
	char *host = BIO_ADDR_hostname_string(addr, 1);
	char *port = BIO_ADDR_service_string(addr, 1);

	if (host == NULL || port == NULL)
		snprintf(out, ADDRESS_TEXT, ADDRESS_UNKNOWN);
	else if (BIO_ADDR_family(addr) == AF_INET6)
		snprintf(out, ADDRESS_TEXT, "[%s]:%s", host, port);
	else
		snprintf(out, ADDRESS_TEXT, "%s:%s", host, port);
	OPENSSL_free(host);
	OPENSSL_free(port);
}

void address_text(const BIO_ADDR *addr, char out[ADDRESS_TEXT])
{
	ERR_set_mark();
	if (BIO_ADDR_family(addr) == AF_UNIX)
		unix_text(addr, out);
	else
		internet_text(addr, out);
	ERR_pop_to_mark();
}

void address_local_text(int sock, char out[ADDRESS_TEXT])
{
	union BIO_sock_info_u info = { .addr = BIO_ADDR_new() };

	ERR_set_mark();
	if (info.addr != NULL && BIO_sock_info(sock, BIO_SOCK_INFO_ADDRESS, &info))
		address_text(info.addr, out);
	else
		snprintf(out, ADDRESS_TEXT, ADDRESS_UNKNOWN);
	ERR_pop_to_mark();
	BIO_ADDR_free(info.addr);
}
