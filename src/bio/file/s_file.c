/* SPDX-License-Identifier: Apache-2.0 */
/* A stream of the C library as a source and sink: BIO_s_file(3). */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

#include "bio/bio_refuse.h"
#include "bio/control_table.h"
#include "bio/object.h"
#include "bio/put_text.h"
#include "err/raise.h"
#include "sys/stdfile.h"

/* The BIO was never given a stream, or one that is NULL. */
static int refuse_no_stream(struct err_place place)
{
	return bio_refuse(place, BIO_R_UNINITIALIZED);
}

/* Without a stream it is not ready. */
static int file_create(BIO *b)
{
	b->init = 0;
	return 1;
}

static void close_stream(BIO *b)
{
	if (!b->shutdown)
		return;
	if (b->init && b->data != NULL) {
		fclose(b->data);
		b->data = NULL;
		b->flags = 0;
	}
	b->init = 0;
}

static int file_destroy(BIO *b)
{
	close_stream(b);
	return 1;
}

static size_t clamp(size_t n)
{
	return n > INT_MAX ? INT_MAX : n;
}

/* The last call of the C library failed. */
static void raise_call(struct err_place place, const char *call)
{
	err_raise_data(place, ERR_LIB_SYS, errno, "calling %s()", call);
	err_raise(place, ERR_LIB_BIO, ERR_R_SYS_LIB);
}

static int file_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	FILE *stream = b->data;

	*out_n = 0;
	if (out == NULL)
		return 0;
	if (stream == NULL)
		return refuse_no_stream(ERR_PLACE_OF("BIO_read"));
	*out_n = fread(out, 1, clamp(size), stream);
	if (*out_n > 0)
		return 1;
	if (!ferror(stream))
		return 0;
	raise_call(ERR_PLACE_OF("BIO_read"), "fread");
	return -1;
}

/* Returns what the stream took, even if that is less than it was given. */
static int file_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	if (in == NULL)
		return 0;
	if (b->data == NULL)
		return refuse_no_stream(ERR_PLACE_OF("BIO_write"));
	*out_n = fwrite(in, 1, clamp(size), b->data);
	if (*out_n > 0)
		return 1;
	if (size > 0)
		raise_call(ERR_PLACE_OF("BIO_write"), "fwrite");
	return 0;
}

static int file_puts(BIO *b, const char *text)
{
	return bio_put_text(b, text, file_write);
}

/* WARNING: returns the length as strlen(3) has it, and 0 for a failure too. */
static int file_gets(BIO *b, char *line, int size)
{
	if (line == NULL)
		return bio_refuse_null(ERR_PLACE_OF("BIO_gets"));
	if (size <= 0)
		return 0;
	line[0] = '\0';
	if (b->data == NULL)
		return refuse_no_stream(ERR_PLACE_OF("BIO_gets"));
	sys_stdfile_gets(b->data, line, (size_t)size);
	return (int)strlen(line);
}

/* WARNING: 0 is success, for both. */
static long seek(BIO *b, long number, void *pointer)
{
	(void)pointer;
	return b->data == NULL ? refuse_no_stream(ERR_PLACE_OF("BIO_ctrl"))
	                       : fseek(b->data, number, SEEK_SET);
}

static long tell(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return b->data == NULL ? refuse_no_stream(ERR_PLACE_OF("BIO_ctrl")) : ftell(b->data);
}

static long eof(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return b->data == NULL ? refuse_no_stream(ERR_PLACE_OF("BIO_ctrl"))
	                       : feof((FILE *)b->data) != 0;
}

static long flush(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	if (b->data == NULL || fflush(b->data) == 0)
		return 1;
	raise_call(ERR_PLACE_OF("BIO_ctrl"), "fflush");
	return 0;
}

static long set_stream(BIO *b, long number, void *pointer)
{
	close_stream(b);
	b->shutdown = (int)number & BIO_CLOSE;
	b->data = pointer;
	b->init = 1;
	if (pointer != NULL)
		sys_stdfile_set_text(pointer, (number & BIO_FP_TEXT) != 0);
	return 1;
}

