/* SPDX-License-Identifier: Apache-2.0 */
/* The resolver as POSIX has it: getaddrinfo(3), getnameinfo(3), gai_strerror(3). */
#include "sys/resolver.h"

#include <stddef.h>
#include <string.h>

#include "sys/sockaddr.h"

static const int codes[] = {
	[SYS_NO_SUCH_NAME] = EAI_NONAME,
	[SYS_NO_SUCH_SERVICE] = EAI_SERVICE,
	[SYS_NO_SUCH_SOCKTYPE] = EAI_SOCKTYPE,
	[SYS_NO_SUCH_FAMILY] = EAI_FAMILY,
#ifdef __GLIBC__ /* others do not tell it apart; musl has the name, but no text for it */
	[SYS_NAME_OF_OTHER_FAMILY] = EAI_ADDRFAMILY,
#else
	[SYS_NAME_OF_OTHER_FAMILY] = EAI_NONAME,
#endif
};

int sys_resolver_code(enum sys_resolver_error error)
{
	return codes[error];
}

int sys_resolve(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	return getaddrinfo(host, service, hints, out);
}

void sys_resolved_free(struct addrinfo *list)
{
	freeaddrinfo(list);
}

/* A program's own address may not say how long it is, which getnameinfo() of BSD and macOS asks. */
static const struct sockaddr *with_length(
    const struct sockaddr *addr, socklen_t len, struct sockaddr_storage *room)
{
	memcpy(room, addr, len);
	sys_sockaddr_length(room, len);
	return (const struct sockaddr *)room;
}

int sys_resolve_host(const struct sockaddr *addr, socklen_t len, char *out, size_t size)
{
	struct sockaddr_storage room;

	return getnameinfo(with_length(addr, len, &room), len, out, (socklen_t)size, NULL, 0, 0);
}

int sys_resolve_service(const struct sockaddr *addr, socklen_t len, char *out, size_t size)
{
	struct sockaddr_storage room;

	return getnameinfo(with_length(addr, len, &room), len, NULL, 0, out, (socklen_t)size, 0);
}

bool sys_resolver_has_errno(int code)
{
	return code == EAI_SYSTEM;
}

bool sys_resolver_is_temporary(int code)
{
	return code == EAI_AGAIN;
}

bool sys_resolver_no_memory(int code)
{
	return code == EAI_MEMORY;
}

const char *sys_resolver_text(int code)
{
	return gai_strerror(code);
}
