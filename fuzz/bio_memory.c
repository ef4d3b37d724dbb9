/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any calls on a memory BIO, against a model: what was written comes out once and in order, lines
 * end where they should, an empty one says what it was told to, and one that may only be read stays
 * as it is and starts over when it is reset.
 * Input: a byte of kind; for one that may only be read, a byte of length and its bytes; then steps:
 * a byte of call, a byte of length.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/buffer.h>
#include <openssl/err.h>

#include "check.h"

enum { MOST = 256, STEPS = 400, ROOM = STEPS * MOST };

/* What is to be read is bytes[at] to bytes[end]. */
struct memory {
	BIO *bio;
	bool read_only;
	int empty; /* what a read of nothing returns */
	size_t at, end;
	uint8_t bytes[ROOM];
};

static size_t waits(const struct memory *m)
{
	return m->end - m->at;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters, and now and then a newline. */
static uint8_t next_byte(size_t i)
{
	return i % 11 == 10 ? '\n' : (uint8_t)('a' + i % 26);
}

/* What a write returned that was to take n bytes. */
static void check_written(struct memory *m, int ret, const uint8_t *bytes, size_t n)
{
	if (m->read_only) {
		CHECK(n == 0 || (ret < 0 && drain_errors() == 1));
		ERR_clear_error();
		return;
	}
	CHECK(ret == (int)n);
	if (n > 0)
		memcpy(m->bytes + m->end, bytes, n);
	m->end += n;
}

static void write_some(struct memory *m, size_t n)
{
	uint8_t bytes[MOST];

	for (size_t i = 0; i < n; i++)
		bytes[i] = next_byte(m->end + i);
	check_written(m, BIO_write(m->bio, bytes, (int)n), bytes, n);
}

static void puts_text(struct memory *m, size_t n)
{
	char text[MOST + 1];

	for (size_t i = 0; i < n; i++)
		text[i] = (char)next_byte(m->end + i);
	text[n] = '\0';
	check_written(m, BIO_puts(m->bio, text), (const uint8_t *)text, n);
}

static void read_some(struct memory *m, size_t n)
{
	uint8_t *bytes =
	    malloc(n > 0 ? n : 1); /* of just that size, so that a byte beyond is seen */
	int ret;

	CHECK(bytes != NULL);
	ret = BIO_read(m->bio, bytes, (int)n);
	if (waits(m) == 0) {
		CHECK(ret == m->empty);
		CHECK((BIO_should_read(m->bio) != 0) == (m->empty != 0));
	} else {
		CHECK(ret == (int)smaller(n, waits(m)));
		CHECK(memcmp(bytes, m->bytes + m->at, (size_t)ret) == 0);
		m->at += (size_t)ret;
	}
	free(bytes);
}

static void read_line(struct memory *m, size_t n)
{
	size_t room = n + 1, most = smaller(n, waits(m));
	const uint8_t *newline = memchr(m->bytes + m->at, '\n', most);
	size_t want = newline != NULL ? (size_t)(newline + 1 - (m->bytes + m->at)) : most;
	char *line = malloc(room);

	CHECK(line != NULL);
	CHECK(BIO_gets(m->bio, line, (int)room) <= (int)want);
	CHECK(memcmp(line, m->bytes + m->at, want) == 0 && line[want] == '\0');
	m->at += want;
	free(line);
}

static void reset(struct memory *m, size_t n)
{
	if (n < 200)
		return;
	CHECK(BIO_reset(m->bio) == 1);
	m->at = m->read_only ? 0 : m->end;
}

static void set_empty(struct memory *m, size_t n)
{
	m->empty = (int)(n % 3) - 2;
	CHECK(BIO_set_mem_eof_return(m->bio, m->empty) == 1);
}

static void show(struct memory *m, size_t n)
{
	char *data = NULL;

	(void)n;
	CHECK(BIO_get_mem_data(m->bio, &data) == (long)waits(m));
	CHECK(waits(m) == 0 || memcmp(data, m->bytes + m->at, waits(m)) == 0);
}

/* The buffer itself; what was read is no longer in it. */
static void show_buffer(struct memory *m, size_t n)
{
	BUF_MEM *buffer = NULL;

	(void)n;
	CHECK(BIO_get_mem_ptr(m->bio, &buffer) == 1 && buffer != NULL);
	CHECK(buffer->length == waits(m) && buffer->length <= buffer->max);
	CHECK(waits(m) == 0 || memcmp(buffer->data, m->bytes + m->at, waits(m)) == 0);
}

/* One that may only be read can be read again from anywhere. */
static void seek(struct memory *m, size_t n)
{
	if (!m->read_only)
		return;
	CHECK(BIO_tell(m->bio) == (int)m->at);
	if (n > m->end) {
		CHECK(BIO_seek(m->bio, (long)n) == -1);
		return;
	}
	CHECK(BIO_seek(m->bio, (long)n) == (int)n);
	m->at = n;
}

static void print(struct memory *m, size_t n)
{
	char text[MOST + 1];
	int ret = BIO_printf(m->bio, "%*s", (int)n, "x");

	memset(text, ' ', sizeof(text));
	text[n > 0 ? n - 1 : 0] = 'x';
	check_written(m, ret, (const uint8_t *)text, n > 0 ? n : 1);
}

static void check_state(const struct memory *m)
{
	CHECK(BIO_pending(m->bio) == (int)waits(m));
	CHECK(BIO_eof(m->bio) == (waits(m) == 0));
	CHECK(BIO_wpending(m->bio) == 0);
	CHECK(BIO_flush(m->bio) == 1);
	CHECK(drain_errors() == 0);
}

static void (*const moves[])(struct memory *, size_t) = { write_some, read_some, read_line,
	puts_text, write_some, read_some, reset, set_empty, show, show_buffer, seek, print };
enum { MOVES = sizeof(moves) / sizeof(moves[0]) };

static BIO *create(struct memory *m, struct input *input)
{
	uint8_t kind = take_byte(input);

	m->read_only = kind % 3 == 2;
	m->empty = m->read_only ? 0 : -1;
	if (!m->read_only)
		return BIO_new(kind % 3 == 0 ? BIO_s_mem() : BIO_s_secmem());
	m->end = take_byte(input);
	take(input, m->bytes, m->end);
	return BIO_new_mem_buf(m->bytes, (int)m->end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct memory m;
	struct input input = { data, size };

	memset(&m, 0, sizeof(m));
	m.bio = create(&m, &input);
	CHECK(m.bio != NULL);
	for (int i = 0; i < STEPS && input.size > 0; i++) {
		uint8_t what = take_byte(&input);

		moves[what % MOVES](&m, take_byte(&input));
		check_state(&m);
	}
	BIO_free(m.bio);
	CHECK(drain_errors() == 0);
	return 0;
}
