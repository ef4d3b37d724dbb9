/* SPDX-License-Identifier: Apache-2.0 */
/* Objects and chains: who is told what, who is freed, what a copy has. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>

#include "kind.h"
#include "support/contract.h"

#define SINCE_3_2 0x30200000L

static const char *chain(BIO *b)
{
	static char names[32];
	size_t n = 0;

	for (; b != NULL && n < sizeof(names) - 1; b = BIO_next(b))
		names[n++] = kind_name(b);
	names[n] = '\0';
	return names;
}

/* a, b, c and d in a chain. */
static void make_four(BIO *b[4])
{
	for (int i = 0; i < 4; i++) {
		b[i] = kind_new(KIND_FILTER, (char)('a' + i));
		if (i > 0)
			BIO_push(b[0], b[i]);
	}
	kind_log();
}

static void a_new_one_is_ready_closing_and_alone(void)
{
	BIO *b = kind_new(KIND_EMPTY, 'a');

	CHECK_INT(BIO_get_init(b), 1);
	CHECK_INT(BIO_get_shutdown(b), BIO_CLOSE);
	CHECK_INT(BIO_get_flags(b), 0);
	CHECK(BIO_next(b) == NULL);
	CHECK_STR(BIO_method_name(b), "kind of a test");
	CHECK_INT(BIO_free(b), 1);
	b = kind_new(KIND_UNINITIALISED, 'a');
	CHECK_INT(BIO_get_init(b), 0);
	BIO_free(b);
}

static void one_that_cannot_be_made_is_none(void)
{
	kind_log();
	kind_answers.create = 0;
	CHECK(BIO_new(kind_method(KIND_FULL)) == NULL);
	CHECK_ERRORS("BIO routines:init fail");
	kind_answers.create = 1;
	CHECK_STR(kind_log(), "");
}

static void the_last_reference_frees(void)
{
	BIO *b = kind_new(KIND_FULL, 'a');

	CHECK_INT(BIO_free(NULL), 0);
	CHECK_INT(BIO_up_ref(b), 1);
	CHECK_INT(BIO_free(b), 1);
	CHECK_STR(kind_log(), "");
	BIO_vfree(b);
	CHECK_STR(kind_log(), "a.destroy");
	BIO_vfree(NULL);
	BIO_free_all(NULL);
}

static void pushing_tells_the_end_so_far(void)
{
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = kind_new(KIND_FILTER, 'b');
	BIO *c = kind_new(KIND_FILTER, 'c');

	CHECK(BIO_push(b, c) == b);
	CHECK_STR(kind_log(), "b.ctrl(6,0,b)");
	CHECK(BIO_push(a, b) == a);
	CHECK_STR(kind_log(), "a.ctrl(6,0,a)");
	CHECK(BIO_push(a, NULL) == a);
	CHECK_STR(kind_log(), "a.ctrl(6,0,c)");
	CHECK(BIO_push(NULL, a) == a);
	CHECK(BIO_push(NULL, NULL) == NULL);
	CHECK_STR(kind_log(), "");
	CHECK_STR(chain(a), "abc");
	BIO_free_all(a);
	CHECK_STR(kind_log(), "a.destroy b.destroy c.destroy");
}

static void popping_takes_one_out(void)
{
	BIO *b[4];

	make_four(b);
	CHECK(BIO_pop(b[1]) == b[2]);
	CHECK_STR(kind_log(), "b.ctrl(7,0,b)");
	CHECK_STR(chain(b[0]), "acd");
	CHECK_STR(chain(b[1]), "b");
	CHECK(BIO_pop(b[3]) == NULL);
	CHECK_STR(chain(b[0]), "ac");
	CHECK(BIO_pop(b[0]) == b[2]);
	CHECK_STR(chain(b[2]), "c");
	CHECK(BIO_pop(NULL) == NULL);
	for (int i = 0; i < 4; i++)
		BIO_free(b[i]);
}

