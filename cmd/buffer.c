/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer whose content is always one piece. */
#include "cmd/buffer.h"

#include <stdlib.h>
#include <string.h>

bool buffer_init(struct buffer *b, size_t size)
{
	*b = (struct buffer){ .bytes = malloc(size), .size = size };
	return b->bytes != NULL;
}

void buffer_fini(struct buffer *b)
{
	free(b->bytes);
	*b = (struct buffer){ .bytes = NULL };
}

char *buffer_room(struct buffer *b, size_t *out_room)
{
	if (b->start > 0) {
		memmove(b->bytes, b->bytes + b->start, b->used);
		b->start = 0;
	}
	*out_room = b->size - b->used;
	return b->bytes + b->used;
}

bool buffer_grow(struct buffer *b, size_t size)
{
	char *bytes = size > b->size ? malloc(size) : b->bytes;

	if (bytes == NULL)
		return false;
	if (bytes == b->bytes)
		return true;
	free(b->bytes);
	*b = (struct buffer){ .bytes = bytes, .size = size };
	return true;
}

void buffer_put(struct buffer *b, size_t n)
{
	b->used += n;
}

void buffer_drop(struct buffer *b, size_t n)
{
	b->used -= n;
	b->start = b->used > 0 ? b->start + n : 0;
}
