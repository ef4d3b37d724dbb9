/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bio/frame.h over a host's BIO, by the calls with which a program makes kinds of its own. What the
 * host's BIO has no place for is in a struct host_bio. Not even that is in the BIO: its data
 * (BIO_set_data()) is the program's, which may have made a kind of its own out of ours.
 */
#ifndef BIOSOCK_HOST_FRAME_HOST_H
#define BIOSOCK_HOST_FRAME_HOST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <openssl/bio.h>

/* The host's kind, made when it is first asked for. */
struct host_built {
	_Atomic(BIO_METHOD *) method;
};

struct frame_kind {
	int type;
	const char *name;
	int (*write)(BIO *, const char *, size_t, size_t *);
	int (*read)(BIO *, char *, size_t, size_t *);
	int (*puts)(BIO *, const char *);
	int (*gets)(BIO *, char *, int);
	long (*ctrl)(BIO *, int, long, void *);
	int (*create)(BIO *);
	int (*destroy)(BIO *);
	long (*callback_ctrl)(BIO *, int, BIO_info_cb *);
	int (*sendmmsg)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
	int (*recvmmsg)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
	struct host_built *built;
};

/* clang-format off */
#define FRAME_KIND(...) { .built = &(struct host_built){ NULL }, __VA_ARGS__ }
/* clang-format on */

struct host_bio {
	const struct frame_kind *kind;
	void *data; /* the kind's */
	int fd;
	bool eof; /* where the host has no flag for it */
};

/* Whose BIO has which state. Where a BIO is looked for first, states.c says. */
struct host_slot {
	_Atomic(const BIO *) bio;
	_Atomic(struct host_bio *) state;
};

enum { HOST_SLOTS_LOG = 16 };
extern struct host_slot host_slots[1 << HOST_SLOTS_LOG];

/*
 * One of 2^log places, by the high bits of a product: addresses differ in the middle ones. With
 * this factor 20,000 blocks that lie 64 to 1,024 bytes apart, as allocators make them, have a place
 * each of 65,536; with the golden ratio's, of some distances only a seventh.
 */
static inline size_t host_place(const BIO *b, int log)
{
	uint64_t product = (uint64_t)(uintptr_t)b * UINT64_C(0x4eeed5a806859a81);

	return (size_t)(product >> (64 - log));
}

/* For those that are not where they are looked for first: never NULL. */
struct host_bio *host_find(const BIO *b);

/* False without memory, with a record. */
bool host_remember(const BIO *b, struct host_bio *state);
void host_forget(const BIO *b);

/*
 * The state of a BIO of ours. Other BIOs, which come here by methods that a program made in part
 * of ours, are nobody's: their kind refuses all, and they have data, as the socket kind has not.
 */
static inline struct host_bio *host_bio(const BIO *b)
{
	struct host_slot *slot = &host_slots[host_place(b, HOST_SLOTS_LOG)];

	if (atomic_load_explicit(&slot->bio, memory_order_acquire) == b)
		return atomic_load_explicit(&slot->state, memory_order_relaxed);
	return host_find(b);
}

/* Without memory NULL, with the host's record; the next call tries again. */
const BIO_METHOD *host_method(const struct frame_kind *kind);

/* The callbacks of `from`, as far as the host tells them. */
void host_inherit_callback(BIO *to, const BIO *from);

/*
 * What every read and write asks and tells: where the header shows the object, without a call. The
 * number in it is as in the host's own sockets; and -1 for who has data.
 */
#ifdef HOST_SHOWS_BIO
static inline void host_show(BIO *b, const struct host_bio *h)
{
	b->num = h->data == NULL ? h->fd : -1;
}

static inline int host_plain_fd(const BIO *b)
{
	return b->num;
}

static inline void host_clear_flags(BIO *b, int flags)
{
	b->flags &= ~flags;
}
#else
static inline void host_show(BIO *b, const struct host_bio *h)
{
	(void)b, (void)h;
}

static inline int host_plain_fd(const BIO *b)
{
	const struct host_bio *h = host_bio(b);

	return h->data == NULL ? h->fd : -1;
}

static inline void host_clear_flags(BIO *b, int flags)
{
	BIO_clear_flags(b, flags);
}
#endif

/* The kind of a BIO, which is none of the four for who is not ours. */
static inline const struct frame_kind *host_kind(const BIO *b)
{
	return host_bio(b)->kind;
}

