/* SPDX-License-Identifier: Apache-2.0 */
/* The flags by name. */
#ifndef BIOSOCK_CMD_FLAG_NAMES_H
#define BIOSOCK_CMD_FLAG_NAMES_H

#include <stddef.h>

/* Writes "keepalive nodelay" for those flags, "none" for 0, to out[size]. */
void flags_text(int flags, char *out, size_t size);

#endif
