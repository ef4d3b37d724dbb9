/* SPDX-License-Identifier: Apache-2.0 */
/* The filter that begins each line with a text and spaces: BIO_f_prefix(3). */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/bio_refuse.h"
#include "bio/control_table.h"
#include "bio/filter/filter.h"
#include "bio/object.h"
#include "bio/put_text.h"

static const char spaces[] = "                                                                "
                             "                                                                ";

/* What comes before each line is the prefix and then the indent. */
struct prefix {
	char *text; /* NULL if it is empty */
	unsigned int indent;
	int in_line;    /* a line was begun and has not ended */
	size_t written; /* of what comes before this line */
};

static int prefix_create(BIO *b)
{
	b->data = OPENSSL_zalloc(sizeof(struct prefix));
	if (b->data == NULL)
		return 0;
	b->init = 1;
	return 1;
}

static int prefix_destroy(BIO *b)
{
	struct prefix *prefix = b->data;

	if (prefix == NULL)
		return 1;
	OPENSSL_free(prefix->text);
	OPENSSL_free(prefix);
	b->data = NULL;
	b->init = 0;
	return 1;
}

static int prefix_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	int n;

	if (b->next == NULL) {
		bio_refuse_null(ERR_PLACE_OF("BIO_read"));
		return 0;
	}
	*out_n = 0;
	BIO_clear_retry_flags(b);
	n = bio_filter_read(b, out, size);
	return bio_filter_result(n, out_n);
}

static int prefix_gets(BIO *b, char *line, int size)
{
	return BIO_gets(b->next, line, size);
}

/* Writes the rest of what comes before a line. Returns 1, or what the write returned. */
static int begin_line(BIO *b, struct prefix *prefix)
{
	size_t text = prefix->text == NULL ? 0 : strlen(prefix->text);
	size_t most = sizeof(spaces) - 1;

	while (prefix->written < text + prefix->indent) {
		const char *from = spaces;
		size_t left = text + prefix->indent - prefix->written;
		int n;

		if (prefix->written < text) {
			from = prefix->text + prefix->written;
			left = text - prefix->written;
		} else if (left > most) {
			left = most;
		}
		n = bio_filter_write(b, from, left);
		if (n <= 0)
			return n;
		prefix->written += (size_t)n;
	}
	return 1;
}

/* One write: what BIO_write() returns. */
static int write_on(BIO *b, struct prefix *prefix, const char *in, size_t n)
{
	int done = bio_filter_write(b, in, n);

	if (done > 0) {
		prefix->in_line = in[done - 1] != '\n';
		prefix->written = 0;
	}
	return done;
}

/* Writes each line behind its prefix and indent. *out_n is how many bytes of `in` were written. */
static int write_lines(BIO *b, struct prefix *prefix, const char *in, size_t size, size_t *out_n)
{
	const char *newline;
	size_t left;
	int n = 1;

	for (*out_n = 0; *out_n < size; *out_n += (size_t)n) {
		if (!prefix->in_line)
			n = begin_line(b, prefix);
		if (n <= 0)
			return n;
		left = size - *out_n;
		newline = memchr(in + *out_n, '\n', left);
		if (newline != NULL)
			left = (size_t)(newline + 1 - (in + *out_n));
		n = write_on(b, prefix, in + *out_n, left);
		if (n <= 0)
			return n;
	}
	return 1;
}

/* What was written counts, though the rest was not; the next write goes on behind it. */
static int prefix_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	struct prefix *prefix = b->data;
	int n;

	*out_n = 0;
	if (size == 0 || b->next == NULL)
		return 0;
	if (in == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_write"));
	BIO_clear_retry_flags(b);
	if (prefix->text != NULL || prefix->indent > 0) {
		n = write_lines(b, prefix, in, size > INT_MAX ? INT_MAX : size, out_n);
	} else {
		n = write_on(b, prefix, in, size);
		*out_n = n > 0 ? (size_t)n : 0;
	}
	return *out_n > 0 ? 1 : n;
}

static int prefix_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, prefix_write);
}

/* Wherever the next write lands, it begins a line. */
static long move(BIO *b, int command, long number, void *pointer)
{
	struct prefix *prefix = b->data;

	if (prefix == NULL)
		return 0;
	prefix->in_line = 0;
	prefix->written = 0;
	return bio_filter_pass(b, command, number, pointer);
}

static long reset(BIO *b, long number, void *pointer)
{
	return move(b, BIO_CTRL_RESET, number, pointer);
}

/* Even if there is no such place, like OpenSSL. */
static long seek(BIO *b, long number, void *pointer)
{
	return move(b, BIO_C_FILE_SEEK, number, pointer);
}

static long flush(BIO *b, long number, void *pointer)
{
	return bio_next_control(b, BIO_CTRL_FLUSH, number, pointer);
}

static long set_prefix(BIO *b, long number, void *pointer)
{
	struct prefix *prefix = b->data;
	char *text = NULL;

	(void)number;
	if (pointer != NULL && *(const char *)pointer != '\0') {
		text = OPENSSL_strdup(pointer);
		if (text == NULL)
			return 0;
	}
	OPENSSL_free(prefix->text);
	prefix->text = text;
	return 1;
}

/* What does not fit counts as what is left of it, like OpenSSL's. */
static long set_indent(BIO *b, long number, void *pointer)
{
	struct prefix *prefix = b->data;

	(void)pointer;
	if (number < 0)
		return 0;
	prefix->indent = (unsigned int)number;
	return 1;
}

static long get_indent(BIO *b, long number, void *pointer)
{
	const struct prefix *prefix = b->data;

	(void)number, (void)pointer;
	return (long)prefix->indent;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, reset },
	{ BIO_C_FILE_SEEK, seek },
	{ BIO_CTRL_FLUSH, flush },
	{ BIO_CTRL_SET_PREFIX, set_prefix },
	{ BIO_CTRL_SET_INDENT, set_indent },
	{ BIO_CTRL_GET_INDENT, get_indent },
	{ BIO_C_DO_STATE_MACHINE, bio_filter_run_next },
};

static long prefix_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_filter_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static long prefix_callback_ctrl(BIO *b, int command, BIO_info_cb *callback)
{
	return BIO_callback_ctrl(b->next, command, callback);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_BUFFER,
	.name = "prefix",
	.write = prefix_write,
	.read = prefix_read,
	.puts = prefix_puts,
	.gets = prefix_gets,
	.ctrl = prefix_ctrl,
	.create = prefix_create,
	.destroy = prefix_destroy,
	.callback_ctrl = prefix_callback_ctrl,
};

const BIO_METHOD *BIO_f_prefix(void)
{
	return &method;
}
