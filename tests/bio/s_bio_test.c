/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_bio(3): scripts of calls on pairs, each with what it returns and leaves. */
#include <limits.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

static BIO *pair[2]; /* a and b: write buffers of 10 and 7 bytes */
static char bytes[] = "0123456789abcdefghijklmnopqrstuvwxyz";
static char room[64];
static char *where;

enum call {
	WRITE,
	READ,
	PUTS,
	GETS,
	WRITE_NULL,
	READ_NULL,
	WRITE_EX,
	READ_EX,
	NWRITE0,
	NWRITE,
	NREAD0,
	NREAD,
	CTRL
};

/*
 * On pair[side]: a call with a number (for CTRL: a command), its result, the BIO's flags after
 * it, the errors.
 */
struct step {
	enum call call;
	int side;
	int number;
	long want;
	int flags;
	const char *errors; /* NULL: none */
};

#define WANT_READ  (BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
#define WANT_WRITE (BIO_FLAGS_WRITE | BIO_FLAGS_SHOULD_RETRY)
#define BROKEN     "BIO routines:broken pipe"

static long with_ex(enum call call, BIO *b, int number)
{
	size_t n = 99;
	int ok = call == WRITE_EX ? BIO_write_ex(b, bytes, (size_t)number, &n)
	                          : BIO_read_ex(b, room, (size_t)number, &n);

	return ok ? (long)n : -7;
}

static long call_copying(const struct step *s, BIO *b)
{
	switch (s->call) {
	case WRITE:
		return BIO_write(b, bytes, s->number);
	case READ:
		return BIO_read(b, room, s->number);
	case PUTS:
		return BIO_puts(b, bytes + strlen(bytes) - (size_t)s->number);
	case GETS:
		return BIO_gets(b, room, s->number);
	case WRITE_NULL:
		return BIO_write(b, NULL, s->number);
	case READ_NULL:
		return BIO_read(b, NULL, s->number);
	default:
		return with_ex(s->call, b, s->number);
	}
}

static long call_direct(const struct step *s, BIO *b)
{
	switch (s->call) {
	case NWRITE0:
		return BIO_nwrite0(b, &where);
	case NWRITE:
		return BIO_nwrite(b, &where, s->number);
	case NREAD0:
		return BIO_nread0(b, &where);
	case NREAD:
		return BIO_nread(b, &where, s->number);
	default:
		return BIO_ctrl(b, s->number, 0, NULL);
	}
}

static void play(const struct step *steps, size_t n)
{
	char line[80];

	if (!CHECK_INT(BIO_new_bio_pair(&pair[0], 10, &pair[1], 7), 1))
		return;
	for (const struct step *s = steps; s < steps + n; s++) {
		BIO *b = pair[s->side];
		long got = s->call <= READ_EX ? call_copying(s, b) : call_direct(s, b);

		BIO_snprintf(line, sizeof(line), "step %d", (int)(s - steps));
		contract_check_int(__FILE__, __LINE__, got, s->want, line);
		contract_check_int(__FILE__, __LINE__, BIO_test_flags(b, ~0), s->flags, line);
		contract_check_str(__FILE__, __LINE__, contract_errors(),
		    s->errors == NULL ? "-" : s->errors, line);
	}
	BIO_free(pair[0]);
	BIO_free(pair[1]);
}

#define PLAY(...)                                                                                  \
	static const struct step steps[] = { __VA_ARGS__ };                                        \
	play(steps, sizeof(steps) / sizeof(steps[0]))

static void test_bytes_come_out_as_they_went_in(void)
{
	PLAY({ WRITE, 0, 4, 4, 0, 0 }, { CTRL, 1, BIO_CTRL_PENDING, 4, 0, 0 },
	    { CTRL, 0, BIO_CTRL_WPENDING, 4, 0, 0 }, { CTRL, 0, BIO_CTRL_PENDING, 0, 0, 0 },
	    { CTRL, 1, BIO_CTRL_WPENDING, 0, 0, 0 }, { READ, 1, 3, 3, 0, 0 },
	    { READ, 1, 9, 1, 0, 0 }, { READ, 1, 9, -1, WANT_READ, 0 }, { PUTS, 1, 3, 3, 0, 0 },
	    { READ_EX, 0, 9, 3, 0, 0 }, { READ_EX, 0, 9, -7, WANT_READ, 0 },
	    { WRITE_EX, 0, 3, 3, 0, 0 });
}

