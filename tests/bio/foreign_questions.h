/* SPDX-License-Identifier: Apache-2.0 */
/* What a program may ask biosock of a BIO that is another library's. */
#ifndef BIOSOCK_TESTS_BIO_FOREIGN_QUESTIONS_H
#define BIOSOCK_TESTS_BIO_FOREIGN_QUESTIONS_H

#include <stddef.h>

#include <openssl/bio.h>

struct foreign_question {
	const char *name;
	long (*ask)(BIO *b);
	long want; /* of a BIO that is refused */
};
extern const struct foreign_question foreign_questions[];
extern const size_t foreign_questions_n;

#endif
