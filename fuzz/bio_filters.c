/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text through BIO_f_prefix() over a BIO that is slow, and read back through BIO_f_readbuffer(): of
 * what was written nothing is lost, nothing comes twice, and every line begins as it should; what
 * was read once is the same from wherever it is read again.
 * Input: a byte of indent, a byte of prefix length; then bytes of steps, how much is written, or
 * read, or where to go, mixed with the pace of the BIO behind.
 */
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "check.h"

enum { MOST = 60, STEPS = 200, ROOM = STEPS * (MOST + 1) * (2 * MOST + 1) };

/* What should have arrived. */
static struct {
	char bytes[ROOM];
	size_t n;
} expected;

static void expect(const char *bytes, size_t n)
{
	CHECK(n <= sizeof(expected.bytes) - expected.n);
	memcpy(expected.bytes + expected.n, bytes, n);
	expected.n += n;
}

/* Letters, and now and then a newline. */
static char letter(unsigned i)
{
	return i % 7 == 6 ? '\n' : (char)('a' + i % 26);
}

static void write_all(BIO *b, const char *text, size_t n)
{
	while (n > 0) {
		int done = BIO_write(b, text, (int)n);

		CHECK(done > 0 ? (size_t)done <= n : done == -1 && BIO_should_write(b));
		text += done > 0 ? done : 0;
		n -= done > 0 ? (size_t)done : 0;
	}
}

static void write_text(struct input *input, BIO *b, const char *before)
{
	bool in_line = false;
	unsigned next = 0;

	for (int i = 0; i < STEPS && input->size > 0; i++) {
		size_t n = take_byte(input) % MOST;
		char text[MOST];

		if (n == 0)
			break;
		for (size_t k = 0; k < n; k++) {
			text[k] = letter(next++);
			if (!in_line)
				expect(before, strlen(before));
			expect(&text[k], 1);
			in_line = text[k] != '\n';
		}
		write_all(b, text, n);
	}
}

/* As much as it says, unless the BIO behind is slow or at its end. */
static void read_on(BIO *b, size_t *at, size_t n)
{
	char bytes[256];
	int done = BIO_read(b, bytes, (int)n);

	CHECK(done <= (int)n);
	if (done <= 0)
		return;
	CHECK(*at + (size_t)done <= expected.n);
	CHECK(memcmp(bytes, expected.bytes + *at, (size_t)done) == 0);
	*at += (size_t)done;
}

static void read_line(BIO *b, size_t *at, size_t room)
{
	char line[256];
	int done = BIO_gets(b, line, (int)room);

	CHECK(done < (int)room || room == 0);
	if (done <= 0)
		return;
	CHECK(line[done] == '\0' && *at + (size_t)done <= expected.n);
	CHECK(memcmp(line, expected.bytes + *at, (size_t)done) == 0);
	CHECK(memchr(line, '\n', (size_t)done - 1) == NULL);
	*at += (size_t)done;
}

static void read_text(struct input *input, BIO *b)
{
	size_t at = 0, seen = 0;

	for (int i = 0; i < STEPS && input->size > 0; i++) {
		uint8_t what = take_byte(input);
		size_t n = take_byte(input);

		if (what % 4 < 2)
			read_on(b, &at, n);
		else if (what % 4 == 2)
			read_line(b, &at, n);
		else if (BIO_seek(b, (long)n) == 1)
			at = n;
		else
			CHECK(n > seen);
		if (at > seen)
			seen = at;
		CHECK(BIO_tell(b) == (int)at && BIO_ctrl_pending(b) >= seen - at);
	}
}

/*
 * Where the slow BIO learns how slow it is: 0 is a retry, other bytes how much it takes or gives.
 */
static struct input *pace;

static int slow_down(BIO *b, int n, int retry_flag)
{
	int most = pace->size > 0 ? take_byte(pace) : n;

	BIO_clear_retry_flags(b);
	if (most == 0)
		BIO_set_flags(b, retry_flag | BIO_FLAGS_SHOULD_RETRY);
	return most == 0 ? -1 : most < n ? most : n;
}

static int slow_read(BIO *b, char *out, int size)
{
	int n = slow_down(b, size, BIO_FLAGS_READ);

	return n <= 0 ? n : BIO_read(BIO_next(b), out, n);
}

static int slow_write(BIO *b, const char *in, int size)
{
	int n = slow_down(b, size, BIO_FLAGS_WRITE);

	return n <= 0 ? n : BIO_write(BIO_next(b), in, n);
}

static long slow_ctrl(BIO *b, int command, long number, void *pointer)
{
	return BIO_ctrl(BIO_next(b), command, number, pointer);
}

static int slow_create(BIO *b)
{
	BIO_set_init(b, 1);
	return 1;
}

static BIO *slow_new(void)
{
	static BIO_METHOD *method;

	if (method == NULL) {
		method = BIO_meth_new(BIO_TYPE_FILTER | 0x70, "slow");
		BIO_meth_set_read(method, slow_read);
		BIO_meth_set_write(method, slow_write);
		BIO_meth_set_ctrl(method, slow_ctrl);
		BIO_meth_set_create(method, slow_create);
	}
	return BIO_new(method);
}

static BIO *over_slow(const BIO_METHOD *method, BIO *memory)
{
	BIO *b = BIO_new(method), *slow = slow_new();

	CHECK(b != NULL && slow != NULL && BIO_push(b, slow) == b);
	CHECK(BIO_push(slow, memory) == slow);
	return b;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	size_t indent = take_byte(&input) % MOST, length = take_byte(&input) % MOST;
	char before[2 * MOST + 1], prefix[MOST + 1];
	BIO *memory = BIO_new(BIO_s_mem()), *b;
	char *got = NULL;

	memset(prefix, '>', length);
	prefix[length] = '\0';
	memcpy(before, prefix, length);
	memset(before + length, ' ', indent);
	before[length + indent] = '\0';
	expected.n = 0;
	pace = &input;
	CHECK(memory != NULL && BIO_up_ref(memory) == 1);
	b = over_slow(BIO_f_prefix(), memory);
	CHECK(BIO_set_prefix(b, prefix) == 1 && BIO_set_indent(b, (long)indent) == 1);
	write_text(&input, b, before);
	CHECK(BIO_get_mem_data(memory, &got) == (long)expected.n);
	CHECK(expected.n == 0 || memcmp(got, expected.bytes, expected.n) == 0);
	BIO_free_all(b);
	b = over_slow(BIO_f_readbuffer(), memory);
	read_text(&input, b);
	BIO_free_all(b);
	CHECK(drain_errors() == 0);
	return 0;
}