/* BIO_set_next() sets one pointer: what was behind still believes it has something before it. */
static void setting_next_tells_nobody(void)
{
	BIO *b[4];

	make_four(b);
	BIO_set_next(b[0], b[3]);
	CHECK_STR(chain(b[0]), "ad");
	CHECK_STR(chain(b[1]), "bcd");
	CHECK(BIO_next(NULL) == NULL);
	CHECK_STR(kind_log(), "");
	for (int i = 0; i < 4; i++)
		BIO_free(b[i]);
}

static void freeing_all_stops_behind_a_shared_one(void)
{
	BIO *b[4];

	make_four(b);
	BIO_up_ref(b[1]);
	BIO_free_all(b[0]);
	CHECK_STR(kind_log(), "a.destroy");
	CHECK_STR(chain(b[1]), "bcd");
	BIO_free_all(b[1]);
	CHECK_STR(kind_log(), "b.destroy c.destroy d.destroy");
}

static long forbid(
    BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret, size_t *processed)
{
	(void)b, (void)argp, (void)len, (void)argi, (void)argl, (void)processed;
	return oper == BIO_CB_FREE ? 0 : ret;
}

static void freeing_all_goes_on_past_a_forbidden_one(void)
{
	BIO *b[4];

	make_four(b);
	BIO_set_callback_ex(b[1], forbid);
	BIO_free_all(b[0]);
	CHECK_STR(kind_log(), "a.destroy c.destroy d.destroy");
	BIO_set_callback_ex(b[1], NULL);
	CHECK_INT(BIO_free(b[1]), 1);
	CHECK_STR(kind_log(), "b.destroy");
}

