/* SPDX-License-Identifier: Apache-2.0 */
/* How long: the one way in which all options say it. */
#ifndef BIOSOCK_CMD_DURATION_H
#define BIOSOCK_CMD_DURATION_H

#include <stdbool.h>

/* What duration_ms() takes, for messages. */
#define DURATION_FORMS "500ms, 2s, 1.5, 1m or 1h"

/*
 * A number, which may have a fraction, and its unit: ms, s, m, h; seconds without. To *out_ms in
 * milliseconds, rounded up. False: it is none of these, or more than INT_MAX, which is 24 days.
 */
bool duration_ms(const char *text, int *out_ms);

#endif
