/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program's own data on BIOs and other objects: indexes, and who is told of objects made,
 * copied and freed.
 */
#include <stdio.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "kind.h"
#include "support/contract.h"

#define BAD_ARGUMENT "common libcrypto routines:passed invalid argument"

static char zero[] = "zero", one[] = "one", two[] = "two", copied[] = "copied";
static int fails;

static void made(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
	(void)ad;
	kind_note("made(%d,%s,%ld,%s,%s)", idx, parent == NULL ? "NULL" : "object", argl,
	    (char *)argp, ptr == NULL ? "NULL" : (char *)ptr);
}

static void freed(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
	(void)ad;
	kind_note("freed(%d,%s,%ld,%s,%s)", idx, parent == NULL ? "NULL" : "object", argl,
	    (char *)argp, ptr == NULL ? "NULL" : (char *)ptr);
}

/* The type of the third argument is void ** since 3.0. */
static int duplicated(
    CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from, void **from_d, int idx, long argl, void *argp)
{
	(void)to, (void)from;
	kind_note("copied(%d,%ld,%s,%s)", idx, argl, (char *)argp,
	    *from_d == NULL ? "NULL" : (char *)*from_d);
	*from_d = copied;
	return !fails;
}

static int first, second;

static void indexes_count_up_from_1(void)
{
	first = BIO_get_ex_new_index(11, one, made, duplicated, freed);
	second = BIO_get_ex_new_index(22, two, NULL, NULL, freed);
	CHECK_INT(first, 1);
	CHECK_INT(second, 2);
	CHECK_INT(CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_APP, 0, NULL, NULL, NULL, NULL), 1);
	CHECK_INT(CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL, 0, NULL, NULL, NULL, NULL), 1);
}

static void a_class_that_is_none_is_refused(void)
{
	static const int classes[] = { -1, CRYPTO_EX_INDEX__COUNT, 99 };
	CRYPTO_EX_DATA ad = { NULL, NULL };

	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
		CHECK_INT(CRYPTO_get_ex_new_index(classes[i], 0, NULL, NULL, NULL, NULL), -1);
		CHECK_ERRORS(BAD_ARGUMENT);
		CHECK_INT(CRYPTO_free_ex_index(classes[i], 1), 0);
		CHECK_ERRORS(BAD_ARGUMENT);
		CHECK_INT(CRYPTO_new_ex_data(classes[i], &ad, &ad), 0);
		CHECK_ERRORS(BAD_ARGUMENT);
	}
}

static void objects_made_and_freed_are_told(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');

	CHECK_STR(kind_log(), "made(1,object,11,one,NULL)");
	CHECK_INT(BIO_set_ex_data(b, second, zero), 1);
	BIO_free(b);
	CHECK_STR(kind_log(), "b.destroy freed(1,object,11,one,NULL) freed(2,object,22,two,zero)");
}

static void what_is_set_is_got(void)
{
	BIO *b = kind_new(KIND_FULL, 'b');

	CHECK(BIO_get_app_data(b) == NULL && BIO_get_ex_data(b, 7) == NULL);
	CHECK_INT(BIO_set_app_data(b, zero), 1);
	CHECK_INT(BIO_set_ex_data(b, 7, one), 1);
	CHECK_STR(BIO_get_app_data(b), "zero");
	CHECK_STR(BIO_get_ex_data(b, 7), "one");
	CHECK(BIO_get_ex_data(b, 6) == NULL && BIO_get_ex_data(b, 8) == NULL);
	CHECK(BIO_get_ex_data(b, -1) == NULL);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_set_ex_data(b, -1, one), 0);
	CHECK_ERRORS("common libcrypto routines:passed invalid argument(i=-1);" BAD_ARGUMENT);
	CHECK_INT(BIO_set_ex_data(b, 7, NULL), 1);
	CHECK(BIO_get_ex_data(b, 7) == NULL);
	BIO_free(b);
}

static void copies_go_through_the_dup_function(void)
{
	BIO *b = kind_new(KIND_FULL, 'b'), *copy;

	BIO_set_app_data(b, zero);
	BIO_set_ex_data(b, first, one);
	BIO_set_ex_data(b, second, two);
	BIO_set_ex_data(b, 9, two);
	kind_log();
	copy = BIO_dup_chain(b);
	CHECK_STR(kind_log(), "made(1,object,11,one,NULL) b.ctrl(12,0) copied(1,11,one,one)");
	CHECK_STR(BIO_get_app_data(copy), "zero");
	CHECK_STR(BIO_get_ex_data(copy, first), "copied");
	CHECK_STR(BIO_get_ex_data(copy, second), "two");
	CHECK(BIO_get_ex_data(copy, 9) == NULL);
	BIO_free(copy);
	fails = 1;
	CHECK(BIO_dup_chain(b) == NULL);
	fails = 0;
	BIO_free(b);
	kind_log();
}

