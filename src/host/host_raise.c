/* SPDX-License-Identifier: Apache-2.0 */
/* err/raise.h over the host's error stack. */
#include "err/raise.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "host/record.h"
#include "sys/errors.h"

enum { DATA_SIZE = 1024 };

/* Appends to a text of DATA_SIZE bytes, cut to fit. */
static void append(char *data, const char *text)
{
	size_t len = strlen(data), n = strlen(text);

	if (n > DATA_SIZE - 1 - len)
		n = DATA_SIZE - 1 - len;
	memcpy(data + len, text, n);
	data[len + n] = '\0';
}

/* The text of a reason that the host has not is told in the data. */
static void put(struct err_place place, int lib, int reason, char *data)
{
	const char *text = lib == ERR_LIB_BIO ? host_reason_text(reason) : NULL;
	int saved = sys_last_error(), err = errno;

	if (text != NULL && data[0] != '\0')
		append(data, ": ");
	if (text != NULL)
		append(data, text);
	if (data[0] == '\0')
		data = NULL;
	if (!host_hold_record(place, lib, reason, data)) {
		host_count_record();
		host_put_record(place, lib, reason, data);
	}
	sys_set_last_error(saved);
	errno = err;
}

/* A code is an unsigned long; BoringSSL's has 32 bits, and newer ones take no longer one. */
bool host_newest_is(int lib, int reason)
{
	__typeof__(ERR_peek_last_error()) newest = ERR_peek_last_error();

	return ERR_GET_LIB(newest) == lib && ERR_GET_REASON(newest) == reason;
}

void err_raise(struct err_place place, int lib, int reason)
{
	char data[DATA_SIZE] = "";

	put(place, lib, reason, data);
}

void err_raise_data(struct err_place place, int lib, int reason, const char *format, ...)
{
	char data[DATA_SIZE];
	int saved = errno;
	va_list args;

	va_start(args, format);
	if (vsnprintf(data, sizeof(data), format, args) < 0)
		data[0] = '\0';
	va_end(args);
	errno = saved;
	put(place, lib, reason, data);
}

void err_raise_texts(struct err_place place, int lib, int reason, ...)
{
	char data[DATA_SIZE] = "";
	const char *text;
	va_list args;

	va_start(args, reason);
	while ((text = va_arg(args, const char *)) != NULL)
		append(data, text);
	va_end(args);
	put(place, lib, reason, data);
}
