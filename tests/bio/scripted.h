/* SPDX-License-Identifier: Apache-2.0 */
/* A source and sink that does as it is told, and remembers what it was asked. */
#ifndef BIOSOCK_TESTS_SCRIPTED_H
#define BIOSOCK_TESTS_SCRIPTED_H

#include <openssl/bio.h>

/*
 * One letter of `script` a read, write or flush: `1`-`9` that many bytes, `*` all that was asked
 * for, `0` an end, `!` a failure, `-` not yet (retry). When it is used up, every call is `*`. What
 * is read is the alphabet over and over.
 */
BIO *scripted_new(const char *script);

/* From now on it follows this script. */
void scripted_tell(const char *script);

/*
 * What was asked since the last call of this: "read 4096=3 write 10=-1 flush=1 ctrl 13". Static,
 * until the next call.
 */
const char *scripted_trace(void);

/* All that was written since scripted_new(), ended by a NUL. */
const char *scripted_written(void);

/*
 * Checks that a filter over the script "*---*" says that a flush waits, with something held before
 * and without, and frees both.
 */
void scripted_flush_waits(BIO *filter);

#endif
