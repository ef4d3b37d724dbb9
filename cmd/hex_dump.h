/* SPDX-License-Identifier: Apache-2.0 */
/* What goes through, as hexadecimal lines with times. */
#ifndef BIOSOCK_CMD_HEX_DUMP_H
#define BIOSOCK_CMD_HEX_DUMP_H

#include <stdbool.h>
#include <stddef.h>

struct dump;

/* A new file of that name, or standard output for "-"; NULL after saying why. */
struct dump *dump_open(const char *name);

/*
 * Writes lines of 16 bytes: the seconds since the dump began, the peer, '>' for what it sent or '<'
 * for what it gets, where the line's first byte is in that direction, the bytes, and their letters.
 */
void dump_bytes(struct dump *d, const char *peer, char direction, unsigned long long at,
    const char *bytes, size_t n);

/*
 * False if something could not be written, which was said then, or is said now. NULL is fine.
 */
bool dump_close(struct dump *d);

#endif
