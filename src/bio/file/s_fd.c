/* SPDX-License-Identifier: Apache-2.0 */
/* Any descriptor as a source and sink: BIO_s_fd(3). */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>

#include "bio/bio_refuse.h"
#include "bio/control_table.h"
#include "bio/object.h"
#include "bio/put_text.h"
#include "sys/rawfile.h"

static int fd_create(BIO *b)
{
	b->num = -1;
	return 1;
}

static void close_descriptor(BIO *b)
{
	if (!b->shutdown)
		return;
	if (b->init)
		sys_file_close(b->num);
	b->init = 0;
	b->flags = 0;
}

static int fd_destroy(BIO *b)
{
	close_descriptor(b);
	return 1;
}

static size_t clamp(size_t n)
{
	return n > INT_MAX ? INT_MAX : n;
}

/* After the position has moved, the end that the last read met no longer counts. */
static void forget_end(BIO *b)
{
	b->flags &= ~BIO_FLAGS_IN_EOF;
}

/*
 * errno is cleared first, because BIO_sock_should_retry() looks at it even at the end of the file.
 */
static int fd_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	ssize_t n;

	*out_n = 0;
	if (out == NULL)
		return 0;
	errno = 0;
	n = sys_file_read(b->num, out, clamp(size));
	BIO_clear_retry_flags(b);
	if (size > 0)
		forget_end(b);
	if (n > 0) {
		*out_n = (size_t)n;
		return 1;
	}
	if (BIO_fd_should_retry((int)n))
		BIO_set_retry_read(b);
	else if (n == 0 && size > 0)
		b->flags |= BIO_FLAGS_IN_EOF;
	return (int)n;
}

static int fd_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	ssize_t n;

	errno = 0;
	n = sys_file_write(b->num, in, clamp(size));
	BIO_clear_retry_flags(b);
	if (n > 0) {
		*out_n = (size_t)n;
		return 1;
	}
	if (BIO_fd_should_retry((int)n))
		BIO_set_retry_write(b);
	return (int)n;
}

static int fd_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, fd_write);
}

/*
 * WARNING: returns the length as strlen(3) has it, and so 0 for a failure and for a line that
 * begins with a NUL.
 */
static int fd_gets(BIO *b, char *line, int size)
{
	char *at = line;
	size_t n = 0;

	if (line == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_gets"));
	if (size <= 0)
		return 0;
	while (at < line + size - 1 && fd_read(b, at, 1, &n) > 0)
		if (*at++ == '\n')
			break;
	*at = '\0';
	return (int)strlen(line);
}

/* Not every position in a file is a long everywhere. */
static long as_long(off_t position)
{
	if ((long)position == position)
		return (long)position;
	errno = EOVERFLOW;
	return -1;
}

/* If a descriptor has no position, it stays where it is, and at its end. */
static long seek(BIO *b, long number, void *pointer)
{
	off_t position = sys_file_seek(b->num, number);

	(void)pointer;
	if (position >= 0)
		forget_end(b);
	return as_long(position);
}

/* To the start, whatever number is given. */
static long reset(BIO *b, long number, void *pointer)
{
	(void)number;
	return seek(b, 0, pointer);
}

static long tell(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return as_long(sys_file_tell(b->num));
}

static long eof(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return (b->flags & BIO_FLAGS_IN_EOF) != 0;
}

static long set_descriptor(BIO *b, long number, void *pointer)
{
	if (pointer == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_ctrl"));
	close_descriptor(b);
	forget_end(b);
	b->num = *(const int *)pointer;
	b->shutdown = (int)number;
	b->init = 1;
	return 1;
}

static long get_descriptor(BIO *b, long number, void *pointer)
{
	(void)number;
	if (!b->init)
		return -1;
	if (pointer != NULL)
		*(int *)pointer = b->num;
	return b->num;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, reset },
	{ BIO_CTRL_EOF, eof },
	{ BIO_CTRL_INFO, tell },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_DUP, bio_control_yes },
	{ BIO_C_SET_FD, set_descriptor },
	{ BIO_C_GET_FD, get_descriptor },
	{ BIO_C_FILE_SEEK, seek },
	{ BIO_C_FILE_TELL, tell },
};

static long fd_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_FD,
	.name = "file descriptor",
	.write = fd_write,
	.read = fd_read,
	.puts = fd_puts,
	.gets = fd_gets,
	.ctrl = fd_ctrl,
	.create = fd_create,
	.destroy = fd_destroy,
};

const BIO_METHOD *BIO_s_fd(void)
{
	return &method;
}

BIO *BIO_new_fd(int fd, int close_flag)
{
	BIO *b = BIO_new(BIO_s_fd());

	if (b != NULL)
		BIO_set_fd(b, fd, close_flag);
	return b;
}
