/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Without memory: the n-th allocation of each call fails, for every n; the call says so, and
 * nothing is lost.
 */
#include <errno.h>
#include <stdlib.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "kind.h"
#include "support/contract.h"
#include "support/memory.h"

/* Each returns whether it succeeded, and leaves nothing behind. */
static int make_one(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');

	return BIO_free(b);
}

static int make_a_method(void)
{
	BIO_METHOD *m = BIO_meth_new(1, "name");

	BIO_meth_free(m);
	return m != NULL;
}

static int hold_data(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');
	int ok = b != NULL && BIO_set_ex_data(b, 2, b) && BIO_set_ex_data(b, 50, b);

	BIO_free(b);
	return ok;
}

static int copy_a_chain(void)
{
	BIO *a = kind_new(KIND_FILTER, 'a'), *b = a != NULL ? kind_new(KIND_FULL, 'b') : NULL;
	BIO *copy = NULL;

	if (b != NULL && BIO_set_app_data(b, a))
		copy = BIO_dup_chain(BIO_push(a, b));
	BIO_free_all(copy);
	BIO_free(a);
	BIO_free(b);
	return copy != NULL;
}

static int print_a_long_text(void)
{
	BIO *b = kind_new(KIND_OLD, 'b');
	int n = 0;

	kind_answers.number = 4000;
	if (b != NULL)
		n = BIO_printf(b, "%*d", 4000, 1);
	kind_answers.number = 5;
	CHECK(b == NULL || n == 4000 || n == -1);
	BIO_free(b);
	return n == 4000;
}

static const struct {
	const char *name;
	int (*run)(void);
	int allocations;
} calls[] = {
	{ "BIO_new", make_one, 1 },
	{ "BIO_meth_new", make_a_method, 1 },
	{ "BIO_set_ex_data", hold_data, 3 },
	{ "BIO_dup_chain", copy_a_chain, 6 },
	{ "BIO_printf", print_a_long_text, 2 },
};

static void each_failure_is_said_and_nothing_is_lost(void)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		long before = memory_held;

		for (int n = 0; n < calls[i].allocations; n++) {
			memory_fails_at = n;
			errno = 0;
			CHECK_INT(calls[i].run(), 0);
			contract_check_int(__FILE__, __LINE__, errno, ENOMEM, calls[i].name);
			CHECK_INT(memory_fails_at, -1);
			CHECK_INT(memory_held, before);
			CHECK(ERR_GET_REASON(ERR_peek_error()) == ERR_R_MALLOC_FAILURE);
			ERR_clear_error();
		}
		memory_fails_at = calls[i].allocations;
		CHECK_INT(calls[i].run(), 1);
		CHECK_INT(memory_fails_at, 0);
		memory_fails_at = -1;
		CHECK_INT(memory_held, before);
		kind_log();
	}
}

static void an_index_that_cannot_be_made_is_minus_one(void)
{
	memory_fails_at = 0;
	errno = 0;
	CHECK_INT(BIO_get_ex_new_index(0, NULL, NULL, NULL, NULL), -1);
	CHECK_INT(errno, ENOMEM);
	memory_fails_at = -1;
	CHECK_ERRORS("common libcrypto routines:malloc failure");
	CHECK_INT(BIO_get_ex_new_index(0, NULL, NULL, NULL, NULL), 1);
}

static void reading_and_writing_do_not_allocate(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');
	char data[16];

	memory_fails_at = 0;
	CHECK_INT(BIO_read(b, data, 9), 3);
	CHECK_INT(BIO_write(b, data, 9), 3);
	CHECK_INT(BIO_puts(b, "abc"), 5);
	CHECK_INT(BIO_gets(b, data, 9), 5);
	CHECK_INT(BIO_ctrl(b, 5000, 0, NULL), 1);
	CHECK(BIO_printf(b, "%d", 3) > 0);
	CHECK_INT(memory_fails_at, 0);
	memory_fails_at = -1;
	BIO_free(b);
	kind_log();
}

static const struct contract_case cases[] = {
	{ "each failure is said, and nothing is lost", each_failure_is_said_and_nothing_is_lost, 0,
	    0 },
	{ "an index that cannot be made is -1", an_index_that_cannot_be_made_is_minus_one, 0, 0 },
	{ "reading and writing do not allocate", reading_and_writing_do_not_allocate, 0, 0 },
};

int main(void)
{
	int ret;

	memory_watch();
	for (int kind = 0; kind < KIND_COUNT; kind++)
		kind_method((enum kind_of)kind);
	ret = contract_main("bio.objects_memory", cases, sizeof(cases) / sizeof(cases[0]));
	kind_free_methods();
	return ret;
}