static void types_are_found_by_number_and_class(void)
{
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = kind_new(KIND_FULL, 'b');
	int full = BIO_method_type(b);

	BIO_push(a, b);
	CHECK(BIO_find_type(a, BIO_TYPE_FILTER) == a);
	CHECK(BIO_find_type(a, BIO_TYPE_SOURCE_SINK) == b);
	CHECK(BIO_find_type(a, BIO_TYPE_SOURCE_SINK | BIO_TYPE_FILTER) == a);
	CHECK(BIO_find_type(a, full) == b);
	CHECK(BIO_find_type(b, BIO_TYPE_FILTER) == NULL);
	CHECK(BIO_find_type(a, full & 0xff) == NULL);
	CHECK(BIO_find_type(a, 0) == NULL);
	CHECK_ERRORS("-");
	CHECK(BIO_find_type(NULL, full) == NULL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	BIO_free_all(a);
}

static long pass(
    BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret, size_t *processed)
{
	(void)b, (void)oper, (void)argp, (void)len, (void)argi, (void)argl, (void)processed;
	return ret;
}

static void a_copy_has_settings_but_no_data(void)
{
	static char arg[] = "arg";
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = kind_new(KIND_FULL, 'b'), *copy, *second;

	BIO_push(a, b);
	BIO_set_callback_ex(b, pass);
	BIO_set_callback_arg(b, arg);
	BIO_set_flags(b, 0xf00);
	BIO_set_shutdown(b, 5);
	BIO_set_init(b, 7);
	BIO_set_retry_reason(b, 3);
	BIO_write(b, "abc", 3);
	kind_log();
	copy = BIO_dup_chain(a);
	CHECK_STR(kind_log(), "a.ctrl(12,0) b.ctrl(12,0) ?.ctrl(6,0,?)");
	CHECK_STR(chain(copy), "??");
	second = BIO_next(copy);
	CHECK(BIO_get_callback_ex(copy) == NULL && BIO_get_callback_ex(second) == pass);
	CHECK(BIO_get_callback_arg(second) == arg);
	CHECK_INT(BIO_get_flags(second), 0xf00);
	CHECK_INT(BIO_get_shutdown(second), 5);
	CHECK_INT(BIO_get_init(second), 7);
	CHECK_INT(BIO_get_retry_reason(second), 0);
	CHECK_INT(BIO_number_written(second), 0);
	BIO_free_all(copy);
	BIO_free_all(a);
	CHECK(BIO_dup_chain(NULL) == NULL);
}

static void a_chain_with_one_that_cannot_be_copied_is_not(void)
{
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = kind_new(KIND_FILTER, 'b');

	BIO_push(a, b);
	kind_log();
	kind_answers.ctrl = 0;
	CHECK(BIO_dup_chain(a) == NULL);
	CHECK_STR(kind_log(), "a.ctrl(12,0) ?.destroy");
	kind_answers.ctrl = 1;
	BIO_free_all(a);
}

static void a_negative_answer_is_a_refusal_too(void)
{
	BIO *a = kind_new(KIND_FULL, 'a');

	for (long answer = -3; answer <= 0; answer++) {
		kind_log();
		kind_answers.ctrl = answer;
		CHECK(BIO_dup_chain(a) == NULL);
		CHECK_STR(kind_log(), "a.ctrl(12,0) ?.destroy");
	}
	kind_answers.ctrl = 1;
	BIO_free_all(a);
}

static long answer_to_dup;

static long dup_control(BIO *b, int command, long number, void *pointer)
{
	(void)b, (void)number, (void)pointer;
	return command == BIO_CTRL_DUP ? answer_to_dup : 0;
}

static int be_ready(BIO *b)
{
	BIO_set_init(b, 1);
	return 1;
}

/* Only what is more than 0 is a yes; a kind without controls has none. */
static void a_kind_may_refuse_to_be_copied(void)
{
	static const struct {
		long answer;
		bool copied;
	} rows[] = { { 1, true }, { 7, true }, { 0, false }, { -1, false }, { -2, false } };
	BIO_METHOD *m = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 1, "answers");
	BIO *b, *copy;

	BIO_meth_set_create(m, be_ready);
	b = BIO_new(m);
	CHECK(BIO_dup_chain(b) == NULL);
	BIO_meth_set_ctrl(m, dup_control);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		answer_to_dup = rows[i].answer;
		copy = BIO_dup_chain(b);
		CHECK_INT(copy != NULL, rows[i].copied);
		BIO_free(copy);
	}
	(void)contract_errors();
	BIO_free(b);
	BIO_meth_free(m);
}

static const struct contract_case cases[] = {
	{ "a new one is ready, closing and alone", a_new_one_is_ready_closing_and_alone, 0, 0 },
	{ "one that cannot be made is none", one_that_cannot_be_made_is_none, 0, 0 },
	{ "a kind may refuse to be copied", a_kind_may_refuse_to_be_copied, 0, SINCE_3_2 },
	{ "the last reference frees", the_last_reference_frees, 0, 0 },
	{ "pushing tells the end so far", pushing_tells_the_end_so_far, 0, 0 },
	{ "popping takes one out", popping_takes_one_out, 0, 0 },
	{ "setting next tells nobody", setting_next_tells_nobody, 0, 0 },
	{ "freeing all stops behind a shared one", freeing_all_stops_behind_a_shared_one, 0, 0 },
	{ "freeing all goes on past a forbidden one", freeing_all_goes_on_past_a_forbidden_one, 0,
	    0 },
	{ "types are found by number and class", types_are_found_by_number_and_class, 0, 0 },
	{ "a copy has settings but no data", a_copy_has_settings_but_no_data, 0, 0 },
	{ "a chain with one that cannot be copied is not",
	    a_chain_with_one_that_cannot_be_copied_is_not, 0, 0 },
	{ "a negative answer is a refusal too", a_negative_answer_is_a_refusal_too, 0,
	    0x30600000L },
};

int main(void)
{
	int ret = contract_main("bio.chain", cases, sizeof(cases) / sizeof(cases[0]));

	kind_free_methods();
	return ret;
}
