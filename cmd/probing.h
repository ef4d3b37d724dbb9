/* SPDX-License-Identifier: Apache-2.0 */
/* Targets looked up and connected to, a bounded number at once, each within a time of its own. */
#ifndef BIOSOCK_CMD_PROBING_H
#define BIOSOCK_CMD_PROBING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <biosock.h>

#include "cmd/targets.h"
#include "sys/net.h"

enum { PROBING_MOST = 128, PROBING_POLLS = 4 };

/* A lookup, or a connect. */
struct probing_job {
	struct probing *of;
	struct target *target;
	struct trial *trial; /* NULL: a lookup */
	biosock_dialer *dialer;
	int sock;         /* connects with what was sent, which is nothing; else -1 */
	int64_t until_us; /* of sys_clock_us() */
	bool due;
	struct pollfd *polls; /* what was listed of it */
	size_t polls_n;
};

struct probing {
	const struct settings *settings;
	struct targets *targets;
	const BIO_ADDR *local4, *local6; /* where from, or NULL */
	int stop;                        /* readable when it is time to end */
	/* Called when something has ended, and now and then; NULL: none. */
	void (*tell)(const struct probing *p);

	int64_t begin_us, end_us; /* of all; after the end no round begins but the last */
	bool stopped, failed;
	struct trial **queue; /* of those that are still to begin */
	size_t queue_first, queue_n, queue_room;
	struct probing_job jobs[PROBING_MOST];
	size_t running, most;
	const struct trial *newest; /* that ended */
	size_t ended;
};

/*
 * Fills in what comes after `tell`, and probes: once, or as often as the settings say, or until it
 * is open. False, after saying why, if that could not be done at all; p->stopped: it was cut short.
 */
bool probing_run(struct probing *p);

/* The rest is between probing.c and probing_jobs.c. */

bool probing_waits(const struct probing *p);
/* When the newest round of a target ends at the latest: that of all, but the last has its time. */
int64_t probing_end_us(const struct probing *p, const struct target *t);
/* Milliseconds until that time of sys_clock_us(), rounded up. */
int probing_until(int64_t us);
/* Connects to all ports of the address are to begin. */
void probing_queue(struct probing *p, struct candidate *c);
/* A connect has ended, with an errno or 0; any job has. */
void probing_end_trial(struct probing_job *job, int err);
void probing_end_job(struct probing_job *job);
/*
 * Out of descriptors, with others under way: the connect begins later, and from now on there are
 * fewer at once. False: that would not help.
 */
bool probing_put_back(struct probing_job *job, int err);

void probing_begin_lookup(struct probing_job *job);
void probing_begin_trial(struct probing_job *job);
/* Writes at most PROBING_POLLS entries, returns how many, and makes *ms (< 0: for ever) fit. */
size_t probing_list_polls(struct probing_job *job, struct pollfd *out, int *ms);
/* `any`: what was listed has been looked at. */
void probing_step(struct probing_job *job, bool any);
void probing_drop(struct probing_job *job);

#endif
