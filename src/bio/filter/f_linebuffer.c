/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The filter that passes writes on a line at a time; reads go straight through: BIO_f_linebuffer().
 */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/control_table.h"
#include "bio/filter/filter.h"
#include "bio/object.h"
#include "bio/put_text.h"

enum { DEFAULT_SIZE = 10 * 1024 };

/* The beginning of a line whose end is not written yet. */
struct line {
	char *bytes;
	size_t size;
	size_t length;
};

/* What is left of a write; a line is a part of it. */
struct input {
	const char *at;
	size_t left;
};

static int line_create(BIO *b)
{
	struct line *line = OPENSSL_zalloc(sizeof(*line));

	if (line == NULL)
		return 0;
	line->bytes = OPENSSL_malloc(DEFAULT_SIZE);
	if (line->bytes == NULL) {
		OPENSSL_free(line);
		return 0;
	}
	line->size = DEFAULT_SIZE;
	b->data = line;
	b->init = 1;
	return 1;
}

static int line_destroy(BIO *b)
{
	struct line *line = b->data;

	if (line == NULL)
		return 1;
	OPENSSL_free(line->bytes);
	OPENSSL_free(line);
	b->data = NULL;
	b->init = 0;
	b->flags = 0;
	return 1;
}

static int line_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	int n;

	*out_n = 0;
	if (out == NULL || b->next == NULL)
		return 0;
	n = BIO_read(b->next, out, size > INT_MAX ? INT_MAX : (int)size);
	BIO_clear_retry_flags(b);
	BIO_copy_next_retry(b);
	return bio_filter_result(n, out_n);
}

static void keep(struct line *line, struct input *in, size_t n)
{
	if (n > line->size - line->length)
		n = line->size - line->length;
	if (n > 0)
		memcpy(line->bytes + line->length, in->at, n);
	line->length += n;
	in->at += n;
	in->left -= n;
}

/* Writes what is kept, once, and returns what BIO_write() does. */
static int drain(BIO *b)
{
	struct line *line = b->data;
	int n = bio_filter_write(b, line->bytes, line->length);

	if (n <= 0)
		return n;
	line->length -= (size_t)n;
	memmove(line->bytes, line->bytes + n, line->length);
	return n;
}

/*
 * The first `n` bytes of `in`, to which what is kept belongs, in as many writes as it takes. 1, or
 * the write's result.
 */
static int finish_kept(BIO *b, struct input *in, size_t n, int ends)
{
	struct line *line = b->data;
	const char *end = in->at + n;
	int done;

	while (line->length > 0 && (ends || (size_t)(end - in->at) > line->size - line->length)) {
		keep(line, in, (size_t)(end - in->at));
		done = drain(b);
		if (done <= 0)
			return done;
	}
	if (end > in->at && (ends || (size_t)(end - in->at) > line->size)) {
		done = bio_filter_write(b, in->at, (size_t)(end - in->at));
		if (done <= 0)
			return done;
		in->at += done;
		in->left -= (size_t)done;
	}
	return 1;
}

static int write_lines(BIO *b, struct input *in)
{
	const char *newline;
	int done;

	do {
		newline = memchr(in->at, '\n', in->left);
		done = finish_kept(b, in,
		    newline != NULL ? (size_t)(newline + 1 - in->at) : in->left, newline != NULL);
	} while (done > 0 && newline != NULL && in->left > 0);
	return done;
}

/* The beginning of the next line, which after short writes can be longer than there is room for. */
static int keep_rest(BIO *b, struct input *in)
{
	struct line *line = b->data;
	int done = 1;

	keep(line, in, in->left);
	while (in->left > 0 && done > 0) {
		done = drain(b);
		keep(line, in, done > 0 ? in->left : 0);
	}
	return done;
}

static int line_write(BIO *b, const char *bytes, size_t size, size_t *out_n)
{
	struct input in = { bytes, size > INT_MAX ? INT_MAX : size };
	size_t all = in.left;
	int done;

	if (bytes == NULL || size == 0 || b->next == NULL)
		return 0;
	BIO_clear_retry_flags(b);
	done = write_lines(b, &in);
	if (done > 0)
		done = keep_rest(b, &in);
	*out_n = all - in.left;
	return *out_n > 0 ? 1 : done;
}

static int line_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, line_write);
}

static long reset(BIO *b, long number, void *pointer)
{
	struct line *line = b->data;

	line->length = 0;
	return bio_filter_pass(b, BIO_CTRL_RESET, number, pointer);
}

static long info(BIO *b, long number, void *pointer)
{
	const struct line *line = b->data;

	(void)number;
	(void)pointer;
	return (long)line->length;
}

static long write_pending(BIO *b, long number, void *pointer)
{
	const struct line *line = b->data;

	if (line->length > 0)
		return (long)line->length;
	return bio_filter_pass(b, BIO_CTRL_WPENDING, number, pointer);
}

static long set_size(BIO *b, long number, void *pointer)
{
	struct line *line = b->data;
	char *bytes;

	(void)pointer;
	if (number > INT_MAX)
		return 0;
	if (number <= DEFAULT_SIZE || (size_t)number == line->size)
		return 1;
	bytes = OPENSSL_malloc((size_t)number);
	if (bytes == NULL)
		return 0;
	if (line->length > (size_t)number)
		line->length = (size_t)number;
	memcpy(bytes, line->bytes, line->length);
	OPENSSL_free(line->bytes);
	line->bytes = bytes;
	line->size = (size_t)number;
	return 1;
}

static long flush(BIO *b, long number, void *pointer)
{
	struct line *line = b->data;
	int done;

	if (b->next == NULL)
		return 0;
	while (line->length > 0) {
		BIO_clear_retry_flags(b);
		done = drain(b);
		BIO_copy_next_retry(b);
		if (done <= 0)
			return done;
	}
	return bio_filter_flush(b, number, pointer);
}

static long copy_size(BIO *b, long number, void *pointer)
{
	const struct line *line = b->data;

	(void)number;
	return pointer != NULL && BIO_set_write_buffer_size(pointer, (int)line->size) > 0;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, reset },
	{ BIO_CTRL_INFO, info },
	{ BIO_CTRL_WPENDING, write_pending },
	{ BIO_CTRL_FLUSH, flush },
	{ BIO_CTRL_DUP, copy_size },
	{ BIO_C_DO_STATE_MACHINE, bio_filter_run_next },
	{ BIO_C_SET_BUFF_SIZE, set_size },
};

static long line_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_filter_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_LINEBUFFER,
	.name = "linebuffer",
	.write = line_write,
	.read = line_read,
	.puts = line_puts,
	.gets = bio_filter_gets,
	.ctrl = line_ctrl,
	.create = line_create,
	.destroy = line_destroy,
	.callback_ctrl = bio_filter_pass_callback,
};

const BIO_METHOD *BIO_f_linebuffer(void)
{
	return &method;
}
