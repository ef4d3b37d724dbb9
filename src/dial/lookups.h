/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions to the system's resolver that nobody has to wait for: each is asked in a thread of its
 * own, which is neither cancelled nor joined, since getaddrinfo(3) can be neither. Who is no longer
 * interested leaves it behind.
 *
 * So many may be wanted at once, and so many left behind. Beyond that a new question shares a
 * running one that is the same, or waits in line until there is room.
 */
#ifndef BIOSOCK_DIAL_LOOKUPS_H
#define BIOSOCK_DIAL_LOOKUPS_H

#include <stdbool.h>

#include "sys/net.h"
#include "sys/wake.h"

struct dial_lookup;

struct dial_question {
	const char *host;
	const char *service; /* or NULL */
	int family, socktype, protocol;
};

/* Who asks; begins as all zeros, stays where it is, and is one thread's. */
struct dial_asker {
	struct dial_lookup *lookup;
	struct dial_asker *next, **link; /* of those with the same lookup, or in line */
	const struct sys_wake *wake;
	enum { DIAL_ASKS_NOTHING, DIAL_WAITS_IN_LINE, DIAL_WAITS_FOR_ANSWER, DIAL_ANSWERED } state;
};

struct dial_answer {
	int code;                    /* the resolver's, 0: see `err` */
	int err;                     /* errno, if that is the reason; 0: there are addresses */
	const struct addrinfo *list; /* the asker's until it drops the question */
};

/*
 * Asks. When there is an answer, or the asker is in line no more, *wake, which has to stay, is
 * raised. False with errno if there is no memory.
 */
bool dial_ask(
    struct dial_asker *asker, const struct dial_question *question, const struct sys_wake *wake);

/* Whether it still waits in line; and the answer, false if there is none yet. */
bool dial_ask_waits(struct dial_asker *asker);
bool dial_ask_answer(struct dial_asker *asker, struct dial_answer *out);

/* It wants to know no more, and *wake is not touched any more. Harmless if it asked nothing. */
void dial_ask_drop(struct dial_asker *asker);

/* How many may be wanted at once, and left behind: from now on, returns how many until now. */
int dial_ask_limit(int limit);

enum { DIAL_ASK_LIMIT = 256 };

#endif
