/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_dgram_pair(3): boundaries, truncation, capabilities, sizes, pairing. */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

#define UNINITIALIZED "BIO routines:uninitialized"
#define IN_USE        "BIO routines:in use(cannot associate a BIO_dgram_pair which is already in use)"
#define NOT_PAIRS     "BIO routines:invalid argument(both BIOs must be BIO_dgram_pair)"
#define INVALID       "BIO routines:invalid argument"
#define ALL_CAPS      0x0f

/* What full is: whatever its text is, a record of this reason alone. */
static void check_not_yet(void)
{
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_NON_FATAL);
	CHECK_ERRORS("-");
}

static BIO *a, *b;
static char room[20000];

static void make(size_t size)
{
	CHECK_INT(BIO_new_bio_dgram_pair(&a, size, &b, 0), 1);
}

static void unmake(void)
{
	BIO_free(a);
	BIO_free(b);
	CHECK_ERRORS("-");
}

static void test_each_read_is_one_write(void)
{
	make(0);
	CHECK_INT(BIO_write(a, "one", 3), 3);
	CHECK_INT(BIO_write(a, "three", 5), 5);
	CHECK_INT(BIO_write(b, "back", 4), 4);
	CHECK_INT(BIO_pending(b), 3);
	CHECK_INT(BIO_read(b, room, 100), 3);
	CHECK_MEM(room, "one", 3);
	CHECK_INT(BIO_pending(b), 5);
	CHECK_INT(BIO_read(b, room, 100), 5);
	CHECK_MEM(room, "three", 5);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_read(a, room, 100), 4);
	CHECK_INT(BIO_number_written(a), 8);
	CHECK_INT(BIO_number_read(b), 8);
	unmake();
}

static void test_reading_nothing_is_a_retry_without_a_record(void)
{
	make(0);
	CHECK_INT(BIO_read(b, room, 9), -1);
	CHECK(BIO_should_read(b) && BIO_should_retry(b));
	CHECK_ERRORS("-");
	BIO_write(a, "x", 1);
	CHECK_INT(BIO_read(b, room, 9), 1);
	CHECK(!BIO_should_retry(b));
	unmake();
}

static void test_a_full_buffer_is_a_retry_until_it_is_read(void)
{
	int n = 0;

	make(0);
	while (n < 1000 && BIO_write(a, room, 1472) == 1472)
		n++;
	CHECK(n >= 5 && n < 12);
	CHECK(BIO_should_write(a) && BIO_should_retry(a));
	check_not_yet();
	CHECK_INT(BIO_get_write_guarantee(a), 0);
	CHECK_INT(BIO_read(b, room, sizeof(room)), 1472);
	CHECK_INT(BIO_write(a, room, 1472), 1472);
	CHECK(!BIO_should_retry(a));
	unmake();
}

/* WARNING: as with what does not fit yet, though waiting does not help. */
static void test_what_never_fits_is_a_retry_too(void)
{
	make(1100);
	CHECK_INT(BIO_write(a, room, 1100), -1);
	CHECK(BIO_should_write(a) && BIO_should_retry(a));
	check_not_yet();
	CHECK_INT(BIO_write(a, room, 500), 500);
	unmake();
}

static void test_a_short_read_cuts_the_datagram(void)
{
	make(0);
	BIO_write(a, "123456", 6);
	BIO_write(a, "next", 4);
	CHECK_INT(BIO_read(b, room, 2), 2);
	CHECK_MEM(room, "12", 2);
	CHECK_INT(BIO_read(b, room, 9), 4);
	CHECK_MEM(room, "next", 4);
	unmake();
}

