/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that somebody else chose, made fit for a terminal or a log. */
#ifndef BIOSOCK_ADDR_ESCAPE_H
#define BIOSOCK_ADDR_ESCAPE_H

#include <stddef.h>

/* Room for the escaped form of n bytes, with its NUL. */
#define ADDR_ESCAPED_SIZE(n) (4 * (n) + 1)

/*
 * Writes the n bytes of `text` into out[size], which is always ended by a NUL. What would do
 * something to a terminal or a log (control bytes, those of UTF-8, what turns the direction of
 * writing, what is no UTF-8) becomes "\x1b"; all else stays as it is, a backslash too, since the
 * paths of some systems are full of them. What does not fit is left out, whole. Returns the length
 * written. errno and the error stack are kept.
 */
size_t addr_escape(const char *text, size_t n, char *out, size_t size);

/*
 * The length of the character that the n bytes of `text`, at least one, begin with: 0 if
 * addr_escape() shows the first byte by its number.
 */
size_t addr_shown(const char *text, size_t n);

#endif
