/* SPDX-License-Identifier: Apache-2.0 */
/* The platform's text for a system error. */
#ifndef BIOSOCK_SYS_MESSAGE_H
#define BIOSOCK_SYS_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes the text of errno value `err`, cut to `len` bytes. False if the platform does not know the
 * number. Keeps errno.
 */
bool sys_message(int err, char *out_text, size_t len);

#endif
