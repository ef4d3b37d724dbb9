/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Raising does not allocate on the common path; what is allocated is freed, at the latest when
 * the thread ends.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>

#include "err/raise.h"
#include "support/contract.h"

static atomic_int mallocs, live;
static atomic_bool failing;

static void *count_malloc(size_t num, const char *file, int line)
{
	(void)file, (void)line;
	mallocs++;
	errno = ENOMEM; /* as the system's may, even when they do not fail */
	if (failing)
		return NULL;
	live++;
	return malloc(num);
}

static void *count_realloc(void *addr, size_t num, const char *file, int line)
{
	(void)file, (void)line;
	mallocs++;
	errno = ENOMEM;
	return failing ? NULL : realloc(addr, num);
}

static void count_free(void *addr, const char *file, int line)
{
	(void)file, (void)line;
	live -= addr != NULL;
	free(addr);
}

static char big[600];

static void raising_does_not_allocate(void)
{
	ERR_clear_error();
	mallocs = 0;
	for (int i = 0; i < 40; i++) {
		err_raise_data(
		    ERR_PLACE, ERR_LIB_SYS, 111, "calling connect(): %s", "[2001:db8::1]:443");
		err_raise(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
		ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%d", i);
		ERR_add_error_data(1, "more");
	}
	ERR_clear_error();
	CHECK_INT(mallocs, 0);
}

static void long_texts_do_and_are_freed(void)
{
	ERR_clear_error();
	mallocs = 0;
	for (int i = 0; i < 40; i++)
		err_raise_data(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
	CHECK_INT(mallocs, 40);
	CHECK_INT(live, 16);
	ERR_clear_error();
	CHECK_INT(live, 0);
}

static void got_records_are_freed_by_clearing(void)
{
	ERR_clear_error();
	err_raise_data(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
	ERR_get_error();
	ERR_add_error_data(1, big);
	ERR_clear_error();
	CHECK_INT(live, 0);
}

static void given_data_is_freed_or_not(void)
{
	static char own[] = "own";

	ERR_clear_error();
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	ERR_set_error_data(OPENSSL_strdup("heap"), ERR_TXT_MALLOCED | ERR_TXT_STRING);
	CHECK_INT(live, 1);
	ERR_set_error_data(own, ERR_TXT_STRING);
	CHECK_INT(live, 0);
	ERR_set_error_data(NULL, 0);
	ERR_clear_error();
	CHECK_INT(live, 0);
}

static void *leave_errors(void *unused)
{
	for (int i = 0; i < 3; i++)
		err_raise_data(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
	return unused;
}

static void a_threads_end_frees(void)
{
	pthread_t thread;

	ERR_clear_error();
	for (int i = 0; i < 3; i++) {
		CHECK_INT(pthread_create(&thread, NULL, leave_errors, NULL), 0);
		pthread_join(thread, NULL);
	}
	CHECK_INT(live, 0);
}

static void stopping_a_thread_frees_and_it_can_go_on(void)
{
	leave_errors(NULL);
	OPENSSL_thread_stop();
	CHECK_INT(live, 0);
	CHECK_INT(ERR_peek_error(), 0);
	leave_errors(NULL);
	CHECK_INT(live, 3);
	OPENSSL_thread_stop_ex(NULL);
	CHECK_INT(live, 0);
}

static void without_memory_texts_are_cut(void)
{
	const char *data = NULL;

	ERR_clear_error();
	failing = true;
	err_raise_data(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
	ERR_add_error_data(1, big);
	failing = false;
	CHECK_INT(ERR_GET_REASON(ERR_peek_error_data(&data, NULL)), BIO_R_CONNECT_ERROR);
	CHECK_INT(strlen(data), 255);
	ERR_get_error();
	CHECK_INT(ERR_get_error(), 0);
}

static void raise_long(void)
{
	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
}

static void raise_long_inside(void)
{
	err_raise_data(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "%s", big);
}

static void raise_long_texts(void)
{
	err_raise_texts(ERR_PLACE, ERR_LIB_BIO, BIO_R_CONNECT_ERROR, big, big, NULL);
}

static void set_long_debug(void)
{
	ERR_new();
	ERR_set_debug(big, 1, big);
}

static void add_long(void)
{
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	ERR_add_error_data(2, big, big);
}

static void add_long_txt(void)
{
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	ERR_add_error_txt(", ", big);
}

static void load_names(void)
{
	static unsigned long code = ERR_PACK(210, 0, 1);
	const ERR_STRING_DATA names[] = { { code++, "name" }, { 0, NULL } };

	ERR_load_strings_const(names);
}

static ERR_STATE *kept;

static void keep_and_restore(void)
{
	raise_long();
	OSSL_ERR_STATE_save(kept);
	OSSL_ERR_STATE_restore(kept);
	OSSL_ERR_STATE_save_to_mark(kept);
}

/* Neither with memory nor without it. */
static void errno_is_kept(void)
{
	static void (*const calls[])(void) = { raise_long, raise_long_inside, raise_long_texts,
		set_long_debug, add_long, add_long_txt, load_names, keep_and_restore };

	kept = OSSL_ERR_STATE_new();
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		for (int fail = 0; fail < 2; fail++) {
			mallocs = 0;
			failing = fail != 0;
			errno = 77;
			calls[i]();
			CHECK_INT(errno, 77);
			CHECK(mallocs > 0);
			failing = false;
			ERR_clear_error();
		}
	}
	OSSL_ERR_STATE_free(kept);
}

static void nothing(void)
{
}

static void without_memory_nothing_is_added(void)
{
	const char *data = NULL;

	ERR_clear_error();
	ERR_raise_data(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, "short");
	failing = true;
	ERR_add_error_txt(", ", big);
	ERR_add_error_data(1, big);
	CHECK_INT(OPENSSL_atexit(nothing), 0);
	failing = false;
	ERR_peek_error_data(&data, NULL);
	CHECK_STR(data, "short");
	ERR_get_error();
	CHECK_INT(ERR_get_error(), ERR_PACK(ERR_LIB_CRYPTO, 0, ERR_R_MALLOC_FAILURE));
	CHECK_INT(ERR_get_error(), 0);
}

static void its_own_data_may_be_given_again(void)
{
	char *text = OPENSSL_strdup("again");
	const char *data = NULL;

	ERR_clear_error();
	ERR_raise(ERR_LIB_BIO, BIO_R_CONNECT_ERROR);
	for (int i = 0; i < 2; i++) {
		ERR_set_error_data(text, ERR_TXT_MALLOCED | ERR_TXT_STRING);
		ERR_peek_error_data(&data, NULL);
		CHECK_STR(data, "again");
		CHECK(data == text);
	}
	ERR_clear_error();
	CHECK_INT(live, 0);
}

static void *stop_and_leave_errors(void *unused)
{
	leave_errors(NULL);
	OPENSSL_thread_stop();
	leave_errors(NULL);
	return unused;
}

static void a_stopped_thread_that_went_on_frees_at_its_end(void)
{
	pthread_t thread;

	ERR_clear_error();
	CHECK_INT(pthread_create(&thread, NULL, stop_and_leave_errors, NULL), 0);
	pthread_join(thread, NULL);
	CHECK_INT(live, 0);
}

static const struct contract_case cases[] = {
	{ "raising does not allocate", raising_does_not_allocate, 0, 0 },
	{ "long texts do, and are freed", long_texts_do_and_are_freed, 0, 0 },
	{ "got records are freed by clearing", got_records_are_freed_by_clearing, 0, 0 },
	{ "given data is freed, or not", given_data_is_freed_or_not, 0, 0 },
	{ "a thread's end frees", a_threads_end_frees, 0, 0 },
	{ "stopping a thread frees, and it can go on", stopping_a_thread_frees_and_it_can_go_on, 0,
	    0 },
	{ "a stopped thread that went on frees at its end",
	    a_stopped_thread_that_went_on_frees_at_its_end, 0, 0 },
	{ "its own data may be given again", its_own_data_may_be_given_again, 0, 0 },
	{ "without memory nothing is added", without_memory_nothing_is_added, 0, 0 },
	{ "errno is kept", errno_is_kept, 0, 0 }, /* and names stay loaded */
	{ "without memory texts are cut", without_memory_texts_are_cut, 0, 0 },
};

int main(void)
{
	memset(big, 'b', sizeof(big) - 1);
	CRYPTO_set_mem_functions(count_malloc, count_realloc, count_free);
	return contract_main("err.allocation", cases, sizeof(cases) / sizeof(cases[0]));
}
