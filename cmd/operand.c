/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses as other tools have them. */
#include "cmd/operand.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cmd/say.h"
#include "cmd/unix_prefix.h"
#include "sys/net.h"

static const struct {
	const char *scheme, *port;
} schemes[] = { { "http", "80" }, { "ws", "80" }, { "https", "443" }, { "wss", "443" },
	{ "ftp", "21" }, { "ssh", "22" } };

static bool is_number(const char *word)
{
	return word[0] != '\0' && word[strspn(word, "0123456789")] == '\0';
}

static bool is_path(const char *word)
{
	return word[0] == '/' || strncmp(word, "./", 2) == 0 || strncmp(word, "../", 3) == 0;
}

static bool is_v6(const char *word)
{
	struct in6_addr addr;
	char host[INET6_ADDRSTRLEN];
	size_t length = strcspn(word, "%"); /* a scope follows */

	if (length >= sizeof(host))
		return false;
	memcpy(host, word, length);
	host[length] = '\0';
	return inet_pton(AF_INET6, host, &addr) == 1;
}

/* A URL's host and port are all that a socket can do something with. */
static void say_url(const char *word, const char *rest)
{
	const char *port = "PORT";
	const char *at = memchr(rest, '@', strcspn(rest, "/?#"));
	const char *host = at != NULL ? at + 1 : rest;
	int length = (int)strcspn(host, "/?#");
	const char *colon = strrchr(host[0] == '[' ? host + strcspn(host, "]") : host, ':');

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t n = strlen(schemes[i].scheme);

		if (strncmp(word, schemes[i].scheme, n) == 0 && word[n] == ':')
			port = schemes[i].port;
	}
	if (colon != NULL && colon < host + length)
		say("'%s' is a URL: write %.*s", word, length, host);
	else
		say("'%s' is a URL: write %.*s:%s", word, length, host, port);
}

/* The last part of ::1:80 could be the port. */
static void say_v6(const char *word)
{
	const char *colon = strrchr(word, ':');

	if (colon > word && is_number(colon + 1) && colon[-1] != ':')
		say("'%s': a port is missing: write [%s]:PORT, or [%.*s]:%s if it is the last part",
		    word, word, (int)(colon - word), word, colon + 1);
	else
		say("'%s': a port is missing: write [%s]:PORT", word, word);
}

static bool has_brackets(const char *host)
{
	return host[0] == '[' && host[strlen(host) - 1] == ']';
}

bool operand_is_pair(const char *host, const char *port)
{
	return strpbrk(port, ":/") == NULL && strchr(host, '/') == NULL &&
	       (strchr(host, ':') == NULL || is_v6(host) || has_brackets(host));
}

static const char *join(const char *host, const char *port, char *out)
{
	bool bare = is_v6(host);

	snprintf(out, OPERAND_ROOM, "%s%s%s:%s", bare ? "[" : "", host, bare ? "]" : "", port);
	return out;
}

const char *operand_address(const char *word, const char *port, char out[OPERAND_ROOM])
{
	const char *rest = strstr(word, "://"), *path = unix_name(word);

	if (strlen(word) + (port != NULL ? strlen(port) : 0) + sizeof(UNIX_PREFIX) + 4 >
	    OPERAND_ROOM)
		return word;
	if (path != NULL && strncmp(path, "//", 2) == 0) {
		say("'%s' is a URL: write " UNIX_PREFIX "%s", word, path + 2);
		return NULL;
	}
	if (rest != NULL && rest < word + strcspn(word, "/?#")) {
		say_url(word, rest + 3);
		return NULL;
	}
	if (port != NULL)
		return join(word, port, out);
	if (is_v6(word)) {
		say_v6(word);
		return NULL;
	}
	if (is_number(word))
		return join("", word, out);
	if (!is_path(word))
		return word;
	snprintf(out, OPERAND_ROOM, UNIX_PREFIX "%s", word);
	return out;
}

const char *operand_own_address(const char *word, char out[OPERAND_ROOM])
{
	return is_v6(word) ? word : operand_address(word, NULL, out);
}
