/* SPDX-License-Identifier: Apache-2.0 */
/* Whether standard output is to be coloured. */
#ifndef BIOSOCK_CMD_COLOUR_H
#define BIOSOCK_CMD_COLOUR_H

#include <stdbool.h>

/* On a terminal that takes colours, unless the user wants none. */
bool colour_is_wanted(void);

#endif
