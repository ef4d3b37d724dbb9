/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The calls that datagram BIOs make, in front of the C library's: one of them can be told to fail.
 */
#ifndef BIOSOCK_TESTS_FAILING_CALLS_H
#define BIOSOCK_TESTS_FAILING_CALLS_H

enum call {
	CALL_SEND,
	CALL_RECEIVE,
	CALL_SETSOCKOPT,
	CALL_GETSOCKOPT,
	CALL_GETSOCKNAME,
	CALL_CLOSE,
	CALLS
};

/*
 * After `well` calls that are made, the next fails with this errno, or never if that is 0. All
 * counters begin again.
 */
void fail_call(enum call call, int well, int err);

/* How many of these there were since, failed ones too. */
int calls_made(enum call call);

#endif
