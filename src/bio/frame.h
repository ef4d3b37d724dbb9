/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the kinds that are sockets need of a BIO, and all that they may know of it: they are written
 * once, and are kinds of this library's BIO or of a TLS library's (the host's). Beside this they
 * use public calls, for objects and chains, that every host has.
 */
#ifndef BIOSOCK_BIO_FRAME_H
#define BIOSOCK_BIO_FRAME_H

#include <stdbool.h>

#include <openssl/bio.h>

/*
 * A kind is a `static const struct frame_kind kind = FRAME_KIND(.type = ..., ...)` with these
 * members, of which any may be left out:
 *
 *	int type; const char *name;
 *	int (*write)(BIO *, const char *, size_t, size_t *);
 *	int (*read)(BIO *, char *, size_t, size_t *);
 *	int (*puts)(BIO *, const char *);
 *	int (*gets)(BIO *, char *, int);
 *	long (*ctrl)(BIO *, int, long, void *);
 *	int (*create)(BIO *);
 *	int (*destroy)(BIO *);
 *	long (*callback_ctrl)(BIO *, int, BIO_info_cb *);
 *	int (*sendmmsg)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
 *	int (*recvmmsg)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *);
 *
 * Reads and writes return 1 and the number of bytes, or 0 or less.
 */
struct frame_kind;

/* What BIO_s_...() returns: as long as the process lives, the same for the same kind. */
static inline const BIO_METHOD *frame_method(const struct frame_kind *kind);

/*
 * The BIO as a create operation leaves it: with `data` of the kind's own, no descriptor, not
 * initialised, no flags. 1, or 0 without memory: then `data` is still the caller's.
 */
static inline int frame_set_up(BIO *b, void *data);
/*
 * The last that a destroy operation does, after whatever becomes of the descriptor: the BIO has no
 * data and no flags any more, and is not initialised. Returns the data.
 */
static inline void *frame_tear_down(BIO *b);

/* The kind's data; NULL before frame_set_up() and after frame_tear_down(). */
static inline void *frame_data(const BIO *b);
static inline void frame_set_data(BIO *b, void *data);

/* The socket; -1: none. */
static inline int frame_fd(const BIO *b);
static inline void frame_set_fd(BIO *b, int fd);

/* Whether it can read and write: BIO_get_init(). */
static inline bool frame_is_init(const BIO *b);
static inline void frame_set_init(BIO *b, bool init);

/* BIO_CLOSE, BIO_NOCLOSE, or what else a program said; 0: the descriptor is another's. */
static inline int frame_closes(const BIO *b);
static inline void frame_set_closes(BIO *b, int closes);

/* Whether a read met the end: BIO_eof(). */
static inline bool frame_eof(const BIO *b);
static inline void frame_set_eof(BIO *b, bool eof);

/* Nothing is to be repeated; why something was (BIO_get_retry_reason()) is not forgotten. */
static inline void frame_no_retry(BIO *b);
/*
 * What was done is to be repeated when the socket is ready for `flags` (BIO_FLAGS_READ,
 * BIO_FLAGS_WRITE, BIO_FLAGS_IO_SPECIAL), because of `reason` (BIO_RR_*); with 0 the reason stays
 * what it was.
 */
static inline void frame_retry(BIO *b, int flags, int reason);
/* The end and the retry are forgotten, and the flags that a program set. */
static inline void frame_clear_flags(BIO *b);

/* The next of the chain, or NULL. */
static inline BIO *frame_next(const BIO *b);
/* The callback of `from`, and its argument, become those of `to`, where the host tells them. */
static inline void frame_inherit_callback(BIO *to, const BIO *from);
/* Whether `other`, not NULL, is of the same kind as `b`. */
static inline bool frame_is_same_kind(const BIO *other, const BIO *b);
/* Whether it is of this kind. */
static inline bool frame_is_of_kind(const BIO *b, const struct frame_kind *kind);
/*
 * Whether a program gave a BIO to work on: NULL is none, and another library's, where it can be
 * told, is refused in the name of this public function.
 */
static inline bool frame_is_usable(const char *function, const BIO *b);

#ifdef BIOSOCK_HOST
#include "host/frame_host.h"
#else
#include "bio/frame_own.h"
#endif

#endif
