/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Callbacks: the sequence of (oper, argp, len, argi, argl, ret, processed), with what the operation
 * and the program get in between, compared with tests/data/bio_callbacks.tsv, which was recorded
 * from libcrypto. `callback_test record` prints it.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "kind.h"
#include "support/contract.h"
#include "support/system.h"

enum style { EX, OLD, BOTH, STYLES };
static const char *const style_names[] = { "ex", "old", "both" };

/* What the callback does instead of returning `ret`. */
enum turn { PASS, FORBID, FORBID_BADLY, CHANGE_RESULT, CHANGE_COUNT, TURNS };
static const char *const turn_names[] = { "pass", "forbid", "forbid badly", "change result",
	"change count" };
static enum turn turn;

static char data[16];

static long answer(int oper, long ret, size_t *processed)
{
	if (!(oper & BIO_CB_RETURN))
		return turn == FORBID ? 0 : turn == FORBID_BADLY ? -7 : ret;
	if (turn == CHANGE_COUNT && processed != NULL)
		*processed = 2;
	return turn == CHANGE_RESULT ? 4 : ret;
}

static long told_ex(
    BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret, size_t *processed)
{
	char count[32] = "-";

	if (processed != NULL)
		snprintf(count, sizeof(count), "%zu", *processed);
	kind_note("ex(%c,%02x,%s,%zu,%d,%ld,%d,%s)", kind_name(b), (unsigned)oper,
	    argp == data   ? "data"
	    : argp != NULL ? "other"
	                   : "NULL",
	    len, argi, argl, ret, count);
	return answer(oper, ret, processed);
}

static long told_old(BIO *b, int oper, const char *argp, int argi, long argl, long ret)
{
	kind_note("old(%c,%02x,%s,%d,%ld,%ld)", kind_name(b), (unsigned)oper,
	    argp == data   ? "data"
	    : argp != NULL ? "other"
	                   : "NULL",
	    argi, argl, ret);
	return answer(oper, ret, NULL);
}

static long long do_read(BIO *b)
{
	return BIO_read(b, data, 9);
}
static long long do_read_none(BIO *b)
{
	return BIO_read(b, data, 0);
}
static long long do_write(BIO *b)
{
	return BIO_write(b, data, 9);
}
static long long do_puts(BIO *b)
{
	return BIO_puts(b, data);
}
static long long do_gets(BIO *b)
{
	return BIO_gets(b, data, 9);
}
static long long do_get_line(BIO *b)
{
	return BIO_get_line(b, data, 3);
}
static long long do_ctrl(BIO *b)
{
	return BIO_ctrl(b, 5000, 7, data);
}
static long long do_int_ctrl(BIO *b)
{
	return BIO_int_ctrl(b, 5000, 7, 8);
}
static long long do_ptr_ctrl(BIO *b)
{
	return BIO_ptr_ctrl(b, 5000, 7) != NULL;
}
static long long do_callback_ctrl(BIO *b)
{
	return BIO_callback_ctrl(b, BIO_CTRL_SET_CALLBACK, NULL);
}
static long long do_wrong_callback_ctrl(BIO *b)
{
	return BIO_callback_ctrl(b, 5000, NULL);
}
static long long do_pending(BIO *b)
{
	return (long long)BIO_ctrl_pending(b);
}
static long long do_push(BIO *b)
{
	return BIO_push(b, NULL) == b;
}
static long long do_pop(BIO *b)
{
	return BIO_pop(b) == NULL;
}

static long long do_read_ex(BIO *b)
{
	size_t n = 99;
	int ret = BIO_read_ex(b, data, 9, &n);

	return ret * 1000 + (long long)n;
}

static long long do_write_ex(BIO *b)
{
	size_t n = 99;
	int ret = BIO_write_ex(b, data, 9, &n);

	return ret * 1000 + (long long)n;
}

static long long do_write_none_ex(BIO *b)
{
	return BIO_write_ex(b, data, 0, NULL);
}

static long long do_read_huge(BIO *b)
{
	size_t n = 99;
	int ret = BIO_read_ex(b, data, (size_t)INT_MAX + 1, &n);

	return ret * 1000 + (long long)n;
}

static long long do_free(BIO *b)
{
	long ret;

	BIO_up_ref(b);
	BIO_up_ref(b);
	BIO_free(b);
	ret = BIO_free(b);
	return ret;
}

