/* SPDX-License-Identifier: Apache-2.0 */
/* What the fuzz targets share. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

void check_that(bool holds, const char *what, const char *file, int line)
{
	if (holds)
		return;
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

void take(struct input *input, void *out, size_t n)
{
	size_t there = n < input->size ? n : input->size;

	memset(out, 0, n);
	if (there > 0)
		memcpy(out, input->data, there);
	input->data += there;
	input->size -= there;
}

uint8_t take_byte(struct input *input)
{
	uint8_t byte;

	take(input, &byte, 1);
	return byte;
}

char *take_text(struct input *input)
{
	size_t n = strnlen((const char *)input->data, input->size);
	char *text = malloc(n + 1);

	CHECK(text != NULL);
	take(input, text, n);
	text[n] = '\0';
	return text;
}

int drain_errors(void)
{
	const char *file, *func, *data;
	unsigned long code;
	int line, flags, n = 0;

	while ((code = ERR_get_error_all(&file, &line, &func, &data, &flags)) != 0) {
		CHECK(ERR_GET_REASON(code) != 0);
		CHECK(file[0] != '\0' && func[0] != '\0' && line > 0);
		CHECK((flags & ERR_TXT_STRING) != 0 || data[0] == '\0');
		n++;
	}
	return n;
}
