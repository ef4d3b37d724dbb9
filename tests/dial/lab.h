/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Real networks for dials: a namespace with two interfaces behind which a process of the test's own
 * (wire.c) delays, drops and answers packets, and answers questions to the resolver late or never.
 *
 * What an address does is in the address. In the 10.0.0.0/8 of the one interface, and in its
 * 2001:db8::/32 by the groups behind that:
 *
 *     10.1.D.x  2001:db8:1:D::x   takes connections, after D milliseconds
 *     10.2.D.x  2001:db8:2:D::x   refuses them, after D milliseconds
 *     10.3.0.x  2001:db8:3::x     is silent
 *
 * D of IPv6 is in hexadecimal. Behind the other interface is the resolver, which knows the names
 * "row0.example", "row1.example" and so on.
 */
#ifndef BIOSOCK_TESTS_DIAL_LAB_H
#define BIOSOCK_TESTS_DIAL_LAB_H

#include <stddef.h>

enum { LAB_NEVER = -1 };

/* What the resolver says of one family, after so many milliseconds; "": there are none. */
struct lab_answer {
	int after_ms;
	const char *addresses; /* with a space between them */
};

/* What it says of a name. */
struct lab_name {
	struct lab_answer v6, v4;
};

/*
 * The calling process, which has one thread yet, goes to live there. NULL, or why it cannot, and
 * then it is to end soon. The n names are to stay.
 */
const char *lab_enter(const struct lab_name *names, size_t n);

/* The process behind the interfaces, which lab_enter() starts. */
_Noreturn void wire_serve(int net, int resolver, const struct lab_name *names, size_t n);

/*
 * The answer to a question to the resolver of n bytes: its length, 0 if it is none; and after how
 * many milliseconds, or LAB_NEVER.
 */
enum { ZONE_SIZE = 1024 };
size_t zone_answer(const struct lab_name *names, size_t n_names, const unsigned char *question,
    size_t n, unsigned char out[ZONE_SIZE], int *out_after_ms);

#endif
