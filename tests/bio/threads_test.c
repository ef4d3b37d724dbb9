/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Threads: references of one BIO taken and given up by many, and indexes made while objects
 * come and go.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include <openssl/bio.h>

#include "support/contract.h"

enum { THREADS = 8, ROUNDS = 2000 };

static atomic_int destroyed, taken;

static int destroy(BIO *b)
{
	(void)b;
	destroyed++;
	return 1;
}

static BIO_METHOD *counted(void)
{
	BIO_METHOD *m = BIO_meth_new(BIO_TYPE_SOURCE_SINK | 1, "counted");

	BIO_meth_set_destroy(m, destroy);
	return m;
}

static void *take_and_give_up(void *b)
{
	for (int i = 0; i < ROUNDS; i++) {
		taken += BIO_up_ref(b);
		taken -= BIO_free(b);
	}
	BIO_free(b);
	return NULL;
}

static void run(void *(*work)(void *), void *with)
{
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++)
		CHECK_INT(pthread_create(&threads[i], NULL, work, with), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static void the_last_of_many_frees_once(void)
{
	BIO_METHOD *m = counted();
	BIO *b = BIO_new(m);

	destroyed = 0;
	for (int i = 0; i < THREADS; i++)
		BIO_up_ref(b);
	run(take_and_give_up, b);
	CHECK_INT(destroyed, 0);
	CHECK_INT(taken, 0);
	BIO_free(b);
	CHECK_INT(destroyed, 1);
	BIO_meth_free(m);
}

static void *give_up_last(void *b)
{
	BIO_free(b);
	return NULL;
}

static void whoever_is_last_frees(void)
{
	BIO_METHOD *m = counted();

	destroyed = 0;
	for (int round = 0; round < 50; round++) {
		BIO *b = BIO_new(m);

		for (int i = 1; i < THREADS; i++)
			BIO_up_ref(b);
		run(give_up_last, b);
	}
	CHECK_INT(destroyed, 50);
	BIO_meth_free(m);
}

static atomic_int index_sum, made_calls;

static void made(void *parent, void *ptr, CRYPTO_EX_DATA *ad, int idx, long argl, void *argp)
{
	(void)parent, (void)ptr, (void)ad, (void)idx, (void)argl, (void)argp;
	made_calls++;
}

static void *make_indexes_and_objects(void *method)
{
	for (int i = 0; i < 20; i++) {
		int index = BIO_get_ex_new_index(0, NULL, made, NULL, NULL);
		BIO *b = BIO_new(method);

		index_sum += index;
		BIO_set_ex_data(b, index, method);
		if (BIO_get_ex_data(b, index) != method)
			index_sum += 100000;
		BIO_free(b);
		CRYPTO_free_ex_index(CRYPTO_EX_INDEX_BIO, index);
	}
	return NULL;
}

static void each_index_is_given_once(void)
{
	BIO_METHOD *m = counted();
	int n = THREADS * 20;

	run(make_indexes_and_objects, m);
	CHECK_INT(index_sum, n * (n + 1) / 2);
	CHECK(made_calls >= n);
	BIO_meth_free(m);
}

static void *take_numbers(void *unused)
{
	(void)unused;
	for (int i = 0; i < 5; i++)
		index_sum += BIO_get_new_index() - 128;
	return NULL;
}

static void each_number_is_given_once(void)
{
	index_sum = 0;
	run(take_numbers, NULL);
	CHECK_INT(index_sum, THREADS * 5 * (THREADS * 5 + 1) / 2);
}

static const struct contract_case cases[] = {
	{ "the last of many frees, once", the_last_of_many_frees_once, 0, 0 },
	{ "whoever is last frees", whoever_is_last_frees, 0, 0 },
	{ "each index is given once", each_index_is_given_once, 0, 0 },
	{ "each number is given once", each_number_is_given_once, 0, 0 },
};

int main(void)
{
	return contract_main("bio.threads", cases, sizeof(cases) / sizeof(cases[0]));
}
