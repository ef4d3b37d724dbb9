/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our kinds as methods of the host, and what they do around a kind's own operations. A program may
 * take these for a kind of its own, with another number, and leave out what it likes.
 */
#include "bio/bio_refuse.h"
#include "bio/frame.h"
#include "host/host_memory.h"
#include "host/operations.h"

static bool begin(BIO *b, struct host_bio *h)
{
	host_forget(b); /* one that was here before, and whose destroy operation was left out */
	if (!host_remember(b, h))
		return false;
	if (h->kind->create(b))
		return true;
	host_forget(b);
	return false;
}

static int create(BIO *b, const struct frame_kind *kind)
{
	struct host_bio *h = OPENSSL_zalloc(sizeof(*h));

	if (h == NULL)
		return 0;
	h->kind = kind;
	h->fd = -1;
	if (begin(b, h))
		return 1;
	OPENSSL_free(h);
	return 0;
}

static int destroy(BIO *b)
{
	struct host_bio *h = b != NULL ? host_bio(b) : NULL;
	int ret;

	if (h == NULL || h->kind->destroy == NULL)
		return 0;
	ret = h->kind->destroy(b);
	host_forget(b);
	OPENSSL_free(h);
	return ret;
}

/*
 * BIO_dup_chain() has copied all but what is in a struct host_bio; the kind says what
 * of that stays.
 */
static void copy(const BIO *from, BIO *to)
{
	if (to == NULL || !frame_is_same_kind(to, from))
		return;
	frame_set_fd(to, frame_fd(from));
	frame_set_eof(to, frame_eof(from));
}

static long control(BIO *b, int command, long number, void *pointer)
{
	const struct host_bio *h = host_bio(b);

	if (command == BIO_CTRL_DUP)
		copy(b, pointer);
	return h->kind->ctrl(b, command, number, pointer);
}

static int put_text(BIO *b, const char *text)
{
	const struct frame_kind *kind = host_bio(b)->kind;

	return kind->puts != NULL ? kind->puts(b, text)
	                          : bio_refuse(ERR_PLACE_OF("BIO_puts"), BIO_R_UNSUPPORTED_METHOD);
}

static int get_text(BIO *b, char *out, int size)
{
	const struct frame_kind *kind = host_bio(b)->kind;

	return kind->gets != NULL ? kind->gets(b, out, size)
	                          : bio_refuse(ERR_PLACE_OF("BIO_gets"), BIO_R_UNSUPPORTED_METHOD);
}

/*
 * A new BIO of the host does not tell of which kind it is, least of all when a program gave the
 * kind a number of its own: so each has an operation of its own to make one.
 */
#define KINDS(kind)                                                                                \
	kind(BIO_TYPE_SOCKET, socket) kind(BIO_TYPE_CONNECT, connect)                              \
	    kind(BIO_TYPE_ACCEPT, accept) kind(BIO_TYPE_DGRAM, datagram)

#define CREATE(number, name)                                                                       \
	static _Atomic(const struct frame_kind *) name##_kind;                                     \
	static int create_##name(BIO *b)                                                           \
	{                                                                                          \
		return create(b, atomic_load(&name##_kind));                                       \
	}
#define ROW(number, name) { number, &name##_kind, create_##name },

KINDS(CREATE)

static const struct maker {
	int type;
	_Atomic(const struct frame_kind *) *kind;
	int (*create)(BIO *);
} makers[] = { KINDS(ROW) };

static const struct maker *maker_of(const struct frame_kind *kind)
{
	const struct maker *maker = makers;

	while (maker->type != kind->type)
		maker++;
	return maker;
}

static bool set_operations(BIO_METHOD *method, const struct frame_kind *kind)
{
	const struct maker *maker = maker_of(kind);

	atomic_store(maker->kind, kind);
	return host_set_transfers(method, kind) && BIO_meth_set_puts(method, put_text) &&
	       BIO_meth_set_gets(method, kind->gets != NULL ? get_text : NULL) &&
	       BIO_meth_set_ctrl(method, control) && BIO_meth_set_create(method, maker->create) &&
	       BIO_meth_set_destroy(method, destroy) && host_set_callback_ctrl(method, kind) &&
	       host_set_mmsg(method, kind);
}

static BIO_METHOD *build(const struct frame_kind *kind)
{
	BIO_METHOD *method = BIO_meth_new(kind->type, kind->name);

	if (method == NULL || set_operations(method, kind))
		return method;
	BIO_meth_free(method);
	return NULL;
}

/* Of two threads that make it at once, the second takes that of the first. */
const BIO_METHOD *host_method(const struct frame_kind *kind)
{
	BIO_METHOD *method = atomic_load_explicit(&kind->built->method, memory_order_acquire);
	BIO_METHOD *before = NULL;

	if (method != NULL)
		return method;
	method = build(kind);
	if (method == NULL || atomic_compare_exchange_strong(&kind->built->method, &before, method))
		return method;
	BIO_meth_free(method);
	return before;
}
