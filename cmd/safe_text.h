/* SPDX-License-Identifier: Apache-2.0 */
/* Text that others chose, as a terminal or a log may have it. */
#ifndef BIOSOCK_CMD_SAFE_TEXT_H
#define BIOSOCK_CMD_SAFE_TEXT_H

#include <stddef.h>

/*
 * Writes `text` to out[size], cut if need be: printable ASCII and UTF-8 as they are, each other
 * byte, line ends included, as \xHH. Returns the length.
 */
size_t safe_text(const char *text, char *out, size_t size);

#endif
