/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BIO_sendmmsg() and BIO_recvmmsg() by many threads at once on one BIO, as BIO_sendmmsg(3) allows.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/time.h>

#include "datagram_peers.h"
#include "support/contract.h"

enum { THREADS = 2, ROUNDS = 200, BATCH = 4 };

static struct pair p; /* which sends to itself */
static atomic_int sent, received, failed;

static void fill(BIO_MSG *msg, char (*data)[8], BIO_ADDR **locals)
{
	for (size_t i = 0; i < BATCH; i++)
		msg[i] = (BIO_MSG){ .data = data[i],
			.data_len = 8,
			.peer = (BIO_ADDR *)(void *)&p.own.name,
			.local = locals[i] };
}

/* A full queue loses some: no failure. */
static void *send_all(void *arg)
{
	BIO_ADDR *locals[BATCH] = { NULL };
	char data[BATCH][8] = { "abc" };
	BIO_MSG msg[BATCH];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		size_t done = 0;

		fill(msg, data, locals);
		if (BIO_sendmmsg(p.bio, msg, sizeof(msg[0]), BATCH, 0, &done))
			atomic_fetch_add(&sent, (int)done);
		else
			atomic_fetch_add(&failed, 1);
	}
	return NULL;
}

/* Until none has come for a while after the last was sent. */
static void *receive_all(void *arg)
{
	BIO_ADDR *locals[BATCH];
	char data[BATCH][8];
	BIO_MSG msg[BATCH];
	size_t done = 0;

	(void)arg;
	for (size_t i = 0; i < BATCH; i++)
		locals[i] = BIO_ADDR_new();
	do {
		fill(msg, data, locals);
		for (size_t i = 0; i < BATCH; i++)
			msg[i].peer = NULL;
		if (!BIO_recvmmsg(p.bio, msg, sizeof(msg[0]), BATCH, 0, &done))
			continue;
		atomic_fetch_add(&received, (int)done);
		if (BIO_ADDR_rawport(locals[0]) != p.own.name.v4.sin_port)
			atomic_fetch_add(&failed, 1);
	} while (done > 0);
	for (size_t i = 0; i < BATCH; i++)
		BIO_ADDR_free(locals[i]);
	return NULL;
}

static void sends_and_receives_by_many_threads(void)
{
	struct timeval time = { 0, 300000 };
	pthread_t senders[THREADS], receivers[THREADS];

	p = make_pair(AF_INET);
	CHECK_INT(BIO_dgram_set_local_addr_enable(p.bio, 1), 1);
	CHECK_INT(BIO_ctrl(p.bio, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &time), 0);
	say_to_bio(&p, "x"); /* so that one is received, however late the others are */
	for (int i = 0; i < THREADS; i++) {
		pthread_create(&receivers[i], NULL, receive_all, NULL);
		pthread_create(&senders[i], NULL, send_all, NULL);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(senders[i], NULL);
		pthread_join(receivers[i], NULL);
	}
	CHECK_INT(failed, 0);
	CHECK_INT(sent, THREADS * ROUNDS * BATCH);
	CHECK(received > 0 && received <= sent + 1);
	free_pair(&p);
}

int main(void)
{
	static const struct contract_case cases[] = {
		{ "sends and receives by many threads", sends_and_receives_by_many_threads, 0, 0 },
	};

	return contract_main("datagram_threads", cases, sizeof(cases) / sizeof(cases[0]));
}
