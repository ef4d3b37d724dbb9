/* SPDX-License-Identifier: Apache-2.0 */
/* <string.h>, for tests that run on Windows: with strsep(3). */
#ifndef BIOSOCK_TESTS_WINDOWS_STRING_H
#define BIOSOCK_TESTS_WINDOWS_STRING_H

#include_next <string.h>

char *strsep(char **rest, const char *delimiters);

#endif
