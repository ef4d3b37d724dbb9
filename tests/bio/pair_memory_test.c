/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pairs and datagrams in memory with the n-th allocation failing, for every n; and sizes that
 * no memory has.
 */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/memory.h"

typedef int new_pair(BIO **, size_t, BIO **, size_t);

static int make_a_pair(new_pair *make)
{
	BIO *a = (BIO *)&memory_held, *b = (BIO *)&memory_held;
	int ok;

	errno = 0;
	ok = make(&a, 0, &b, 500);
	CHECK(ok || errno == ENOMEM);
	CHECK((a != NULL) == ok && (b != NULL) == ok);
	BIO_free(a);
	BIO_free(b);
	return ok;
}

static int make_byte_pair(void)
{
	return make_a_pair(BIO_new_bio_pair);
}

static int make_datagram_pair(void)
{
	return make_a_pair(BIO_new_bio_dgram_pair);
}

/* A write that finds no memory fails whole, and what waits still does. */
static int write_to_memory(void)
{
	static char bytes[30000];
	BIO *b = BIO_new(BIO_s_dgram_mem());
	int first, second;

	if (b == NULL)
		return 0;
	errno = 0;
	first = BIO_write(b, bytes, 1000);
	CHECK(first > 0 || errno == ENOMEM);
	errno = 0;
	second = BIO_write(b, bytes, sizeof(bytes));
	CHECK(second > 0 || errno == ENOMEM);
	CHECK(first == 1000 || (first == -1 && !BIO_should_retry(b)));
	CHECK(second == sizeof(bytes) || (second == -1 && !BIO_should_retry(b)));
	if (first > 0)
		CHECK_INT(BIO_read(b, bytes, 2000), 1000);
	if (second > 0)
		CHECK_INT(BIO_read(b, bytes, sizeof(bytes)), sizeof(bytes));
	CHECK_INT(BIO_pending(b), 0);
	BIO_free(b);
	return first > 0 && second > 0;
}

static void fail_each(int (*run)(void))
{
	long before = memory_held;

	for (long n = 0; n < 100; n++) {
		int ok;

		memory_fails_at = n;
		ok = run();
		memory_fails_at = -1;
		CHECK_INT(ok, ERR_peek_error() == 0);
		ERR_clear_error();
		CHECK_INT(memory_held, before);
		if (ok)
			return;
	}
	CHECK(0);
}

static void test_every_allocation_may_fail(void)
{
	ERR_clear_error(); /* the error stack's own memory is there from now on */
	fail_each(make_byte_pair);
	fail_each(make_datagram_pair);
	fail_each(write_to_memory);
}

static void test_no_memory_is_that_large(void)
{
	static new_pair *const makes[] = { BIO_new_bio_pair, BIO_new_bio_dgram_pair };
	static const size_t sizes[] = { SIZE_MAX, PTRDIFF_MAX, SIZE_MAX / 16 + 1 };
	long before = memory_held;

	for (size_t i = 0; i < 6; i++) {
		BIO *a = (BIO *)&memory_held, *b = (BIO *)&memory_held;

		errno = 0;
		CHECK_INT(makes[i % 2](&a, 5, &b, sizes[i / 2]), 0);
		CHECK_INT(errno, ENOMEM);
		CHECK(a == NULL && b == NULL);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
		CHECK_INT(memory_held, before);
	}
}

static void test_a_size_without_memory_can_be_changed(void)
{
	BIO *a = BIO_new(BIO_s_bio()), *b = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_set_write_buf_size(a, -5), 1);
	errno = 0;
	CHECK_INT(BIO_make_bio_pair(a, b), 0);
	CHECK_INT(errno, ENOMEM);
	CHECK(ERR_peek_error() != 0);
	ERR_clear_error();
	CHECK_INT(BIO_get_init(a), 0);
	CHECK_INT(BIO_set_write_buf_size(a, 5), 1);
	CHECK_INT(BIO_make_bio_pair(a, b), 1);
	CHECK_INT(BIO_write(a, "12345678", 8), 5);
	BIO_free(a);
	BIO_free(b);
}

static const struct contract_case cases[] = {
	{ "every allocation may fail", test_every_allocation_may_fail, 0, 0 },
	{ "no memory is that large", test_no_memory_is_that_large, 0, 0 },
	{ "a size without memory can be changed", test_a_size_without_memory_can_be_changed, 0, 0 },
};

int main(void)
{
	if (!memory_watch())
		return 1;
	return contract_main("pairs without memory", cases, sizeof(cases) / sizeof(cases[0]));
}
