/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the driver. Whatever goes wrong in one ends the program: half a
 * benchmark tells nothing.
 */
#ifndef BIOSOCK_BENCH_BENCH_H
#define BIOSOCK_BENCH_BENCH_H

#include <stdint.h>
#include <sys/socket.h>

#include "operations.h"
#include "table.h"

/* How thorough the run is. */
struct effort {
	size_t rounds; /* of each operation; each contestant has one batch a round */
	size_t starts; /* of each program */
};

/* The descriptors and addresses that the operations work on. */
struct loopback {
	int listener;
	struct sockaddr_storage listener_addr;
	socklen_t listener_len;
	int not_a_socket;
	int clients[128];
	int accepted[128];
	int streams[2];  /* the ends of a stream */
	char service[8]; /* of the listener, on 127.0.0.1 */
};

/* At most this many connections at a time, which any system's backlog holds. */
#define LOOPBACK_MOST 128

void loopback_open(struct loopback *out);
void loopback_close(struct loopback *loopback);
/* Fills the backlog with job->n connections, and has them all gone afterwards. */
void loopback_fill(struct loopback *loopback, struct job *job);
void loopback_drop_accepted(struct loopback *loopback, struct job *job);
/* The peer of connects, and what they left at its side taken away. */
void loopback_offer(struct loopback *loopback, struct job *job);
void loopback_drain(struct loopback *loopback, struct job *job);
/* The same to be dialled by its text. */
void loopback_name(struct loopback *loopback, struct job *job);
/* A stream whose both ends are here. */
void loopback_join(struct loopback *loopback, struct job *job);
/* A descriptor on which the socket calls fail. */
void loopback_spoil(struct loopback *loopback, struct job *job);

/* One operation of the table: its input, its batch, what it may cost. */
struct bench_case {
	const char *name;
	size_t operation; /* where struct operations has it */
	size_t n;         /* operations a batch */
	const char *text, *host, *service;
	int for_server;
	void (*prepare)(struct loopback *, struct job *);
	void (*finish)(struct loopback *, struct job *);
	struct budget budget;
};

extern const struct bench_case bench_cases[];
extern const size_t bench_case_count;

/* Runs one case with all contestants turn about; *out gets nanoseconds an operation. */
void measure_case(const struct bench_case *bench_case,
    const struct operations *const who[CONTESTANTS], const struct effort *effort, struct row *out);

uint64_t now_ns(void);

/*
 * Costs from samples, of which each contestant has one a round (NULL: none); they are reordered. A
 * ratio is the median of the rounds' ratios, since two batches that follow each other share what
 * else the machine does at that moment.
 */
void measure_fill(double *const samples[CONTESTANTS], size_t rounds, struct row *out);

/* Rows for starting the programs in folder `dir`. */
void startup_measure(const char *dir, const struct effort *effort, struct report *report);
/* Rows for what the libraries and their objects weigh. */
void size_measure(
    const char *dir, const struct operations *const who[CONTESTANTS], struct report *report);

_Noreturn void bench_die(const char *what);

#endif