static void test_in_no_truncate_mode_a_short_read_fails_and_keeps_the_datagram(void)
{
	make(0);
	CHECK_INT(BIO_dgram_get_no_trunc(b), 0);
	CHECK_INT(BIO_dgram_set_no_trunc(b, 1), 1);
	CHECK_INT(BIO_dgram_get_no_trunc(b), 1);
	CHECK_INT(BIO_dgram_get_no_trunc(a), 0);
	BIO_write(a, "123456", 6);
	CHECK_INT(BIO_read(b, room, 5), -1);
	CHECK(!BIO_should_retry(b));
	CHECK_INT(BIO_read(b, room, 0), -1);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_pending(b), 6);
	CHECK_INT(BIO_read(b, room, 6), 6);
	CHECK_MEM(room, "123456", 6);
	CHECK_INT(BIO_dgram_set_no_trunc(b, 0), 1);
	BIO_write(a, "123456", 6);
	CHECK_INT(BIO_read(b, room, 5), 5);
	unmake();
}

static void test_only_write_ex_sends_an_empty_datagram(void)
{
	size_t n = 7;

	make(0);
	CHECK_INT(BIO_write(a, "", 0), 0);
	CHECK_INT(BIO_write_ex(a, "", 0, &n), 1);
	CHECK_INT(n, 0);
	CHECK_INT(BIO_read(b, room, 9), 0);
	CHECK_INT(BIO_read(b, room, 9), -1);
	CHECK_INT(BIO_write(a, NULL, 3), -1);
	CHECK_ERRORS(INVALID);
	BIO_write(a, "x", 1);
	CHECK_INT(BIO_read(b, NULL, 3), -1);
	CHECK_ERRORS(INVALID);
	CHECK_INT(BIO_pending(b), 1);
	unmake();
}

static void test_reading_no_bytes_takes_a_datagram(void)
{
	size_t n = 7;

	make(0);
	BIO_write(a, "x", 1);
	BIO_write(a, "y", 1);
	CHECK_INT(BIO_read(b, room, 0), 0);
	CHECK(!BIO_should_retry(b));
	CHECK_INT(BIO_read_ex(b, NULL, 0, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(BIO_read(b, room, 0), -1);
	CHECK(BIO_should_read(b) && BIO_should_retry(b));
	unmake();
}

static void test_an_empty_datagram_is_read_as_no_bytes(void)
{
	BIO_MSG empty = { .data = NULL };
	size_t n = 7;

	make(0);
	CHECK_INT(BIO_sendmmsg(a, &empty, sizeof(empty), 1, 0, &n), 1);
	CHECK_INT(BIO_sendmmsg(a, &empty, sizeof(empty), 1, 0, &n), 1);
	CHECK_INT(BIO_write(a, "x", 1), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_read(b, room, 9), 0);
	CHECK(!BIO_should_retry(b));
	CHECK_INT(BIO_read_ex(b, room, 9, &n), 0);
	CHECK_INT(n, 0);
	CHECK_INT(BIO_read(b, room, 9), 1);
	unmake();
}

static void test_there_is_no_peeking(void)
{
	make(0);
	BIO_write(a, "123456", 6);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_PEEK_MODE, 1, NULL), 0);
	CHECK_INT(BIO_read(b, room, 9), 6);
	CHECK_INT(BIO_read(b, room, 9), -1);
	unmake();
}

static void test_reset_clears_the_write_buffer(void)
{
	make(0);
	BIO_write(a, "x", 1);
	BIO_write(b, "yy", 2);
	CHECK_INT(BIO_reset(a), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_pending(a), 2);
	CHECK_INT(BIO_flush(a), 1);
	CHECK_INT(BIO_pending(a), 2);
	unmake();
}

static void test_the_guarantee_is_exact_and_at_least_an_mtu(void)
{
	int n;

	make(2000);
	n = BIO_get_write_guarantee(a);
	CHECK(n >= 1472 && n < 2000);
	CHECK_INT(BIO_write(a, room, n + 1), -1);
	check_not_yet();
	CHECK_INT(BIO_ctrl_get_write_guarantee(a), n);
	CHECK_INT(BIO_dgram_set_mtu(a, n + 1), 1);
	CHECK_INT(BIO_get_write_guarantee(a), 0);
	CHECK_INT(BIO_dgram_set_mtu(a, n), 1);
	CHECK_INT(BIO_write(a, room, n), n);
	CHECK_INT(BIO_get_write_guarantee(a), 0);
	unmake();
}

