/* SPDX-License-Identifier: Apache-2.0 */
/* The strings of an address that the caller owns: host, service, path (BIO_ADDR(3)). */
#include <errno.h>
#include <string.h>

#include "addr/text.h"
#include "err/raise.h"
#include "sys/resolver.h"

/* As large as OpenSSL's: what does not fit is an error. */
enum { HOST_NAME = 1025, SERVICE_NAME = 32 };

typedef int (*ask_fn)(const struct sockaddr *addr, socklen_t len, char *out, size_t size);

/* What getnameinfo(3) says is wrong: its own words, or errno's. */
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
	err_raise(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
	errno = EINVAL;
	return NULL;
}

static bool is_internet(const BIO_ADDR *ap)
{
	return ap->sa.sa_family == AF_INET || ap->sa.sa_family == AF_INET6;
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
	return code == 0 ? OPENSSL_strdup(name) : refuse(place, code);
}

char *BIO_ADDR_hostname_string(const BIO_ADDR *ap, int numeric)
{
	struct err_place place = ERR_PLACE;
	char text[ADDR_HOST_TEXT];

	if (ap == NULL)
		return refuse_null(place);
	if (!is_internet(ap))
		return refuse(place, sys_resolver_code(SYS_NO_SUCH_FAMILY));
	if (!numeric)
		return named(place, ap, sys_resolve_host, HOST_NAME);
	return OPENSSL_strndup(text, addr_host_text(ap, text));
}

/* The service of an AF_UNIX address is its path, in the room that OpenSSL has for any service. */
static char *path_as_service(struct err_place place, const BIO_ADDR *ap)
{
	size_t n = strnlen(ap->s_un.sun_path, sizeof(ap->s_un.sun_path));

	if (n == 0)
		return OPENSSL_strdup("0");
	if (n >= SERVICE_NAME)
		return refuse(place, sys_resolver_code(SYS_NAME_TOO_LONG));
	return OPENSSL_strndup(ap->s_un.sun_path, n);
}

char *BIO_ADDR_service_string(const BIO_ADDR *ap, int numeric)
{
	struct err_place place = ERR_PLACE;
	char text[ADDR_PORT_TEXT];

	if (ap == NULL)
		return refuse_null(place);
	if (ap->sa.sa_family == AF_UNIX)
		return path_as_service(place, ap);
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
