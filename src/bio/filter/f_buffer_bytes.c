/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes that a buffering BIO holds: taken, read ahead and written out. */
#include <limits.h>
#include <string.h>

#include "bio/filter/f_buffer.h"
#include "bio/filter/filter.h"

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

int bio_buffer_fill(BIO *b, struct side *in)
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
		n = bio_buffer_fill(b, in);
		if (n <= 0)
			return bio_side_outcome(done, n, out_n);
		done += bio_side_take(in, out + done, size - done);
	}
	return bio_side_outcome(done, 0, out_n);
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
