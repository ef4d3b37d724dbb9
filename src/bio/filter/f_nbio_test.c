/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The filter that makes any BIO look like a slow nonblocking one, for tests: BIO_f_nbio_test(3).
 * One read or write in eight is to be repeated, and the others go on with 1 to 7 bytes.
 */
#include <stdatomic.h>
#include <stdint.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "bio/control_table.h"
#include "bio/filter/filter.h"
#include "bio/object.h"

struct whims {
	uint32_t state;  /* never 0 */
	size_t promised; /* how much the write has to be of that is repeated; 0: no write is */
};

/* Each filter of a program behaves differently, and in every run of it the same. */
static atomic_uint last_seed;

static int nbio_create(BIO *b)
{
	struct whims *whims = OPENSSL_zalloc(sizeof(*whims));

	if (whims == NULL)
		return 0;
	whims->state = atomic_fetch_add(&last_seed, 1) * 2654435769u | 1;
	b->data = whims;
	b->init = 1;
	return 1;
}

static int nbio_destroy(BIO *b)
{
	OPENSSL_free(b->data);
	b->data = NULL;
	b->init = 0;
	b->flags = 0;
	return 1;
}

/* 0 to 7: Marsaglia's xorshift, of whose bits the upper ones are the better. */
static size_t draw(struct whims *whims)
{
	whims->state ^= whims->state << 13;
	whims->state ^= whims->state >> 17;
	whims->state ^= whims->state << 5;
	return whims->state >> 29;
}

static int nbio_read(BIO *b, char *out, size_t size, size_t *out_n)
{
	size_t most;
	int n;

	*out_n = 0;
	if (out == NULL || b->next == NULL)
		return 0;
	BIO_clear_retry_flags(b);
	most = draw(b->data);
	if (most == 0) {
		BIO_set_retry_read(b);
		return -1;
	}
	n = bio_filter_read(b, out, size < most ? size : most);
	return bio_filter_result(n, out_n);
}

/* A write that is repeated is the same write, as a TLS library has to have it. */
static int nbio_write(BIO *b, const char *in, size_t size, size_t *out_n)
{
	struct whims *whims = b->data;
	size_t most = whims->promised;
	int n;

	*out_n = 0;
	if (in == NULL || size == 0 || b->next == NULL)
		return 0;
	BIO_clear_retry_flags(b);
	whims->promised = 0;
	if (most == 0)
		most = draw(whims);
	if (most == 0) {
		BIO_set_retry_write(b);
		return -1;
	}
	if (most > size)
		most = size;
	n = bio_filter_write(b, in, most);
	if (n < 0)
		whims->promised = most;
	return bio_filter_result(n, out_n);
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_DUP, bio_control_no },
	{ BIO_C_DO_STATE_MACHINE, bio_filter_run_next },
};

static long nbio_ctrl(BIO *b, int command, long number, void *pointer)
{
	return bio_filter_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}

static const BIO_METHOD method = {
	.mark = bio_mark,
	.type = BIO_TYPE_NBIO_TEST,
	.name = "non-blocking IO test filter",
	.write = nbio_write,
	.read = nbio_read,
	.puts = bio_filter_puts,
	.gets = bio_filter_gets,
	.ctrl = nbio_ctrl,
	.create = nbio_create,
	.destroy = nbio_destroy,
	.callback_ctrl = bio_filter_pass_callback,
};

const BIO_METHOD *BIO_f_nbio_test(void)
{
	return &method;
}
