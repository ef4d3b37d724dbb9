/* SPDX-License-Identifier: Apache-2.0 */
/* FORMAT(n, m): has the compiler check the n-th argument as the format of those from the m-th. */
#ifndef BIOSOCK_TESTS_FORMAT_H
#define BIOSOCK_TESTS_FORMAT_H

#include <stdio.h>

#ifdef __MINGW_PRINTF_FORMAT /* two C libraries' printf to choose from */
#define FORMAT(n, m) __attribute__((format(__MINGW_PRINTF_FORMAT, n, m)))
#else
#define FORMAT(n, m) __attribute__((format(printf, n, m)))
#endif

#endif
