/* SPDX-License-Identifier: Apache-2.0 */
/* A dial under way: what src/dial shares of it. */
#ifndef BIOSOCK_DIAL_DIALER_H
#define BIOSOCK_DIAL_DIALER_H

#include "dial/candidates.h"
#include "dial/dial_attempt.h"
#include "dial/lookups.h"
#include "dial/plan.h"
#include "dial/race.h"
#include "sys/timer.h"
#include "sys/wake.h"
#include "sys/watch.h"

/* Of each family that has a question of its own. */
enum { DIAL_ASKERS = 2 }; /* DIAL_V6, DIAL_V4 */

struct dial_inquiry {
	struct dial_asker asker;
	bool asked, told_of_line;
	int64_t answered; /* microseconds since the dial began, -1: not yet */
	int code, err;    /* of one that found nothing */
};

struct biosock_dialer {
	struct err_place place; /* in whose name it fails */
	struct dial_plan plan;
	struct dial_race race;
	struct dial_candidates candidates;
	struct dial_attempt *attempts; /* of each candidate */
	size_t room;
	char *host, *service; /* to ask for, or NULL */
	struct dial_inquiry inquiries[DIAL_ASKERS];
	bool wakes; /* there is a wake to wait for */
	struct sys_wake wake;
	int64_t began;
	bool ordered;          /* which family is the first is settled */
	bool v6_sought;        /* whether IPv6 leads anywhere was asked */
	bool told_of_fastopen; /* that it is left out */
	bool has_waited;       /* what needs no waiting is done */
	int64_t until;         /* when the next step is due, DIAL_NEVER: when something happens */
	bool taken, told_end, cancelled;
	int stopped; /* errno, if the caller's hook ended it */
	int deaf;    /* errno, if poll() failed */
	/*
	 * What to wait for, as of the newest look: whose each is, and then the wake and the cancel.
	 */
	struct pollfd *polls;
	size_t *polled;
	size_t poll_room;
	/* One descriptor for all of it, once it was asked for. */
	bool watched;
	struct sys_watch watch;
	int timer;
	struct dial_watching {
		int fd;
		size_t whose;
	} * watching; /* as the watch has it */
	size_t n_watching, watching_room;
};

/* --- how addresses come (sources.c) --- */

/*
 * Finds out how the host's addresses come, and takes those that need no waiting. False with
 * records and errno.
 */
bool dial_begin(biosock_dialer *dialer, const char *host, const char *service);
/* An address has come. False with errno if there is no memory. */
bool dial_take_address(biosock_dialer *dialer, const BIO_ADDR *addr);
/* All at once, in the order that they have. False with errno if there is no memory. */
bool dial_take_list(biosock_dialer *dialer, const BIO_ADDRINFO *list);
/* There are no more than have come, and the first one's family is the first. */
void dial_took_all(biosock_dialer *dialer);
/* Asks the resolver, the first time; then takes what it has answered. */
void dial_take_answers(biosock_dialer *dialer);
/* The families that are asked for have no more addresses than there are. */
void dial_drop_questions(biosock_dialer *dialer);

/* --- what happens (steps.c) --- */

/* Does what is due. 1, 0 or -1, as biosock_dialer_step(), without records. */
int dial_decide(biosock_dialer *dialer);
/* What to wait for; how many, in dialer->polls. 0 if there is nothing, or no memory to say it. */
size_t dial_list_polls(biosock_dialer *dialer);
/* Waits so long for what is under way, -1: for ever, and takes note of what has happened. */
void dial_look(biosock_dialer *dialer, int timeout_ms);
/* The next step is due soon: what it needs was not to be had. */
void dial_step_soon(biosock_dialer *dialer);
/* Until when, in milliseconds, rounded up. */
int dial_patience(const biosock_dialer *dialer);
/* The winner, with its mode as the plan has it, to the caller; -1 with records and errno. */
int dial_hand_over(biosock_dialer *dialer, biosock_dial_result *result);
/* Those still under way are closed. */
void dial_close_others(biosock_dialer *dialer);

/* --- one descriptor for all (watching.c) --- */

/* Has the descriptor say when the next step is due, if it was asked for. */
void dial_watch(biosock_dialer *dialer);
void dial_watch_fini(biosock_dialer *dialer);

/* --- what is told (story.c) --- */

/* Microseconds since the dial began. */
int64_t dial_now(const biosock_dialer *dialer);

void dial_tell(const biosock_dialer *dialer, enum biosock_dial_what what, size_t i, int err);
void dial_tell_of_family(
    const biosock_dialer *dialer, enum biosock_dial_what what, int family, int gai, int err);
/* Tells that it is over, once, and with what errno; puts on the error stack why. */
void dial_tell_end(biosock_dialer *dialer, int err);
void dial_raise_story(const biosock_dialer *dialer);
/* Those that failed so far; errno is the last one's. False if none did. */
bool dial_raise_failures(const biosock_dialer *dialer);
/* Fills a result, if there is one. */
void dial_fill_result(const biosock_dialer *dialer, biosock_dial_result *result);

/* --- the whole (dialer.c) --- */

biosock_dialer *dial_new(struct err_place place, const biosock_dial_options *options);
biosock_dialer *dial_new_planned(struct err_place place, const struct dial_plan *plan);
/* Frees one that has not begun, of which nothing is told. -1. */
int dial_give_up(biosock_dialer *dialer);

/* Does what is due and waits for nothing: 1 and -1 as dial_wait(), 0: not yet. */
int dial_step(biosock_dialer *dialer);

/* --- from beginning to end (dial.c) --- */

/* Waits until there is a connection, 1, or it is over, -1; without records. */
int dial_wait(biosock_dialer *dialer);
/*
 * Ends it, after dial_wait() or dial_step() has said 1 or -1: the connection is the caller's, or -1
 * with records and errno. Frees it.
 */
int dial_end(biosock_dialer *dialer, biosock_dial_result *result);

#endif
