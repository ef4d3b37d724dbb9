/* SPDX-License-Identifier: Apache-2.0 */
/* The controls of buffering BIOs: sizes, what is held, flushing, looking ahead. */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/control_table.h"
#include "bio/filter/f_buffer.h"
#include "bio/filter/filter.h"
#include "bio/object.h"
#include "err/raise.h"

static void empty(struct side *side)
{
	side->at = 0;
	side->length = 0;
}

static long reset(BIO *b, long number, void *pointer)
{
	struct buffer *buffer = b->data;

	empty(&buffer->in);
	empty(&buffer->out);
	return bio_filter_pass(b, BIO_CTRL_RESET, number, pointer);
}

/* WARNING: -1 for a buffer that follows nothing, as BIO_eof(NULL). */
static long eof(BIO *b, long number, void *pointer)
{
	const struct buffer *buffer = b->data;

	if (buffer->in.length > 0)
		return 0;
	return b->next == NULL ? -1 : bio_filter_pass(b, BIO_CTRL_EOF, number, pointer);
}

static long info(BIO *b, long number, void *pointer)
{
	const struct buffer *buffer = b->data;

	(void)number;
	(void)pointer;
	return (long)buffer->out.length;
}

static long lines(BIO *b, long number, void *pointer)
{
	const struct buffer *buffer = b->data;
	const struct side *in = &buffer->in;
	long n = 0;

	(void)number;
	(void)pointer;
	for (size_t i = 0; i < in->length; i++)
		n += in->bytes[in->at + i] == '\n';
	return n;
}

static long pending(BIO *b, long number, void *pointer)
{
	const struct buffer *buffer = b->data;

	if (buffer->in.length > 0)
		return (long)buffer->in.length;
	return bio_filter_pass(b, BIO_CTRL_PENDING, number, pointer);
}

static long write_pending(BIO *b, long number, void *pointer)
{
	const struct buffer *buffer = b->data;

	if (buffer->out.length > 0)
		return (long)buffer->out.length;
	return bio_filter_pass(b, BIO_CTRL_WPENDING, number, pointer);
}

static int replace(struct side *side, char *bytes, size_t size)
{
	OPENSSL_free(side->bytes);
	side->bytes = bytes;
	side->size = size;
	empty(side);
	return 1;
}

/* Larger data gets room, but what is read ahead after it is no more than before. */
static long set_read_data(BIO *b, long number, void *pointer)
{
	struct buffer *buffer = b->data;
	struct side *in = &buffer->in;
	char *bytes;

	if (number < 0)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, 0);
	if (pointer == NULL && number > 0)
		return err_refuse(
		    ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, 0);
	if ((size_t)number > in->size) {
		bytes = OPENSSL_malloc((size_t)number);
		if (bytes == NULL)
			return 0;
		replace(in, bytes, in->size);
	}
	in->at = 0;
	in->length = (size_t)number;
	if (number > 0)
		memcpy(in->bytes, pointer, (size_t)number);
	return 1;
}

/* *pointer: 0 is the read buffer alone, another number the write buffer; both without one. */
static long set_size(BIO *b, long number, void *pointer)
{
	struct buffer *buffer = b->data;
	const int *which = pointer;
	int size = (int)number; /* what does not fit counts as what is left of it, like OpenSSL's */
	int in_changes = (which == NULL || *which == 0) && (size_t)size != buffer->in.size;
	int out_changes = (which == NULL || *which != 0) && (size_t)size != buffer->out.size;
	char *in = NULL, *out = NULL;

	if (size <= BUFFER_DEFAULT_SIZE)
		return 1;
	if (in_changes) {
		in = OPENSSL_malloc((size_t)size);
		if (in == NULL)
			return 0;
	}
	if (out_changes) {
		out = OPENSSL_malloc((size_t)size);
		if (out == NULL) {
			OPENSSL_free(in);
			return 0;
		}
	}
	if (in_changes)
		replace(&buffer->in, in, (size_t)size);
	if (out_changes)
		replace(&buffer->out, out, (size_t)size);
	return 1;
}

static long flush(BIO *b, long number, void *pointer)
{
	struct buffer *buffer = b->data;
	int n;

	if (b->next == NULL)
		return 0;
	if (buffer->out.length > 0) {
		BIO_clear_retry_flags(b);
		n = bio_buffer_drain(b, &buffer->out);
		BIO_copy_next_retry(b);
		if (n <= 0)
			return n;
	}
	return bio_filter_flush(b, number, pointer);
}

static long copy_sizes(BIO *b, long number, void *pointer)
{
	const struct buffer *buffer = b->data;

	(void)number;
	return pointer != NULL && BIO_set_read_buffer_size(pointer, (int)buffer->in.size) > 0 &&
	       BIO_set_write_buffer_size(pointer, (int)buffer->out.size) > 0;
}

/* Shows what the next read would give, reading ahead once if nothing is held. */
static long peek(BIO *b, long number, void *pointer)
{
	struct buffer *buffer = b->data;
	size_t n = 0;
	char nothing;

	if (number < 0)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, 0);
	bio_buffer_read(b, &nothing, 0, &n);
	n = buffer->in.length < (size_t)number ? buffer->in.length : (size_t)number;
	if (n == 0)
		return 0;
	if (pointer == NULL)
		return err_refuse(
		    ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, 0);
	memcpy(pointer, buffer->in.bytes + buffer->in.at, n);
	return (long)n;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, reset },
	{ BIO_CTRL_EOF, eof },
	{ BIO_CTRL_INFO, info },
	{ BIO_CTRL_PENDING, pending },
	{ BIO_CTRL_FLUSH, flush },
	{ BIO_CTRL_DUP, copy_sizes },
	{ BIO_CTRL_WPENDING, write_pending },
	{ BIO_CTRL_PEEK, peek },
	{ BIO_C_DO_STATE_MACHINE, bio_filter_run_next },
	{ BIO_C_GET_BUFF_NUM_LINES, lines },
	{ BIO_C_SET_BUFF_SIZE, set_size },
	{ BIO_C_SET_BUFF_READ_DATA, set_read_data },
};

long bio_buffer_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_filter_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}
