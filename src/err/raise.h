/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that the layers above have to do with errors: they raise them in the name of the public
 * function that the user called. This is the seam behind which the stack may be another's: beside
 * it, they call nothing of <openssl/err.h>.
 */
#ifndef BIOSOCK_ERR_RAISE_H
#define BIOSOCK_ERR_RAISE_H

#include <stdbool.h>
#include <string.h>

#include <openssl/err.h>

/*
 * Where a record says it comes from. Both strings must live as long as the
 * program (literals, __func__).
 */
struct err_place {
	const char *file;
	int line;
	const char *func;
};

/* The function where it is written, by the name that programs know: never bare __func__. */
#ifdef BIOSOCK_NAMES_ARE_MACROS
#define ERR_FUNC                                                                                   \
	(OPENSSL_FUNC +                                                                            \
	    (strncmp(OPENSSL_FUNC, BIOSOCK_NAME_PREFIX, sizeof(BIOSOCK_NAME_PREFIX) - 1) == 0      \
	            ? sizeof(BIOSOCK_NAME_PREFIX) - 1                                              \
	            : 0))
#else
#define ERR_FUNC OPENSSL_FUNC
#endif

/* The place where it is written: a public function takes it and hands it down to its helpers. */
#define ERR_PLACE ((struct err_place){ OPENSSL_FILE, OPENSSL_LINE, ERR_FUNC })

/* The same in the name of a public function that calls this one through a table. */
#define ERR_PLACE_OF(function) ((struct err_place){ OPENSSL_FILE, OPENSSL_LINE, function })

/* Puts one record on this thread's stack. errno is kept. No allocation. */
void err_raise(struct err_place place, int lib, int reason);

/*
 * An argument is refused: one record, and `err`, an errno, is the last socket call's error; with 0
 * errno stays as it is. Returns 0.
 */
int err_refuse(struct err_place place, int lib, int reason, int err);

/*
 * As err_raise(), with printf-formatted data, cut at ERR_MAX_DATA_SIZE. errno is kept. Allocates
 * only for long data.
 */
void err_raise_data(struct err_place place, int lib, int reason, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * The same with data put together from texts, up to a NULL: for what fails often enough that
 * printf's cost would be seen.
 */
void err_raise_texts(struct err_place place, int lib, int reason, ...) __attribute__((sentinel));

/*
 * An attempt, whose records are to be forgotten if there will be another. Attempts nest, and each
 * one begun is ended, once, by one of the two after it.
 */
void err_attempt_begin(void);
/* Takes the records since it began off the stack. */
void err_attempt_forget(void);
/* Leaves them there, and returns whether there are any. */
bool err_attempt_keep(void);

/* Whether the newest record on this thread's stack is this one. */
bool err_newest_is(int lib, int reason);

/* Adds two texts to the data of the newest record. */
void err_add_texts(const char *label, const char *text);

#endif
