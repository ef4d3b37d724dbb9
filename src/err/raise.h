/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All that the layers above have to do with errors: they raise them in the name of the public
 * function that the user called. This is the seam behind which the stack may be another's: beside
 * it, they call nothing of <openssl/err.h>.
 */
#ifndef BIOSOCK_ERR_RAISE_H
#define BIOSOCK_ERR_RAISE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <openssl/err.h>

/*
 * A file's name in a place. Where two registers hold a place it is not pushed at each call that
 * hands it down, which made a library of 7 kB more: there the name, a literal, is the lower half of
 * its address, since what is linked to it in this code model lies within 2 GB.
 */
#if defined(__x86_64__) && defined(__LP64__) && defined(__code_model_small__)
typedef uint32_t err_file;
#define ERR_FILE ((uint32_t)(uintptr_t)OPENSSL_FILE)

static inline const char *err_file_name(err_file file)
{
	uintptr_t here = (uintptr_t) "";
	int32_t distance = (int32_t)(file - (uint32_t)here);

	return (const char *)(here + (uintptr_t)(intptr_t)distance);
}
#else
typedef const char *err_file;
#define ERR_FILE OPENSSL_FILE

static inline const char *err_file_name(err_file file)
{
	return file;
}
#endif

/*
 * Where a record says it comes from. Both names must live as long as the program, as literals
 * and __func__ do.
 */
struct err_place {
	const char *func;
	int line;
	err_file file;
};

/*
 * The function where it is written, by the name that programs know: never bare __func__. Of
 * biosock_BIO_socket that is BIO_socket, of other_biosock_dial it is biosock_dial, and biosock_dial
 * is what it is.
 */
#ifdef BIOSOCK_NAMES_ARE_MACROS
enum { ERR_PREFIX = sizeof(BIOSOCK_NAME_PREFIX) - 1 };
#define ERR_IS_PREFIXED(name)                                                                      \
	(strncmp(name, BIOSOCK_NAME_PREFIX, ERR_PREFIX) == 0 &&                                    \
	    (((name)[ERR_PREFIX] >= 'A' && (name)[ERR_PREFIX] <= 'Z') ||                           \
	        strncmp((name) + ERR_PREFIX, "biosock_", sizeof("biosock_") - 1) == 0))
#define ERR_FUNC (OPENSSL_FUNC + (ERR_IS_PREFIXED(OPENSSL_FUNC) ? ERR_PREFIX : 0))
#else
#define ERR_FUNC OPENSSL_FUNC
#endif

/* The place where it is written: a public function takes it and hands it down to its helpers. */
#define ERR_PLACE ((struct err_place){ ERR_FUNC, OPENSSL_LINE, ERR_FILE })

/* The same in the name of a public function that calls this one through a table. */
#define ERR_PLACE_OF(function) ((struct err_place){ function, OPENSSL_LINE, ERR_FILE })

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
