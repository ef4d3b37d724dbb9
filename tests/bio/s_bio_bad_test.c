/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_s_bio(3) misused: BIOs that are not paired, pairs that cannot be, NULLs. Making
 * and parting pairs.
 */
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

#define UNINITIALIZED "BIO routines:uninitialized"
#define IN_USE        "BIO routines:in use"
#define INVALID       "BIO routines:invalid argument"

static char room[64];
static char *where;

static void test_a_new_bio(void)
{
	BIO *b = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_method_type(b), BIO_TYPE_BIO);
	CHECK_STR(BIO_method_name(b), "BIO pair");
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_INT(BIO_get_shutdown(b), BIO_CLOSE);
	CHECK_INT(BIO_get_write_buf_size(b, 0), 17408);
	BIO_free(b);
}

static void test_io_without_a_peer(void)
{
	BIO *b = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_read(b, room, 5), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_write(b, room, 5), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_puts(b, "x"), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_nread0(b, &where), -2);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_nread(b, &where, 5), -2);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_nwrite0(b, &where), -2);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_nwrite(b, &where, 5), -2);
	CHECK_ERRORS(UNINITIALIZED);
	BIO_free(b);
}

static void test_controls_without_a_peer(void)
{
	static const struct {
		int command;
		long number, want;
	} rows[] = {
		{ BIO_CTRL_RESET, 0, 0 },
		{ BIO_CTRL_EOF, 0, 1 },
		{ BIO_CTRL_PENDING, 0, 0 },
		{ BIO_CTRL_WPENDING, 0, 0 },
		{ BIO_CTRL_FLUSH, 0, 1 },
		{ BIO_CTRL_GET_CLOSE, 0, 1 },
		{ BIO_C_GET_WRITE_GUARANTEE, 0, 0 },
		{ BIO_C_GET_READ_REQUEST, 0, 0 },
		{ BIO_C_RESET_READ_REQUEST, 0, 1 },
		{ BIO_C_SHUTDOWN_WR, 0, 1 },
		{ BIO_C_DESTROY_BIO_PAIR, 0, 1 },
		{ BIO_C_NREAD0, 0, 0 },
		{ BIO_C_NREAD, 5, 0 },
		{ BIO_C_NWRITE0, 0, 0 },
		{ BIO_C_NWRITE, 5, 0 },
		{ BIO_C_SET_WRITE_BUF_SIZE, 5, 1 },
		{ BIO_C_GET_WRITE_BUF_SIZE, 0, 5 },
		{ BIO_C_SET_WRITE_BUF_SIZE, -1, 1 },
		{ BIO_C_GET_WRITE_BUF_SIZE, 0, -1 },
	};
	BIO *b = BIO_new(BIO_s_bio());

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(BIO_ctrl(b, rows[i].command, rows[i].number, NULL), rows[i].want);
		CHECK_ERRORS("-");
	}
	CHECK_INT(BIO_set_write_buf_size(b, 0), 0);
	CHECK_ERRORS(INVALID);
	BIO_free(b);
}

static void test_no_bio(void)
{
	CHECK_INT(BIO_ctrl_get_write_guarantee(NULL), (size_t)-1);
	CHECK_INT(BIO_ctrl_get_read_request(NULL), (size_t)-1);
	CHECK_INT(BIO_ctrl_reset_read_request(NULL), 1);
	CHECK_INT(BIO_make_bio_pair(NULL, NULL), -1);
	CHECK_ERRORS("-");
}

static void test_a_bio_of_another_kind(void)
{
	BIO *b = BIO_new(BIO_s_null());

	CHECK_INT(BIO_nread0(b, &where), 0);
	CHECK_INT(BIO_nread(b, &where, 1), 0);
	CHECK_INT(BIO_nwrite0(b, &where), 0);
	CHECK_INT(BIO_nwrite(b, &where, 1), 0);
	CHECK_INT(BIO_ctrl_get_write_guarantee(b), 0);
	CHECK_INT(BIO_ctrl_get_read_request(b), 0);
	CHECK_INT(BIO_ctrl_reset_read_request(b), 0);
	CHECK_ERRORS("-");
	BIO_free(b);
}

