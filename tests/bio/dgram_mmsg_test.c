/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_sendmmsg(3) on datagrams in memory: addresses, flags, partial success. */
#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

#define NOT_YET  "BIO routines:non-fatal or transient error"
#define NO_LOCAL "BIO routines:local address not available"
#define NO_PEER  "BIO routines:peer address not available"
#define INVALID  "BIO routines:invalid argument"

static BIO *a, *b;
static char rooms[4][16];
static BIO_MSG list[4];
static size_t done;
static BIO_ADDR *addr_1, *addr_2, *got_1, *got_2;

static BIO_ADDR *port(unsigned short number)
{
	struct in_addr host = { .s_addr = htonl(INADDR_LOOPBACK) };
	BIO_ADDR *addr = BIO_ADDR_new();

	BIO_ADDR_rawmake(addr, AF_INET, &host, sizeof(host), htons(number));
	return addr;
}

static void prepare(void)
{
	for (size_t i = 0; i < 4; i++) {
		memset(rooms[i], 'a' + (int)i, sizeof(rooms[i]));
		list[i] = (BIO_MSG){ .data = rooms[i], .data_len = i + 1, .flags = 7 };
	}
}

static void make(uint32_t caps)
{
	addr_1 = port(1001);
	addr_2 = port(1002);
	got_1 = port(9);
	got_2 = port(9);
	prepare();
	CHECK_INT(BIO_new_bio_dgram_pair(&a, 0, &b, 0), 1);
	CHECK_INT(BIO_dgram_set_caps(a, caps), 1);
	CHECK_INT(BIO_dgram_set_caps(b, caps), 1);
}

static void unmake(void)
{
	BIO_free(a);
	BIO_free(b);
	BIO_ADDR_free(addr_1);
	BIO_ADDR_free(addr_2);
	BIO_ADDR_free(got_1);
	BIO_ADDR_free(got_2);
	CHECK_ERRORS("-");
}

static int send_n(size_t n)
{
	done = 99;
	return BIO_sendmmsg(a, list, sizeof(list[0]), n, 0, &done);
}

static int receive_n(size_t n)
{
	done = 99;
	return BIO_recvmmsg(b, list, sizeof(list[0]), n, 0, &done);
}

static void test_many_go_and_come_at_once(void)
{
	make(0);
	CHECK_INT(send_n(3), 1);
	CHECK_INT(done, 3);
	CHECK_INT(list[0].flags, 0);
	CHECK_INT(list[2].data_len, 3);
	CHECK_INT(list[3].flags, 7);
	memset(rooms, 0, sizeof(rooms));
	for (size_t i = 0; i < 4; i++)
		list[i].data_len = sizeof(rooms[i]);
	CHECK_INT(receive_n(4), 1);
	CHECK_INT(done, 3);
	for (size_t i = 0; i < 3; i++)
		CHECK(list[i].data_len == i + 1 && rooms[i][i] == 'a' + (char)i &&
		      rooms[i][i + 1] == 0);
	CHECK_INT(list[3].data_len, sizeof(rooms[3]));
	unmake();
}

static void test_none_is_a_transient_error_and_no_retry_flag(void)
{
	make(0);
	CHECK_INT(receive_n(2), 0);
	CHECK_INT(done, 0);
	CHECK(BIO_err_is_non_fatal((unsigned int)ERR_peek_last_error()));
	CHECK_ERRORS(NOT_YET);
	CHECK(!BIO_should_retry(b));
	CHECK_INT(list[0].data_len, 1);
	CHECK_INT(receive_n(0), 1);
	CHECK_INT(done, 0);
	CHECK_INT(send_n(0), 1);
	CHECK_INT(done, 0);
	unmake();
}

