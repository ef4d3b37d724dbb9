/* SPDX-License-Identifier: Apache-2.0 */
/* An error code as a line of text. */
#include <stdio.h>
#include <string.h>

#include "err/queue.h"
#include "err/reason_names.h"
#include "sys/message.h"

/* Room for the name of a number without a name, or for a system error's text. */
#define NAME_SIZE 256

#define RFLAGS    (ERR_RFLAGS_MASK << ERR_RFLAGS_OFFSET)

static const char *library_name(unsigned long code, char *buf)
{
	const char *name = ERR_lib_error_string(code);

	if (name != NULL)
		return name;
	snprintf(buf, NAME_SIZE, "lib(%d)", ERR_GET_LIB(code));
	return buf;
}

static const char *reason_name(unsigned long code, char *buf)
{
	const char *name = ERR_reason_error_string(code);

	if (name != NULL)
		return name;
	if (ERR_SYSTEM_ERROR(code) && sys_message(ERR_GET_REASON(code), buf, NAME_SIZE))
		return buf;
	/*
	 * Where reasons have flags, a number is shown without those bits, though a system error
	 * has no flags.
	 */
	snprintf(buf, NAME_SIZE, "reason(%d)", ERR_GET_REASON(code) & ~RFLAGS);
	return buf;
}

void err_describe(unsigned long code, const char *func, char *out_text, size_t len)
{
	char library[NAME_SIZE];
	char reason[NAME_SIZE];
	int wanted = snprintf(out_text, len, "error:%08lX:%s:%s:%s", code,
	    library_name(code, library), func, reason_name(code, reason));

	/* A text that just fits counts as cut, as in OpenSSL, which cannot tell. */
	if (wanted < 0 || (size_t)wanted + 1 >= len)
		snprintf(out_text, len, "err:%lx:%x:0:%x", code, (unsigned int)ERR_GET_LIB(code),
		    (unsigned int)ERR_GET_REASON(code));
}

void ERR_error_string_n(unsigned long e, char *buf, size_t len)
{
	if (len > 0)
		err_describe(e, "", buf, len);
}

char *ERR_error_string(unsigned long e, char *buf)
{
	char *out = buf == NULL ? err_line() : buf;

	err_describe(e, "", out, ERR_LINE_SIZE);
	return out;
}