static const struct operation {
	const char *name;
	long long (*run)(BIO *);
} operations[] = {
	{ "read 9", do_read },
	{ "read 0", do_read_none },
	{ "read_ex 9", do_read_ex },
	{ "read_ex INT_MAX+1", do_read_huge },
	{ "write 9", do_write },
	{ "write_ex 9", do_write_ex },
	{ "write_ex 0", do_write_none_ex },
	{ "puts", do_puts },
	{ "gets 9", do_gets },
	{ "get_line 3", do_get_line },
	{ "ctrl", do_ctrl },
	{ "int_ctrl", do_int_ctrl },
	{ "ptr_ctrl", do_ptr_ctrl },
	{ "callback_ctrl", do_callback_ctrl },
	{ "callback_ctrl 5000", do_wrong_callback_ctrl },
	{ "pending", do_pending },
	{ "push NULL", do_push },
	{ "pop", do_pop },
	{ "free shared", do_free },
};

static const struct {
	const char *name;
	enum kind_of kind;
	struct kind_answers answers;
} situations[] = {
	{ "done", KIND_FULL, { 1, 3, 5, 6, 1 } },
	{ "nothing done", KIND_FULL, { 1, 0, 0, 0, 1 } },
	{ "failed", KIND_FULL, { -1, 0, -1, -1, 1 } },
	{ "failed with a count", KIND_FULL, { 0, 4, -3, -4, 1 } },
	{ "too much", KIND_FULL, { 1, 10, 10, 1, 1 } },
	{ "far too much", KIND_FULL, { 1, (size_t)INT_MAX + 5, INT_MAX, 1, 1 } },
	{ "old style", KIND_OLD, { 0, 0, 5, 0, 1 } },
	{ "old style failed", KIND_OLD, { 0, 0, -2, 0, 1 } },
	{ "empty", KIND_EMPTY, { 0, 0, 0, 0, 1 } },
	{ "uninitialised", KIND_UNINITIALISED, { 1, 3, 5, 6, 1 } },
};

static const char *run_one(
    size_t situation, const struct operation *operation, enum style style, enum turn what)
{
	static char row[2048];
	BIO *b;
	long long ret;

	kind_answers = situations[situation].answers;
	b = kind_new(situations[situation].kind, 'b');
	if (style != OLD)
		BIO_set_callback_ex(b, told_ex);
	if (style != EX)
		BIO_set_callback(b, told_old);
	turn = what;
	kind_log();
	ERR_clear_error();
	ret = operation->run(b);
	snprintf(row, sizeof(row), "%s\t%s\t%s\t%s\t%s\t%lld\t%llu,%llu\t%s",
	    situations[situation].name, operation->name, style_names[style], turn_names[what],
	    kind_log(), ret, (unsigned long long)BIO_number_read(b),
	    (unsigned long long)BIO_number_written(b), contract_errors());
	BIO_set_callback_ex(b, NULL);
	BIO_set_callback(b, NULL);
	BIO_free(b);
	kind_log();
	return row;
}

typedef void each_row(const char *row, void *with);

static void run_all(each_row *each, void *with)
{
	for (size_t s = 0; s < sizeof(situations) / sizeof(situations[0]); s++)
		for (size_t o = 0; o < sizeof(operations) / sizeof(operations[0]); o++)
			for (int style = 0; style < STYLES; style++)
				for (int what = 0; what < TURNS; what++)
					each(run_one(s, &operations[o], (enum style)style,
					         (enum turn)what),
					    with);
}

static void print_row(const char *row, void *with)
{
	(void)with;
	puts(row);
}

static void compare_row(const char *row, void *file)
{
	char want[2048] = "";

	if (fgets(want, sizeof(want), file) != NULL)
		want[strcspn(want, "\n")] = '\0';
	if (strncmp(row, "far too much", 12) == 0 && LONG_MAX == INT_MAX)
		return; /* the callbacks' numbers do not fit into a long here */
	CHECK_STR(row, want);
}

static void all_rows_are_as_recorded(void)
{
	char line[2048];
	FILE *file = fopen(BIOSOCK_TEST_DATA "/bio_callbacks.tsv", "r");

	if (!CHECK(file != NULL))
		return;
	CHECK(fgets(line, sizeof(line), file) != NULL);
	run_all(compare_row, file);
	CHECK(fgets(line, sizeof(line), file) == NULL);
	fclose(file);
}