static void test_a_full_buffer_takes_what_fits_and_asks_for_a_retry(void)
{
	PLAY({ WRITE, 0, 30, 10, 0, 0 }, { WRITE, 0, 1, -1, WANT_WRITE, 0 },
	    { WRITE_EX, 0, 1, -7, WANT_WRITE, 0 }, { NWRITE0, 0, 0, -1, WANT_WRITE, 0 },
	    { NWRITE, 0, 0, -1, WANT_WRITE, 0 }, { PUTS, 0, 5, -1, WANT_WRITE, 0 },
	    { CTRL, 0, BIO_C_GET_WRITE_GUARANTEE, 0, WANT_WRITE, 0 }, { READ, 1, 2, 2, 0, 0 },
	    { CTRL, 0, BIO_C_GET_WRITE_GUARANTEE, 2, WANT_WRITE, 0 }, { WRITE, 0, 9, 2, 0, 0 },
	    { PUTS, 1, 20, 7, 0, 0 });
}

static void test_nothing_asked_is_nothing_done(void)
{
	PLAY({ READ, 1, 9, -1, WANT_READ, 0 }, { READ, 1, 0, 0, 0, 0 },
	    { READ_NULL, 1, 4, 0, 0, 0 }, { WRITE, 0, 0, 0, 0, 0 }, { WRITE_NULL, 0, 4, 0, 0, 0 },
	    { WRITE_EX, 0, 0, 0, 0, 0 }, { READ_EX, 1, 0, -7, 0, 0 }, { READ_NULL, 1, 0, 0, 0, 0 },
	    { PUTS, 0, 0, 0, 0, 0 }, { WRITE, 0, 20, 10, 0, 0 }, { WRITE, 0, 1, -1, WANT_WRITE, 0 },
	    { WRITE_NULL, 0, 9, 0, 0, 0 }, { READ, 1, -4, 0, 0, 0 }, { WRITE, 0, -4, 0, 0, 0 });
}

static void test_a_pair_has_no_lines(void)
{
	PLAY({ PUTS, 1, 5, 5, 0, 0 }, { GETS, 0, 9, -2, 0, "BIO routines:unsupported method" });
}

static void test_the_read_request_is_what_was_wanted_in_vain(void)
{
	PLAY({ CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 }, { READ, 1, 6, -1, WANT_READ, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 6, 0, 0 },
	    { CTRL, 1, BIO_C_GET_READ_REQUEST, 0, WANT_READ, 0 }, { READ, 1, 50, -1, WANT_READ, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 10, 0, 0 }, { WRITE_NULL, 0, 4, 0, 0, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 10, 0, 0 }, { WRITE, 0, 1, 1, 0, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 });
}

static void test_the_read_request_ends_with_any_answer(void)
{
	PLAY({ READ, 1, 6, -1, WANT_READ, 0 }, { CTRL, 0, BIO_C_RESET_READ_REQUEST, 1, 0, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 }, { NREAD0, 1, 0, -1, WANT_READ, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 1, 0, 0 }, { READ, 1, 6, -1, WANT_READ, 0 },
	    { NREAD, 1, 4, -1, WANT_READ, 0 }, { CTRL, 0, BIO_C_GET_READ_REQUEST, 1, 0, 0 },
	    { NWRITE0, 0, 0, 10, 0, 0 }, { CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 },
	    { READ, 1, 6, -1, WANT_READ, 0 }, { READ_NULL, 1, 3, 0, 0, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 }, { READ, 1, 6, -1, WANT_READ, 0 },
	    { CTRL, 0, BIO_CTRL_RESET, 0, 0, 0 }, { CTRL, 0, BIO_C_GET_READ_REQUEST, 6, 0, 0 });
}

static void test_direct_calls_stop_where_the_memory_ends(void)
{
	PLAY({ NWRITE0, 0, 0, 10, 0, 0 }, { NWRITE, 0, 8, 8, 0, 0 }, { NREAD, 1, 4, 4, 0, 0 },
	    { NWRITE0, 0, 0, 2, 0, 0 }, { NWRITE, 0, 99, 2, 0, 0 }, { NWRITE0, 0, 0, 4, 0, 0 },
	    { NWRITE, 0, 99, 4, 0, 0 }, { NWRITE, 0, 99, -1, WANT_WRITE, 0 },
	    { NREAD0, 1, 0, 6, 0, 0 }, { NREAD, 1, 99, 6, 0, 0 }, { NREAD0, 1, 0, 4, 0, 0 },
	    { NREAD, 1, -3, 4, 0, 0 }, { NREAD0, 1, 0, -1, WANT_READ, 0 });
}

static void test_direct_calls_of_odd_numbers(void)
{
	PLAY({ NWRITE, 0, 0, 0, 0, 0 }, { NWRITE, 0, -3, 10, 0, 0 }, { NREAD, 1, 0, 0, 0, 0 },
	    { NREAD, 1, INT_MAX, 10, 0, 0 }, { NREAD, 1, 0, -1, WANT_READ, 0 },
	    { CTRL, 0, BIO_C_NWRITE0, 10, 0, 0 }, { CTRL, 0, BIO_C_NWRITE, 0, 0, 0 },
	    { WRITE, 0, 2, 2, 0, 0 }, { CTRL, 1, BIO_C_NREAD0, 2, 0, 0 });
}

