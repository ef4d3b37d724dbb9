/* SPDX-License-Identifier: Apache-2.0 */
/* Strings of JSON. */
#include "cmd/json.h"

#include <string.h>

#include "addr/escape.h"

void json_string(FILE *to, const char *text)
{
	size_t left = text != NULL ? strlen(text) : 0, n;

	if (text == NULL) {
		fputs("null", to);
		return;
	}
	putc('"', to);
	for (; left > 0; text += n, left -= n) {
		size_t shown = addr_shown(text, left);

		n = shown > 0 ? shown : 1;
		if (shown == 0)
			fprintf(to, "\\u%04x", (unsigned)(unsigned char)*text);
		else if (*text == '"' || *text == '\\')
			fprintf(to, "\\%c", *text);
		else
			fwrite(text, 1, n, to);
	}
	putc('"', to);
}

void json_member(FILE *to, const char *name, const char *text)
{
	fprintf(to, "\"%s\": ", name);
	json_string(to, text);
}
