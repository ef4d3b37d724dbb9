/* SPDX-License-Identifier: Apache-2.0 */
/* Reads numeric hosts (RFC 4291, RFC 4007) and services. No locale: digits are ASCII's. */
#include "addr/literal.h"

#include <string.h>

#include "sys/interface.h"
#include "sys/sockaddr.h"

enum { V6_WORDS = 8 };

/* The words read so far, and how many of them come before "::" (-1: there is none). */
struct words {
	uint16_t word[V6_WORDS];
	int n;
	int gap;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One number of a dotted quad: 0 to 255, no leading zero. Returns where it ends, or NULL. */
static const char *scan_octet(const char *p, unsigned char *out)
{
	const char *start = p;
	unsigned value = 0;

	while (is_digit(*p) && p - start < 3)
		value = value * 10 + (unsigned)(*p++ - '0');
	if (p == start || value > 255 || (*start == '0' && p - start > 1))
		return NULL;
	*out = (unsigned char)value;
	return p;
}

/* Returns where the dotted quad ends, or NULL. */
static const char *scan_v4(const char *p, unsigned char out[4])
{
	for (int i = 0; i < 4; i++) {
		if (i > 0 && *p++ != '.')
			return NULL;
		p = scan_octet(p, &out[i]);
		if (p == NULL)
			return NULL;
	}
	return p;
}

static int hex_value(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One to four hexadecimal digits. Returns where they end, or NULL. */
static const char *scan_word(const char *p, struct words *words)
{
	const char *start = p;
	unsigned value = 0;

	while (hex_value(*p) >= 0 && p - start < 4)
		value = value << 4 | (unsigned)hex_value(*p++);
	if (p == start || words->n == V6_WORDS)
		return NULL;
	words->word[words->n++] = (uint16_t)value;
	return p;
}

/* A dotted quad as the last two words. */
static const char *scan_last_words(const char *p, struct words *words)
{
	unsigned char quad[4];

	p = scan_v4(p, quad);
	if (p == NULL || words->n > V6_WORDS - 2)
		return NULL;
	words->word[words->n++] = (uint16_t)(quad[0] << 8 | quad[1]);
	words->word[words->n++] = (uint16_t)(quad[2] << 8 | quad[3]);
	return p;
}

/* A colon between words, or the only "::". Returns what is behind it, or NULL. */
static const char *scan_colon(const char *p, struct words *words)
{
	if (p[0] != ':')
		return NULL;
	if (p[1] != ':')
		return hex_value(p[1]) >= 0 ? p + 1 : NULL;
	if (words->gap >= 0)
		return NULL;
	words->gap = words->n;
	return p + 2;
}

static bool is_end(const char *p)
{
	return *p == '\0' || *p == '%';
}

static const char *scan_words(const char *p, struct words *words)
{
	if (*p == ':')
		p = p[1] == ':' ? scan_colon(p, words) : NULL;
	while (p != NULL && !is_end(p)) {
		const char *word = p;

		p = scan_word(word, words);
		if (p != NULL && *p == '.') {
			words->n--;
			p = scan_last_words(word, words);
			return p != NULL && is_end(p) ? p : NULL;
		}
		if (p != NULL && !is_end(p))
			p = scan_colon(p, words);
	}
	return p;
}

/* "::" stands for the words that are missing, at least one (as in inet_pton(3)). */
static bool place_words(const struct words *words, struct in6_addr *out)
{
	int missing = V6_WORDS - words->n;

	if ((words->gap < 0) != (missing == 0))
		return false;
	memset(out, 0, sizeof(*out));
	for (int i = 0; i < words->n; i++) {
		int at = words->gap >= 0 && i >= words->gap ? i + missing : i;

		out->s6_addr[2 * at] = (uint8_t)(words->word[i] >> 8);
		out->s6_addr[2 * at + 1] = (uint8_t)(words->word[i] & 0xff);
	}
	return true;
}

/* A scope by its spelling. What names an interface never has these characters. */
static bool is_scope(const char *scope)
{
	size_t n = strcspn(scope, ":%/ \t\n\v\f\r");

	return n > 0 && scope[n] == '\0' && n < SYS_INTERFACE_NAME;
}

/* *out_scope: the text behind '%', NULL if there is none. */
static bool read_v6(const char *text, struct in6_addr *out, const char **out_scope)
{
	struct words words = { { 0 }, 0, -1 };
	const char *end = scan_words(text, &words);

	if (end == NULL || !place_words(&words, out))
		return false;
	*out_scope = *end == '%' ? end + 1 : NULL;
	return *out_scope == NULL || is_scope(*out_scope);
}

bool addr_is_v6_literal(const char *text)
{
	struct in6_addr address;
	const char *scope;

	return read_v6(text, &address, &scope);
}

/*
 * A name is of an interface, for an address of a link or of this node, and comes before a number:
 * an interface may be called 7. Any address takes a number, of which 0 is "not told".
 */
static bool read_scope(const char *scope, const struct in6_addr *address, uint32_t *out)
{
	bool local = IN6_IS_ADDR_LINKLOCAL(address) || IN6_IS_ADDR_MC_LINKLOCAL(address) ||
	             IN6_IS_ADDR_MC_NODELOCAL(address);
	uint64_t value = 0;
	const char *p = scope;

	*out = local ? sys_interface_index(scope) : 0;
	if (*out != 0)
		return true;
	while (is_digit(*p))
		value = value * 10 + (unsigned)(*p++ - '0');
	*out = (uint32_t)value;
	return *p == '\0' && value <= UINT32_MAX;
}

static void make_v4(BIO_ADDR *out, const unsigned char bytes[4])
{
	memset(&out->s_in, 0, sizeof(out->s_in));
	sys_sockaddr_length(out, sizeof(out->s_in));
	out->s_in.sin_family = AF_INET;
	memcpy(&out->s_in.sin_addr, bytes, 4);
}

static enum addr_literal read_host_v6(const char *host, int family, BIO_ADDR *out)
{
	struct in6_addr address;
	const char *scope;
	uint32_t scope_id = 0;

	if (!read_v6(host, &address, &scope))
		return ADDR_NO_LITERAL;
	if (family == AF_INET && !IN6_IS_ADDR_V4MAPPED(&address))
		return ADDR_LITERAL_OF_OTHER_FAMILY;
	if (scope != NULL && !read_scope(scope, &address, &scope_id))
		return ADDR_LITERAL_WITHOUT_SCOPE;
	if (family == AF_INET) {
		make_v4(out, address.s6_addr + 12);
		return ADDR_LITERAL;
	}
	memset(&out->s_in6, 0, sizeof(out->s_in6));
	sys_sockaddr_length(out, sizeof(out->s_in6));
	out->s_in6.sin6_family = AF_INET6;
	out->s_in6.sin6_addr = address;
	out->s_in6.sin6_scope_id = scope_id;
	return ADDR_LITERAL;
}

enum addr_literal addr_read_literal(const char *host, int family, BIO_ADDR *out)
{
	unsigned char quad[4];
	const char *end = scan_v4(host, quad);

	if (end == NULL || *end != '\0')
		return read_host_v6(host, family, out);
	if (family == AF_INET6)
		return ADDR_LITERAL_OF_OTHER_FAMILY;
	make_v4(out, quad);
	return ADDR_LITERAL;
}

enum addr_service addr_read_service(const char *service, uint16_t *out_port)
{
	const char *p = service + strspn(service, " \t\n\v\f\r");
	bool negative = *p == '-';
	const char *digits;
	uint32_t value = 0;

	*out_port = 0;
	if (*service == '\0')
		return ADDR_SERVICE_PORT;
	if (*p == '+' || *p == '-')
		p++;
	for (digits = p; is_digit(*p); p++)
		value = value > UINT16_MAX ? value : value * 10 + (uint32_t)(*p - '0');
	if (p == digits || *p != '\0')
		return ADDR_SERVICE_NAME;
	if (negative && value > 0)
		return ADDR_SERVICE_NEGATIVE;
	if (value > UINT16_MAX || digits != service)
		return ADDR_SERVICE_NO_PORT;
	*out_port = (uint16_t)value;
	return ADDR_SERVICE_PORT;
}
