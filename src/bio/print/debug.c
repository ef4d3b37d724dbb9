/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The debug callbacks: a line for each operation, to the BIO that is the callback's argument,
 * or to stderr.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "bio/object.h"
#include "err/raise.h"

#define LINE_SIZE 256

/* What a line is about. */
struct event {
	const BIO *bio;
	const char *argp;
	size_t len;
	int argi;
	long ret;
	size_t processed;
};

typedef int describe(char *out, size_t size, const struct event *e);

static int describe_free(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "Free - %s", e->bio->method->name);
}

static int describe_transfer(char *out, size_t size, const char *what, const struct event *e)
{
	const BIO_METHOD *method = e->bio->method;

	if (method->type & BIO_TYPE_DESCRIPTOR)
		return snprintf(out, size, "%s(%d,%zu) - %s fd=%d", what, e->bio->num, e->len,
		    method->name, e->bio->num);
	return snprintf(out, size, "%s(%d,%zu) - %s", what, e->bio->num, e->len, method->name);
}

static int describe_read(char *out, size_t size, const struct event *e)
{
	return describe_transfer(out, size, "read", e);
}

static int describe_write(char *out, size_t size, const struct event *e)
{
	return describe_transfer(out, size, "write", e);
}

static int describe_puts(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "puts() - %s", e->bio->method->name);
}

static int describe_gets(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "gets(%zu) - %s", e->len, e->bio->method->name);
}

static int describe_ctrl(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "ctrl(%d) - %s", e->argi, e->bio->method->name);
}

static int describe_result(char *out, size_t size, const char *what, const struct event *e)
{
	return snprintf(out, size, "%s return %ld processed: %zu", what, e->ret, e->processed);
}

static int describe_read_result(char *out, size_t size, const struct event *e)
{
	return describe_result(out, size, "read", e);
}

static int describe_write_result(char *out, size_t size, const struct event *e)
{
	return describe_result(out, size, "write", e);
}

static int describe_puts_result(char *out, size_t size, const struct event *e)
{
	return describe_result(out, size, "puts", e);
}

static int describe_gets_result(char *out, size_t size, const struct event *e)
{
	return describe_result(out, size, "gets", e);
}

static int describe_batch(char *out, size_t size, const char *what, const struct event *e)
{
	const BIO_MMSG_CB_ARGS *args = (const void *)e->argp;

	return snprintf(out, size, "%s(%zu) - %s", what, args != NULL ? args->num_msg : 0,
	    e->bio->method->name);
}

static int describe_sendmmsg(char *out, size_t size, const struct event *e)
{
	return describe_batch(out, size, "sendmmsg", e);
}

static int describe_recvmmsg(char *out, size_t size, const struct event *e)
{
	return describe_batch(out, size, "recvmmsg", e);
}

static int describe_sendmmsg_result(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "sendmmsg processed: %zu", e->len);
}

static int describe_recvmmsg_result(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "recvmmsg processed: %zu", e->len);
}

static int describe_ctrl_result(char *out, size_t size, const struct event *e)
{
	return snprintf(out, size, "ctrl return %ld", e->ret);
}

static const struct {
	int oper;
	describe *describe;
} descriptions[] = {
	{ BIO_CB_FREE, describe_free },
	{ BIO_CB_READ, describe_read },
	{ BIO_CB_WRITE, describe_write },
	{ BIO_CB_PUTS, describe_puts },
	{ BIO_CB_GETS, describe_gets },
	{ BIO_CB_CTRL, describe_ctrl },
	{ BIO_CB_SENDMMSG, describe_sendmmsg },
	{ BIO_CB_RECVMMSG, describe_recvmmsg },
	{ BIO_CB_READ | BIO_CB_RETURN, describe_read_result },
	{ BIO_CB_WRITE | BIO_CB_RETURN, describe_write_result },
	{ BIO_CB_PUTS | BIO_CB_RETURN, describe_puts_result },
	{ BIO_CB_GETS | BIO_CB_RETURN, describe_gets_result },
	{ BIO_CB_CTRL | BIO_CB_RETURN, describe_ctrl_result },
	{ BIO_CB_SENDMMSG | BIO_CB_RETURN, describe_sendmmsg_result },
	{ BIO_CB_RECVMMSG | BIO_CB_RETURN, describe_recvmmsg_result },
};

static int describe_event(char *out, size_t size, int oper, const struct event *e)
{
	for (size_t i = 0; i < sizeof(descriptions) / sizeof(descriptions[0]); i++)
		if (descriptions[i].oper == oper)
			return descriptions[i].describe(out, size, e);
	return snprintf(out, size, "bio callback - unknown type (%d)", oper);
}

/* Room is kept for the newline, whatever the kind's name is. */
static void print_event(int oper, const struct event *e)
{
	char line[LINE_SIZE];
	int n = snprintf(line, sizeof(line), "BIO[0x%" PRIxPTR "]: ", (uintptr_t)e->bio);
	int more = describe_event(line + n, sizeof(line) - 1 - (size_t)n, oper, e);
	size_t len = (size_t)n + (size_t)more;
	BIO *out = (BIO *)(void *)e->bio->callback_arg;

	if (len > sizeof(line) - 2)
		len = sizeof(line) - 2;
	line[len++] = '\n';
	line[len] = '\0';
	if (out != NULL)
		BIO_write(out, line, (int)len);
	else
		fputs(line, stderr);
}

long BIO_debug_callback_ex(BIO *bio, int oper, const char *argp, size_t len, int argi, long argl,
    int ret, size_t *processed)
{
	struct event e = { bio, argp, len, argi, ret, processed == NULL ? 0 : *processed };

	(void)argl;
	if (bio_is_usable(ERR_FUNC, bio))
		print_event(oper, &e);
	return ret;
}

/* The older form knows lengths as ints, and numbers of bytes as results. */
long BIO_debug_callback(BIO *bio, int cmd, const char *argp, int argi, long argl, long ret)
{
	bool counts = (cmd & BIO_CB_RETURN) && ret > 0;
	struct event e = { bio, argp, (size_t)argi, argi, counts ? 1 : ret,
		counts ? (size_t)ret : 0 };

	(void)argl;
	if (bio_is_usable(ERR_FUNC, bio))
		print_event(cmd, &e);
	return ret;
}
