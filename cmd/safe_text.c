/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing that moves a cursor, ends a line or sets a title gets through. */
#include "cmd/safe_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/*
 * What the second byte may be where the first narrows it (RFC 3629, section 4). U+0080 to U+009F
 * are controls, and passed over.
 */
static const struct {
	unsigned char first, least, most;
} narrowed[] = {
	{ 0xc2, 0xa0, 0xbf },
	{ 0xe0, 0xa0, 0xbf },
	{ 0xed, 0x80, 0x9f },
	{ 0xf0, 0x90, 0xbf },
	{ 0xf4, 0x80, 0x8f },
};

static size_t length_by_first(unsigned char first)
{
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* How many bytes the printable character at c has; 0 if there is none. */
static size_t printable(const unsigned char *c)
{
	size_t n = length_by_first(c[0]);

	if (c[0] < 0x80)
		return c[0] >= ' ' && c[0] != 0x7f ? 1 : 0;
	for (size_t i = 1; i < n; i++) {
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	}
	for (size_t i = 0; i < sizeof(narrowed) / sizeof(narrowed[0]); i++) {
		if (c[0] == narrowed[i].first &&
		    (c[1] < narrowed[i].least || c[1] > narrowed[i].most))
			return 0;
	}
	return n;
}

size_t safe_text(const char *text, char *out, size_t size)
{
	const unsigned char *c = (const unsigned char *)text;
	size_t used = 0;

	while (*c != '\0') {
		size_t n = printable(c), room = n > 0 ? n : sizeof("\\xHH") - 1;

		if (used + room >= size)
			break;
		if (n > 0)
			memcpy(out + used, c, n);
		else
			snprintf(out + used, room + 1, "\\x%02x", *c);
		used += room;
		c += n > 0 ? n : 1;
	}
	out[used] = '\0';
	return used;
}
