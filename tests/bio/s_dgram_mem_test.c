/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_s_dgram_mem(), of BIO_s_mem(3): datagrams through one BIO, which grows unless its
 * size is set.
 */
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

static BIO *b;
static char room[40000];

static void make(void)
{
	b = BIO_new(BIO_s_dgram_mem());
	CHECK(b != NULL);
}

static void unmake(void)
{
	BIO_free(b);
	CHECK_ERRORS("-");
}

static void test_datagrams_keep_their_boundaries(void)
{
	make();
	CHECK_INT(BIO_method_type(b), BIO_TYPE_DGRAM_MEM);
	CHECK_INT(BIO_get_init(b), 1);
	CHECK_INT(BIO_write(b, "12345", 5), 5);
	CHECK_INT(BIO_write(b, "abc", 3), 3);
	CHECK_INT(BIO_write(b, "", 0), 0);
	CHECK_INT(BIO_pending(b), 5);
	CHECK_INT(BIO_read(b, room, 2), 2);
	CHECK_MEM(room, "12", 2);
	CHECK_INT(BIO_read(b, room, 9), 3);
	CHECK_MEM(room, "abc", 3);
	unmake();
}

static void test_empty_it_asks_for_a_retry_and_is_never_at_its_end(void)
{
	make();
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_read(b, room, 9), -1);
	CHECK(BIO_should_retry(b) && BIO_should_read(b));
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_pending(b), 0);
	unmake();
}

/* Before each datagram lie its length and two addresses. */
static const int head = (int)sizeof(size_t) + 2 * 112;
/* The first size has room for 9 datagrams of 1472 bytes; what it grows by is not promised. */
static const int first_size = 9 * ((int)sizeof(size_t) + 2 * 112 + 1472);

static void test_the_guarantee_is_without_growing(void)
{
	make();
	CHECK_INT(BIO_get_write_buf_size(b, 0), first_size);
	CHECK_INT(BIO_get_write_guarantee(b), first_size - head);
	BIO_write(b, room, 13000);
	CHECK_INT(BIO_get_write_guarantee(b), first_size - head - 13000 - head);
	BIO_write(b, room, 1000);
	CHECK_INT(BIO_get_write_guarantee(b), 0);
	unmake();
}

static void test_it_grows_as_long_as_there_is_memory(void)
{
	make();
	for (int i = 0; i < 200; i++) {
		memset(room, i, sizeof(room));
		CHECK_INT(BIO_write(b, room, 20000 + i), 20000 + i);
	}
	CHECK(BIO_get_write_buf_size(b, 0) >= 200 * 20000);
	for (int i = 0; i < 200; i++) {
		CHECK_INT(BIO_read(b, room, sizeof(room)), 20000 + i);
		CHECK_INT((unsigned char)room[0], i);
		CHECK_INT((unsigned char)room[20000 + i - 1], i);
	}
	unmake();
}

/* It grows while what waits lies around the end of its memory. */
static void test_growing_keeps_the_order(void)
{
	char got[4];

	make();
	for (int i = 0; i < 3000; i++) {
		BIO_snprintf(room, sizeof(room), "%04d", i);
		BIO_write(b, room, 1000);
		BIO_snprintf(room, sizeof(room), "%04d", i / 2);
		if (i % 2 == 0)
			CHECK(BIO_read(b, got, sizeof(got)) == sizeof(got) &&
			      memcmp(got, room, sizeof(got)) == 0);
	}
	unmake();
}

static void test_with_a_size_set_it_does_not_grow(void)
{
	make();
	CHECK_INT(BIO_set_write_buf_size(b, 3000), 1);
	CHECK_INT(BIO_get_write_buf_size(b, 0), 3000);
	CHECK_INT(BIO_write(b, room, 2000), 2000);
	CHECK_INT(BIO_write(b, room, 2000), -1);
	CHECK(BIO_should_write(b));
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_NON_FATAL);
	CHECK_INT(BIO_get_write_guarantee(b), 0);
	CHECK_INT(BIO_write(b, room, 4000), -1);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_NON_FATAL);
	CHECK_INT(BIO_read(b, room, 4000), 2000);
	CHECK_INT(BIO_write(b, room, 2000), 2000);
	unmake();
}

