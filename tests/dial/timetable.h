/* SPDX-License-Identifier: Apache-2.0 */
/* How long a dial takes over real networks, beside getaddrinfo() and connect() in turn. */
#ifndef BIOSOCK_TESTS_DIAL_TIMETABLE_H
#define BIOSOCK_TESTS_DIAL_TIMETABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "dial/lab.h"

enum { TIMETABLE_NOT_YET = -1 };

/* One network, what is to come of a dial over it, and what came. Times are milliseconds. */
struct timetable_row {
	const char *text;
	int deadline_ms; /* -1: none */
	int rfc_ms;      /* by RFC 8305 */
	int family;      /* whose connection it is; AF_UNSPEC: none */
	int err;         /* errno without one */
	int waits;       /* how many follow each other, each as late as this machine makes it */
	double dial_ms;  /* of several the one nearest to the RFC's; TIMETABLE_NOT_YET */
	int dials;       /* how many there were */
	bool wrong;      /* one of them ended otherwise than it has to */
	double in_turn_ms;
	bool in_turn_connects, in_turn_goes_on; /* it had no end in TIMETABLE_PATIENCE_MS */
};

enum { TIMETABLE_ROWS = 10, TIMETABLE_PATIENCE_MS = 10000, TIMETABLE_NEAR_MS = 20 };

extern struct timetable_row timetable[TIMETABLE_ROWS];

/* As lab_enter(), with the networks of the rows. To be called first. */
const char *timetable_enter(void);
/* Begins getaddrinfo() and connect() of all rows, side by side, as processes of their own. */
bool timetable_begin_in_turn(void);
/* Waits for their ends. */
void timetable_end_in_turn(void);
/* Dials the row's name, at most so many times, until it is as near as it has to be. */
void timetable_dial(struct timetable_row *row, int times);
/* So near, and right. */
bool timetable_is_met(const struct timetable_row *row);
/*
 * By how much a plain connect, 40 ms away, is late here, as the median of several: how well this
 * machine keeps time just now.
 */
double timetable_lateness_ms(void);

/* The table; with pipes, or aligned for a terminal. */
void timetable_print(FILE *to, bool markdown);

#endif
