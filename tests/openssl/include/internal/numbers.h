/* SPDX-License-Identifier: Apache-2.0 */
/* The limits of numbers, which C has. */
#ifndef BIOSOCK_TESTS_OPENSSL_NUMBERS_H
#define BIOSOCK_TESTS_OPENSSL_NUMBERS_H

#include <limits.h>
#include <stdint.h>

#endif
