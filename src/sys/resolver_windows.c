/* SPDX-License-Identifier: Apache-2.0 */
/* The resolver as Winsock has it; its codes are error codes, and gai_strerror() shares a buffer. */
#include "sys/resolver.h"

#include <stdlib.h>
#include <string.h>

#include "sys/calls.h"
#include "sys/protocols.h"
#include "sys/winsock.h"

static const int codes[] = {
	[SYS_NO_SUCH_NAME] = EAI_NONAME,
	[SYS_NO_SUCH_SERVICE] = EAI_SERVICE,
	[SYS_NO_SUCH_SOCKTYPE] = EAI_SOCKTYPE,
	[SYS_NO_SUCH_FAMILY] = EAI_FAMILY,
	[SYS_NAME_OF_OTHER_FAMILY] = EAI_NONAME,
};

static const struct {
	int code;
	const char *text;
} texts[] = {
	{ EAI_AGAIN, "Temporary failure in name resolution" },
	{ EAI_BADFLAGS, "Bad value for ai_flags" },
	{ EAI_FAIL, "Non-recoverable failure in name resolution" },
	{ EAI_FAMILY, "ai_family not supported" },
	{ EAI_MEMORY, "Memory allocation failure" },
	{ EAI_NONAME, "Name or service not known" },
	{ EAI_SERVICE, "Servname not supported for ai_socktype" },
	{ EAI_SOCKTYPE, "ai_socktype not supported" },
	{ WSANO_DATA, "No address associated with hostname" },
	{ WSAEFAULT, "Argument buffer overflow" },
};

int sys_resolver_code(enum sys_resolver_error error)
{
	return codes[error];
}

/* One answer of ours. */
struct answer {
	struct addrinfo info;
	struct sockaddr_storage addr;
};

void sys_resolved_free(struct addrinfo *list)
{
	while (list != NULL) {
		struct addrinfo *next = list->ai_next;

		free(list);
		list = next;
	}
}

/* Appends the address with this kind behind *end, which becomes its end. */
static bool add(struct addrinfo ***end, const struct addrinfo *address, int socktype, int protocol)
{
	struct answer *answer = calloc(1, sizeof(*answer));

	if (answer == NULL)
		return false;
	memcpy(&answer->addr, address->ai_addr, address->ai_addrlen);
	answer->info = (struct addrinfo){
		.ai_family = address->ai_family,
		.ai_socktype = socktype,
		.ai_protocol = protocol,
		.ai_addrlen = address->ai_addrlen,
		.ai_addr = (struct sockaddr *)&answer->addr,
	};
	**end = &answer->info;
	*end = &answer->info.ai_next;
	return true;
}

static bool is_asked_for(const struct sys_socket_kind *kind, const struct addrinfo *hints)
{
	if (hints->ai_socktype != 0 && hints->ai_socktype != kind->socktype)
		return false;
	return hints->ai_protocol == 0 || kind->any_protocol ||
	       hints->ai_protocol == kind->protocol;
}

static bool has_service(const struct sys_socket_kind *kind, const char *service)
{
	if (service == NULL || service[strspn(service, "0123456789")] == '\0')
		return true;
	return !kind->any_protocol &&
	       getservbyname(service, kind->protocol == IPPROTO_TCP ? "tcp" : "udp") != NULL;
}

/* Winsock repeats the kind that was asked for, however vague; POSIX lists all that it means. */
static bool add_kinds(struct addrinfo ***end, const struct addrinfo *address, const char *service,
    const struct addrinfo *hints)
{
	struct addrinfo **before = *end;
	size_t n;
	const struct sys_socket_kind *kinds = sys_socket_kinds(&n);

	for (size_t i = 0; i < n; i++) {
		int protocol = kinds[i].any_protocol ? hints->ai_protocol : kinds[i].protocol;

		if (is_asked_for(&kinds[i], hints) && has_service(&kinds[i], service) &&
		    !add(end, address, kinds[i].socktype, protocol))
			return false;
	}
	return *end != before || add(end, address, address->ai_socktype, address->ai_protocol);
}

int sys_resolve(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	struct addrinfo *answers = NULL, **end = out;
	bool ok = true;
	int code;

	if (sys_init() == -1)
		return WSAGetLastError();
	code = getaddrinfo(host, service, hints, &answers);
	if (code != 0)
		return code;
	*out = NULL;
	for (const struct addrinfo *one = answers; one != NULL && ok; one = one->ai_next)
		ok = add_kinds(&end, one, service, hints);
	freeaddrinfo(answers);
	if (ok)
		return 0;
	sys_resolved_free(*out);
	return EAI_MEMORY;
}

int sys_resolve_host(const struct sockaddr *addr, socklen_t len, char *out, size_t size)
{
	if (sys_init() == -1)
		return WSAGetLastError();
	return getnameinfo(addr, len, out, (DWORD)size, NULL, 0, 0);
}

int sys_resolve_service(const struct sockaddr *addr, socklen_t len, char *out, size_t size)
{
	if (sys_init() == -1)
		return WSAGetLastError();
	return getnameinfo(addr, len, NULL, 0, out, (DWORD)size, 0);
}

bool sys_resolver_has_errno(int code)
{
	(void)code;
	return false;
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
	const char *text;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (texts[i].code == code)
			return texts[i].text;
	text = sys_error_text(code);
	return text != NULL ? text : "Unknown error";
}
