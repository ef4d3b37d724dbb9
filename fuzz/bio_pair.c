/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any calls on a BIO pair, against a model: what was written comes out once and in order, no more
 * than fits goes in, and what is told of room and waiting bytes is true. A call that cannot go on
 * asks to be called again and leaves no record; writing to a half that was shut down fails with
 * one. Input: the sizes of both buffers, two bytes each; then steps: a byte of side and call, a
 * byte of length.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

enum { MOST = 600, STEPS = 400 };

/* What one half was given and the other has not got. The bytes are their numbers. */
struct way {
	BIO *from, *to;
	long size, written, read;
	bool shut;
};

static long waits(const struct way *w)
{
	return w->written - w->read;
}

static long room(const struct way *w)
{
	return w->shut ? 0 : w->size - waits(w);
}

static long smaller(long a, long b)
{
	return a < b ? a : b;
}

static void check_bytes(const char *bytes, long first, long n)
{
	for (long i = 0; i < n; i++)
		CHECK(bytes[i] == (char)(first + i));
}

static void fill(char *bytes, long first, long n)
{
	for (long i = 0; i < n; i++)
		bytes[i] = (char)(first + i);
}

static void write_some(struct way *w, long n)
{
	char bytes[MOST];
	int r;

	fill(bytes, w->written, n);
	r = BIO_write(w->from, bytes, (int)n);
	if (w->shut && n > 0) {
		CHECK(r == -1 && drain_errors() == 1);
		return;
	}
	CHECK(n > 0 || r == 0);
	CHECK(n == 0 || r == (room(w) > 0 ? smaller(n, room(w)) : -1));
	CHECK(n == 0 || (BIO_should_write(w->from) != 0) == (r < 0));
	w->written += r > 0 ? r : 0;
}

/* Nothing more comes from who has shut its half down. */
static int nothing(const struct way *w)
{
	return w->shut ? 0 : -1;
}

static void read_some(struct way *w, long n)
{
	char bytes[MOST];
	int r = BIO_read(w->to, bytes, (int)n);

	CHECK(r == (n == 0 ? 0 : waits(w) > 0 ? smaller(n, waits(w)) : nothing(w)));
	CHECK(n == 0 || (BIO_should_read(w->to) != 0) == (r < 0));
	if (r > 0)
		check_bytes(bytes, w->read, r);
	w->read += r > 0 ? r : 0;
}

static void write_direct(struct way *w, long n)
{
	char *to = NULL;
	int offered = BIO_nwrite0(w->from, &to), done;

	if (room(w) == 0) {
		CHECK(offered <= 0);
		ERR_clear_error();
		return;
	}
	CHECK(offered > 0 && offered <= room(w));
	fill(to, w->written, offered);
	done = BIO_nwrite(w->from, &to, (int)n);
	CHECK(done == smaller(n, offered));
	w->written += done;
}

static void read_direct(struct way *w, long n)
{
	char *from = NULL;
	int shown = BIO_nread0(w->to, &from), done;

	if (waits(w) == 0) {
		CHECK(shown == nothing(w));
		return;
	}
	CHECK(shown > 0 && shown <= waits(w));
	check_bytes(from, w->read, shown);
	done = BIO_nread(w->to, &from, (int)n);
	CHECK(done == smaller(n, shown));
	w->read += done;
}

static void puts_text(struct way *w, long n)
{
	char text[MOST + 1];
	int r;

	for (long i = 0; i < n; i++)
		text[i] = (char)(w->written + i);
	text[n] = '\0';
	n = (long)strlen(text);
	r = BIO_puts(w->from, text);
	if (w->shut && n > 0) {
		CHECK(r <= 0);
		ERR_clear_error();
		return;
	}
	CHECK(n == 0 || r == (room(w) > 0 ? smaller(n, room(w)) : -1));
	w->written += r > 0 ? r : 0;
}

static void shut_down(struct way *w, long n)
{
	if (n < 250)
		return;
	CHECK(BIO_shutdown_wr(w->from) == 1);
	w->shut = true;
}

/* Of the waiting bytes none is left. */
static void reset(struct way *w, long n)
{
	if (n < 200)
		return;
	CHECK(BIO_reset(w->from) == 0);
	w->read = w->written;
}

/* What a pair never does. */
static void refuse(struct way *w, long n)
{
	char byte;

	(void)n;
	CHECK(BIO_gets(w->to, &byte, 0) == -2 && drain_errors() == 1);
	CHECK(BIO_make_bio_pair(w->from, w->to) == 0 && drain_errors() == 1);
	CHECK(BIO_set_write_buf_size(w->from, n) == 0 && drain_errors() == 1);
}

static void check_state(const struct way *w)
{
	CHECK((long)BIO_ctrl_pending(w->to) == waits(w));
	CHECK((long)BIO_ctrl_wpending(w->from) == waits(w));
	CHECK((long)BIO_ctrl_get_write_guarantee(w->from) == room(w));
	CHECK((long)BIO_ctrl_get_read_request(w->from) <= w->size);
	CHECK(BIO_eof(w->to) == (w->shut && waits(w) == 0));
	CHECK(drain_errors() == 0);
}

static void (*const moves[])(struct way *, long) = { write_some, read_some, write_direct,
	read_direct, puts_text, write_some, read_some, shut_down, reset, refuse };
enum { MOVES = sizeof(moves) / sizeof(moves[0]) };

static void play(struct input *input, struct way ways[2])
{
	for (int i = 0; i < STEPS && input->size > 0; i++) {
		uint8_t what = take_byte(input);
		long n = take_byte(input);

		moves[what / 2 % MOVES](&ways[what % 2], n);
		check_state(&ways[0]);
		check_state(&ways[1]);
	}
}

static long take_size(struct input *input)
{
	uint16_t size;

	take(input, &size, sizeof(size));
	return 1 + size % (MOST / 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct way ways[2] = { { .size = take_size(&input) }, { .size = take_size(&input) } };
	BIO *a, *b;

	CHECK(BIO_new_bio_pair(&a, (size_t)ways[0].size, &b, (size_t)ways[1].size) == 1);
	ways[0].from = ways[1].to = a;
	ways[0].to = ways[1].from = b;
	play(&input, ways);
	BIO_free(a);
	BIO_free(b);
	CHECK(drain_errors() == 0);
	return 0;
}
