/* SPDX-License-Identifier: Apache-2.0 */
/* What filters do with what follows them in the chain; with nothing there, they return 0. */
#ifndef BIOSOCK_BIO_FILTER_FILTER_H
#define BIOSOCK_BIO_FILTER_FILTER_H

#include "bio/control_table.h"
#include "bio/object.h"

/*
 * One read or write of what follows, with its retry flags copied to the filter if it is not done.
 * Returns what BIO_read() and BIO_write() do.
 */
int bio_filter_read(BIO *b, char *out, size_t size);
int bio_filter_write(BIO *b, const char *in, size_t size);

/* What such a result is in the _ex form. */
static inline int bio_filter_result(int n, size_t *out_n)
{
	if (n <= 0)
		return n;
	*out_n = (size_t)n;
	return 1;
}

/* A line, written or read, that is the next one's business. */
int bio_filter_puts(BIO *b, const char *text);
int bio_filter_gets(BIO *b, char *line, int size);

/*
 * A filter's operation on what follows it in the chain, with its retry flags copied back. 0
 * without a next.
 */
long bio_next_control(BIO *b, int command, long number, void *pointer);

/*
 * A control that is the next one's business; unlike with bio_next_control() retry flags stay
 * as they are.
 */
long bio_filter_pass(BIO *b, int command, long number, void *pointer);
long bio_filter_pass_callback(BIO *b, int command, BIO_info_cb *callback);

/* BIO_C_DO_STATE_MACHINE of what follows, with its retry flags. */
long bio_filter_run_next(BIO *b, long number, void *pointer);

/*
 * Has what follows flushed; the retry flags that leaves are the filter's too, beside those it has.
 */
long bio_filter_flush(BIO *b, long number, void *pointer);

/* bio_control() of a filter: what is not in the table is passed on. */
long bio_filter_control(
    const struct bio_control *table, size_t n, BIO *b, int command, long number, void *pointer);

#endif