static void test_the_mtu_is_the_pairs(void)
{
	make(0);
	CHECK_INT(BIO_dgram_get_mtu(a), 1472);
	CHECK_INT(BIO_dgram_set_mtu(b, 1200), 1);
	CHECK_INT(BIO_dgram_get_mtu(a), 1200);
	CHECK_INT(BIO_dgram_get_mtu(b), 1200);
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	CHECK_INT(BIO_dgram_set_mtu(b, 1300), 1);
	CHECK_INT(BIO_dgram_get_mtu(a), 1200);
	unmake();
}

/* What does not fit counts as what is left of it. */
static void test_the_mtu_is_no_more_than_an_unsigned(void)
{
	make(0);
	CHECK_INT(BIO_ctrl(a, BIO_CTRL_DGRAM_SET_MTU, -1, NULL), 1);
	CHECK_INT((unsigned)BIO_dgram_get_mtu(a), UINT_MAX);
	if (sizeof(long) > sizeof(unsigned)) {
		CHECK_INT(BIO_ctrl(a, BIO_CTRL_DGRAM_SET_MTU, (long)(UINT_MAX + 8LL), NULL), 1);
		CHECK_INT(BIO_dgram_get_mtu(a), 7);
	}
	unmake();
}

static void test_capabilities_are_told_to_the_other_half(void)
{
	make(0);
	CHECK_INT(BIO_dgram_get_caps(a), 0);
	CHECK_INT(BIO_dgram_get_effective_caps(b), 0);
	CHECK_INT(BIO_dgram_set_caps(a, ALL_CAPS), 1);
	CHECK_INT(BIO_dgram_get_caps(a), ALL_CAPS);
	CHECK_INT(BIO_dgram_get_effective_caps(a), 0);
	CHECK_INT(BIO_dgram_get_effective_caps(b), ALL_CAPS);
	CHECK_INT(BIO_dgram_get_caps(b), 0);
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	CHECK_INT(BIO_dgram_get_effective_caps(b), 0);
	unmake();
}

