/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_ADDR as data: made, copied, taken apart (BIO_ADDR(3)). */
#include "addr/address.h"

#include <stddef.h>
#include <string.h>

#include "sys/abstract.h"
#include "sys/sockaddr.h"

enum { PATH_ROOM = sizeof(((struct sockaddr_un *)0)->sun_path) };

BIO_ADDR *BIO_ADDR_new(void)
{
	return OPENSSL_zalloc(sizeof(BIO_ADDR));
}

void BIO_ADDR_free(BIO_ADDR *ap)
{
	OPENSSL_free(ap);
}

void BIO_ADDR_clear(BIO_ADDR *ap)
{
	if (ap == NULL)
		return;
	memset(ap, 0, sizeof(*ap));
	ap->sa.sa_family = AF_UNSPEC;
}

size_t addr_path_length(const BIO_ADDR *addr)
{
	const char *path = addr->s_un.sun_path;
	size_t n = PATH_ROOM;

	if (path[0] != '\0' || !sys_has_abstract_names())
		return strnlen(path, PATH_ROOM);
	while (n > 0 && path[n - 1] == '\0')
		n--;
	return n;
}

static socklen_t unix_size(const BIO_ADDR *addr)
{
	size_t n = addr_path_length(addr);

	/*
	 * A path counts with its NUL if it has one; a NUL would make an abstract name another name.
	 */
	if (addr->s_un.sun_path[0] != '\0' && n < PATH_ROOM)
		n++;
	return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
}

socklen_t addr_size(const BIO_ADDR *addr)
{
	if (addr->sa.sa_family == AF_INET)
		return sizeof(struct sockaddr_in);
	if (addr->sa.sa_family == AF_INET6)
		return sizeof(struct sockaddr_in6);
	if (addr->sa.sa_family == AF_UNIX)
		return unix_size(addr);
	return sizeof(struct sockaddr);
}

/*
 * No byte is written beyond what the families have, and every family has a struct sockaddr: *dst
 * may be a caller's own, if it is of the family of *src or larger. What cannot be copied leaves an
 * unspecified address, as it does with OpenSSL.
 */
int BIO_ADDR_copy(BIO_ADDR *dst, const BIO_ADDR *src)
{
	if (dst == NULL || src == NULL)
		return 0;
	if (dst == src)
		return 1;
	memset(&dst->sa, 0, sizeof(dst->sa));
	dst->sa.sa_family = AF_UNSPEC;
	switch (src->sa.sa_family) {
	case AF_UNSPEC:
		return 1;
	case AF_INET:
		memcpy(&dst->s_in, &src->s_in, sizeof(src->s_in));
		return 1;
	case AF_INET6:
		memcpy(&dst->s_in6, &src->s_in6, sizeof(src->s_in6));
		return 1;
	case AF_UNIX:
		memset(&dst->s_un, 0, sizeof(dst->s_un));
		memcpy(&dst->s_un, &src->s_un, (size_t)unix_size(src));
		return 1;
	default:
		return 0;
	}
}

BIO_ADDR *BIO_ADDR_dup(const BIO_ADDR *ap)
{
	BIO_ADDR *copy = ap != NULL ? BIO_ADDR_new() : NULL;

	if (copy == NULL || BIO_ADDR_copy(copy, ap))
		return copy;
	BIO_ADDR_free(copy);
	return NULL;
}

static int make_v4(BIO_ADDR *ap, const void *where, size_t len, unsigned short port)
{
	if (len != sizeof(ap->s_in.sin_addr))
		return 0;
	memset(&ap->s_in, 0, sizeof(ap->s_in));
	sys_sockaddr_length(ap, sizeof(ap->s_in));
	ap->s_in.sin_family = AF_INET;
	ap->s_in.sin_port = port;
	memcpy(&ap->s_in.sin_addr, where, len);
	return 1;
}

static int make_v6(BIO_ADDR *ap, const void *where, size_t len, unsigned short port)
{
	if (len != sizeof(ap->s_in6.sin6_addr))
		return 0;
	memset(&ap->s_in6, 0, sizeof(ap->s_in6));
	sys_sockaddr_length(ap, sizeof(ap->s_in6));
	ap->s_in6.sin6_family = AF_INET6;
	ap->s_in6.sin6_port = port;
	memcpy(&ap->s_in6.sin6_addr, where, len);
	return 1;
}

/*
 * The length of an abstract name ends at its last byte that is not NUL, so a name cannot
 * end in NUL.
 */
static int abstract_fits(const char *name, size_t len)
{
	return sys_has_abstract_names() && len <= PATH_ROOM && name[len - 1] != '\0';
}

/* A path may end in a NUL. One with a NUL inside would have a part that the kernel never sees. */
static int path_fits(const char *path, size_t len)
{
	size_t n = strnlen(path, len);

	while (n < len && path[n] == '\0')
		n++;
	return n == len && len < PATH_ROOM;
}

static int make_unix(BIO_ADDR *ap, const void *where, size_t len, unsigned short port)
{
	const char *path = where;

	(void)port;
	if (len > 0 && path[0] == '\0' ? !abstract_fits(path, len) : !path_fits(path, len))
		return 0;
	memset(&ap->s_un, 0, sizeof(ap->s_un));
	sys_sockaddr_length(ap, sizeof(ap->s_un));
	ap->s_un.sun_family = AF_UNIX;
	memcpy(ap->s_un.sun_path, path, len);
	return 1;
}

static const struct {
	int family;
	int (*make)(BIO_ADDR *ap, const void *where, size_t len, unsigned short port);
} makers[] = {
	{ AF_INET, make_v4 },
	{ AF_INET6, make_v6 },
	{ AF_UNIX, make_unix },
};

int BIO_ADDR_rawmake(
    BIO_ADDR *ap, int family, const void *where, size_t wherelen, unsigned short port)
{
	if (ap == NULL || where == NULL)
		return 0;
	for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++) {
		if (makers[i].family == family)
			return makers[i].make(ap, where, wherelen, port);
	}
	return 0;
}

int BIO_ADDR_family(const BIO_ADDR *ap)
{
	return ap != NULL ? ap->sa.sa_family : AF_UNSPEC;
}

/* Where the raw address is, and how long; NULL for a family that has none. */
static const void *raw(const BIO_ADDR *ap, size_t *out_len)
{
	switch (BIO_ADDR_family(ap)) {
	case AF_INET:
		*out_len = sizeof(ap->s_in.sin_addr);
		return &ap->s_in.sin_addr;
	case AF_INET6:
		*out_len = sizeof(ap->s_in6.sin6_addr);
		return &ap->s_in6.sin6_addr;
	case AF_UNIX:
		*out_len = addr_path_length(ap);
		return ap->s_un.sun_path;
	default:
		return NULL;
	}
}

int BIO_ADDR_rawaddress(const BIO_ADDR *ap, void *p, size_t *l)
{
	size_t len = 0;
	const void *from = raw(ap, &len);

	if (from == NULL)
		return 0;
	if (p != NULL)
		memcpy(p, from, len);
	if (l != NULL)
		*l = len;
	return 1;
}

unsigned short BIO_ADDR_rawport(const BIO_ADDR *ap)
{
	if (BIO_ADDR_family(ap) == AF_INET)
		return ap->s_in.sin_port;
	if (BIO_ADDR_family(ap) == AF_INET6)
		return ap->s_in6.sin6_port;
	return 0;
}
