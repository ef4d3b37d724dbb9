/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Half of a program that has two libraries with BIOs in its process: each half is compiled against
 * the headers of one of them, and uses it.
 */
#ifndef BESIDE_HALF_H
#define BESIDE_HALF_H

struct half {
	/* Uses the library, and tells that it is the one meant. NULL, or what is wrong. */
	const char *(*work)(void);
	/* Leaves an error on the library's stack. */
	void (*fail)(void);
	/* How many records are on the library's stack, which is empty then. */
	int (*errors)(void);
};

extern const struct half sockets_half, tls_half;

/* Both work, in turns, and neither's errors are on the other's stack. NULL, or what is wrong. */
const char *halves_beside(const struct half *one, const struct half *other);

/* The exit status of a program that has found this wrong, after a line on standard error. */
int halves_verdict(const char *wrong);

#endif