static inline const BIO_METHOD *frame_method(const struct frame_kind *kind)
{
	return host_method(kind);
}

static inline int frame_set_up(BIO *b, void *data)
{
	struct host_bio *h = host_bio(b);

	h->data = data;
	h->fd = -1;
	h->eof = false;
	host_show(b, h);
	return 1;
}

static inline void frame_clear_flags(BIO *b)
{
	host_clear_flags(b, ~0);
	host_bio(b)->eof = false;
}

static inline void *frame_tear_down(BIO *b)
{
	void *data = host_bio(b)->data;

	frame_set_data(b, NULL);
	BIO_set_init(b, 0);
	frame_clear_flags(b);
	return data;
}

static inline void *frame_data(const BIO *b)
{
	return host_bio(b)->data;
}

static inline void frame_set_data(BIO *b, void *data)
{
	struct host_bio *h = host_bio(b);

	h->data = data;
	host_show(b, h);
}

static inline int frame_fd(const BIO *b)
{
	return host_bio(b)->fd;
}

static inline void frame_set_fd(BIO *b, int fd)
{
	struct host_bio *h = host_bio(b);

	h->fd = fd;
	host_show(b, h);
}

static inline bool frame_is_init(const BIO *b)
{
	return BIO_get_init((BIO *)b) != 0;
}

static inline void frame_set_init(BIO *b, bool init)
{
	BIO_set_init(b, init);
}

static inline int frame_closes(const BIO *b)
{
	return BIO_get_shutdown((BIO *)b);
}

static inline void frame_set_closes(BIO *b, int closes)
{
	BIO_set_shutdown(b, closes);
}

/* A flag of the BIO, which programs may look at and copies have, where the host has one for it. */
#ifdef BIO_FLAGS_IN_EOF
static inline bool frame_eof(const BIO *b)
{
	return BIO_test_flags(b, BIO_FLAGS_IN_EOF) != 0;
}

static inline void frame_set_eof(BIO *b, bool eof)
{
	if (eof)
		BIO_set_flags(b, BIO_FLAGS_IN_EOF);
	else
		BIO_clear_flags(b, BIO_FLAGS_IN_EOF);
}
#else
static inline bool frame_eof(const BIO *b)
{
	return host_bio(b)->eof;
}

static inline void frame_set_eof(BIO *b, bool eof)
{
	host_bio(b)->eof = eof;
}
#endif

static inline void frame_no_retry(BIO *b)
{
	host_clear_flags(b, BIO_FLAGS_RWS | BIO_FLAGS_SHOULD_RETRY);
}

/*
 * How TLS over a BIO learns what it waits for. LibreSSL's TLS 1.3 does not ask for reasons, and the
 * other forks of OpenSSL ask for them first: that of a connect must not outlive it.
 */
#if defined(LIBRESSL_VERSION_NUMBER)
enum { HOST_CONNECT_FLAGS = BIO_FLAGS_WRITE, HOST_KEEPS_REASON = 1 };
#elif defined(HOST_HAS_BIO_read_ex)
enum { HOST_CONNECT_FLAGS = 0, HOST_KEEPS_REASON = 1 };
#else
enum { HOST_CONNECT_FLAGS = 0, HOST_KEEPS_REASON = 0 };
#endif

#ifdef HOST_HAS_BIO_read_ex
enum { HOST_ZERO_IS_END = 0 };
#else
enum { HOST_ZERO_IS_END = 1 };
#endif

static inline void frame_retry(BIO *b, int flags, int reason)
{
	if (reason == BIO_RR_CONNECT)
		flags |= HOST_CONNECT_FLAGS;
	BIO_set_flags(b, flags | BIO_FLAGS_SHOULD_RETRY);
	if (reason != 0 || !HOST_KEEPS_REASON)
		BIO_set_retry_reason(b, reason);
}

static inline BIO *frame_next(const BIO *b)
{
	return BIO_next((BIO *)b);
}

static inline void frame_inherit_callback(BIO *to, const BIO *from)
{
	host_inherit_callback(to, from);
}

static inline bool frame_is_same_kind(const BIO *other, const BIO *b)
{
	return host_kind(other) == host_kind(b);
}

static inline bool frame_is_of_kind(const BIO *b, const struct frame_kind *kind)
{
	return host_kind(b) == kind;
}

/* A host's BIOs cannot be told from those of others. */
static inline bool frame_is_usable(const char *function, const BIO *b)
{
	(void)function;
	return b != NULL;
}

#endif
