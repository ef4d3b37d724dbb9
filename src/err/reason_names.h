/* SPDX-License-Identifier: Apache-2.0 */
/* Names of libraries and reasons: those built in, and those a program loads. */
#ifndef BIOSOCK_ERR_REASON_NAMES_H
#define BIOSOCK_ERR_REASON_NAMES_H

#include <stddef.h>

#include <openssl/err.h>

/*
 * The built-in name of a library (reason 0), of a common reason (library 0) or of a reason of
 * BIO's, by packed code. NULL if there is none, or if they are not known yet.
 */
const char *err_builtin_name(unsigned long code);

/* Makes the built-in names known; until the first call there are none. */
void err_names_know(void);

/* Forgets all names that the program loaded. */
void err_names_forget(void);

/*
 * Writes "error:CODE:LIBRARY:FUNCTION:REASON", or where that does not fit "err:" and numbers, cut
 * to `len` bytes, which are at least 1.
 */
void err_describe(unsigned long code, const char *func, char *out_text, size_t len);

#endif
