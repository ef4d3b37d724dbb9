/* SPDX-License-Identifier: Apache-2.0 */
/* How a failed system call becomes records: the one place where this layer raises errors. */
#ifndef BIOSOCK_SOCK_FAILURE_H
#define BIOSOCK_SOCK_FAILURE_H

#include "addr/address.h"
#include "err/raise.h"

/*
 * A system call failed just now: (SYS, errno, "calling CALL()"), then (BIO, reason) unless that is
 * 0. errno is left as the call's.
 */
void sock_fail(struct err_place place, const char *call, int reason);

/* The same, saying on which address: "calling connect(): [2001:db8::1]:443". */
void sock_fail_on(struct err_place place, const char *call, int reason, const BIO_ADDR *addr);

/*
 * The failures at several addresses, kept until it is known whether another one works: the newest,
 * as many as the error queue has room for in whole pairs of records.
 */
enum { SOCK_FAILURES = 7 };

struct sock_failures {
	int n;
	struct sock_failure {
		const BIO_ADDR *addr;
		const char *call;
		int code, err; /* sys_last_error(); errno, which may say more */
		int reason;
	} list[SOCK_FAILURES];
};

/*
 * An attempt at `addr`, which has to stay, failed just now: its records behind the last mark, and
 * the mark, go from the stack into *f. errno is kept.
 */
void sock_failures_keep(struct sock_failures *f, const BIO_ADDR *addr);

/* Puts all of them back on the stack, oldest first, and empties *f. errno is that of the newest. */
void sock_failures_tell(struct err_place place, struct sock_failures *f);

/*
 * The two arguments the calls share: a socket that is not -1 (D14), an address that is not NULL. 1,
 * or 0 refused.
 */
int sock_check(struct err_place place, int fd, const BIO_ADDR *addr);

#endif
