/* SPDX-License-Identifier: Apache-2.0 */
/* What kinds do with arguments that they cannot work on. */
#ifndef BIOSOCK_BIO_REFUSE_H
#define BIOSOCK_BIO_REFUSE_H

#include "err/raise.h"

/* (BIO, reason) on the stack. Returns -1. */
int bio_refuse(struct err_place place, int reason);

/* A NULL that must not be one: (BIO, ERR_R_PASSED_NULL_PARAMETER). Returns -1. */
int bio_refuse_null(struct err_place place);

#endif