static void test_a_full_buffer_ends_a_batch_without_an_error(void)
{
	static char large[7000];

	make(0);
	for (size_t i = 0; i < 4; i++)
		list[i] = (BIO_MSG){ .data = large, .data_len = sizeof(large), .flags = 7 };
	CHECK_INT(send_n(4), 1);
	CHECK_INT(done, 2);
	CHECK_INT(list[2].flags, 7);
	CHECK_ERRORS("-");
	CHECK_INT(send_n(4), 0);
	CHECK_INT(done, 0);
	CHECK_ERRORS(NOT_YET);
	CHECK(!BIO_should_retry(a));
	unmake();
}

static void test_a_bad_message_ends_a_batch(void)
{
	make(0);
	list[1].local = addr_1;
	CHECK_INT(send_n(3), 1);
	CHECK_INT(done, 1);
	CHECK_ERRORS("-");
	list[0].local = addr_1;
	CHECK_INT(send_n(3), 0);
	CHECK_INT(done, 0);
	CHECK_ERRORS(NO_LOCAL);
	list[0].data_len = 16;
	CHECK_INT(receive_n(1), 0);
	CHECK_ERRORS(NO_LOCAL);
	list[0].local = NULL;
	list[0].data = NULL;
	CHECK_INT(send_n(1), 0);
	CHECK_ERRORS(INVALID);
	unmake();
}

/* A stride of 0 sends one message again and again. */
static void test_flags_and_strides_are_the_callers_affair(void)
{
	make(0);
	for (uint64_t flag = 1; flag != 0; flag <<= 9) {
		list[0].flags = list[1].flags = flag;
		CHECK_INT(BIO_sendmmsg(a, list, sizeof(list[0]), 2, flag, &done), 1);
		CHECK_INT(done, 2);
		CHECK_INT(list[0].flags + list[1].flags, 0);
		CHECK_INT(BIO_recvmmsg(b, list, sizeof(list[0]), 2, flag, &done), 1);
		CHECK_INT(done, 2);
	}
	CHECK_INT(BIO_sendmmsg(a, list, 0, 3, 0, &done), 1);
	CHECK_INT(done, 3);
	CHECK_INT(BIO_recvmmsg(b, list, 0, 3, 0, &done), 1);
	CHECK_INT(done, 3);
	unmake();
}

static void test_what_is_too_long_for_the_room_is_kept_for_another_call(void)
{
	make(0);
	CHECK_INT(send_n(1), 1);
	CHECK_INT(BIO_dgram_set_no_trunc(b, 1), 1);
	list[0].data_len = 0;
	CHECK_INT(receive_n(1), 0);
	CHECK_INT(ERR_GET_REASON(ERR_get_error()), BIO_R_NON_FATAL);
	CHECK_INT(list[0].data_len, 0);
	list[0].data_len = 1;
	CHECK_INT(receive_n(1), 1);
	unmake();
}

static void test_bad_arguments(void)
{
	make(0);
	if (contract_is_oracle())
		contract_skip("libcrypto crashes");
	CHECK_INT(BIO_sendmmsg(a, NULL, sizeof(list[0]), 1, 0, &done), 0);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	CHECK_INT(send_n(1), 0);
	CHECK_ERRORS("BIO routines:uninitialized");
	BIO_set_init(a, 1);
	CHECK_INT(send_n(1), 0);
	CHECK_ERRORS("BIO routines:transfer error");
	unmake();
}

static void test_a_peer_needs_a_reader_who_heeds_it(void)
{
	make(0);
	list[0].peer = addr_1;
	CHECK_INT(send_n(1), 0);
	CHECK_ERRORS(NO_PEER);
	CHECK_INT(BIO_dgram_set_caps(b, BIO_DGRAM_CAP_HANDLES_DST_ADDR), 1);
	CHECK_INT(send_n(1), 1);
	unmake();
}

