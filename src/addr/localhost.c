/* SPDX-License-Identifier: Apache-2.0 */
/*
 * localhost: by family, or as the system's table of host names orders it. The table is read here
 * and not by the resolver, which would go on to ask the network for what it does not find there.
 */
#include "addr/localhost.h"

#include <errno.h>
#include <string.h>

#include "addr/literal.h"
#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/hosts.h"

static const char localhost[] = "localhost";

enum { LOCALHOST = sizeof(localhost) - 1 };

/* Host names have ASCII's upper and lower case, whatever the locale. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool says_localhost(const char *text)
{
	for (size_t i = 0; i < LOCALHOST; i++) {
		if (lower(text[i]) != localhost[i])
			return false;
	}
	return true;
}

bool addr_is_localhost(const char *host)
{
	size_t n = strlen(host);

	if (n > 0 && host[n - 1] == '.')
		n--;
	if (n < LOCALHOST || !says_localhost(host + n - LOCALHOST))
		return false;
	return n == LOCALHOST || (n > LOCALHOST + 1 && host[n - LOCALHOST - 1] == '.');
}

static int skip_line(FILE *table)
{
	int c = getc(table);

	while (c != '\n' && c != EOF)
		c = getc(table);
	return c;
}

/*
 * Reads one word into word[size]. A word that is too long is cut, and then matches nothing. Returns
 * the length, 0 if there is no word. *out_end is the character behind the word: '\n' or EOF at the
 * end of the line, before which a comment may have stood.
 */
static size_t read_word(FILE *table, char *word, size_t size, int *out_end)
{
	size_t n = 0;
	int c = getc(table);

	while (c == ' ' || c == '\t' || c == '\r')
		c = getc(table);
	for (; c != EOF && strchr(" \t\r\n#", c) == NULL; c = getc(table)) {
		if (n < size - 1)
			word[n++] = (char)c;
	}
	word[n] = '\0';
	*out_end = c == '#' ? skip_line(table) : c;
	return n;
}

static bool is_loopback(const BIO_ADDR *addr)
{
	if (addr->sa.sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&addr->s_in6.sin6_addr) != 0;
	return *(const unsigned char *)&addr->s_in.sin_addr == 127;
}

static bool has(const BIO_ADDR *list, int n, const BIO_ADDR *addr)
{
	for (int i = 0; i < n; i++) {
		if (list[i].sa.sa_family == addr->sa.sa_family &&
		    memcmp(&list[i], addr, (size_t)addr_size(addr)) == 0)
			return true;
	}
	return false;
}

/*
 * Reads one line of the table. True, with the address in *out, if it gives localhost
 * a loopback address.
 */
static bool read_line(FILE *table, BIO_ADDR *out, int *out_end)
{
	char word[64];
	bool is_address = read_word(table, word, sizeof(word), out_end) > 0 &&
	                  addr_read_literal(word, AF_UNSPEC, out) == ADDR_LITERAL;
	bool found = false;

	while (*out_end != '\n' && *out_end != EOF) {
		size_t n = read_word(table, word, sizeof(word), out_end);

		found = found || (n == LOCALHOST && says_localhost(word));
	}
	return is_address && found && is_loopback(out);
}

int addr_localhost_of_table(
    FILE *table, bool (*is_here)(const BIO_ADDR *addr), BIO_ADDR out[ADDR_LOCALHOST_MAX])
{
	int n = 0, end = '\n';

	while (end != EOF && n < ADDR_LOCALHOST_MAX) {
		BIO_ADDR addr;

		BIO_ADDR_clear(&addr);
		if (read_line(table, &addr, &end) && !has(out, n, &addr) && is_here(&addr))
			out[n++] = addr;
	}
	return n;
}

/* Where IPv6 is off no interface has the address, and nothing can be bound to it. */
static bool is_here(const BIO_ADDR *addr)
{
	int saved = errno, fd;
	bool bound;

	if (addr->sa.sa_family == AF_INET)
		return true;
	fd = sys_socket(AF_INET6, SOCK_DGRAM, 0, 0);
	bound = fd != -1 && sys_bind(fd, &addr->sa, addr_size(addr)) == 0;
	if (fd != -1)
		sys_close(fd);
	errno = saved;
	return bound;
}

static int of_table(BIO_ADDR out[ADDR_LOCALHOST_MAX])
{
	FILE *table = sys_open_hosts();
	int saved = errno, n;

	if (table == NULL)
		return 0;
	n = addr_localhost_of_table(table, is_here, out);
	fclose(table);
	errno = saved;
	return n;
}

int addr_localhost(int family, BIO_ADDR out[ADDR_LOCALHOST_MAX])
{
	int n = family == AF_UNSPEC ? of_table(out) : 0;

	if (n > 0)
		return n;
	if (family != AF_INET6)
		addr_read_literal("127.0.0.1", AF_INET, &out[n++]);
	if (family != AF_INET) {
		addr_read_literal("::1", AF_INET6, &out[n]);
		n += family == AF_INET6 || is_here(&out[n]);
	}
	return n;
}
