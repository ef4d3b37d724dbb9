/* SPDX-License-Identifier: Apache-2.0 */
/* The filter that reads ahead and writes in large pieces: BIO_f_buffer(3). */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/filter/f_buffer.h"
#include "bio/filter/filter.h"
#include "bio/object.h"
#include "bio/refuse.h"

static int side_init(struct side *side)
{
	side->bytes = OPENSSL_malloc(BUFFER_DEFAULT_SIZE);
	side->size = BUFFER_DEFAULT_SIZE;
	return side->bytes != NULL;
}

static int buffer_destroy(BIO *b)
{
	struct buffer *buffer = b->data;

	if (buffer == NULL)
		return 1;
	OPENSSL_free(buffer->in.bytes);
	OPENSSL_free(buffer->out.bytes);
	OPENSSL_free(buffer);
	b->data = NULL;
	b->init = 0;
	b->flags = 0;
	return 1;
}

static int buffer_create(BIO *b)
{
	struct buffer *buffer = OPENSSL_zalloc(sizeof(*buffer));

	b->data = buffer;
	if (buffer == NULL)
		return 0;
	if (!side_init(&buffer->in) || !side_init(&buffer->out)) {
		buffer_destroy(b);
		return 0;
	}
	b->init = 1;
	return 1;
}

static void drop(struct side *side, size_t n)
{
	side->at += n;
	side->length -= n;
}

int bio_side_outcome(size_t n, int result, size_t *out_n)
{
	*out_n = n;
	return n > 0 ? 1 : result;
}

/* Reads ahead as much as there is room for, or as one read gives. */
static int fill(BIO *b, struct side *in)
{
	int n = bio_filter_read(b, in->bytes, in->size);

	if (n > 0) {
		in->at = 0;
		in->length = (size_t)n;
	}
	return n;
}

size_t bio_side_take(struct side *side, char *out, size_t n)
{
	if (n > side->length)
		n = side->length;
	if (n > 0)
		memcpy(out, side->bytes + side->at, n);
	drop(side, n);
	return n;
}

/* What is larger than the buffer is read past it, to the last byte. */
static int read_past(BIO *b, char *out, size_t size, size_t *out_n)
{
	int n = 1;

	for (*out_n = 0; *out_n < size; *out_n += (size_t)n) {
		n = bio_filter_read(b, out + *out_n, size - *out_n);
		if (n <= 0)
			return n;
	}
	return n;
}

int bio_buffer_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	struct buffer *buffer = b->data;
	struct side *in = &buffer->in;
	size_t done, more;
	int n;

	*out_n = 0;
	if (out == NULL || b->next == NULL)
		return 0;
	if (size > INT_MAX)
		size = INT_MAX;
	BIO_clear_retry_flags(b);
	done = bio_side_take(in, out, size);
	while (done < size || (size == 0 && in->length == 0)) {
		if (size - done > in->size) {
			n = read_past(b, out + done, size - done, &more);
			return bio_side_outcome(done + more, n, out_n);
		}
		n = fill(b, in);
		if (n <= 0)
			return bio_side_outcome(done, n, out_n);
		done += bio_side_take(in, out + done, size - done);
	}
	return bio_side_outcome(done, 0, out_n);
}

static size_t room(const struct side *out)
{
	return out->size - out->at - out->length;
}

static size_t put(struct side *out, const char *in, size_t n)
{
	if (n > room(out))
		n = room(out);
	if (n > 0)
		memcpy(out->bytes + out->at + out->length, in, n);
	out->length += n;
	return n;
}

int bio_buffer_drain(BIO *b, struct side *out)
{
	int n;

	while (out->length > 0) {
		n = bio_filter_write(b, out->bytes + out->at, out->length);
		if (n <= 0)
			return n;
		drop(out, (size_t)n);
	}
	out->at = 0;
	return 1;
}

/* What would fill the buffer is written past it. */
static int write_past(BIO *b, const struct side *out, const char *in, size_t size, size_t *out_n)
{
	int n = 1;

	for (*out_n = 0; size - *out_n >= out->size; *out_n += (size_t)n) {
		n = bio_filter_write(b, in + *out_n, size - *out_n);
		if (n <= 0)
			return n;
	}
	return n;
}

static int buffer_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	struct buffer *buffer = b->data;
	struct side *out = &buffer->out;
	size_t done = 0, more;
	int n = 0;

	if (in == NULL || size == 0 || b->next == NULL)
		return 0;
	if (size > INT_MAX)
		size = INT_MAX;
	BIO_clear_retry_flags(b);
	while (size - done > room(out)) {
		if (out->length > 0)
			done += put(out, in + done, size - done);
		n = bio_buffer_drain(b, out);
		if (n <= 0)
			return bio_side_outcome(done, n, out_n);
		n = write_past(b, out, in + done, size - done, &more);
		done += more;
		if (n <= 0)
			return bio_side_outcome(done, n, out_n);
		if (done == size)
			break;
	}
	done += put(out, in + done, size - done);
	return bio_side_outcome(done, n, out_n);
}

static int buffer_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, buffer_write);
}

/* As much of a line as is held, at most n bytes. */
static size_t line_length(const struct side *in, size_t n)
{
	const char *newline;

	if (n > in->length)
		n = in->length;
	newline = n > 0 ? memchr(in->bytes + in->at, '\n', n) : NULL;
	return newline != NULL ? (size_t)(newline + 1 - (in->bytes + in->at)) : n;
}

int bio_side_gets(BIO *b, struct side *in, int (*more)(BIO *, struct side *), char *line, int size)
{
	size_t done = 0, most = (size_t)size - 1;
	int n = 1;

	BIO_clear_retry_flags(b);
	do {
		if (in->length == 0)
			n = more(b, in);
		if (n > 0)
			done += bio_side_take(in, line + done, line_length(in, most - done));
	} while (n > 0 && done < most && line[done - 1] != '\n');
	line[done] = '\0';
	return done > 0 ? (int)done : n > 0 ? 0 : n;
}

static int buffer_gets(BIO *b, char *line, int size)
{
	struct buffer *buffer = b->data;

	if (line == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_gets"));
	if (size <= 0)
		return 0;
	return bio_side_gets(b, &buffer->in, fill, line, size);
}

static const BIO_METHOD method = {
	.type = BIO_TYPE_BUFFER,
	.name = "buffer",
	.write = buffer_write,
	.read = bio_buffer_read,
	.puts = buffer_puts,
	.gets = buffer_gets,
	.ctrl = bio_buffer_ctrl,
	.create = buffer_create,
	.destroy = buffer_destroy,
	.callback_ctrl = bio_filter_pass_callback,
};

const BIO_METHOD *BIO_f_buffer(void)
{
	return &method;
}
