/* SPDX-License-Identifier: Apache-2.0 */
/* What a buffering BIO holds: bytes read ahead, and bytes not written yet. */
#ifndef BIOSOCK_BIO_FILTER_F_BUFFER_H
#define BIOSOCK_BIO_FILTER_F_BUFFER_H

#include <stddef.h>

#include <openssl/bio.h>

/* No buffer is smaller. */
enum { BUFFER_DEFAULT_SIZE = 4096 };

/* `length` bytes from `at` on are held; what lies before was read, and is of use to seek in. */
struct side {
	char *bytes;
	size_t size;
	size_t at;
	size_t length;
};

struct buffer {
	struct side in, out;
};

/* Moves up to n bytes of what is held to `out`; returns how many. */
size_t bio_side_take(struct side *side, char *out, size_t n);

/*
 * The gets operation of a filter that holds what it reads ahead: `more` reads ahead, as BIO_read().
 * Has cleared the retry flags.
 */
int bio_side_gets(BIO *b, struct side *in, int (*more)(BIO *, struct side *), char *line, int size);

/* What `n` bytes and then `result` are together: an error counts only if nothing came before it. */
int bio_side_outcome(size_t n, int result, size_t *out_n);

/* Reads ahead as much as there is room for, or as one read gives. */
int bio_buffer_fill(BIO *b, struct side *in);

/* Its read operation. A read of nothing, too, fills an empty buffer. */
int bio_buffer_read(BIO *b, char *out, size_t size, size_t *out_n);

/* Writes all that is held: 1, or what the write returned that did not. */
int bio_buffer_drain(BIO *b, struct side *out);

long bio_buffer_ctrl(BIO *b, int command, long number, void *pointer);

#endif
