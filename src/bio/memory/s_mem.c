/* SPDX-License-Identifier: Apache-2.0 */
/* Memory as a source and sink: BIO_s_mem(3). */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/crypto.h>

#include "bio/bio_refuse.h"
#include "bio/control_table.h"
#include "bio/object.h"
#include "bio/put_text.h"
#include "err/raise.h"

/*
 * `buf` is what BIO_get_mem_ptr() shows. Read-write: `unread` is its part that is not read yet, and
 * a write or a look moves that to buf's front. Read-only (a flag that programs set and take back):
 * nothing may be moved, so reads narrow buf itself, and `unread` keeps what a reset restores.
 */
struct memory {
	BUF_MEM *buf;
	struct buf_mem_st unread;
};

static int is_read_only(const BIO *b)
{
	return BIO_test_flags(b, BIO_FLAGS_MEM_RDONLY);
}

static struct buf_mem_st *reading(const BIO *b)
{
	struct memory *memory = b->data;

	return is_read_only(b) ? memory->buf : &memory->unread;
}

/* Where reading began. */
static const struct buf_mem_st *whole(const BIO *b)
{
	const struct memory *memory = b->data;

	return is_read_only(b) ? &memory->unread : memory->buf;
}

static void skip(struct buf_mem_st *part, size_t n)
{
	part->data += n;
	part->length -= n;
	part->max -= n;
}

/* What is read makes room. */
static void pull_up(const BIO *b)
{
	struct memory *memory = b->data;
	BUF_MEM *buf = memory->buf;

	if (is_read_only(b) || memory->unread.data == buf->data)
		return;
	if (memory->unread.length > 0)
		memmove(buf->data, memory->unread.data, memory->unread.length);
	buf->length = memory->unread.length;
	memory->unread.data = buf->data;
}

static int create_with(BIO *b, unsigned long flags)
{
	struct memory *memory = OPENSSL_zalloc(sizeof(*memory));

	if (memory == NULL)
		return 0;
	memory->buf = BUF_MEM_new_ex(flags);
	if (memory->buf == NULL) {
		OPENSSL_free(memory);
		return 0;
	}
	memory->unread = *memory->buf;
	b->data = memory;
	b->num = -1; /* what reads of nothing return */
	b->shutdown = BIO_CLOSE;
	b->init = 1;
	return 1;
}

static int mem_create(BIO *b)
{
	return create_with(b, 0);
}

static int secmem_create(BIO *b)
{
	return create_with(b, BUF_MEM_FLAG_SECURE);
}

/* Bytes that may only be read are not ours. */
static void free_buffer(BIO *b)
{
	struct memory *memory = b->data;

	if (!b->shutdown || !b->init)
		return;
	if (is_read_only(b))
		memory->buf->data = NULL;
	BUF_MEM_free(memory->buf);
}

static int mem_destroy(BIO *b)
{
	free_buffer(b);
	OPENSSL_free(b->data);
	b->data = NULL;
	return 1;
}

/* WARNING: with `out` NULL it returns what there is to read without reading it. */
static int mem_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	struct buf_mem_st *part = reading(b);
	size_t n = size < part->length ? size : part->length;

	*out_n = 0;
	bio_clear_retry(b);
	if (part->length == 0 && b->num != 0)
		BIO_set_retry_read(b);
	if (part->length == 0 && b->num <= 0)
		return b->num;
	*out_n = part->length == 0 ? (size_t)b->num : n;
	if (n == 0)
		return *out_n > 0;
	if (out != NULL) {
		memcpy(out, part->data, n);
		skip(part, n);
	}
	return 1;
}

static int append(BIO *b, const char *in, size_t n)
{
	struct memory *memory = b->data;
	size_t before;

	pull_up(b);
	before = memory->buf->length;
	if (BUF_MEM_grow_clean(memory->buf, before + n) == 0)
		return -1;
	memcpy(memory->buf->data + before, in, n);
	memory->unread = *memory->buf;
	return 1;
}

static int mem_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	size_t n = size > INT_MAX ? INT_MAX : size;
	int done;

	if (is_read_only(b))
		return bio_refuse(ERR_PLACE_OF("BIO_write"), BIO_R_WRITE_TO_READ_ONLY_BIO);
	bio_clear_retry(b);
	if (n == 0)
		return 0;
	if (in == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_write"));
	done = append(b, in, n);
	if (done > 0)
		*out_n = n;
	return done;
}

static int mem_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, mem_write);
}

