/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as text: RFC 5952 for IPv6, RFC 4007 for its scope. */
#include "addr/text.h"

#include <stdint.h>
#include <string.h>

#include "sys/interface.h"

enum { V6_WORDS = 8, V6_WORDS_BEFORE_V4 = 6 };

/* Words first .. first + n - 1 of an IPv6 address. */
struct run {
	int first;
	int n;
};

static char *put_decimal(char *out, uint32_t value)
{
	char digits[10];
	int n = 0;

	do {
		digits[n++] = (char)('0' + value % 10);
		value /= 10;
	} while (value > 0);
	while (n > 0)
		*out++ = digits[--n];
	return out;
}

static char *put_hex(char *out, uint16_t word)
{
	int shift = 12;

	while (shift > 0 && word >> shift == 0)
		shift -= 4;
	for (; shift >= 0; shift -= 4)
		*out++ = "0123456789abcdef"[word >> shift & 0xf];
	return out;
}

static char *put_v4(char *out, const unsigned char bytes[4])
{
	for (int i = 0; i < 4; i++) {
		if (i > 0)
			*out++ = '.';
		out = put_decimal(out, bytes[i]);
	}
	return out;
}

/*
 * The longest run of zero words, the first of equals; a single zero is not shortened
 * (RFC 5952, 4.2).
 */
static struct run longest_zeros(const uint16_t words[V6_WORDS])
{
	struct run best = { V6_WORDS, 1 };
	struct run here = { 0, 0 };

	for (int i = 0; i < V6_WORDS; i++) {
		if (words[i] != 0) {
			here = (struct run){ i + 1, 0 };
			continue;
		}
		here.n++;
		if (here.n > best.n)
			best = here;
	}
	return best;
}

/* IPv4-mapped and IPv4-compatible addresses (RFC 4291, 2.5.5) end in dotted decimal. */
static bool ends_in_v4(const uint16_t words[V6_WORDS], struct run zeros)
{
	if (zeros.first != 0)
		return false;
	return zeros.n == 6 || (zeros.n == 5 && words[5] == 0xffff);
}

static char *put_words(char *out, const uint16_t words[V6_WORDS], int n, struct run zeros)
{
	int i = 0;

	while (i < n) {
		if (i == zeros.first) {
			*out++ = ':';
			i += zeros.n;
			continue;
		}
		if (i > 0)
			*out++ = ':';
		out = put_hex(out, words[i++]);
	}
	return out;
}

static char *put_v6(char *out, const unsigned char bytes[16])
{
	uint16_t words[V6_WORDS];
	struct run zeros;

	for (int i = 0; i < V6_WORDS; i++)
		words[i] = (uint16_t)(bytes[2 * i] << 8 | bytes[2 * i + 1]);
	zeros = longest_zeros(words);
	if (ends_in_v4(words, zeros)) {
		out = put_words(out, words, V6_WORDS_BEFORE_V4, zeros);
		*out++ = ':';
		return put_v4(out, bytes + 12);
	}
	out = put_words(out, words, V6_WORDS, zeros);
	if (zeros.first + zeros.n == V6_WORDS)
		*out++ = ':';
	return out;
}

/*
 * Only a link has an interface that could be named; any other scope stays a number,
 * as in getnameinfo(3).
 */
static char *put_scope(char *out, const struct sockaddr_in6 *sin6)
{
	char name[SYS_INTERFACE_NAME];
	bool link =
	    IN6_IS_ADDR_LINKLOCAL(&sin6->sin6_addr) || IN6_IS_ADDR_MC_LINKLOCAL(&sin6->sin6_addr);
	size_t n;

	if (sin6->sin6_scope_id == 0)
		return out;
	*out++ = '%';
	if (!link || !sys_interface_name(sin6->sin6_scope_id, name))
		return put_decimal(out, sin6->sin6_scope_id);
	n = strnlen(name, sizeof(name) - 1);
	memcpy(out, name, n);
	return out + n;
}

size_t addr_host_text(const BIO_ADDR *addr, char out[ADDR_HOST_TEXT])
{
	char *end = out;

	if (addr->sa.sa_family == AF_INET)
		end = put_v4(out, (const unsigned char *)&addr->s_in.sin_addr);
	if (addr->sa.sa_family == AF_INET6)
		end = put_scope(put_v6(out, addr->s_in6.sin6_addr.s6_addr), &addr->s_in6);
	*end = '\0';
	return (size_t)(end - out);
}

size_t addr_port_text(const BIO_ADDR *addr, char out[ADDR_PORT_TEXT])
{
	char *end = put_decimal(out, ntohs(BIO_ADDR_rawport(addr)));

	*end = '\0';
	return (size_t)(end - out);
}

/* The NULs of an abstract name are written as '@', as ss(8) and /proc/net/unix do. */
size_t addr_path_text(const BIO_ADDR *addr, char out[ADDR_PATH_TEXT])
{
	char path[ADDR_PATH_ROOM];
	size_t n = addr_path_length(addr);

	for (size_t i = 0; i < n; i++)
		path[i] = addr->s_un.sun_path[i] != '\0' ? addr->s_un.sun_path[i] : '@';
	return addr_escape(path, n, out, ADDR_PATH_TEXT);
}

/* Where a text is cut to fit. */
struct sink {
	char *out;
	size_t n;
	size_t room; /* without the NUL */
};

static void put(struct sink *to, const char *text, size_t n)
{
	for (size_t i = 0; i < n && to->n < to->room; i++)
		to->out[to->n++] = text[i];
}

static void put_endpoint(struct sink *to, const BIO_ADDR *addr)
{
	bool v6 = addr->sa.sa_family == AF_INET6;
	char host[ADDR_HOST_TEXT], port[ADDR_PORT_TEXT];
	size_t host_len = addr_host_text(addr, host);
	size_t port_len = addr_port_text(addr, port);

	put(to, "[", v6 ? 1 : 0);
	put(to, host, host_len);
	put(to, v6 ? "]:" : ":", v6 ? 2 : 1);
	put(to, port, port_len);
}

static void put_path(struct sink *to, const BIO_ADDR *addr)
{
	char path[ADDR_PATH_TEXT];
	size_t n = addr_path_text(addr, path);

	put(to, "unix:", 5);
	put(to, path, n);
}

static void put_family(struct sink *to, const BIO_ADDR *addr)
{
	char number[11];
	char *end = put_decimal(number, addr->sa.sa_family);

	put(to, "family ", 7);
	put(to, number, (size_t)(end - number));
}

static const struct {
	int family;
	void (*put)(struct sink *, const BIO_ADDR *);
} families[] = {
	{ AF_INET, put_endpoint },
	{ AF_INET6, put_endpoint },
	{ AF_UNIX, put_path },
};

size_t addr_text(const BIO_ADDR *addr, char *out, size_t size)
{
	void (*put_any)(struct sink *, const BIO_ADDR *) = put_family;
	struct sink to = { out, 0, size - 1 };

	if (size == 0)
		return 0;
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (families[i].family == addr->sa.sa_family)
			put_any = families[i].put;
	}
	put_any(&to, addr);
	out[to.n] = '\0';
	return to.n;
}
