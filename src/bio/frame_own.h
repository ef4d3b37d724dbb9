/* SPDX-License-Identifier: Apache-2.0 */
/* bio/frame.h over this library's own BIO: each operation is a member of it. */
#ifndef BIOSOCK_BIO_FRAME_OWN_H
#define BIOSOCK_BIO_FRAME_OWN_H

#include "bio/object.h"

struct frame_kind {
	BIO_METHOD method;
};

/* clang-format off */
#define FRAME_KIND(...) { { .mark = bio_mark, __VA_ARGS__ } }
/* clang-format on */

static inline const BIO_METHOD *frame_method(const struct frame_kind *kind)
{
	return &kind->method;
}

static inline int frame_set_up(BIO *b, void *data)
{
	b->state = data;
	b->num = -1;
	b->init = 0;
	b->flags = 0;
	return 1;
}

static inline void *frame_tear_down(BIO *b)
{
	void *data = b->state;

	b->state = NULL;
	b->init = 0;
	b->flags = 0;
	return data;
}

static inline void *frame_data(const BIO *b)
{
	return b->state;
}

static inline void frame_set_data(BIO *b, void *data)
{
	b->state = data;
}

static inline int frame_fd(const BIO *b)
{
	return b->num;
}

static inline void frame_set_fd(BIO *b, int fd)
{
	b->num = fd;
}

static inline bool frame_is_init(const BIO *b)
{
	return b->init != 0;
}

static inline void frame_set_init(BIO *b, bool init)
{
	b->init = init;
}

static inline int frame_closes(const BIO *b)
{
	return b->shutdown;
}

static inline void frame_set_closes(BIO *b, int closes)
{
	b->shutdown = closes;
}

static inline bool frame_eof(const BIO *b)
{
	return (b->flags & BIO_FLAGS_IN_EOF) != 0;
}

static inline void frame_set_eof(BIO *b, bool eof)
{
	b->flags = eof ? b->flags | BIO_FLAGS_IN_EOF : b->flags & ~BIO_FLAGS_IN_EOF;
}

static inline void frame_no_retry(BIO *b)
{
	b->flags &= ~(BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
}

static inline void frame_retry(BIO *b, int flags, int reason)
{
	b->flags |= flags | BIO_FLAGS_SHOULD_RETRY;
	if (reason != 0)
		b->retry_reason = reason;
}

static inline void frame_clear_flags(BIO *b)
{
	b->flags = 0;
}

static inline BIO *frame_next(const BIO *b)
{
	return b->next;
}

static inline void frame_inherit_callback(BIO *to, const BIO *from)
{
	to->callback = from->callback;
	to->callback_ex = from->callback_ex;
	to->callback_arg = from->callback_arg;
}

static inline bool frame_is_same_kind(const BIO *other, const BIO *b)
{
	return other->method == b->method;
}

static inline bool frame_is_of_kind(const BIO *b, const struct frame_kind *kind)
{
	return b->method == &kind->method;
}

static inline bool frame_is_usable(const char *function, const BIO *b)
{
	return bio_is_usable(function, b);
}

#endif
