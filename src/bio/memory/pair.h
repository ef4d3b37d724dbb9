/* SPDX-License-Identifier: Apache-2.0 */
/* What the calls that make pairs share, whatever their kind. */
#ifndef BIOSOCK_BIO_MEMORY_PAIR_H
#define BIOSOCK_BIO_MEMORY_PAIR_H

#include <openssl/bio.h>

#include "err/raise.h"

/*
 * The size of a write buffer that nobody set: more than the largest TLS record (RFC
 * 8446, section 5.2).
 */
enum { BIO_PAIR_SIZE = 17 * 1024 };

/*
 * Two new BIOs of a kind, with write buffers of these sizes (0: as the kind has them), joined. 1,
 * or 0 with both NULL.
 */
int bio_pair_new(const BIO_METHOD *method, BIO **out_a, size_t size_a, BIO **out_b, size_t size_b);

/* Whether `other`, from a caller, is a BIO of b's kind; if not, there is a record. */
int bio_pair_same_kind(struct err_place place, const BIO *b, const BIO *other);

#endif
