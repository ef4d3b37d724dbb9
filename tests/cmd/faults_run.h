/* SPDX-License-Identifier: Apache-2.0 */
/* The faulty command run once, with a peer that calls it or is called. */
#ifndef BIOSOCK_TESTS_FAULTS_RUN_H
#define BIOSOCK_TESTS_FAULTS_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { ARGS = 10, TEXT_ROOM = 4096 };

/* What the peer sends, and what the command's standard input has. */
#define HELLO "hello"
#define INPUT "input"

enum role { ALONE, CALLS, IS_CALLED };

struct scene {
	const char *name;
	const char *args[ARGS]; /* "AT": the address of the peer that is called */
	enum role role;
	int family, type;
	const char *out; /* what standard output has in the end; NULL: whatever */
	bool serves;     /* one peer's loss is not the server's */
	bool keeps;      /* makes a ready file */
	bool stale;      /* a file of a socket that is no more is in the way */
	bool probes;     /* its status is the cause, output has the reason, and it may try again */
	int most_messages; /* 0: 1 */
};

/* One run of the command. */
struct run {
	const struct scene *scene;
	const char *faulty;
	pid_t pid;
	int sock;     /* of the peer that is called, or -1 */
	int out, err; /* what it writes */
	char at[128]; /* where it listens */
	char texts[2][TEXT_ROOM];
	size_t used[2];
	int status; /* of waitpid() */
	bool hung;
};

/*
 * Plays the scene in the working folder by the program `faulty`, whose environment gets
 * BIOSOCK_FAULT (NULL: none) and BIOSOCK_COUNTS. The peer's files are in the folder above.
 */
void run_play(struct run *out, const struct scene *scene, const char *faulty, const char *fault,
    const char *counts);

/* Whether the scene's stale file is still there by that name. */
bool run_is_stale(const char *name);

/* Says what failed, and ends. */
void run_die(const char *what);

#endif
