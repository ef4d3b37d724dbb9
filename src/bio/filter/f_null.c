/* SPDX-License-Identifier: Apache-2.0 */
/* The filter that changes nothing: BIO_f_null(3). */
#include <limits.h>

#include <openssl/bio.h>

#include "bio/control_table.h"
#include "bio/filter/filter.h"
#include "bio/object.h"

static int null_create(BIO *b)
{
	b->init = 1;
	return 1;
}

static int null_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	int n;

	*out_n = 0;
	if (out == NULL || b->next == NULL)
		return 0;
	BIO_clear_retry_flags(b);
	n = BIO_read(b->next, out, size > INT_MAX ? INT_MAX : (int)size);
	BIO_copy_next_retry(b);
	return bio_filter_result(n, out_n);
}

static int null_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	int n;

	if (in == NULL || size == 0 || b->next == NULL)
		return 0;
	BIO_clear_retry_flags(b);
	n = BIO_write(b->next, in, size > INT_MAX ? INT_MAX : (int)size);
	BIO_copy_next_retry(b);
	return bio_filter_result(n, out_n);
}

/* The filter holds nothing, but a caller who has to flush again should learn of it. */
static long flush(BIO *b, long number, void *pointer)
{
	long ret = bio_filter_pass(b, BIO_CTRL_FLUSH, number, pointer);

	if (ret > 0 || b->next == NULL)
		return ret;
	BIO_clear_retry_flags(b);
	BIO_copy_next_retry(b);
	return ret;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_FLUSH, flush },
	{ BIO_CTRL_DUP, bio_control_no },
	{ BIO_C_DO_STATE_MACHINE, bio_filter_run_next },
};

static long null_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_filter_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_NULL_FILTER,
	.name = "NULL filter",
	.write = null_write,
	.read = null_read,
	.puts = bio_filter_puts,
	.gets = bio_filter_gets,
	.ctrl = null_ctrl,
	.create = null_create,
	.callback_ctrl = bio_filter_pass_callback,
};

const BIO_METHOD *BIO_f_null(void)
{
	return &method;
}
