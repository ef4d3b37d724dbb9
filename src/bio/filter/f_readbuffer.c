/* SPDX-License-Identifier: Apache-2.0 */
/* The filter that keeps all that was read through it, to be read again: BIO_f_readbuffer(3). */
#include <limits.h>
#include <stdint.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/control_table.h"
#include "bio/filter/f_buffer.h"
#include "bio/filter/filter.h"
#include "bio/object.h"

/* Room is made for no more at once, so that it follows what there is and not what is asked for. */
enum { MOST_AT_ONCE = 1 << 16 };

static int readbuffer_create(BIO *b)
{
	b->data = OPENSSL_zalloc(sizeof(struct side));
	if (b->data == NULL)
		return 0;
	b->init = 1;
	return 1;
}

static int readbuffer_destroy(BIO *b)
{
	struct side *kept = b->data;

	if (kept == NULL)
		return 1;
	OPENSSL_free(kept->bytes);
	OPENSSL_free(kept);
	b->data = NULL;
	b->init = 0;
	b->flags = 0;
	return 1;
}

static size_t end_of(const struct side *kept)
{
	return kept->at + kept->length;
}

/* Room for n bytes behind what is kept: doubled, so that reading byte by byte stays cheap. */
static int reserve(struct side *kept, size_t n)
{
	size_t end = end_of(kept);
	size_t size = kept->size < SIZE_MAX / 2 ? 2 * kept->size : SIZE_MAX;
	char *bytes;

	if (n <= kept->size - end)
		return 1;
	n = n < SIZE_MAX - end ? end + n : SIZE_MAX;
	if (size < n)
		size = n;
	if (size < BUFFER_DEFAULT_SIZE)
		size = BUFFER_DEFAULT_SIZE;
	bytes = OPENSSL_realloc(kept->bytes, size);
	if (bytes == NULL)
		return 0;
	kept->bytes = bytes;
	kept->size = size;
	return 1;
}

static size_t at_once(size_t n)
{
	return n < MOST_AT_ONCE ? n : MOST_AT_ONCE;
}

/* One read of up to n bytes: what BIO_read() returns; 0, with nothing read, without memory. */
static int fill(BIO *b, struct side *kept, size_t n)
{
	int got;

	if (!reserve(kept, at_once(n)))
		return 0;
	got = bio_filter_read(b, kept->bytes + end_of(kept), at_once(n));
	if (got > 0)
		kept->length += (size_t)got;
	return got;
}

/* No more than a line may have is taken from what follows. */
static int fill_byte(BIO *b, struct side *kept)
{
	return fill(b, kept, 1);
}

static int readbuffer_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	struct side *kept = b->data;
	size_t done;
	int n = 1;

	*out_n = 0;
	if (out == NULL || size == 0 || b->next == NULL)
		return 0;
	if (size > INT_MAX)
		size = INT_MAX;
	BIO_clear_retry_flags(b);
	if (size > kept->length && !reserve(kept, at_once(size - kept->length)))
		return 0;
	for (done = bio_side_take(kept, out, size); done < size;
	     done += bio_side_take(kept, out + done, size - done)) {
		n = fill(b, kept, size - done);
		if (n <= 0)
			break;
	}
	return bio_side_outcome(done, n, out_n);
}

static int readbuffer_gets(BIO *b, char *line, int size)
{
	if (line == NULL || size <= 0 || b->next == NULL)
		return 0;
	if (size > 1)
		return bio_side_gets(b, b->data, fill_byte, line, size);
	BIO_clear_retry_flags(b);
	*line = '\0';
	return 0;
}

/* It only reads. */
static int readbuffer_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	(void)b, (void)in, (void)size, (void)out_n;
	return 0;
}

static int readbuffer_puts(BIO *b, const char *text)
{
	(void)b, (void)text;
	return 0;
}

/* Anywhere in what was read so far: 1, or 0 for what lies elsewhere. A reset is a seek to 0. */
static long seek(BIO *b, long number, void *pointer)
{
	struct side *kept = b->data;
	size_t end = end_of(kept);

	(void)pointer;
	if (number < 0 || (unsigned long)number > end)
		return 0;
	kept->at = (size_t)number;
	kept->length = end - kept->at;
	return 1;
}

static long tell(BIO *b, long number, void *pointer)
{
	const struct side *kept = b->data;

	(void)number, (void)pointer;
	return (long)kept->at;
}

static long eof(BIO *b, long number, void *pointer)
{
	const struct side *kept = b->data;

	if (kept->length > 0)
		return 0;
	return b->next == NULL ? 1 : bio_filter_pass(b, BIO_CTRL_EOF, number, pointer);
}

static long pending(BIO *b, long number, void *pointer)
{
	const struct side *kept = b->data;

	if (kept->length > 0)
		return (long)kept->length;
	return bio_filter_pass(b, BIO_CTRL_PENDING, number, pointer);
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, seek },
	{ BIO_CTRL_EOF, eof },
	{ BIO_CTRL_INFO, tell },
	{ BIO_CTRL_PENDING, pending },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_DUP, bio_control_yes },
	{ BIO_C_FILE_SEEK, seek },
	{ BIO_C_FILE_TELL, tell },
};

/*
 * Commands that it does not know are not passed on, since the next BIO's position is not its own.
 */
static long readbuffer_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_BUFFER,
	.name = "readbuffer",
	.write = readbuffer_write,
	.read = readbuffer_read,
	.puts = readbuffer_puts,
	.gets = readbuffer_gets,
	.ctrl = readbuffer_ctrl,
	.create = readbuffer_create,
	.destroy = readbuffer_destroy,
	.callback_ctrl = bio_filter_pass_callback,
};

const BIO_METHOD *BIO_f_readbuffer(void)
{
	return &method;
}