static void test_an_emptied_buffer_is_in_one_piece(void)
{
	PLAY({ WRITE, 0, 4, 4, 0, 0 }, { READ, 1, 4, 4, 0, 0 }, { NWRITE0, 0, 0, 10, 0, 0 },
	    { WRITE, 0, 4, 4, 0, 0 }, { NREAD, 1, 4, 4, 0, 0 }, { NWRITE0, 0, 0, 10, 0, 0 },
	    { WRITE, 0, 4, 4, 0, 0 }, { NREAD, 1, 3, 3, 0, 0 },
	    { CTRL, 0, BIO_CTRL_RESET, 0, 0, 0 }, { NWRITE0, 0, 0, 10, 0, 0 },
	    { CTRL, 1, BIO_CTRL_PENDING, 0, 0, 0 });
}

static void test_reset_clears_what_was_written_and_no_more(void)
{
	PLAY({ WRITE, 0, 4, 4, 0, 0 }, { WRITE, 1, 3, 3, 0, 0 },
	    { CTRL, 0, BIO_CTRL_RESET, 0, 0, 0 }, { CTRL, 1, BIO_CTRL_PENDING, 0, 0, 0 },
	    { CTRL, 0, BIO_CTRL_PENDING, 3, 0, 0 }, { READ, 1, 4, -1, WANT_READ, 0 },
	    { CTRL, 1, BIO_CTRL_RESET, 0, WANT_READ, 0 }, { CTRL, 0, BIO_CTRL_PENDING, 0, 0, 0 });
}

static void test_shutdown_ends_the_peers_reading_after_what_waits(void)
{
	PLAY({ WRITE, 0, 3, 3, 0, 0 }, { CTRL, 1, BIO_CTRL_EOF, 0, 0, 0 },
	    { CTRL, 0, BIO_C_SHUTDOWN_WR, 1, 0, 0 }, { CTRL, 0, BIO_C_SHUTDOWN_WR, 1, 0, 0 },
	    { CTRL, 1, BIO_CTRL_EOF, 0, 0, 0 }, { CTRL, 0, BIO_CTRL_EOF, 0, 0, 0 },
	    { CTRL, 0, BIO_C_GET_WRITE_GUARANTEE, 0, 0, 0 },
	    { CTRL, 0, BIO_CTRL_WPENDING, 3, 0, 0 }, { READ, 1, 9, 3, 0, 0 },
	    { CTRL, 1, BIO_CTRL_EOF, 1, 0, 0 }, { READ, 1, 9, 0, 0, 0 }, { NREAD0, 1, 0, 0, 0, 0 },
	    { NREAD, 1, 2, 0, 0, 0 }, { READ_EX, 1, 9, -7, 0, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 }, { WRITE, 1, 2, 2, 0, 0 },
	    { READ, 0, 2, 2, 0, 0 });
}

static void test_writing_after_shutdown_is_a_broken_pipe(void)
{
	PLAY({ READ, 1, 5, -1, WANT_READ, 0 }, { CTRL, 0, BIO_C_SHUTDOWN_WR, 1, 0, 0 },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 5, 0, 0 }, { WRITE, 0, 3, -1, 0, BROKEN },
	    { CTRL, 0, BIO_C_GET_READ_REQUEST, 0, 0, 0 }, { WRITE_EX, 0, 3, -7, 0, BROKEN },
	    { PUTS, 0, 3, -1, 0, BROKEN }, { NWRITE0, 0, 0, -1, 0, BROKEN },
	    { NWRITE, 0, 1, -1, 0, BROKEN }, { WRITE_NULL, 0, 1, 0, 0, 0 },
	    { WRITE_EX, 0, 0, 0, 0, 0 }, { CTRL, 0, BIO_CTRL_RESET, 0, 0, 0 },
	    { WRITE, 0, 1, -1, 0, BROKEN });
}

