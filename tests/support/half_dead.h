/* SPDX-License-Identifier: Apache-2.0 */
/*
 * This machine at one port: of its two addresses the first, in the order that a lookup has them,
 * does not answer, since its queue is full; at the second somebody listens.
 */
#ifndef BIOSOCK_TESTS_HALF_DEAD_H
#define BIOSOCK_TESTS_HALF_DEAD_H

struct half_dead {
	int dead, filler, alive;
	int alive_family;
	char service[8];
};

/* Skips the test where there are no such two addresses. */
void half_dead_open(struct half_dead *place);
void half_dead_close(const struct half_dead *place);

#endif
