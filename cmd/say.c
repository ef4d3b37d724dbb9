/* SPDX-License-Identifier: Apache-2.0 */
/* Messages, and the error stack as one of them. */
#include "cmd/say.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "addr/escape.h"
#include "cmd/sys/screen.h"
#include "cmd/unix_prefix.h"
#include "sys/message.h"

enum { LINE_ROOM = 4096, FD_ERROR = 2 };

/* To the beginning of the line, and nothing stays in it (ECMA-48, 8.3.41). */
static const char blank_line[] = "\r\033[K";

static bool has_progress; /* in the line where the cursor is */

/*
 * A line is one write, so that those of several processes do not mix. errno is kept. Not
 * every C library writes what goes to a file at once.
 */
static void print_line(const char *before, const char *format, va_list ap)
{
	char text[LINE_ROOM], line[LINE_ROOM];
	int err = errno;
	size_t n = strlen(before);

	vsnprintf(text, sizeof(text), format, ap);
	memcpy(line, before, n);
	n += addr_escape(text, strlen(text), line + n, sizeof(line) - n - 1);
	line[n++] = '\n';
	if (has_progress)
		fputs(blank_line, stderr);
	has_progress = false;
	fwrite(line, 1, n, stderr);
	fflush(stderr);
	errno = err;
}

void say(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_line("biosock: ", format, ap);
	va_end(ap);
}

void say_plainly(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	print_line("", format, ap);
	va_end(ap);
}

/* What would not be in one line of the terminal could not be blanked. */
void say_progress(const char *format, ...)
{
	int width = sys_screen_width(FD_ERROR);
	char text[LINE_ROOM], safe[LINE_ROOM];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	addr_escape(text, strlen(text), safe, sizeof(safe));
	fprintf(stderr, "%s%.*s", blank_line, width > 0 ? width - 1 : LINE_ROOM, safe);
	fflush(stderr);
	has_progress = true;
}

void say_progress_blank(void)
{
	if (has_progress)
		fputs(blank_line, stderr);
	fflush(stderr);
	has_progress = false;
}

void say_progress_end(void)
{
	if (has_progress)
		fputc('\n', stderr);
	fflush(stderr);
	has_progress = false;
}

const char *error_text(int err)
{
	static char text[128];

	if (!sys_message(err, text, sizeof(text)))
		snprintf(text, sizeof(text), "error %d", err);
	return text;
}

void say_errno(const char *what, int err)
{
	say("%s: %s", what, error_text(err));
}

/* Reasons that say only that the call failed. */
static bool is_plain(int reason)
{
	static const int plain[] = { BIO_R_CONNECT_ERROR, BIO_R_UNABLE_TO_BIND_SOCKET,
		BIO_R_UNABLE_TO_LISTEN_SOCKET, BIO_R_UNABLE_TO_CREATE_SOCKET, BIO_R_ACCEPT_ERROR,
		ERR_R_SYS_LIB };

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		if (reason == plain[i])
			return true;
	}
	return false;
}

/* What the records of one failing call say together. */
struct cause {
	int err;            /* errno of its system call, or 0 */
	const char *reason; /* the library's, or NULL if it is plain */
	char text[256];     /* the data of a record that is not a system call's */
	char at[256];       /* the address that the last system call was for, or "" */
};

static void add_record(struct cause *cause, unsigned long code, const char *data, int flags)
{
	if (ERR_SYSTEM_ERROR(code)) {
		const char *at = (flags & ERR_TXT_STRING) != 0 ? strstr(data, "(): ") : NULL;

		cause->err = ERR_GET_REASON(code);
		snprintf(cause->at, sizeof(cause->at), "%s", at != NULL ? at + 4 : "");
		return;
	}
	if (!is_plain(ERR_GET_REASON(code)))
		cause->reason = ERR_reason_error_string(code);
	if ((flags & ERR_TXT_STRING) != 0 && data[0] != '\0')
		snprintf(cause->text, sizeof(cause->text), "%s", data);
}

static void take_cause(struct cause *out)
{
	const char *data;
	unsigned long code;
	int flags;

	memset(out, 0, sizeof(*out));
	while ((code = ERR_get_error_all(NULL, NULL, NULL, &data, &flags)) != 0)
		add_record(out, code, data, flags);
}

/* A record may end with what was asked for, which the line already names. */
static void drop_name(char *text, const char *where)
{
	const char *name = unix_name(where) != NULL ? unix_name(where) : where;
	size_t n = strlen(text), name_length = strlen(name);

	if (n > name_length + 2 && strcmp(text + n - name_length, name) == 0 &&
	    strncmp(text + n - name_length - 2, ": ", 2) == 0)
		text[n - name_length - 2] = '\0';
}

static char *line_of(struct cause *cause, const char *what, const char *where)
{
	size_t size = strlen(what) + strlen(where) + 512;
	char *line = malloc(size);
	const char *why = "failed";

	drop_name(cause->text, where);
	if (cause->err != 0)
		why = error_text(cause->err);
	else if (cause->text[0] != '\0')
		why = cause->text;
	else if (cause->reason != NULL)
		why = cause->reason;
	if (line == NULL)
		return NULL;
	if (cause->err != 0 && cause->reason != NULL)
		snprintf(line, size, "%s %s: %s: %s", what, where, cause->reason, why);
	else
		snprintf(line, size, "%s %s: %s", what, where, why);
	return line;
}

char *failure_line(const char *what, const char *where)
{
	struct cause cause;

	take_cause(&cause);
	return line_of(&cause, what, where);
}

static void say_line(char *line, const char *what)
{
	say("%s", line != NULL ? line : what);
	free(line);
}

void say_failure(const char *what, const char *where)
{
	say_line(failure_line(what, where), what);
}

void say_failure_at(const char *what, const char *where)
{
	struct cause cause;

	take_cause(&cause);
	say_line(line_of(&cause, what, cause.at[0] != '\0' ? cause.at : where), what);
}
