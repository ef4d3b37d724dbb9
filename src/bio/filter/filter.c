/* SPDX-License-Identifier: Apache-2.0 */
/* What filters do with what follows them in the chain. */
#include "bio/filter/filter.h"
#include "bio/control_table.h"

#include <limits.h>

static int clamp(size_t n)
{
	return n > INT_MAX ? INT_MAX : (int)n;
}

int bio_filter_read(BIO *b, char *out, size_t size)
{
	int n;

	if (b->next == NULL)
		return 0;
	n = BIO_read(b->next, out, clamp(size));
	if (n <= 0)
		BIO_copy_next_retry(b);
	return n;
}

int bio_filter_write(BIO *b, const char *in, size_t size)
{
	int n;

	if (b->next == NULL)
		return 0;
	n = BIO_write(b->next, in, clamp(size));
	if (n <= 0)
		BIO_copy_next_retry(b);
	return n;
}

int bio_filter_puts(BIO *b, const char *text)
{
	return b->next == NULL ? 0 : BIO_puts(b->next, text);
}

int bio_filter_gets(BIO *b, char *line, int size)
{
	return b->next == NULL ? 0 : BIO_gets(b->next, line, size);
}

long bio_filter_pass(BIO *b, int command, long number, void *pointer)
{
	return b->next == NULL ? 0 : BIO_ctrl(b->next, command, number, pointer);
}

long bio_filter_run_next(BIO *b, long number, void *pointer)
{
	return bio_next_control(b, BIO_C_DO_STATE_MACHINE, number, pointer);
}

long bio_filter_flush(BIO *b, long number, void *pointer)
{
	long ret = bio_filter_pass(b, BIO_CTRL_FLUSH, number, pointer);

	BIO_copy_next_retry(b);
	return ret;
}

long bio_filter_pass_callback(BIO *b, int command, BIO_info_cb *callback)
{
	return b->next == NULL ? 0 : BIO_callback_ctrl(b->next, command, callback);
}

long bio_filter_control(
    const struct bio_control *table, size_t n, BIO *b, int command, long number, void *pointer)
{
	const struct bio_control *end = bio_control_is_of_chains(command) ? table : table + n;

	for (; table < end; table++)
		if (table->command == command)
			return table->run(b, number, pointer);
	return bio_filter_pass(b, command, number, pointer);
}

long bio_next_control(BIO *b, int command, long number, void *pointer)
{
	long ret;

	if (b->next == NULL)
		return 0;
	BIO_clear_retry_flags(b);
	ret = BIO_ctrl(b->next, command, number, pointer);
	BIO_copy_next_retry(b);
	return ret;
}
