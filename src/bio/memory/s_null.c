/* SPDX-License-Identifier: Apache-2.0 */
/* The sink that takes everything and the source that is at its end: BIO_s_null(3). */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>

#include "bio/control_table.h"
#include "bio/object.h"

static int null_create(BIO *b)
{
	b->init = 1;
	return 1;
}

static int null_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	(void)b;
	(void)out;
	(void)size;
	*out_n = 0;
	return 0;
}

static int null_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	(void)b;
	(void)in;
	*out_n = size > INT_MAX ? INT_MAX : size;
	return *out_n > 0;
}

static int null_puts(BIO *b, const char *text)
{
	(void)b;
	return text == NULL ? 0 : (int)strlen(text);
}

static int null_gets(BIO *b, char *line, int size)
{
	(void)b;
	(void)line;
	(void)size;
	return 0;
}

/* BIO_NOCLOSE and BIO_CLOSE are all the same to it. */
static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, bio_control_yes },
	{ BIO_CTRL_EOF, bio_control_yes },
	{ BIO_CTRL_SET, bio_control_yes },
	{ BIO_CTRL_SET_CLOSE, bio_control_yes },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_DUP, bio_control_yes },
};

static long null_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_NULL,
	.name = "NULL",
	.write = null_write,
	.read = null_read,
	.puts = null_puts,
	.gets = null_gets,
	.ctrl = null_ctrl,
	.create = null_create,
};

const BIO_METHOD *BIO_s_null(void)
{
	return &method;
}