static void test_only_free_halves_can_be_paired(void)
{
	BIO *a = BIO_new(BIO_s_bio()), *b = BIO_new(BIO_s_bio()), *c = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_make_bio_pair(a, b), 1);
	CHECK_INT(BIO_get_init(a), 1);
	CHECK_INT(BIO_get_init(b), 1);
	CHECK_INT(BIO_make_bio_pair(a, b), 0);
	CHECK_ERRORS(IN_USE);
	CHECK_INT(BIO_make_bio_pair(b, a), 0);
	CHECK_ERRORS(IN_USE);
	CHECK_INT(BIO_make_bio_pair(c, a), 0);
	CHECK_ERRORS(IN_USE);
	CHECK_INT(BIO_make_bio_pair(a, c), 0);
	CHECK_ERRORS(IN_USE);
	CHECK_INT(BIO_get_init(c), 0);
	CHECK_INT(BIO_set_write_buf_size(a, 10), 0);
	CHECK_ERRORS(IN_USE);
	BIO_free(a);
	BIO_free(b);
	BIO_free(c);
}

static void test_a_half_may_be_its_own_peer(void)
{
	BIO *b = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_make_bio_pair(b, b), 1);
	CHECK_INT(BIO_write(b, "hi", 2), 2);
	CHECK_INT(BIO_read(b, room, 9), 2);
	CHECK_INT(BIO_destroy_bio_pair(b), 1);
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_INT(BIO_make_bio_pair(b, b), 1);
	BIO_free(b);
}

static void test_parted_halves_lose_what_waits_and_can_be_paired_again(void)
{
	BIO *a, *b;

	CHECK_INT(BIO_new_bio_pair(&a, 0, &b, 0), 1);
	CHECK_INT(BIO_get_write_buf_size(a, 0), 17408);
	BIO_write(a, "hello", 5);
	CHECK_INT(BIO_shutdown_wr(a), 1);
	CHECK_INT(BIO_read(a, room, 3), -1);
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	CHECK_INT(BIO_destroy_bio_pair(a), 1);
	CHECK_INT(BIO_get_init(a), 0);
	CHECK_INT(BIO_get_init(b), 0);
	CHECK(BIO_should_read(a));
	CHECK_INT(BIO_eof(a), 1);
	CHECK_INT(BIO_wpending(a), 0);
	CHECK_INT(BIO_read(b, room, 3), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_set_write_buf_size(a, 20), 1);
	CHECK_INT(BIO_make_bio_pair(b, a), 1);
	CHECK_INT(BIO_get_read_request(b), 0);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_write(a, room, 30), 20); /* not shut down any more */
	BIO_free(a);
	BIO_free(b);
}

static void test_freeing_one_half_parts_the_other(void)
{
	BIO *a, *b, *c = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_new_bio_pair(&a, 5, &b, 7), 1);
	BIO_write(a, "hello", 5);
	BIO_up_ref(a);
	BIO_free(a);
	CHECK_INT(BIO_pending(b), 5);
	BIO_free(a);
	CHECK_INT(BIO_get_init(b), 0);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_pending(b), 0);
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_ERRORS(UNINITIALIZED);
	CHECK_INT(BIO_make_bio_pair(b, c), 1);
	CHECK_INT(BIO_write(b, "12345678", 8), 7);
	BIO_free(b);
	BIO_free(c);
}

static void test_shutdown_before_pairing_is_forgotten(void)
{
	BIO *a = BIO_new(BIO_s_bio()), *b = BIO_new(BIO_s_bio());

	CHECK_INT(BIO_shutdown_wr(a), 1);
	CHECK_INT(BIO_make_bio_pair(a, b), 1);
	CHECK_INT(BIO_write(a, "x", 1), 1);
	BIO_free(a);
	BIO_free(b);
}

static void test_a_copy_has_the_size_and_no_peer(void)
{
	BIO *a, *b, *copy;

	CHECK_INT(BIO_new_bio_pair(&a, 30, &b, 40), 1);
	BIO_write(a, "hi", 2);
	BIO_write(b, "hi", 2);
	CHECK_INT(BIO_set_close(a, BIO_NOCLOSE), 1);
	copy = BIO_dup_chain(a);
	CHECK(copy != NULL);
	CHECK_INT(BIO_get_init(copy), 1);
	CHECK_INT(BIO_get_close(copy), BIO_NOCLOSE);
	CHECK_INT(BIO_get_write_buf_size(copy, 0), 30);
	CHECK_INT(BIO_pending(copy), 0);
	CHECK_INT(BIO_wpending(copy), 0);
	CHECK_INT(BIO_eof(copy), 1);
	CHECK_INT(BIO_get_write_guarantee(copy), 0);
	CHECK_INT(BIO_pending(b), 2);
	CHECK_INT(BIO_destroy_bio_pair(copy), 1);
	CHECK_INT(BIO_pending(b), 2);
	BIO_free(copy);
	BIO_free(a);
	BIO_free(b);
}

