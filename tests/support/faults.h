/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failures on demand: the test executable defines the system's calls itself (faults_calls.c),
 * counts them between faults_begin() and faults_end(), and has those fail that a test asked for.
 * The library knows nothing of it. For one thread only.
 */
#ifndef BIOSOCK_TESTS_FAULTS_H
#define BIOSOCK_TESTS_FAULTS_H

#include <stdbool.h>

enum fault_call {
	FAULT_SOCKET,
	FAULT_SETSOCKOPT,
	FAULT_GETSOCKOPT,
	FAULT_IOCTL,
	FAULT_FCNTL,
	FAULT_BIND,
	FAULT_LISTEN,
	FAULT_ACCEPT, /* accept() and accept4() */
	FAULT_CONNECT,
	FAULT_GETSOCKNAME,
	FAULT_GETADDRINFO,
	FAULT_GETNAMEINFO,
	FAULT_CLOSE, /* a close that fails has closed, as on Linux */
	FAULT_POLL,
	FAULT_READ,     /* and recv*(): faults_transfers.c, as the next two */
	FAULT_WRITE,    /* and send*() */
	FAULT_SHUTDOWN, /* a failing one has shut nothing down */
	FAULT_MALLOC,   /* the library's own allocations, new or grown */
	FAULT_OPEN,     /* tests/cmd/faulty.c, as all that follow */
	FAULT_MKSTEMP,
	FAULT_CHMOD,
	FAULT_RENAME,
	FAULT_UNLINK,
	FAULT_PIPE,
	FAULT_SIGACTION,
	FAULT_CALLS
};

/* Every call of its kind. */
enum { FAULT_EVERY = 0 };

/* Added to a signal's number it is the code of that signal coming just before the call is made. */
enum { FAULT_SIGNAL = 1 << 20 };

/*
 * Has the n-th call (from 1, or FAULT_EVERY) of the coming window fail: with this errno, or for
 * getaddrinfo() and getnameinfo() with this EAI code, which leaves errno as it is unless it is
 * EAI_SYSTEM: then it becomes EMFILE. Up to 8 such wishes; forgotten by faults_clear().
 */
void faults_fail(enum fault_call call, int n, int code);
void faults_clear(void);

/* Opens the window, all counts at 0; errno is kept by both. */
void faults_begin(void);
void faults_end(void);

/* How many calls of the last window there were, and whether any was made to fail. */
int faults_count(enum fault_call call);
bool faults_struck(void);

/* What a record calls the call. */
const char *faults_name(enum fault_call call);

/*
 * Puts the library's allocations under the window's rule. To be called first in main(). 1, or 0 if
 * it is too late.
 */
int faults_own_memory(void);
/* How many of them are not freed. */
int faults_live_memory(void);

/* How many lists of getaddrinfo() are not freed. */
int faults_live_lists(void);
/*
 * How many closes in a window were of descriptors that were not open: closed twice,
 * or never opened.
 */
int faults_bad_closes(void);

/* For faults_calls.c: counts a list more or, with -1, one less. */
void faults_note_list(int by);
void faults_note_bad_close(void);
/*
 * For faults_calls.c: called with 1 before a call of the C library that may itself make calls that
 * are counted here, and with -1 behind it, so that these are not counted.
 */
void faults_within(int by);
/* For faults_calls.c: counts the call; true, with errno or the EAI code, if this one is to fail. */
bool faults_strike(enum fault_call call, int *out_code);
/* The same of a call that says -1 and errno, which is set. */
bool faults_meet(enum fault_call call);

#endif
