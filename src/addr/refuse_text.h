/* SPDX-License-Identifier: Apache-2.0 */
/* Records that show a text which somebody else wrote. */
#ifndef BIOSOCK_ADDR_REFUSE_TEXT_H
#define BIOSOCK_ADDR_REFUSE_TEXT_H

#include "err/raise.h"

/*
 * A record of library ERR_LIB_BIO that has the text, escaped and cut to fit, between two others, of
 * which the second may be NULL. Returns 0.
 */
int addr_refuse_text(
    struct err_place place, int reason, const char *before, const char *text, const char *after);

#endif
