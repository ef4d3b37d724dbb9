/* SPDX-License-Identifier: Apache-2.0 */
/* The filter that reads ahead and writes in large pieces: BIO_f_buffer(3). */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/bio_refuse.h"
#include "bio/filter/f_buffer.h"
#include "bio/filter/filter.h"
#include "bio/object.h"
#include "bio/put_text.h"

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

static int buffer_gets(BIO *b, char *line, int size)
{
	struct buffer *buffer = b->data;

	if (line == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_gets"));
	if (size <= 0)
		return 0;
	return bio_side_gets(b, &buffer->in, bio_buffer_fill, line, size);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
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
