/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a failed system call becomes records: the one place where this layer raises errors. Where
 * several addresses are tried, failures travel as values, until it is known what becomes of them.
 */
#ifndef BIOSOCK_SOCK_FAILURE_H
#define BIOSOCK_SOCK_FAILURE_H

#include "addr/address.h"
#include "err/raise.h"

/* A system call that failed, and what the records of it will say. */
struct sock_failure {
	const char *function; /* the public one; NULL: that of whoever tells it */
	const char *call;     /* NULL: none failed */
	const BIO_ADDR *addr; /* where; has to stay. NULL: the records do not say */
	int code, err;        /* sys_last_error(); errno, which may say more */
	int reason;           /* 0: the call's record is the only one */
};

/*
 * A system call failed just now: all of *f but its function. errno is kept. Returns 0, as the
 * function does where that happened.
 */
int sock_failed(struct sock_failure *f, const char *call, int reason, const BIO_ADDR *addr);

/*
 * (SYS, errno, "calling CALL()"), or, with an address, "calling connect(): [2001:db8::1]:443"; then
 * (BIO, reason) unless that is 0. Nothing if no call failed. errno is the failure's.
 * Returns 0.
 */
int sock_tell(struct err_place place, const struct sock_failure *f);

/* Both at once. */
void sock_fail(struct err_place place, const char *call, int reason);
void sock_fail_on(struct err_place place, const char *call, int reason, const BIO_ADDR *addr);

/*
 * The failures at several addresses, kept until it is known whether another one works: the newest,
 * as many as the error queue has room for in whole pairs of records.
 */
enum { SOCK_FAILURES = 7 };

struct sock_failures {
	int n;
	struct sock_failure list[SOCK_FAILURES];
};

/* The attempt at `addr`, which has to stay, failed so. */
void sock_failures_keep(
    struct sock_failures *all, const struct sock_failure *f, const BIO_ADDR *addr);

/* Tells all of them, oldest first, and empties *all. errno is that of the newest. */
void sock_failures_tell(struct err_place place, struct sock_failures *all);

/*
 * The two arguments the calls share: a socket that is not -1 (D14), an address that is not NULL. 1,
 * or 0 refused.
 */
int sock_check(struct err_place place, int fd, const BIO_ADDR *addr);

#endif
