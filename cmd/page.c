/* SPDX-License-Identifier: Apache-2.0 */
/* A piece at the end of the text. */
#include "cmd/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "addr/escape.h"

enum { ROOM = 4096 };

static bool make_room(struct page *to, size_t n)
{
	size_t room = to->room > 0 ? to->room : ROOM;
	char *text;

	while (room - to->n <= n)
		room *= 2;
	if (room == to->room)
		return true;
	text = realloc(to->text, room);
	if (text == NULL) {
		to->failed = true;
		return false;
	}
	to->text = text;
	to->room = room;
	return true;
}

void page_print(struct page *to, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0 || !make_room(to, (size_t)n))
		return;
	va_start(ap, format);
	vsnprintf(to->text + to->n, (size_t)n + 1, format, ap);
	va_end(ap);
	to->n += (size_t)n;
}

static const char *entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void page_xml(struct page *to, const char *text)
{
	size_t size = ADDR_ESCAPED_SIZE(strlen(text));
	char *safe = malloc(size);

	if (safe == NULL) {
		to->failed = true;
		return;
	}
	addr_escape(text, strlen(text), safe, size);
	for (const char *c = safe; *c != '\0'; c++) {
		if (entity(*c) != NULL)
			page_print(to, "%s", entity(*c));
		else
			page_print(to, "%c", *c);
	}
	free(safe);
}

void page_fini(struct page *of)
{
	free(of->text);
	*of = (struct page){ NULL, 0, 0, false };
}
