/* SPDX-License-Identifier: Apache-2.0 */
/* A kind of BIO whose operations return what the test says and are written down. */
#include "kind.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct kind_answers kind_answers = { 1, 3, 5, 1, 1 };

static BIO_METHOD *methods[KIND_COUNT];
static char text[4096], shown[4096];
static size_t used;

void kind_note(const char *format, ...)
{
	va_list args;

	if (used > 0 && used + 1 < sizeof(text))
		text[used++] = ' ';
	va_start(args, format);
	used += (size_t)vsnprintf(text + used, sizeof(text) - used, format, args);
	va_end(args);
}

const char *kind_log(void)
{
	memcpy(shown, text, sizeof(shown));
	text[0] = '\0';
	used = 0;
	return shown;
}

char kind_name(BIO *b)
{
	return b == NULL ? '-' : BIO_get_data(b) == NULL ? '?' : *(const char *)BIO_get_data(b);
}

static int read_ex(BIO *b, char *data, size_t n, size_t *out_n)
{
	(void)data;
	kind_note("%c.read(%zu)", kind_name(b), n);
	*out_n = kind_answers.n;
	return kind_answers.ret;
}

static int write_ex(BIO *b, const char *data, size_t n, size_t *out_n)
{
	(void)data;
	kind_note("%c.write(%zu)", kind_name(b), n);
	*out_n = kind_answers.n;
	return kind_answers.ret;
}

static int read_old(BIO *b, char *data, int n)
{
	(void)data;
	kind_note("%c.read(%d)", kind_name(b), n);
	return kind_answers.number;
}

static int write_old(BIO *b, const char *data, int n)
{
	(void)data;
	kind_note("%c.write(%d)", kind_name(b), n);
	return kind_answers.number;
}

static int puts_text(BIO *b, const char *data)
{
	(void)data;
	kind_note("%c.puts", kind_name(b));
	return kind_answers.number;
}

static int gets_text(BIO *b, char *data, int n)
{
	(void)data;
	kind_note("%c.gets(%d)", kind_name(b), n);
	return kind_answers.number;
}

static long ctrl(BIO *b, int command, long number, void *pointer)
{
	if (command == BIO_CTRL_PUSH || command == BIO_CTRL_POP)
		kind_note("%c.ctrl(%d,%ld,%c)", kind_name(b), command, number, kind_name(pointer));
	else
		kind_note("%c.ctrl(%d,%ld)", kind_name(b), command, number);
	return kind_answers.ctrl;
}

static long callback_ctrl(BIO *b, int command, BIO_info_cb *callback)
{
	kind_note("%c.callback_ctrl(%d,%s)", kind_name(b), command, callback ? "set" : "NULL");
	return kind_answers.ctrl;
}

static int create(BIO *b)
{
	BIO_set_init(b, 1);
	return kind_answers.create;
}

static int create_uninitialised(BIO *b)
{
	(void)b;
	return 1;
}

static int destroy(BIO *b)
{
	kind_note("%c.destroy", kind_name(b));
	return 1;
}

static BIO_METHOD *make(enum kind_of kind)
{
	BIO_METHOD *m = BIO_meth_new(
	    (kind == KIND_FILTER ? BIO_TYPE_FILTER : BIO_TYPE_SOURCE_SINK) | 0xf0 | (int)kind,
	    "kind of a test");

	if (m == NULL || kind == KIND_EMPTY)
		return m;
	BIO_meth_set_create(m, kind == KIND_UNINITIALISED ? create_uninitialised : create);
	BIO_meth_set_destroy(m, destroy);
	if (kind == KIND_OLD) {
		BIO_meth_set_read(m, read_old);
		BIO_meth_set_write(m, write_old);
		return m;
	}
	BIO_meth_set_read_ex(m, read_ex);
	BIO_meth_set_write_ex(m, write_ex);
	BIO_meth_set_puts(m, puts_text);
	BIO_meth_set_gets(m, gets_text);
	BIO_meth_set_ctrl(m, ctrl);
	BIO_meth_set_callback_ctrl(m, callback_ctrl);
	return m;
}

const BIO_METHOD *kind_method(enum kind_of kind)
{
	if (methods[kind] == NULL)
		methods[kind] = make(kind);
	return methods[kind];
}

BIO *kind_new(enum kind_of kind, char name)
{
	static const char names[] = "abcdefghijklmnopqrstuvwxyz";
	BIO *b = BIO_new(kind_method(kind));

	if (b != NULL)
		BIO_set_data(b, (void *)(uintptr_t)strchr(names, name));
	return b;
}

void kind_free_methods(void)
{
	for (int i = 0; i < KIND_COUNT; i++) {
		BIO_meth_free(methods[i]);
		methods[i] = NULL;
	}
}
