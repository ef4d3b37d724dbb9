/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_s_bio(3) against a model: random reads and writes by every way, on buffers of
 * all small sizes.
 */
#include <stdint.h>
#include <string.h>

#include <openssl/bio.h>

#include "support/contract.h"

enum { SIZE_MAX_TRIED = 23, STEPS = 4000 };

/* What a half should hold: the bytes numbered read..written, each the low byte of its number. */
struct model {
	BIO *writer, *reader;
	long size, read, written;
};

static uint32_t seed;

/* xorshift32 (Marsaglia, 2003): the same on every machine. */
static long any(long below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return (long)(seed % (uint32_t)below);
}

static long smaller(long a, long b)
{
	return a < b ? a : b;
}

static void number(char *bytes, long first, long n)
{
	for (long i = 0; i < n; i++)
		bytes[i] = (char)(first + i);
}

static void check_bytes(const char *bytes, long first, long n)
{
	char want[64];

	number(want, first, n);
	CHECK_MEM(bytes, want, (size_t)n);
}

static void write_some(struct model *m, long n)
{
	char bytes[64] = "";
	long space = m->size - (m->written - m->read);

	number(bytes, m->written, n);
	CHECK_INT(BIO_write(m->writer, bytes, (int)n), n == 0       ? 0
	                                               : space == 0 ? -1
	                                                            : smaller(n, space));
	if (n > 0)
		CHECK_INT(BIO_should_write(m->writer) != 0, space == 0);
	m->written += smaller(n, space);
}

static void read_some(struct model *m, long n)
{
	char bytes[64];
	long waits = m->written - m->read;
	long want = n == 0 ? 0 : waits == 0 ? -1 : smaller(n, waits);

	CHECK_INT(BIO_read(m->reader, bytes, (int)n), want);
	CHECK_INT(BIO_should_read(m->reader) != 0, want < 0);
	if (want <= 0)
		return;
	check_bytes(bytes, m->read, want);
	m->read += want;
}

/*
 * As much as lies in one piece: at least a byte, never more than there is, and a second look
 * shows the same.
 */
static void write_direct(struct model *m, long n)
{
	char *to = NULL, *again = NULL;
	long space = m->size - (m->written - m->read);
	long offered = BIO_nwrite0(m->writer, &to), done;

	CHECK(space == 0 ? offered == -1 : offered >= 1 && offered <= space);
	CHECK_INT(BIO_ctrl_get_write_guarantee(m->writer), space);
	if (offered <= 0)
		return;
	number(to, m->written, offered);
	done = BIO_nwrite(m->writer, &again, (int)n);
	CHECK_INT(done, smaller(n, offered));
	CHECK(again == to);
	m->written += done;
}

static void read_direct(struct model *m, long n)
{
	char *from = NULL, *again = NULL;
	long waits = m->written - m->read;
	long shown = BIO_nread0(m->reader, &from), done;

	CHECK(waits == 0 ? shown == -1 : shown >= 1 && shown <= waits);
	if (shown <= 0)
		return;
	check_bytes(from, m->read, shown);
	done = BIO_nread(m->reader, &again, (int)n);
	CHECK_INT(done, smaller(n, shown));
	CHECK(again == from);
	m->read += done;
}

static void check_state(const struct model *m)
{
	long waits = m->written - m->read;

	CHECK_INT(BIO_ctrl_pending(m->reader), waits);
	CHECK_INT(BIO_ctrl_wpending(m->writer), waits);
	CHECK_INT(BIO_ctrl_get_write_guarantee(m->writer), m->size - waits);
	CHECK(BIO_ctrl_get_read_request(m->writer) <= BIO_ctrl_get_write_guarantee(m->writer));
	CHECK_INT(BIO_number_written(m->writer), m->written);
	CHECK_INT(BIO_number_read(m->reader), m->read);
}

static void run_random(long size)
{
	static void (*const moves[])(
	    struct model *, long) = { write_some, read_some, write_direct, read_direct };
	struct model models[2] = { { .size = size }, { .size = SIZE_MAX_TRIED + 1 - size } };
	BIO *a, *b;

	CHECK_INT(BIO_new_bio_pair(&a, (size_t)models[0].size, &b, (size_t)models[1].size), 1);
	models[0].writer = models[1].reader = a;
	models[0].reader = models[1].writer = b;
	for (int i = 0; i < STEPS && contract_failures() == 0; i++) {
		struct model *m = &models[any(2)];

		moves[any(4)](m, any(size + 4));
		check_state(m);
	}
	BIO_free(a);
	BIO_free(b);
}

static void test_random_calls_agree_with_the_model(void)
{
	seed = 2463534242u;
	for (long size = 1; size <= SIZE_MAX_TRIED; size++)
		run_random(size);
}

static const struct contract_case cases[] = {
	{ "random calls agree with the model", test_random_calls_agree_with_the_model, 0, 0 },
};

int main(void)
{
	return contract_main("BIO_s_bio model", cases, sizeof(cases) / sizeof(cases[0]));
}