static long last_oper, last_command, last_result;

static long note(
    BIO *b, int oper, const char *bytes, size_t n, int argi, long argl, int ret, size_t *processed)
{
	(void)b, (void)bytes, (void)n, (void)argl, (void)processed;
	last_oper = oper;
	last_command = argi;
	last_result = ret;
	return ret;
}

static void test_direct_calls_are_controls_to_a_callback(void)
{
	BIO *a, *b;

	CHECK_INT(BIO_new_bio_pair(&a, 5, &b, 7), 1);
	BIO_set_callback_ex(a, note);
	CHECK_INT(BIO_nwrite(a, &where, 2), 2);
	CHECK_INT(last_oper, BIO_CB_CTRL | BIO_CB_RETURN);
	CHECK_INT(last_command, BIO_C_NWRITE);
	CHECK_INT(last_result, 2);
	CHECK_INT(BIO_nread0(a, &where), -1);
	CHECK_INT(last_command, BIO_C_NREAD0);
	CHECK_INT(last_result, -1);
	BIO_set_callback_ex(a, NULL);
	BIO_free(a);
	BIO_free(b);
}

/* What crashes libcrypto 3.0 is asked of biosock alone. */
static void test_what_would_crash_is_refused(void)
{
	BIO *a = BIO_new(BIO_s_bio()), *null = BIO_new(BIO_s_null()), *b, *copy;

	if (!contract_is_oracle()) {
		CHECK_INT(BIO_make_bio_pair(a, NULL), 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_make_bio_pair(a, null), 0);
		CHECK_ERRORS(INVALID);
		CHECK_INT(BIO_nread0(NULL, &where), -2);
		CHECK_INT(BIO_nread(NULL, &where, 1), -2);
		CHECK_INT(BIO_nwrite0(NULL, &where), -2);
		CHECK_INT(BIO_nwrite(NULL, &where, 1), -2);
		ERR_clear_error();
		CHECK_INT(BIO_dup_state(a, NULL), 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(BIO_new_bio_pair(&b, 5, &copy, 5), 1);
		CHECK_INT(BIO_puts(b, NULL), -1);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		BIO_free(copy);
		BIO_set_init(b, 1);
		CHECK_INT(BIO_read(b, room, 1), -1);
		CHECK_ERRORS(UNINITIALIZED);
		CHECK_INT(BIO_write(b, room, 1), -1);
		CHECK_ERRORS(UNINITIALIZED);
		CHECK_INT(BIO_nread(b, &where, 1), 0);
		CHECK_INT(BIO_nwrite(b, &where, 1), -1);
		CHECK_ERRORS(UNINITIALIZED);
		BIO_free(b);
	}
	BIO_free(a);
	BIO_free(null);
}

static const struct contract_case cases[] = {
	{ "a new BIO", test_a_new_bio, 0, 0 },
	{ "io without a peer", test_io_without_a_peer, 0, 0 },
	{ "controls without a peer", test_controls_without_a_peer, 0, 0 },
	{ "no BIO", test_no_bio, 0, 0 },
	{ "a BIO of another kind", test_a_bio_of_another_kind, 0, 0 },
	{ "only free halves can be paired", test_only_free_halves_can_be_paired, 0, 0 },
	{ "a half may be its own peer", test_a_half_may_be_its_own_peer, 0, 0 },
	{ "parted halves lose what waits",
	    test_parted_halves_lose_what_waits_and_can_be_paired_again, 0, 0 },
	{ "freeing one half parts the other", test_freeing_one_half_parts_the_other, 0, 0 },
	{ "shutdown before pairing is forgotten", test_shutdown_before_pairing_is_forgotten, 0, 0 },
	{ "a copy has the size and no peer", test_a_copy_has_the_size_and_no_peer, 0, 0 },
	{ "direct calls are controls to a callback", test_direct_calls_are_controls_to_a_callback,
	    0, 0 },
	{ "what would crash is refused", test_what_would_crash_is_refused, 0, 0 },
};

int main(void)
{
	return contract_main("BIO_s_bio misused", cases, sizeof(cases) / sizeof(cases[0]));
}
