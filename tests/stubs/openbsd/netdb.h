/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's lookups, where they differ from FreeBSD's: include/netdb.h. */
#ifndef STUBS_OPENBSD_NETDB_H
#define STUBS_OPENBSD_NETDB_H

#define addrinfo     stub_freebsd_addrinfo
#define freeaddrinfo stub_freebsd_freeaddrinfo
#define getaddrinfo  stub_freebsd_getaddrinfo
#include_next <netdb.h>
#undef addrinfo
#undef freeaddrinfo
#undef getaddrinfo

struct addrinfo {
	int ai_flags;
	int ai_family;
	int ai_socktype;
	int ai_protocol;
	socklen_t ai_addrlen;
	struct sockaddr *ai_addr;
	char *ai_canonname;
	struct addrinfo *ai_next;
};

void freeaddrinfo(struct addrinfo *);
int getaddrinfo(const char *, const char *, const struct addrinfo *, struct addrinfo **);

#undef AI_NUMERICSERV
#define AI_NUMERICSERV 16
#undef AI_ADDRCONFIG
#define AI_ADDRCONFIG 64
#undef AI_ALL
#undef AI_V4MAPPED
#undef NI_NUMERICHOST
#define NI_NUMERICHOST 1
#undef NI_NUMERICSERV
#define NI_NUMERICSERV 2
#undef NI_NOFQDN
#define NI_NOFQDN 4
#undef NI_NAMEREQD
#define NI_NAMEREQD 8
#undef NI_MAXHOST
#define NI_MAXHOST 256
#undef EAI_BADFLAGS
#define EAI_BADFLAGS (-1)
#undef EAI_NONAME
#define EAI_NONAME (-2)
#undef EAI_AGAIN
#define EAI_AGAIN (-3)
#undef EAI_FAIL
#define EAI_FAIL (-4)
#undef EAI_FAMILY
#define EAI_FAMILY (-6)
#undef EAI_SOCKTYPE
#define EAI_SOCKTYPE (-7)
#undef EAI_SERVICE
#define EAI_SERVICE (-8)
#undef EAI_MEMORY
#define EAI_MEMORY (-10)
#undef EAI_SYSTEM
#define EAI_SYSTEM (-11)
#undef EAI_OVERFLOW
#define EAI_OVERFLOW (-14)

#endif
