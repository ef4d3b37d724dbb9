/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes on their way, never more than there is room for. */
#ifndef BIOSOCK_CMD_BUFFER_H
#define BIOSOCK_CMD_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	char *bytes;
	size_t size;  /* room */
	size_t start; /* of what is in it */
	size_t used;
};

/* False if memory runs out; otherwise buffer_fini() ends it. */
bool buffer_init(struct buffer *b, size_t size);
void buffer_fini(struct buffer *b);

/*
 * Where more bytes can be put: all the free room, of *out_room bytes. The caller then tells
 * buffer_put() how many it has put there.
 */
char *buffer_room(struct buffer *b, size_t *out_room);
void buffer_put(struct buffer *b, size_t n);

/* Room for `size` bytes in an empty buffer. False, and it stays as it is, if memory runs out. */
bool buffer_grow(struct buffer *b, size_t size);

/*
 * The bytes to send next begin at bytes + start, and there are `used` of them. This drops the first
 * n of them.
 */
void buffer_drop(struct buffer *b, size_t n);

#endif