static void with_nothing_held_nothing_is_copied(void)
{
	BIO *b = kind_new(KIND_FULL, 'b'), *copy;

	kind_log();
	copy = BIO_dup_chain(b);
	CHECK_STR(kind_log(), "made(1,object,11,one,NULL) b.ctrl(12,0)");
	BIO_free(copy);
	BIO_set_app_data(b, zero);
	kind_log();
	copy = BIO_dup_chain(b);
	CHECK_STR(kind_log(), "made(1,object,11,one,NULL) b.ctrl(12,0)");
	CHECK_STR(BIO_get_app_data(copy), "zero");
	BIO_free(copy);
	BIO_free(b);
}

static void objects_of_the_program_work_too(void)
{
	CRYPTO_EX_DATA a = { NULL, NULL }, b = { NULL, NULL };

	CHECK_INT(sizeof(a), 2 * sizeof(void *));
	CHECK_INT(CRYPTO_new_ex_data(CRYPTO_EX_INDEX_APP, &a, &a), 1);
	CHECK_INT(CRYPTO_new_ex_data(CRYPTO_EX_INDEX_APP, &b, &b), 1);
	CHECK_INT(CRYPTO_set_ex_data(&a, 1, one), 1);
	CHECK_INT(CRYPTO_dup_ex_data(CRYPTO_EX_INDEX_APP, &b, &a), 1);
	CHECK_STR(CRYPTO_get_ex_data(&b, 1), "one");
	CRYPTO_free_ex_data(CRYPTO_EX_INDEX_APP, &a, &a);
	CHECK(CRYPTO_get_ex_data(&a, 1) == NULL);
	CRYPTO_free_ex_data(CRYPTO_EX_INDEX_APP, &b, &b);
}

static void late_objects_can_be_told_of(void)
{
	CRYPTO_EX_DATA a = { NULL, NULL };

	kind_log();
	CHECK_INT(CRYPTO_alloc_ex_data(CRYPTO_EX_INDEX_BIO, &a, &a, first), 1);
	CHECK_STR(kind_log(), "made(1,object,11,one,NULL)");
	CHECK_INT(CRYPTO_alloc_ex_data(CRYPTO_EX_INDEX_BIO, &a, &a, second), 0);
	CHECK_INT(CRYPTO_set_ex_data(&a, second, two), 1);
	CHECK_INT(CRYPTO_alloc_ex_data(CRYPTO_EX_INDEX_BIO, &a, &a, second), 1);
	CHECK_STR(kind_log(), "");
	CRYPTO_free_ex_data(CRYPTO_EX_INDEX_APP, &a, &a);
}

static void a_freed_index_is_silent(void)
{
	BIO *b;

	CHECK_INT(CRYPTO_free_ex_index(CRYPTO_EX_INDEX_BIO, first), 1);
	CHECK_INT(CRYPTO_free_ex_index(CRYPTO_EX_INDEX_BIO, 99), 0);
	CHECK_INT(CRYPTO_free_ex_index(CRYPTO_EX_INDEX_BIO, -1), 0);
	CHECK_ERRORS("-");
	kind_log();
	b = kind_new(KIND_FULL, 'b');
	BIO_free(b);
	CHECK_STR(kind_log(), "b.destroy freed(2,object,22,two,NULL)");
	CHECK_INT(BIO_get_ex_new_index(0, NULL, NULL, NULL, NULL), 3);
}

static const struct contract_case cases[] = {
	{ "indexes count up from 1", indexes_count_up_from_1, 0, 0 },
	{ "a class that is none is refused", a_class_that_is_none_is_refused, 0, 0 },
	{ "objects made and freed are told", objects_made_and_freed_are_told, 0, 0 },
	{ "what is set is got", what_is_set_is_got, 0, 0 },
	{ "copies go through the dup function", copies_go_through_the_dup_function, 0, 0 },
	{ "with nothing held nothing is copied", with_nothing_held_nothing_is_copied, 0, 0 },
	{ "objects of the program work too", objects_of_the_program_work_too, 0, 0 },
	{ "late objects can be told of", late_objects_can_be_told_of, 0, 0 },
	{ "a freed index is silent", a_freed_index_is_silent, 0, 0 },
};

int main(void)
{
	int ret = contract_main("bio.exdata", cases, sizeof(cases) / sizeof(cases[0]));

	kind_free_methods();
	return ret;
}
