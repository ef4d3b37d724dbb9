/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The race of connects to the addresses of a name (RFC 8305) as a step function: it knows no clock,
 * no socket and no resolver. In go addresses as answers come, what became of attempts, and the
 * time; out comes what to do next. An attempt is known by the number of its address, which they
 * have in the order in which they are added.
 *
 * The times are moments and spans of a clock of the caller's that never goes back, in microseconds.
 */
#ifndef BIOSOCK_DIAL_RACE_H
#define BIOSOCK_DIAL_RACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What addresses alternate by. */
enum dial_family { DIAL_V6, DIAL_V4, DIAL_OTHER, DIAL_FAMILIES };

#define DIAL_NEVER INT64_MAX

enum {
	DIAL_ATTEMPT_LEAST = 10 * 1000, /* RFC 8305, 5: "MUST NOT be started within 10 ms" */
	DIAL_ATTEMPT_MOST = 2000 * 1000,
	DIAL_ROOM_PAUSE = 50 * 1000, /* until a full listener is asked again (D25) */
	DIAL_ADDRESSES_MOST = 4096,  /* of a race */
};

struct dial_race_settings {
	int64_t attempt;    /* from a start to the next; kept within the two bounds above */
	int64_t resolution; /* how long IPv4 waits for the answer for IPv6 */
	int64_t deadline;   /* a moment, or DIAL_NEVER */
	size_t first_count; /* how many of the first family go before the second's first; 0 is 1 */
	size_t max_tries;   /* how many are started; 0: all */
	unsigned int awaited; /* the families that addresses are to come of, 1u << family each */
};

enum dial_state {
	DIAL_UNTRIED,
	DIAL_RUNNING,
	DIAL_PAUSED, /* its listener was full: it is started again */
	DIAL_FAILED,
	DIAL_SKIPPED,
	DIAL_WON,
	DIAL_REJECTED, /* it had won, and did not do */
	DIAL_LOST,     /* it connected when another had won */
};

struct dial_runner {
	enum dial_family family;
	enum dial_state state;
	int err;
	bool flew;          /* something of it was on its way when it failed */
	size_t nth;         /* which of all failures it was, from 1 */
	int64_t start, end; /* what was started, or ended, has these; the start is the newest */
	int64_t again;      /* DIAL_PAUSED: until when */
};

enum dial_what { DIAL_START, DIAL_WAIT, DIAL_WON_BY, DIAL_OVER };
enum dial_why { DIAL_ALL_FAILED, DIAL_OUT_OF_TIME, DIAL_ENDED };

/* What to do next. */
struct dial_order {
	enum dial_what what;
	size_t i;          /* DIAL_START: this one; DIAL_WON_BY: the winner */
	int64_t until;     /* DIAL_WAIT: for what happens, and no longer; DIAL_NEVER: only that */
	enum dial_why why; /* DIAL_OVER */
};

struct dial_race {
	struct dial_race_settings set;
	struct dial_runner *runners;
	size_t n, room;
	enum dial_family preferred;
	bool over;
	enum dial_why why;
	bool starved;           /* descriptors or memory ran out: nothing more is started */
	size_t winner;          /* SIZE_MAX: none yet */
	size_t tries;           /* starts, but for those again after a pause */
	size_t failures;        /* and rejections */
	size_t running, paused; /* how many are so */
	size_t untried[DIAL_FAMILIES];
	size_t next[DIAL_FAMILIES]; /* none of the family before it is untried */
	int64_t due;                /* when the next may start */
	int64_t gate;               /* when IPv4 stops waiting for IPv6 */
	/* Whose the last start was, and how many from the first on were the preferred family's. */
	struct dial_turns {
		bool any;
		enum dial_family last;
		size_t run;
	} turns, turns_before;
	size_t newest; /* the one started last, before which turns_before were */
};

void dial_race_init(struct dial_race *race, const struct dial_race_settings *settings);
/* Harmless on one that is all zeros. */
void dial_race_fini(struct dial_race *race);

/*
 * An address has come; its number is the one that race->n was. False, and the race as it was, if
 * there is no memory or no room for more (ENOMEM), or the race is over.
 */
bool dial_race_add(struct dial_race *race, enum dial_family family, int64_t now);
/* No more addresses of this family come. */
void dial_race_no_more(struct dial_race *race, enum dial_family family);
/*
 * The family whose turn is the first, IPv6 unless told otherwise. Where it is not IPv6, nobody
 * waits for IPv6's answer. It counts until the first start.
 */
void dial_race_prefer(struct dial_race *race, enum dial_family family);
/* Whether both IPv6 and IPv4 have an address and none was started: the heads can be compared. */
bool dial_race_heads(const struct dial_race *race, size_t *out_v6, size_t *out_v4);

/*
 * What to do now. After DIAL_START the caller starts that attempt, says what became of it at once,
 * and asks again; after the others, when something has happened or the time has come. Success beats
 * a deadline: who has waited says what has happened before asking. DIAL_WON_BY stays so until the
 * winner is rejected, DIAL_OVER for ever.
 */
struct dial_order dial_race_next(struct dial_race *race, int64_t now);

/* The attempt was started, and its end is still to come. */
void dial_race_flying(struct dial_race *race, size_t i);
/* The attempt failed: `err` is an errno. */
void dial_race_failed(struct dial_race *race, size_t i, int err, int64_t now);
/* The listener has no room: the attempt is to be started again after a pause. */
void dial_race_full(struct dial_race *race, size_t i, int64_t now);
/* The one just started was left out by the caller: it was not tried, and had no turn. */
void dial_race_skipped(struct dial_race *race, size_t i, int64_t now);
/* The attempt connected. False: that is too late, and the connection is to be closed. */
bool dial_race_connected(struct dial_race *race, size_t i, int64_t now);
/* The winner did not do: the race goes on. False if there is no winner, or the race is over. */
bool dial_race_reject(struct dial_race *race, int err, int64_t now);
/* It is over, by the caller's wish. */
void dial_race_end(struct dial_race *race);

/*
 * Of all that failed, the one whose error says most: what a remote said, then silence, then what
 * went wrong on this machine, of equals the newest. SIZE_MAX if none failed.
 */
size_t dial_race_cause(const struct dial_race *race);
/*
 * The failed ones to tell of, oldest first by their end, the newest `most` of them, and the cause
 * always and last. Returns how many.
 */
size_t dial_race_told(const struct dial_race *race, size_t *out, size_t most);

#endif
