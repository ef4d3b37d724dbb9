/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any text in lines, however it arrives: read by BIO_gets() through BIO_f_buffer() of any size from
 * a memory BIO, or written through BIO_f_linebuffer() into one, it is the same text, and every line
 * ends where it should.
 * Input: a byte of kind, a byte of line room, a byte of buffer size; the text.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

/* Where BIO_gets() into this room stops. */
static size_t line_of(const char *text, size_t n, size_t room)
{
	const char *end = memchr(text, '\n', n);
	size_t line = end != NULL ? (size_t)(end - text) + 1 : n;

	return line < room - 1 ? line : room - 1;
}

/* In heap storage of just that size, so that a byte beyond is seen. */
static void check_lines(BIO *b, const char *text, size_t n, size_t room)
{
	char *line = malloc(room);

	CHECK(line != NULL);
	while (n > 0) {
		size_t want = line_of(text, n, room);

		CHECK(BIO_gets(b, line, (int)room) == (int)want);
		CHECK(memcmp(line, text, want) == 0 && line[want] == '\0');
		text += want;
		n -= want;
	}
	CHECK(BIO_gets(b, line, (int)room) <= 0 && line[0] == '\0');
	free(line);
}

static void check_reading(const char *text, size_t n, size_t room, size_t buffer)
{
	BIO *chain = BIO_new(BIO_f_buffer());

	CHECK(chain != NULL && BIO_push(chain, BIO_new_mem_buf(text, (int)n)) == chain);
	CHECK(BIO_set_read_buffer_size(chain, (long)buffer) == 1);
	check_lines(chain, text, n, room);
	BIO_free_all(chain);
}

static void check_memory(const char *text, size_t n, size_t room)
{
	BIO *b = BIO_new_mem_buf(text, (int)n);

	CHECK(b != NULL);
	check_lines(b, text, n, room);
	CHECK(BIO_eof(b) == 1);
	BIO_free(b);
}

/* In pieces of the room's size; at the end of each, all whole lines have gone through. */
static void check_writing(const char *text, size_t n, size_t room)
{
	BIO *memory = BIO_new(BIO_s_mem()), *chain = BIO_new(BIO_f_linebuffer());
	char *got = NULL;
	size_t last = 0;

	CHECK(memory != NULL && chain != NULL && BIO_push(chain, memory) == chain);
	for (size_t at = 0; at < n;) {
		size_t piece = n - at < room ? n - at : room;

		CHECK(BIO_write(chain, text + at, (int)piece) == (int)piece);
		at += piece;
		while (last < at && memchr(text + last, '\n', at - last) != NULL)
			last =
			    (size_t)((const char *)memchr(text + last, '\n', at - last) - text) + 1;
		CHECK(BIO_ctrl_pending(memory) >= last && BIO_ctrl_pending(memory) <= at);
	}
	CHECK(BIO_flush(chain) == 1);
	CHECK(BIO_get_mem_data(memory, &got) == (long)n);
	CHECK(n == 0 || memcmp(got, text, n) == 0);
	BIO_free_all(chain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	uint8_t kind = take_byte(&input);
	size_t room = 2 + take_byte(&input) % 64, buffer = 1 + take_byte(&input);
	size_t n = input.size;
	char *text = malloc(n > 0 ? n : 1);

	CHECK(text != NULL);
	take(&input, text, n);
	if (kind % 3 == 0)
		check_reading(text, n, room, buffer);
	else if (kind % 3 == 1)
		check_memory(text, n, room);
	else
		check_writing(text, n, room);
	CHECK(drain_errors() == 0);
	free(text);
	return 0;
}
