/* SPDX-License-Identifier: Apache-2.0 */
/* The strings of an address that the caller owns: host, service, path (BIO_ADDR(3)). */
#include <errno.h>
#include <string.h>

#include "addr/escape.h"
#include "addr/text.h"
#include "err/raise.h"
#include "sys/node.h"
#include "sys/resolver.h"

/* As large as OpenSSL's: what does not fit is an error. */
enum { HOST_NAME = 1025, SERVICE_NAME = 32 };

typedef int (*ask_fn)(const struct sockaddr *addr, socklen_t len, char *out, size_t size);

/* The text for an error of getnameinfo(3): its own, or errno's. */
static char *refuse(struct err_place place, int code)
{
	if (sys_resolver_has_errno(code))
		err_raise_data(place, ERR_LIB_SYS, errno, "calling getnameinfo()");
	else
		err_raise_data(place, ERR_LIB_BIO, ERR_R_SYS_LIB, "%s", sys_resolver_text(code));
	return NULL;
}

static char *refuse_null(struct err_place place)
{
	err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	return NULL;
}

static bool is_internet(const BIO_ADDR *ap)
{
	return ap->sa.sa_family == AF_INET || ap->sa.sa_family == AF_INET6;
}

/* A host name is chosen by whoever answers for its address, so it is escaped. */
static char *escaped(const char *name, size_t n)
{
	char text[ADDR_ESCAPED_SIZE(HOST_NAME)];

	return OPENSSL_strndup(text, addr_escape(name, n, text, sizeof(text)));
}

/* The name by the system's databases. */
static char *named(struct err_place place, const BIO_ADDR *ap, ask_fn ask, size_t size)
{
	char name[HOST_NAME];
	int saved = errno;
	int code = ask(&ap->sa, addr_size(ap), name, size);

	if (code != 0 && sys_resolver_has_errno(code))
		return refuse(place, code);
	errno = saved;
	return code == 0 ? escaped(name, strlen(name)) : refuse(place, code);
}

/* Whatever is reached by a path is on this host, but C libraries do not agree on its name. */
static char *host_of_path(int numeric)
{
	char node[HOST_NAME];

	if (numeric || !sys_node_name(node, sizeof(node)))
		return OPENSSL_strdup("localhost");
	return escaped(node, strlen(node));
}

char *BIO_ADDR_hostname_string(const BIO_ADDR *ap, int numeric)
{
	struct err_place place = ERR_PLACE;
	char text[ADDR_HOST_TEXT];

	if (ap == NULL)
		return refuse_null(place);
	if (ap->sa.sa_family == AF_UNIX)
		return host_of_path(numeric);
	if (!is_internet(ap))
		return refuse(place, sys_resolver_code(SYS_NO_SUCH_FAMILY));
	if (!numeric)
		return named(place, ap, sys_resolve_host, HOST_NAME);
	return OPENSSL_strndup(text, addr_host_text(ap, text));
}

/* An address without a path has the service "0", as getnameinfo(3) has it. */
static char *path_as_service(const BIO_ADDR *ap)
{
	char text[ADDR_PATH_TEXT];
	size_t n = addr_path_text(ap, text);

	return n == 0 ? OPENSSL_strdup("0") : OPENSSL_strndup(text, n);
}

char *BIO_ADDR_service_string(const BIO_ADDR *ap, int numeric)
{
	struct err_place place = ERR_PLACE;
	char text[ADDR_PORT_TEXT];

	if (ap == NULL)
		return refuse_null(place);
	if (ap->sa.sa_family == AF_UNIX)
		return path_as_service(ap);
	if (!is_internet(ap))
		return refuse(place, sys_resolver_code(SYS_NO_SUCH_FAMILY));
	if (!numeric)
		return named(place, ap, sys_resolve_service, SERVICE_NAME);
	return OPENSSL_strndup(text, addr_port_text(ap, text));
}

char *BIO_ADDR_path_string(const BIO_ADDR *ap)
{
	if (ap == NULL)
		return refuse_null(ERR_PLACE);
	if (ap->sa.sa_family != AF_UNIX)
		return NULL;
	return OPENSSL_strndup(ap->s_un.sun_path, sizeof(ap->s_un.sun_path));
}