static void test_controls_that_only_answer(void)
{
	PLAY({ CTRL, 0, BIO_CTRL_FLUSH, 1, 0, 0 }, { CTRL, 0, BIO_CTRL_GET_CLOSE, 1, 0, 0 },
	    { CTRL, 0, BIO_CTRL_SET_CLOSE, 1, 0, 0 }, { CTRL, 0, BIO_CTRL_GET_CLOSE, 0, 0, 0 },
	    { CTRL, 0, BIO_C_GET_WRITE_BUF_SIZE, 10, 0, 0 },
	    { CTRL, 1, BIO_C_GET_WRITE_BUF_SIZE, 7, 0, 0 },
	    { CTRL, 0, BIO_C_SET_WRITE_BUF_SIZE, 0, 0, "BIO routines:in use" },
	    { CTRL, 0, BIO_C_GET_FD, 0, 0, 0 }, { CTRL, 0, BIO_C_DO_STATE_MACHINE, 0, 0, 0 },
	    { CTRL, 0, BIO_CTRL_INFO, 0, 0, 0 }, { CTRL, 0, BIO_CTRL_PUSH, 0, 0, 0 },
	    { CTRL, 0, BIO_CTRL_POP, 0, 0, 0 }, { CTRL, 0, BIO_CTRL_PEEK, 0, 0, 0 },
	    { CTRL, 0, 9999, 0, 0, 0 });
}

/* What a caller puts into offered memory is what the peer reads, by either way. */
static void test_direct_and_copying_calls_see_the_same_bytes(void)
{
	char got[8];

	CHECK_INT(BIO_new_bio_pair(&pair[0], 10, &pair[1], 7), 1);
	CHECK_INT(BIO_nwrite0(pair[0], &where), 10);
	memcpy(where, "hello", 5);
	CHECK_INT(BIO_nwrite(pair[0], &where, 5), 5);
	CHECK_MEM(where, "hello", 5);
	CHECK_INT(BIO_nread0(pair[1], &where), 5);
	CHECK_MEM(where, "hello", 5);
	CHECK_INT(BIO_nread(pair[1], &where, 2), 2);
	CHECK_MEM(where, "he", 2);
	CHECK_INT(BIO_read(pair[1], got, 8), 3);
	CHECK_MEM(got, "llo", 3);
	CHECK_INT(BIO_number_written(pair[0]), 5);
	CHECK_INT(BIO_number_read(pair[1]), 5);
	BIO_free(pair[0]);
	BIO_free(pair[1]);
}

/* A call in vain leaves the caller's pointer; a caller that wants no pointer gets none. */
static void test_direct_calls_and_the_callers_pointer(void)
{
	where = room;
	CHECK_INT(BIO_new_bio_pair(&pair[0], 10, &pair[1], 7), 1);
	CHECK_INT(BIO_nread0(pair[1], &where), -1);
	CHECK(where == room);
	CHECK_INT(BIO_nwrite0(pair[0], NULL), 10);
	CHECK_INT(BIO_nwrite(pair[0], NULL, 99), 10);
	CHECK_INT(BIO_nwrite(pair[0], &where, 1), -1);
	CHECK(where == room);
	CHECK_INT(BIO_nread0(pair[1], NULL), 10);
	CHECK_INT(BIO_nread(pair[1], NULL, 1), 1);
	BIO_free(pair[0]);
	BIO_free(pair[1]);
}

static const struct contract_case cases[] = {
	{ "bytes come out as they went in", test_bytes_come_out_as_they_went_in, 0, 0 },
	{ "a full buffer takes what fits", test_a_full_buffer_takes_what_fits_and_asks_for_a_retry,
	    0, 0 },
	{ "nothing asked is nothing done", test_nothing_asked_is_nothing_done, 0, 0 },
	{ "a pair has no lines", test_a_pair_has_no_lines, 0, 0 },
	{ "the read request is what was wanted in vain",
	    test_the_read_request_is_what_was_wanted_in_vain, 0, 0 },
	{ "the read request ends with any answer", test_the_read_request_ends_with_any_answer, 0,
	    0 },
	{ "direct calls stop where the memory ends", test_direct_calls_stop_where_the_memory_ends,
	    0, 0 },
	{ "direct calls of odd numbers", test_direct_calls_of_odd_numbers, 0, 0 },
	{ "an emptied buffer is in one piece", test_an_emptied_buffer_is_in_one_piece, 0, 0 },
	{ "reset clears what was written and no more",
	    test_reset_clears_what_was_written_and_no_more, 0, 0 },
	{ "shutdown ends the peer's reading", test_shutdown_ends_the_peers_reading_after_what_waits,
	    0, 0 },
	{ "writing after shutdown is a broken pipe", test_writing_after_shutdown_is_a_broken_pipe,
	    0, 0 },
	{ "controls that only answer", test_controls_that_only_answer, 0, 0 },
	{ "direct and copying calls see the same bytes",
	    test_direct_and_copying_calls_see_the_same_bytes, 0, 0 },
	{ "direct calls and the caller's pointer", test_direct_calls_and_the_callers_pointer, 0,
	    0 },
};

int main(void)
{
	return contract_main("BIO_s_bio", cases, sizeof(cases) / sizeof(cases[0]));
}
