/* SPDX-License-Identifier: Apache-2.0 */
/* What the resolver has for names.invalid; it is replaced in the executable. */
#ifndef BIOSOCK_TESTS_BIO_ANSWERS_H
#define BIOSOCK_TESTS_BIO_ANSWERS_H

/* Numeric addresses in this order; NULL: none. */
void answers_are(const char *first, const char *second, const char *third);

#endif
