/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scripted scenes compared step by step with what libcrypto did: tests/data/NAME.tsv. A row's
 * first column is "-" where both libraries do the same, "openssl" for libcrypto's alone, "D8" for
 * what biosock does instead. With BIOSOCK_TRACE_RECORD set to a file's name, the steps are
 * appended to it.
 */
#ifndef BIOSOCK_TESTS_BIO_TRACE_H
#define BIOSOCK_TESTS_BIO_TRACE_H

#include <openssl/bio.h>

/* A scene of tests/data/`file` begins; what went on before is forgotten. */
void trace_begin(const char *file, const char *scene);
/*
 * One step: what was returned, retry flags and reason, BIO_eof(), the callbacks called since,
 * the error stack.
 */
void trace_step(const char *step, BIO *b, long ret);
#define TRACE(b, call) trace_step(#call, b, (long)(call))
/* The scene is over: were these the steps of the file? */
void trace_end(void);

/* Callbacks that write themselves down. */
int trace_info(BIO *b, int state, int ret);
long trace_callback(BIO *b, int oper, const char *argp, size_t len, int argi, long argl, int ret,
    size_t *processed);

#endif