static int mem_gets(BIO *b, char *line, int size)
{
	const struct buf_mem_st *part = reading(b);
	const char *newline;
	size_t n = 0;

	bio_clear_retry(b);
	if (line == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_gets"));
	if (size <= 0)
		return 0;
	n = part->length < (size_t)size - 1 ? part->length : (size_t)size - 1;
	newline = n > 0 ? memchr(part->data, '\n', n) : NULL;
	if (newline != NULL)
		n = (size_t)(newline - part->data) + 1;
	if (n > 0)
		mem_read(b, line, n, &n);
	line[n] = '\0';
	return (int)n;
}

/* Read-write: to what was there after the last write, or with nothing kept, to nothing. */
static void reset_read_write(BIO *b)
{
	struct memory *memory = b->data;

	if (!BIO_test_flags(b, BIO_FLAGS_NONCLEAR_RST)) {
		memset(memory->buf->data, 0, memory->buf->max);
		memory->buf->length = 0;
	}
	memory->unread = *memory->buf;
}

static long reset(BIO *b, long number, void *pointer)
{
	struct memory *memory = b->data;

	(void)number;
	(void)pointer;
	if (whole(b)->data == NULL)
		return 1;
	if (is_read_only(b))
		*memory->buf = memory->unread;
	else
		reset_read_write(b);
	return 1;
}

static long seek(BIO *b, long number, void *pointer)
{
	const struct buf_mem_st *all = whole(b);
	struct buf_mem_st *part = reading(b);
	/* Counted from where the unread part is to end, since writes may have moved it. */
	size_t end = (size_t)(part->data - all->data) + part->length;

	(void)pointer;
	if (number < 0 || (size_t)number > end)
		return -1;
	if (number > 0 || all->data != NULL)
		part->data = all->data + number;
	part->length = end - (size_t)number;
	part->max = all->max - (size_t)number;
	return number;
}

static long tell(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return (long)(reading(b)->data - whole(b)->data);
}

static long eof(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return reading(b)->length == 0;
}

static long set_eof_return(BIO *b, long number, void *pointer)
{
	(void)pointer;
	b->num = (int)number;
	return 1;
}

static long pending(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return (long)reading(b)->length;
}

static long get_data(BIO *b, long number, void *pointer)
{
	if (pointer != NULL)
		*(char **)pointer = reading(b)->data;
	return pending(b, number, pointer);
}

static long set_buffer(BIO *b, long number, void *pointer)
{
	struct memory *memory = b->data;

	if (pointer == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_ctrl"));
	free_buffer(b);
	b->shutdown = (int)number;
	memory->buf = pointer;
	memory->unread = *memory->buf;
	return 1;
}

static long get_buffer(BIO *b, long number, void *pointer)
{
	struct memory *memory = b->data;

	(void)number;
	if (pointer == NULL)
		return 1;
	pull_up(b);
	*(BUF_MEM **)pointer = memory->buf;
	return 1;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_PENDING, pending },
	{ BIO_CTRL_INFO, get_data },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_EOF, eof },
	{ BIO_CTRL_RESET, reset },
	{ BIO_C_GET_BUF_MEM_PTR, get_buffer },
	{ BIO_C_SET_BUF_MEM_EOF_RETURN, set_eof_return },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_DUP, bio_control_yes },
	{ BIO_C_FILE_SEEK, seek },
	{ BIO_C_FILE_TELL, tell },
	{ BIO_C_SET_BUF_MEM, set_buffer },
};

static long mem_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD mem = {
	.mark = bio_mark,
	.type = BIO_TYPE_MEM,
	.name = "memory buffer",
	.write = mem_write,
	.read = mem_read,
	.puts = mem_puts,
	.gets = mem_gets,
	.ctrl = mem_ctrl,
	.create = mem_create,
	.destroy = mem_destroy,
};

static const BIO_METHOD secmem = {
	.mark = bio_mark,
	.type = BIO_TYPE_MEM,
	.name = "secure memory buffer",
	.write = mem_write,
	.read = mem_read,
	.puts = mem_puts,
	.gets = mem_gets,
	.ctrl = mem_ctrl,
	.create = secmem_create,
	.destroy = mem_destroy,
};

const BIO_METHOD *BIO_s_mem(void)
{
	return &mem;
}

const BIO_METHOD *BIO_s_secmem(void)
{
	return &secmem;
}

/* The bytes are never written to, whatever BUF_MEM's type says. */
BIO *BIO_new_mem_buf(const void *buf, int len)
{
	struct memory *memory;
	BIO *b;

	if (buf == NULL) {
		bio_refuse_null(ERR_PLACE);
		return NULL;
	}
	b = BIO_new(BIO_s_mem());
	if (b == NULL)
		return NULL;
	memory = b->data;
	memory->buf->data = (char *)(uintptr_t)buf;
	memory->buf->length = len < 0 ? strlen(buf) : (size_t)len;
	memory->buf->max = memory->buf->length;
	memory->unread = *memory->buf;
	b->flags |= BIO_FLAGS_MEM_RDONLY;
	b->num = 0;
	return b;
}
