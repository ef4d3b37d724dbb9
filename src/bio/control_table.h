/* SPDX-License-Identifier: Apache-2.0 */
/* The controls of a kind, as a table of what does them, whatever BIO it is a kind of. */
#ifndef BIOSOCK_BIO_CONTROL_TABLE_H
#define BIOSOCK_BIO_CONTROL_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/bio.h>

/*
 * One control of a kind: kinds hold a `static const struct bio_control[]`, what is asked most
 * first, and their ctrl operation is bio_control() with it. What is not in the table returns 0.
 */
struct bio_control {
	int command;
	long (*run)(BIO *b, long number, void *pointer);
};

/* A kind is told that it was pushed or popped, which is often; none of ours makes use of it. */
static inline bool bio_control_is_of_chains(int command)
{
	return command == BIO_CTRL_PUSH || command == BIO_CTRL_POP;
}

/*
 * Unrolled where it is called: the table becomes comparisons, and the functions
 * are called directly.
 */
static inline __attribute__((always_inline)) long bio_control(
    const struct bio_control *table, size_t n, BIO *b, int command, long number, void *pointer)
{
	if (bio_control_is_of_chains(command))
		return 0;
#pragma GCC unroll 48
	for (size_t i = 0; i < n; i++)
		if (table[i].command == command)
			return table[i].run(b, number, pointer);
	return 0;
}

/* Controls that many kinds share: 0; 1; BIO_get_close(); BIO_set_close(). */
long bio_control_no(BIO *b, long number, void *pointer);
long bio_control_yes(BIO *b, long number, void *pointer);
long bio_control_get_close(BIO *b, long number, void *pointer);
long bio_control_set_close(BIO *b, long number, void *pointer);

#endif