static void test_addresses_go_with_their_datagrams(void)
{
	make(0x0f);
	CHECK_INT(BIO_dgram_set_local_addr_enable(a, 1), 1);
	CHECK_INT(BIO_dgram_set_local_addr_enable(b, 1), 1);
	list[0].peer = addr_1;
	list[0].local = addr_2;
	list[1].peer = addr_2;
	CHECK_INT(send_n(2), 1);
	list[0].peer = got_1;
	list[0].local = got_2;
	CHECK_INT(receive_n(1), 1);
	CHECK_INT(ntohs(BIO_ADDR_rawport(got_1)), 1002);
	CHECK_INT(ntohs(BIO_ADDR_rawport(got_2)), 1001);
	CHECK_INT(receive_n(1), 1);
	CHECK_INT(BIO_ADDR_family(got_1), AF_UNSPEC); /* it was sent from nowhere in particular */
	CHECK_INT(ntohs(BIO_ADDR_rawport(got_2)), 1002);
	unmake();
}

static void test_the_set_local_address_is_where_datagrams_come_from(void)
{
	make(0x0f);
	CHECK_INT(BIO_dgram_set_local_addr_enable(a, 1), 1);
	CHECK_INT(BIO_dgram_set0_local_addr(a, port(1003)), 1);
	CHECK_INT(BIO_dgram_set0_local_addr(a, port(1004)), 1);
	list[1].local = addr_1;
	CHECK_INT(send_n(2), 1);
	BIO_write(a, "x", 1);
	list[0].peer = got_1;
	CHECK_INT(receive_n(1), 1);
	CHECK_INT(ntohs(BIO_ADDR_rawport(got_1)), 1004);
	CHECK_INT(receive_n(1), 1);
	CHECK_INT(ntohs(BIO_ADDR_rawport(got_1)), 1001);
	CHECK_INT(receive_n(1), 1);
	CHECK_INT(ntohs(BIO_ADDR_rawport(got_1)), 1004);
	CHECK_INT(BIO_dgram_set0_local_addr(a, NULL), 1);
	BIO_write(a, "x", 1);
	CHECK_INT(receive_n(1), 1);
	CHECK_INT(BIO_ADDR_family(got_1), AF_UNSPEC);
	unmake();
}

/* A larger message structure of a newer caller. */
static void test_the_stride_is_heeded(void)
{
	struct newer {
		BIO_MSG msg;
		long more[3];
	} wide[2] = { { .msg = { .data = rooms[0], .data_len = 2 } },
		{ .msg = { .data = rooms[1], .data_len = 3 } } };

	make(0);
	CHECK_INT(BIO_sendmmsg(a, &wide[0].msg, sizeof(wide[0]), 2, 0, &done), 1);
	CHECK_INT(done, 2);
	wide[0].msg.data_len = wide[1].msg.data_len = 16;
	CHECK_INT(BIO_recvmmsg(b, &wide[0].msg, sizeof(wide[0]), 2, 0, &done), 1);
	CHECK_INT(wide[0].msg.data_len, 2);
	CHECK_INT(wide[1].msg.data_len, 3);
	unmake();
}

static const struct contract_case cases[] = {
	{ "many go and come at once", test_many_go_and_come_at_once, 0, 0 },
	{ "none is a transient error", test_none_is_a_transient_error_and_no_retry_flag, 0, 0 },
	{ "a full buffer ends a batch", test_a_full_buffer_ends_a_batch_without_an_error, 0, 0 },
	{ "a bad message ends a batch", test_a_bad_message_ends_a_batch, 0, 0 },
	{ "flags and strides are the caller's affair",
	    test_flags_and_strides_are_the_callers_affair, 0, 0 },
	{ "what is too long for the room is kept",
	    test_what_is_too_long_for_the_room_is_kept_for_another_call, 0, 0 },
	{ "bad arguments", test_bad_arguments, 0, 0 },
	{ "a peer needs a reader who heeds it", test_a_peer_needs_a_reader_who_heeds_it, 0, 0 },
	{ "addresses go with their datagrams", test_addresses_go_with_their_datagrams, 0, 0 },
	{ "the set local address is the source",
	    test_the_set_local_address_is_where_datagrams_come_from, 0, 0 },
	{ "the stride is heeded", test_the_stride_is_heeded, 0, 0 },
};

int main(void)
{
	return contract_main("datagrams in memory, many", cases, sizeof(cases) / sizeof(cases[0]));
}
