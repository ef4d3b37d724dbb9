/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Puts posix.h's resolver, which the linker has the executable replace, in front of Winsock's for
 * the library under test; all its other calls are Winsock's own.
 */
#include <posix.h>

static int WSAAPI import_getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	return posix_getaddrinfo(host, service, hints, out);
}

static void WSAAPI import_freeaddrinfo(struct addrinfo *list)
{
	posix_freeaddrinfo(list);
}

#define IMPORT(name) __typeof__(&import_##name) __imp_##name = import_##name

#undef getaddrinfo
#undef freeaddrinfo
IMPORT(getaddrinfo);
IMPORT(freeaddrinfo);
