/* SPDX-License-Identifier: Apache-2.0 */
/* The system's resolver: names to addresses and back, and what its error codes say. */
#ifndef BIOSOCK_SYS_RESOLVER_H
#define BIOSOCK_SYS_RESOLVER_H

#include <stdbool.h>

#include "sys/net.h"

/* What can be wrong with a question that never reaches the resolver. */
enum sys_resolver_error {
	SYS_NO_SUCH_NAME,
	SYS_NO_SUCH_SERVICE,
	SYS_NO_SUCH_SOCKTYPE,
	SYS_NO_SUCH_FAMILY,
	SYS_NAME_OF_OTHER_FAMILY,
};

/* The code that the system's resolver would have returned for it. */
int sys_resolver_code(enum sys_resolver_error error);

/*
 * getaddrinfo(3) and getnameinfo(3): 0, or a code of this system. They may wait for the network,
 * and change errno. *out is freed with sys_resolved_free().
 */
int sys_resolve(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out);
void sys_resolved_free(struct addrinfo *list);
int sys_resolve_host(const struct sockaddr *addr, socklen_t len, char *out, size_t size);
int sys_resolve_service(const struct sockaddr *addr, socklen_t len, char *out, size_t size);

/* The code means that errno has the reason. */
bool sys_resolver_has_errno(int code);
/* The code means that asking again may help. */
bool sys_resolver_is_temporary(int code);
/* The code means that memory ran out. */
bool sys_resolver_no_memory(int code);
/* The code in words: a static string. */
const char *sys_resolver_text(int code);

#endif
