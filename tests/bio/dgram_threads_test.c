/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_s_dgram_pair(3), THREADING: many threads on both halves of a pair. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"

enum { EACH = 3000, THREADS = 3 };

static BIO *a, *b;
static atomic_long sum;

/* Batches of one: sends the numbers from *first on, or adds up as many as come. */
static void *send_all(void *first)
{
	for (long i = *(long *)first, end = i + EACH; i < end;) {
		BIO_MSG m = { .data = &i, .data_len = sizeof(i) };
		size_t n;

		if (BIO_sendmmsg(a, &m, sizeof(m), 1, 0, &n)) {
			i++;
		} else {
			ERR_clear_error();
			sched_yield();
		}
	}
	return NULL;
}

static void *receive_all(void *unused)
{
	for (int count = 0; count < EACH;) {
		long value = 0;
		BIO_MSG m = { .data = &value, .data_len = sizeof(value) };
		size_t n;

		if (BIO_recvmmsg(b, &m, sizeof(m), 1, 0, &n)) {
			atomic_fetch_add(&sum, value);
			count++;
		} else {
			ERR_clear_error();
			sched_yield();
		}
	}
	return unused;
}

/* As many threads read as write: each reads as many datagrams as one writes. */
static void test_threads_share_both_ends(void)
{
	pthread_t senders[THREADS], receivers[THREADS];
	long firsts[THREADS];
	long total = THREADS * EACH;

	CHECK_INT(BIO_new_bio_dgram_pair(&a, 0, &b, 0), 1);
	for (int i = 0; i < THREADS; i++) {
		firsts[i] = (long)i * EACH;
		CHECK_INT(pthread_create(&senders[i], NULL, send_all, &firsts[i]), 0);
		CHECK_INT(pthread_create(&receivers[i], NULL, receive_all, NULL), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(senders[i], NULL);
		pthread_join(receivers[i], NULL);
	}
	CHECK_INT(atomic_load(&sum), total * (total - 1) / 2);
	CHECK_INT(BIO_pending(b), 0);
	BIO_free(a);
	BIO_free(b);
}

/* Sends each number and waits for it to come back by one. */
static void *ask(void *bad)
{
	for (long i = 0; i < EACH; i++) {
		long answer = 0;

		while (BIO_write(a, &i, sizeof(i)) < 0)
			sched_yield();
		while (BIO_read(a, &answer, sizeof(answer)) < 0)
			sched_yield();
		*(long *)bad += answer != i + 1;
	}
	return NULL;
}

static void *answer_all(void *bad)
{
	for (long i = 0; i < EACH; i++) {
		long number = 0;

		while (BIO_pending(b) == 0 || BIO_get_write_guarantee(b) == 0)
			sched_yield();
		*(long *)bad += BIO_read(b, &number, sizeof(number)) != sizeof(number);
		number++;
		*(long *)bad += BIO_write(b, &number, sizeof(number)) != sizeof(number);
	}
	return NULL;
}

static void test_each_half_has_a_thread(void)
{
	pthread_t asker, answerer;
	long bad[2] = { 0, 0 };

	CHECK_INT(BIO_new_bio_dgram_pair(&a, 2000, &b, 2000), 1);
	CHECK_INT(pthread_create(&asker, NULL, ask, &bad[0]), 0);
	CHECK_INT(pthread_create(&answerer, NULL, answer_all, &bad[1]), 0);
	pthread_join(asker, NULL);
	pthread_join(answerer, NULL);
	CHECK_INT(bad[0] + bad[1], 0);
	BIO_free(a);
	BIO_free(b);
}

static const struct contract_case cases[] = {
	{ "threads share both ends", test_threads_share_both_ends, 0, 0 },
	{ "each half has a thread", test_each_half_has_a_thread, 0, 0 },
};

int main(void)
{
	return contract_main(
	    "datagrams in memory, threads", cases, sizeof(cases) / sizeof(cases[0]));
}