static long get_stream(BIO *b, long number, void *pointer)
{
	(void)number;
	if (pointer != NULL)
		*(FILE **)pointer = b->data;
	return 1;
}

/* fopen(3)'s mode; the first row counts whose flags are all there. */
static const char *mode_of(long flags)
{
	static const struct {
		long flags;
		const char *mode;
	} modes[] = {
		{ BIO_FP_APPEND | BIO_FP_READ, "a+" },
		{ BIO_FP_APPEND, "a" },
		{ BIO_FP_READ | BIO_FP_WRITE, "r+" },
		{ BIO_FP_WRITE, "w" },
		{ BIO_FP_READ, "r" },
	};

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if ((flags & modes[i].flags) == modes[i].flags)
			return modes[i].mode;
	return NULL;
}

static void raise_open(struct err_place place, const char *path, const char *mode)
{
	err_raise_data(place, ERR_LIB_SYS, errno, "calling fopen(%s, %s)",
	    path != NULL ? path : "<NULL>", mode != NULL ? mode : "<NULL>");
}

/* fopen(3), but with errors of our own for NULL, which C libraries treat differently. */
static FILE *open_stream(struct err_place place, const char *path, const char *mode)
{
	FILE *stream = NULL;

	if (path == NULL || mode == NULL)
		errno = path == NULL ? EFAULT : EINVAL;
	else
		stream = sys_stdfile_open(path, mode);
	if (stream == NULL)
		raise_open(place, path, mode);
	return stream;
}

static long set_filename(BIO *b, long number, void *pointer)
{
	const char *mode = mode_of(number);
	FILE *stream;

	close_stream(b);
	b->shutdown = (int)number & BIO_CLOSE;
	if (mode == NULL)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, BIO_R_BAD_FOPEN_MODE, 0);
	stream = open_stream(ERR_PLACE_OF("BIO_ctrl"), pointer, mode);
	if (stream == NULL)
		return err_refuse(ERR_PLACE_OF("BIO_ctrl"), ERR_LIB_BIO, ERR_R_SYS_LIB, 0);
	sys_stdfile_set_text(stream, (number & BIO_FP_TEXT) != 0);
	b->data = stream;
	b->init = 1;
	return 1;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, seek },
	{ BIO_CTRL_EOF, eof },
	{ BIO_CTRL_INFO, tell },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_FLUSH, flush },
	{ BIO_CTRL_DUP, bio_control_yes },
	{ BIO_C_SET_FILE_PTR, set_stream },
	{ BIO_C_GET_FILE_PTR, get_stream },
	{ BIO_C_SET_FILENAME, set_filename },
	{ BIO_C_FILE_SEEK, seek },
	{ BIO_C_FILE_TELL, tell },
};

static long file_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_FILE,
	.name = "FILE pointer",
	.write = file_write,
	.read = file_read,
	.puts = file_puts,
	.gets = file_gets,
	.ctrl = file_ctrl,
	.create = file_create,
	.destroy = file_destroy,
};

const BIO_METHOD *BIO_s_file(void)
{
	return &method;
}

/* ENXIO is what a UNIX socket's name gives, which is no file either. */
static int reason_of(int err)
{
	return err == ENOENT || err == ENXIO ? BIO_R_NO_SUCH_FILE : ERR_R_SYS_LIB;
}

BIO *BIO_new_file(const char *filename, const char *mode)
{
	FILE *stream = open_stream(ERR_PLACE, filename, mode);
	BIO *b;

	if (stream == NULL) {
		err_raise(ERR_PLACE, ERR_LIB_BIO, reason_of(errno));
		return NULL;
	}
	b = BIO_new_fp(stream, strchr(mode, 'b') != NULL ? BIO_CLOSE : BIO_CLOSE | BIO_FP_TEXT);
	if (b == NULL)
		fclose(stream);
	return b;
}

BIO *BIO_new_fp(FILE *stream, int close_flag)
{
	BIO *b = BIO_new(BIO_s_file());

	if (b != NULL)
		BIO_set_fp(b, stream, close_flag);
	return b;
}