static void they_are_kept(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');
	char arg[] = "arg";

	CHECK(BIO_get_callback(b) == NULL && BIO_get_callback_ex(b) == NULL);
	CHECK(BIO_get_callback_arg(b) == NULL);
	BIO_set_callback(b, told_old);
	BIO_set_callback_ex(b, told_ex);
	BIO_set_callback_arg(b, arg);
	CHECK(BIO_get_callback(b) == told_old && BIO_get_callback_ex(b) == told_ex);
	CHECK(BIO_get_callback_arg(b) == arg);
	BIO_set_callback(b, NULL);
	BIO_set_callback_ex(b, NULL);
	CHECK(BIO_get_callback(b) == NULL && BIO_get_callback_ex(b) == NULL);
	BIO_free(b);
}

static void freeing_is_told_and_may_be_forbidden(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');

	BIO_set_callback_ex(b, told_ex);
	turn = FORBID;
	kind_log();
	CHECK_INT(BIO_free(b), 0);
	CHECK_STR(kind_log(), "ex(b,01,NULL,0,0,0,1,-)");
	turn = PASS;
	BIO_up_ref(b);
	CHECK_INT(BIO_free(b), 1);
	CHECK_STR(kind_log(), "ex(b,01,NULL,0,0,0,1,-) b.destroy");
}

static char written[4096];
static int kept_bytes;

static int keep(BIO *b, const char *text, int n)
{
	(void)b;
	snprintf(written, sizeof(written), "%.*s", n, text);
	kept_bytes = n;
	return n;
}

/* The text without its "BIO[address]: ". */
static const char *debug_line(void)
{
	const char *text = strstr(written, "]: ");

	CHECK(strncmp(written, "BIO[", 4) == 0);
	return text == NULL ? "" : text + 3;
}

static void the_debug_callbacks_print_a_line(void)
{
	static const struct {
		int oper;
		const char *want, *old;
	} rows[] = {
		{ 0x01, "Free - kind of a test\n", "Free - kind of a test\n" },
		{ 0x02, "read(0,33) - kind of a test\n", "read(0,12) - kind of a test\n" },
		{ 0x03, "write(0,33) - kind of a test\n", "write(0,12) - kind of a test\n" },
		{ 0x04, "puts() - kind of a test\n", "puts() - kind of a test\n" },
		{ 0x05, "gets(33) - kind of a test\n", "gets(12) - kind of a test\n" },
		{ 0x06, "ctrl(12) - kind of a test\n", "ctrl(12) - kind of a test\n" },
		{ 0x09, "bio callback - unknown type (9)\n", "bio callback - unknown type (9)\n" },
		{ 0x82, "read return 5 processed: 4\n", "read return 1 processed: 5\n" },
		{ 0x83, "write return 5 processed: 4\n", "write return 1 processed: 5\n" },
		{ 0x84, "puts return 5 processed: 4\n", "puts return 1 processed: 5\n" },
		{ 0x85, "gets return 5 processed: 4\n", "gets return 1 processed: 5\n" },
		{ 0x86, "ctrl return 5\n", "ctrl return 1\n" },
		{ 0x81, "bio callback - unknown type (129)\n",
		    "bio callback - unknown type (129)\n" },
	};
	BIO_METHOD *kept = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "kept");
	BIO *b = kind_new(KIND_FULL, 'b'), *out;
	size_t processed = 4;

	BIO_meth_set_write(kept, keep);
	out = BIO_new(kept);
	BIO_set_callback_arg(b, (char *)(void *)out);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(
		    BIO_debug_callback_ex(b, rows[i].oper, data, 33, 12, -7, 5, &processed), 5);
		CHECK_STR(debug_line(), rows[i].want);
		CHECK_INT(BIO_debug_callback(b, rows[i].oper, data, 12, -7, 5), 5);
		CHECK_STR(debug_line(), rows[i].old);
	}
	CHECK_INT(BIO_debug_callback_ex(b, 0x82, data, 33, 12, -7, -1, &processed), -1);
	CHECK_STR(debug_line(), "read return -1 processed: 4\n");
	BIO_free(out);
	BIO_free(b);
	BIO_meth_free(kept);
}

