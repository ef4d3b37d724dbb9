/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any calls on datagrams in memory, a pair or a BIO_s_dgram_mem(), against a model: datagrams come
 * out whole and in order, or cut to the room they were given; a guarantee of room holds. Input: a
 * byte of kind, a size of two bytes; then steps: a byte of side and call, a byte of length.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

enum { QUEUE = 512, LONGEST = 256, STEPS = 400 };

/* The datagrams first..last, each of bytes that are its number. */
struct way {
	BIO *from, *to;
	long lengths[QUEUE];
	long first, last;
};

static bool is_empty(const struct way *w)
{
	return w->first == w->last;
}

static void write_one(struct way *w, long n)
{
	long guarantee = (long)BIO_get_write_guarantee(w->from);
	char bytes[LONGEST];
	int r;

	if (w->last - w->first == QUEUE)
		return;
	memset(bytes, (int)w->last, sizeof(bytes));
	r = BIO_write(w->from, bytes, (int)n);
	CHECK(r == n || (r == -1 && n > guarantee) || n == 0);
	ERR_clear_error();
	if (r > 0)
		w->lengths[w->last++ % QUEUE] = n;
}

/* In heap storage of just that size, so that a byte beyond is seen. */
static void check_read(struct way *w, long n)
{
	long length = is_empty(w) ? -1 : w->lengths[w->first % QUEUE];
	char *bytes = malloc(n > 0 ? (size_t)n : 1);
	int r;

	CHECK(bytes != NULL);
	r = BIO_read(w->to, bytes, (int)n);
	if (n > 0) {
		CHECK(r == (length < 0 ? -1 : n < length ? n : length));
		for (int i = 0; i < r; i++)
			CHECK(bytes[i] == (char)w->first);
		w->first += r > 0;
	}
	ERR_clear_error();
	free(bytes);
}

static void read_one(struct way *w, long n)
{
	if (n > 0)
		check_read(w, n);
}

/* There is no peeking in memory: it is a read like others. */
static void peek_one(struct way *w, long n)
{
	BIO_ctrl(w->to, BIO_CTRL_DGRAM_SET_PEEK_MODE, 1, NULL);
	ERR_clear_error();
	read_one(w, n);
}

/* A batch of up to four, each of n bytes, sent or received. */
enum { BATCH = 4 };

static size_t lay_out(BIO_MSG *batch, char (*bytes)[LONGEST], long n)
{
	size_t count = 1 + (size_t)n % BATCH;

	for (size_t i = 0; i < count; i++)
		batch[i] = (BIO_MSG){ .data = bytes[i], .data_len = 1 + (size_t)n / BATCH };
	return count;
}

static void send_many(struct way *w, long n)
{
	char bytes[BATCH][LONGEST];
	BIO_MSG batch[BATCH];
	size_t count = lay_out(batch, bytes, n), done = 0;

	if (w->last - w->first + BATCH > QUEUE)
		return;
	for (size_t i = 0; i < count; i++)
		memset(bytes[i], (int)(w->last + (long)i), LONGEST);
	CHECK(BIO_sendmmsg(w->from, batch, sizeof(batch[0]), count, 0, &done) == (done > 0));
	CHECK(done <= count && (drain_errors() > 0) == (done == 0));
	for (size_t i = 0; i < done; i++)
		w->lengths[w->last++ % QUEUE] = (long)batch[i].data_len;
}

static void receive_many(struct way *w, long n)
{
	char bytes[BATCH][LONGEST];
	BIO_MSG batch[BATCH];
	size_t count = lay_out(batch, bytes, n), done = 0, room = batch[0].data_len;

	CHECK(BIO_recvmmsg(w->to, batch, sizeof(batch[0]), count, 0, &done) == (done > 0));
	CHECK(done <= count && (drain_errors() > 0) == (done == 0) && is_empty(w) == (done == 0));
	for (size_t i = 0; i < done; i++, w->first++) {
		size_t length = (size_t)w->lengths[w->first % QUEUE];

		CHECK(batch[i].data_len == (room < length ? room : length));
		for (size_t k = 0; k < batch[i].data_len; k++)
			CHECK(bytes[i][k] == (char)w->first);
	}
}

static void check_state(const struct way *w)
{
	long length = is_empty(w) ? 0 : w->lengths[w->first % QUEUE];

	CHECK((long)BIO_ctrl_pending(w->to) == length);
	CHECK(drain_errors() == 0);
}

static void (*const moves[])(
    struct way *, long) = { write_one, read_one, peek_one, send_many, receive_many };
enum { MOVES = sizeof(moves) / sizeof(moves[0]) };

static void play(struct input *input, struct way *ways, int n_ways)
{
	for (int i = 0; i < STEPS && input->size > 0; i++) {
		uint8_t what = take_byte(input);
		long n = take_byte(input);

		moves[what / 2 % MOVES](&ways[what % n_ways], n);
		for (int k = 0; k < n_ways; k++)
			check_state(&ways[k]);
	}
}

static struct way ways[2];

static void play_pair(struct input *input, size_t size)
{
	BIO *a, *b;

	CHECK(BIO_new_bio_dgram_pair(&a, size, &b, 0) == 1);
	ways[0].from = ways[1].to = a;
	ways[0].to = ways[1].from = b;
	play(input, ways, 2);
	BIO_free(a);
	BIO_free(b);
}

static void play_memory(struct input *input, size_t size)
{
	BIO *b = BIO_new(BIO_s_dgram_mem());

	CHECK(b != NULL && BIO_set_write_buf_size(b, (long)size) == 1);
	ways[0].from = ways[0].to = b;
	play(input, ways, 1);
	BIO_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	bool memory = take_byte(&input) % 2 == 1;
	uint16_t room;

	take(&input, &room, sizeof(room));
	memset(ways, 0, sizeof(ways));
	if (memory)
		play_memory(&input, 2000 + room % 4096);
	else
		play_pair(&input, 2000 + room % 4096);
	CHECK(drain_errors() == 0);
	return 0;
}
