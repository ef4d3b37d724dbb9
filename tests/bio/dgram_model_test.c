/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Datagrams in memory against a model: random writes, reads and cuts, on buffers of
 * all small sizes.
 */
#include <stdint.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

enum { MOST = 4096, LONGEST = 40, STEPS = 600 };

static struct {
	BIO *writer, *reader;
	long lengths[MOST]; /* of the datagrams first..last, whose bytes are their numbers */
	long first, last;
} model;

static uint32_t seed = 2463534242u;

/* xorshift32 (Marsaglia, 2003): the same on every machine. */
static long any(long below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return (long)(seed % (uint32_t)below);
}

/*
 * Only the BIO knows how much fits; a guarantee it gave must hold. (libcrypto's does not where less
 * is left than each datagram costs besides its bytes.)
 */
static void write_one(void)
{
	char bytes[LONGEST];
	long n = 1 + any(LONGEST);
	long guarantee = BIO_get_write_guarantee(model.writer);
	int ret;

	memset(bytes, (int)model.last, (size_t)n);
	ret = BIO_write(model.writer, bytes, (int)n);
	CHECK(ret == n || (ret == -1 && (n > guarantee || contract_is_oracle())));
	CHECK_INT(BIO_should_write(model.writer) != 0, ret < 0);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), ret < 0 ? BIO_R_NON_FATAL : 0);
	if (ret > 0)
		model.lengths[model.last++ % MOST] = n;
}

static void read_one(void)
{
	char bytes[LONGEST + 9], want[LONGEST + 9];
	long n = 1 + any(LONGEST + 8);
	long length = model.first < model.last ? model.lengths[model.first % MOST] : -1;

	CHECK_INT(BIO_pending(model.reader), length < 0 ? 0 : length);
	CHECK_INT(BIO_read(model.reader, bytes, (int)n), n < length ? n : length);
	if (length < 0)
		return;
	memset(want, (int)model.first, sizeof(want));
	CHECK_MEM(bytes, want, (size_t)(n < length ? n : length));
	model.first++;
}

static void run_random(BIO *writer, BIO *reader)
{
	model.writer = writer;
	model.reader = reader;
	model.first = model.last = 0;
	CHECK_INT(BIO_dgram_set_mtu(writer, 1), 1);
	for (int i = 0; i < STEPS && contract_failures() == 0; i++)
		any(2) ? write_one() : read_one();
}

static void test_pairs_agree_with_the_model(void)
{
	for (size_t size = 1000; size < 1500; size += 7) {
		BIO *a, *b;

		CHECK_INT(BIO_new_bio_dgram_pair(&a, size, &b, 300), 1);
		run_random(a, b);
		run_random(b, a);
		BIO_free(a);
		BIO_free(b);
	}
}

static void test_memory_agrees_with_the_model(void)
{
	for (long size = 0; size < 2000; size += 250) {
		BIO *b = BIO_new(BIO_s_dgram_mem());

		if (size > 0)
			CHECK_INT(BIO_set_write_buf_size(b, size), 1);
		run_random(b, b);
		BIO_free(b);
	}
}

static const struct contract_case cases[] = {
	{ "pairs agree with the model", test_pairs_agree_with_the_model, 0, 0 },
	{ "memory agrees with the model", test_memory_agrees_with_the_model, 0, 0 },
};

int main(void)
{
	return contract_main("datagrams in memory, model", cases, sizeof(cases) / sizeof(cases[0]));
}