static void test_local_addresses_need_two_capabilities_of_the_other(void)
{
	int enabled = 7;

	make(0);
	for (uint32_t caps = 0; caps <= ALL_CAPS; caps++) {
		int has = (caps & 9) == 9;

		CHECK_INT(BIO_dgram_set_caps(b, caps), 1);
		CHECK_INT(BIO_dgram_get_local_addr_cap(a), has);
		CHECK_INT(BIO_dgram_set_local_addr_enable(a, 1), has);
		CHECK_INT(BIO_dgram_get_local_addr_enable(a, &enabled), 1);
		CHECK_INT(enabled, has);
		CHECK_INT(BIO_dgram_set_local_addr_enable(a, 0), has);
		CHECK_ERRORS("-");
	}
	if (!contract_is_oracle()) { /* which crashes */
		CHECK_INT(BIO_dgram_get_local_addr_enable(a, NULL), 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
	}
	CHECK_INT(BIO_dgram_get_local_addr_cap(b), 0);
	unmake();
}

static void test_without_a_peer(void)
{
	a = BIO_new(BIO_s_dgram_pair());
	b = BIO_new(BIO_s_null());
	CHECK_INT(BIO_method_type(a), BIO_TYPE_DGRAM_PAIR);
	CHECK_INT(BIO_get_init(a), 0);
	CHECK_INT(BIO_eof(a), 1);
	CHECK_INT(BIO_pending(a), 0);
	CHECK_INT(BIO_get_write_guarantee(a), 0);
	CHECK_INT(BIO_reset(a), 1);
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	CHECK_INT(BIO_write(a, "x", 1), -1);
	CHECK_ERRORS(UNINITIALIZED);
	BIO_set_init(a, 1);
	CHECK_INT(BIO_write(a, "x", 1), -1);
	CHECK_ERRORS("BIO routines:transfer error");
	CHECK_INT(BIO_read(a, room, 1), -1);
	CHECK_ERRORS("BIO routines:broken pipe");
	CHECK_INT(BIO_make_bio_pair(a, NULL), 0);
	CHECK_ERRORS(INVALID);
	CHECK_INT(BIO_make_bio_pair(a, b), 0);
	CHECK_ERRORS(NOT_PAIRS);
	unmake();
}

/* libcrypto joins it with itself. */
static void test_no_half_is_its_own_peer(void)
{
	make(0);
	CHECK_INT(BIO_make_bio_pair(a, a), 0);
	CHECK_ERRORS(IN_USE);
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	if (!contract_is_oracle()) {
		CHECK_INT(BIO_make_bio_pair(a, a), 0);
		CHECK_INT(ERR_GET_REASON(ERR_peek_error()), BIO_R_INVALID_ARGUMENT);
		ERR_clear_error();
	}
	unmake();
}

static void test_pairing_parting_and_freeing(void)
{
	BIO *c = BIO_new(BIO_s_dgram_pair());

	make(0);
	CHECK_INT(BIO_eof(a), 0);
	CHECK_INT(BIO_make_bio_pair(a, c), 0);
	CHECK_ERRORS(IN_USE);
	CHECK_INT(BIO_make_bio_pair(c, a), 0);
	CHECK_ERRORS(IN_USE);
	BIO_write(a, "x", 1);
	BIO_free(b);
	CHECK_INT(BIO_eof(a), 1);
	CHECK_INT(BIO_get_init(a), 0);
	CHECK_INT(BIO_make_bio_pair(c, a), 1);
	CHECK_INT(BIO_pending(c), 0);
	CHECK_INT(BIO_write(a, "yy", 2), 2);
	CHECK_INT(BIO_read(c, room, 9), 2);
	b = c;
	unmake();
}

static void test_the_size_is_set_while_there_is_no_pair(void)
{
	make(3000);
	CHECK_INT(BIO_get_write_buf_size(a, 0), 3000);
	/* For 9 datagrams of 1472 bytes, and before each its length and two addresses. */
	CHECK_INT(BIO_get_write_buf_size(b, 0), 9 * (sizeof(size_t) + 2 * 112 + 1472));
	CHECK_INT(BIO_set_write_buf_size(a, 4000), 0);
	CHECK_ERRORS("BIO routines:in use");
	CHECK_INT(BIO_destroy_bio_pair(b), 1);
	CHECK_INT(BIO_set_write_buf_size(a, 5000), 1);
	CHECK_INT(BIO_make_bio_pair(a, b), 1);
	CHECK_INT(BIO_write(a, room, 4000), 4000);
	unmake();
}

static void test_no_size_is_less_than_1024(void)
{
	static const long sizes[] = { 0, 1, 231, 1023, 1024 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		a = BIO_new(BIO_s_dgram_pair());
		b = BIO_new(BIO_s_dgram_pair());
		CHECK_INT(BIO_set_write_buf_size(a, sizes[i]), 1);
		CHECK_INT(BIO_get_write_buf_size(a, 0), 1024);
		CHECK_INT(BIO_make_bio_pair(a, b), 1);
		CHECK_INT(BIO_write(a, room, 500), 500);
		unmake();
	}
	make(1);
	CHECK_INT(BIO_get_write_buf_size(a, 0), 1024);
	unmake();
}

/* A negative one is as huge as it looks without its sign. */
static void test_a_size_that_no_memory_has(void)
{
	a = BIO_new(BIO_s_dgram_pair());
	b = BIO_new(BIO_s_dgram_pair());
	CHECK_INT(BIO_set_write_buf_size(a, -1), 1);
	CHECK_INT((long)BIO_get_write_buf_size(a, 0), -1);
	CHECK_INT(BIO_make_bio_pair(a, b), 0);
	CHECK_INT(ERR_GET_REASON(ERR_peek_last_error()), ERR_R_BIO_LIB);
	ERR_clear_error();
	CHECK_INT(BIO_get_init(a) + BIO_get_init(b), 0);
	CHECK_INT(BIO_set_write_buf_size(a, 2000), 1);
	CHECK_INT(BIO_make_bio_pair(a, b), 1);
	CHECK_INT(BIO_write(a, "x", 1), 1);
	unmake();
}

static void test_what_the_kind_does_not_have(void)
{
	make(0);
	CHECK_INT(BIO_gets(a, room, 9), -2);
	CHECK_INT(BIO_puts(a, "x"), -2);
	ERR_clear_error();
	CHECK_INT(BIO_get_close(a), 0);
	CHECK_INT(BIO_set_close(a, BIO_NOCLOSE), 0);
	CHECK_INT(BIO_ctrl(a, 9999, 0, NULL), 0);
	CHECK_INT(BIO_get_fd(a, NULL), 0);
	unmake();
}

static const struct contract_case cases[] = {
	{ "each read is one write", test_each_read_is_one_write, 0, 0 },
	{ "reading nothing is a retry", test_reading_nothing_is_a_retry_without_a_record, 0, 0 },
	{ "a full buffer is a retry until it is read",
	    test_a_full_buffer_is_a_retry_until_it_is_read, 0, 0 },
	{ "what never fits is a retry too", test_what_never_fits_is_a_retry_too, 0, 0 },
	{ "a short read cuts the datagram", test_a_short_read_cuts_the_datagram, 0, 0 },
	{ "in no-truncate mode a short read fails",
	    test_in_no_truncate_mode_a_short_read_fails_and_keeps_the_datagram, 0, 0 },
	{ "only write_ex sends an empty datagram", test_only_write_ex_sends_an_empty_datagram, 0,
	    0 },
	{ "reading no bytes takes a datagram", test_reading_no_bytes_takes_a_datagram, 0, 0 },
	{ "an empty datagram is read as no bytes", test_an_empty_datagram_is_read_as_no_bytes, 0,
	    0 },
	{ "there is no peeking", test_there_is_no_peeking, 0, 0 },
	{ "reset clears the write buffer", test_reset_clears_the_write_buffer, 0, 0 },
	{ "the guarantee is exact", test_the_guarantee_is_exact_and_at_least_an_mtu, 0, 0 },
	{ "the MTU is the pair's", test_the_mtu_is_the_pairs, 0, 0 },
	{ "the MTU is no more than an unsigned", test_the_mtu_is_no_more_than_an_unsigned, 0, 0 },
	{ "capabilities are told to the other half", test_capabilities_are_told_to_the_other_half,
	    0, 0 },
	{ "local addresses need two capabilities",
	    test_local_addresses_need_two_capabilities_of_the_other, 0, 0 },
	{ "without a peer", test_without_a_peer, 0, 0 },
	{ "no half is its own peer", test_no_half_is_its_own_peer, 0, 0 },
	{ "pairing, parting and freeing", test_pairing_parting_and_freeing, 0, 0 },
	{ "the size is set while there is no pair", test_the_size_is_set_while_there_is_no_pair, 0,
	    0 },
	{ "no size is less than 1024", test_no_size_is_less_than_1024, 0, 0 },
	{ "a size that no memory has", test_a_size_that_no_memory_has, 0, 0 },
	{ "what the kind does not have", test_what_the_kind_does_not_have, 0, 0 },
};

int main(void)
{
	return contract_main("BIO_s_dgram_pair", cases, sizeof(cases) / sizeof(cases[0]));
}
