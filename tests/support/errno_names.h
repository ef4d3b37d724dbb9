/* SPDX-License-Identifier: Apache-2.0 */
/* What errno's values are called: glibc's strerrorname_np(), for every system. */
#ifndef BIOSOCK_TESTS_ERRNO_NAMES_H
#define BIOSOCK_TESTS_ERRNO_NAMES_H

#include <stddef.h>

/* "ECONNREFUSED" for its number; NULL for a number that is none of the names the tests know. */
const char *errno_name(int err);

/*
 * What tests call a record, and what it is here: the length of that beginning of `words`, and in
 * *out_here that of `theirs`; 0 if they are no such pair.
 */
size_t record_words(const char *words, const char *theirs, size_t *out_here);

/* What the record of a call says where there is no descriptor of that number, as an errno. */
int errno_of_no_descriptor(void);

/* The errno that the number in a system error's record means: itself, where sockets' are errnos. */
int errno_of_record(int number);

#endif