static void test_a_size_set_late_keeps_what_waits(void)
{
	make();
	BIO_write(b, "12345", 5);
	BIO_write(b, room, 1000);
	CHECK_INT(BIO_set_write_buf_size(b, 1400), 0);
	CHECK_INT(BIO_set_write_buf_size(b, 0), 0);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_set_write_buf_size(b, first_size - 1), 0);
	CHECK_INT(BIO_set_write_buf_size(b, 16000), 1);
	CHECK_INT(BIO_set_write_buf_size(b, first_size), 0);
	CHECK_INT(BIO_write(b, room, 15000), -1);
	ERR_clear_error();
	CHECK_INT(BIO_read(b, room, 9), 5);
	CHECK_MEM(room, "12345", 5);
	unmake();
}

static void test_a_size_that_no_memory_has_changes_nothing(void)
{
	make();
	CHECK_INT(BIO_set_write_buf_size(b, -1), 0);
	ERR_clear_error();
	CHECK_INT(BIO_get_write_buf_size(b, 0), first_size);
	CHECK_INT(BIO_write(b, room, 20000), 20000);
	CHECK_INT(BIO_read(b, room, 20000), 20000);
	CHECK_INT(BIO_set_write_buf_size(b, 0), 1);
	CHECK_INT(BIO_get_write_buf_size(b, 0), 1024);
	unmake();
}

static void test_reset_clears_it(void)
{
	make();
	BIO_write(b, "x", 1);
	CHECK_INT(BIO_reset(b), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_flush(b), 1);
	unmake();
}

static void test_truncation_mtu_and_capabilities_are_its_own(void)
{
	make();
	CHECK_INT(BIO_dgram_set_no_trunc(b, 1), 1);
	BIO_write(b, "12345", 5);
	CHECK_INT(BIO_read(b, room, 4), -1);
	CHECK_INT(BIO_read(b, room, 5), 5);
	CHECK_INT(BIO_dgram_set_mtu(b, 9000), 1);
	CHECK_INT(BIO_dgram_get_mtu(b), 9000);
	CHECK_INT(BIO_dgram_get_caps(b), 0);
	CHECK_INT(BIO_dgram_get_effective_caps(b), 0);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 0);
	CHECK_INT(BIO_dgram_set_caps(b, 0x0f), 1);
	CHECK_INT(BIO_dgram_get_effective_caps(b), 0x0f);
	CHECK_INT(BIO_dgram_get_local_addr_cap(b), 1);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 1);
	CHECK_INT(BIO_dgram_set_caps(b, 0), 1);
	CHECK_INT(BIO_dgram_get_effective_caps(b), 0);
	unmake();
}

static void test_what_byte_memory_has_fails(void)
{
	char *data = NULL;

	make();
	CHECK(BIO_set_mem_eof_return(b, 0) <= 0);
	CHECK(BIO_get_mem_data(b, &data) <= 0);
	CHECK(BIO_get_mem_ptr(b, &data) <= 0);
	CHECK(BIO_set_mem_buf(b, &data, BIO_NOCLOSE) <= 0);
	CHECK(data == NULL);
	CHECK_INT(BIO_make_bio_pair(b, b), 0);
	CHECK_INT(BIO_puts(b, "x"), -2);
	CHECK_INT(BIO_gets(b, room, 9), -2);
	ERR_clear_error();
	unmake();
}

static const struct contract_case cases[] = {
	{ "datagrams keep their boundaries", test_datagrams_keep_their_boundaries, 0, 0 },
	{ "empty it asks for a retry", test_empty_it_asks_for_a_retry_and_is_never_at_its_end, 0,
	    0 },
	{ "the guarantee is without growing", test_the_guarantee_is_without_growing, 0, 0 },
	{ "a size that no memory has changes nothing",
	    test_a_size_that_no_memory_has_changes_nothing, 0, 0 },
	{ "it grows as long as there is memory", test_it_grows_as_long_as_there_is_memory, 0, 0 },
	{ "growing keeps the order", test_growing_keeps_the_order, 0, 0 },
	{ "with a size set it does not grow", test_with_a_size_set_it_does_not_grow, 0, 0 },
	{ "a size set late keeps what waits", test_a_size_set_late_keeps_what_waits, 0, 0 },
	{ "reset clears it", test_reset_clears_it, 0, 0 },
	{ "truncation, MTU and capabilities are its own",
	    test_truncation_mtu_and_capabilities_are_its_own, 0, 0 },
	{ "what byte memory has fails", test_what_byte_memory_has_fails, 0, 0 },
};

int main(void)
{
	return contract_main("BIO_s_dgram_mem", cases, sizeof(cases) / sizeof(cases[0]));
}
