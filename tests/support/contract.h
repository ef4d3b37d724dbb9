/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Contract tests: one source, run against biosock and (built with BIOSOCK_ORACLE) against
 * libcrypto, the system's and that of OpenSSL 3.6. A case tagged with a D-number is a deliberate
 * difference: it must pass on biosock and must FAIL on libcrypto, or it is no difference. A case
 * tagged with a version is skipped, visibly, on an older libcrypto.
 */
#ifndef BIOSOCK_TESTS_CONTRACT_H
#define BIOSOCK_TESTS_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>

struct contract_case {
	const char *name;
	void (*run)(void);   /* calls CHECK_*; never a cmocka assertion */
	int d;               /* D-number of DIFFERENCES.md; 0: as OpenSSL */
	unsigned long since; /* OPENSSL_VERSION_NUMBER that first has it; 0: any */
};

/* Runs the cases under cmocka and returns the exit status for main(). */
int contract_main(const char *suite, const struct contract_case *cases, size_t n);

/*
 * Each records a failure of the running case, with its place, and goes on. They return
 * whether it held.
 */
bool contract_check(const char *file, int line, bool held, const char *what);
bool contract_check_int(
    const char *file, int line, long long got, long long want, const char *what);
bool contract_check_str(
    const char *file, int line, const char *got, const char *want, const char *what);
bool contract_check_mem(
    const char *file, int line, const void *got, const void *want, size_t n, const char *what);

#define CHECK(cond) contract_check(__FILE__, __LINE__, (cond), #cond)
/* Of any integer type. */
#define CHECK_INT(got, want)                                                                       \
	contract_check_int(__FILE__, __LINE__, (long long)(got), (long long)(want), #got)
#define CHECK_STR(got, want)    contract_check_str(__FILE__, __LINE__, (got), (want), #got)
#define CHECK_MEM(got, want, n) contract_check_mem(__FILE__, __LINE__, (got), (want), (n), #got)

/*
 * Empties the error queue into text in the form of tests/data/failures.tsv, oldest first: `system
 * library:EBADF(calling bind());BIO routines:unable to bind socket`, or "-" where there is none.
 * What biosock adds behind OpenSSL's own data ("calling connect(): 127.0.0.1:80") is left out.
 * Returns a static buffer, valid until the next call.
 */
const char *contract_errors(void);
/* The same with each record's data whole. */
const char *contract_errors_whole(void);
#define CHECK_ERRORS(want)                                                                         \
	contract_check_str(__FILE__, __LINE__, contract_errors(), (want), "the error stack")

/*
 * "ECONNREFUSED" for an errno or for what stands for it in a record, "0" for 0; numbers without a
 * name are printed as such.
 */
const char *contract_errno_name(int err);

/*
 * Ends the running case as skipped, visibly: what it needs is not here, or it has nothing to say.
 */
_Noreturn void contract_skip(const char *why);

/* What CHECK_ERRORS() wants of a system call that failed: its record, and BIO's reason. Static. */
const char *contract_failed(int err, const char *call, const char *reason);

/*
 * Returns what this system says, asked without the library. On Linux, where libcrypto was asked,
 * that has to be `on_linux`; elsewhere there is nothing to compare it with.
 */
int contract_says(const char *file, int line, int says, int on_linux, const char *what);
#define SYSTEM_SAYS(says, on_linux) contract_says(__FILE__, __LINE__, (says), (on_linux), #says)

/* How many failures the running case has recorded so far. */
int contract_failures(void);
/* True in a build against libcrypto. */
bool contract_is_oracle(void);
/* Against libcrypto a case that is of a deliberate difference ends after so many seconds. */
void contract_limit_oracle(unsigned int seconds);
/* True in a build over a host's BIO, whose memory, errors and objects are the host's. */
bool contract_is_host(void);

#endif
