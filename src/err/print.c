/* SPDX-License-Identifier: Apache-2.0 */
/* Printing the error stack, a line a record. */
#include <stdio.h>
#include <string.h>

#include "err/reason_names.h"
#include "sys/thread.h"

#define LINE_SIZE 4096

/* The thread's number, byte by byte in hexadecimal, as it lies in memory. */
static size_t print_thread(char *out_text, size_t len)
{
	unsigned char id[SYS_THREAD_ID_MAX];
	size_t size = sys_thread_id(id);

	for (size_t i = 0; i < size; i++)
		snprintf(out_text + 2 * i, len - 2 * i, "%02X", id[i]);
	return 2 * size;
}

void ERR_print_errors_cb(int (*cb)(const char *str, size_t len, void *u), void *u)
{
	const char *file, *func, *data;
	int line, flags;
	unsigned long code;

	while ((code = ERR_get_error_all(&file, &line, &func, &data, &flags)) != 0) {
		char text[LINE_SIZE];
		size_t len = print_thread(text, sizeof(text));

		text[len++] = ':';
		err_describe(code, func, text + len, sizeof(text) - len);
		len += strlen(text + len);
		snprintf(text + len, sizeof(text) - len, ":%s:%d:%s\n", file, line,
		    flags & ERR_TXT_STRING ? data : "");
		if (cb(text, strlen(text), u) <= 0)
			return;
	}
}

static int print_to_stream(const char *str, size_t len, void *stream)
{
	return fwrite(str, 1, len, stream) == len;
}

void ERR_print_errors_fp(FILE *fp)
{
	ERR_print_errors_cb(print_to_stream, fp);
}