/* libcrypto ends the first two without a newline. */
static void the_debug_callbacks_know_batches(void)
{
	static const struct {
		int oper;
		const char *want;
	} rows[] = {
		{ 0x07, "recvmmsg(3) - kind of a test" },
		{ 0x08, "sendmmsg(3) - kind of a test" },
		{ 0x87, "recvmmsg processed: 2" },
		{ 0x88, "sendmmsg processed: 2" },
	};
	BIO_METHOD *kept = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "kept");
	BIO *b = kind_new(KIND_FULL, 'b'), *out;
	struct {
		void *msg;
		size_t stride, num_msg;
		uint64_t flags;
		size_t *msgs_processed;
	} args = { .num_msg = 3 };

	BIO_meth_set_write(kept, keep);
	out = BIO_new(kept);
	BIO_set_callback_arg(b, (char *)(void *)out);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t n = strlen(rows[i].want);

		BIO_debug_callback_ex(b, rows[i].oper, (char *)&args, 2, 0, 0, 1, NULL);
		CHECK_MEM(debug_line(), rows[i].want, n);
		if (!contract_is_oracle())
			CHECK_STR(strchr(written, '\n'), "\n");
	}
	BIO_free(out);
	BIO_free(b);
	BIO_meth_free(kept);
}

/* A kind with a name of n letters. */
static BIO *with_a_long_name(size_t n, BIO_METHOD **out_method)
{
	char name[600] = "";

	memset(name, 'n', n);
	*out_method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, name);
	return BIO_new(*out_method);
}

/* libcrypto ends a line that it cut without a newline. */
static void check_cut(BIO *out, size_t name_length)
{
	BIO_METHOD *method;
	BIO *b = with_a_long_name(name_length, &method);
	int want = snprintf(NULL, 0, "BIO[0x%" PRIxPTR "]: puts() - ", (uintptr_t)b);

	want += (int)name_length + 1;
	BIO_set_callback_arg(b, (char *)(void *)out);
	CHECK_INT(BIO_debug_callback_ex(b, BIO_CB_PUTS, data, 33, 12, -7, 1, NULL), 1);
	CHECK_INT(kept_bytes, want < 255 ? want : 255);
	CHECK_INT(strlen(written), kept_bytes);
	if (!contract_is_oracle())
		CHECK_STR(written + kept_bytes - 2, "n\n");
	BIO_free(b);
	BIO_meth_free(method);
}

static void the_debug_callbacks_cut_long_lines(void)
{
	BIO_METHOD *kept = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "kept");
	BIO *out;

	BIO_meth_set_write(kept, keep);
	out = BIO_new(kept);
	for (size_t n = 200; n <= 256; n++)
		check_cut(out, n);
	check_cut(out, 599);
	BIO_free(out);
	BIO_meth_free(kept);
}

static void the_debug_callbacks_write_to_stderr_unasked(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');
	int ends[2], before;
	ssize_t n;

	if (system_is_windows())
		contract_skip("standard error is not that of the C library alone here");
	CHECK_INT(pipe(ends), 0);
	fflush(stderr);
	before = dup(2);
	CHECK_INT(dup2(ends[1], 2), 2);
	CHECK_INT(BIO_debug_callback_ex(b, BIO_CB_PUTS, data, 33, 12, -7, 1, NULL), 1);
	fflush(stderr);
	dup2(before, 2);
	close(before);
	close(ends[1]);
	n = read(ends[0], written, sizeof(written) - 1);
	written[n > 0 ? n : 0] = '\0';
	CHECK_STR(debug_line(), "puts() - kind of a test\n");
	close(ends[0]);
	BIO_free(b);
}

static const struct contract_case cases[] = {
	{ "all rows are as recorded", all_rows_are_as_recorded, 0, 0 },
	{ "they are kept", they_are_kept, 0, 0 },
	{ "freeing is told, and may be forbidden", freeing_is_told_and_may_be_forbidden, 0, 0 },
	{ "the debug callbacks print a line", the_debug_callbacks_print_a_line, 0, 0 },
	{ "the debug callbacks know batches", the_debug_callbacks_know_batches, 0, 0x30600000L },
	{ "the debug callbacks cut long lines", the_debug_callbacks_cut_long_lines, 0, 0 },
	{ "the debug callbacks write to stderr unasked",
	    the_debug_callbacks_write_to_stderr_unasked, 0, 0 },
};

int main(int argc, char **argv)
{
	int ret;

	if (argc > 1 && strcmp(argv[1], "record") == 0) {
		puts(
		    "situation\toperation\tstyle\tcallback\ttrace\treturned\tread,written\terrors");
		run_all(print_row, NULL);
		return 0;
	}
	ret = contract_main("bio.callback", cases, sizeof(cases) / sizeof(cases[0]));
	kind_free_methods();
	return argv[0] == NULL ? 1 : ret;
}
