/* SPDX-License-Identifier: Apache-2.0 */
/* Our kinds as methods of the host, and what they do around a kind's own operations. */
#include "bio/frame.h"
#include "host/operations.h"

/* The kinds by the number in their type: all that a new BIO of the host tells of itself. */
enum { KIND_NUMBERS = 32 };
static _Atomic(const struct frame_kind *) kinds[KIND_NUMBERS];

/* Asked of a BIO whose type is one of ours: the answer is a struct answer. */
enum { WHO_ARE_YOU = 0x62696f73 };

/* A filter may hand the question on, and the answer then tells of another BIO. */
struct answer {
	const BIO *bio;
	const struct frame_kind *kind;
};

static _Atomic(const struct frame_kind *) *kind_of_type(const BIO *b)
{
	return &kinds[BIO_method_type(b) % KIND_NUMBERS];
}

static int create(BIO *b)
{
	struct host_bio *h = OPENSSL_malloc(sizeof(*h));

	if (h == NULL)
		return 0;
	*h = (struct host_bio){ .kind = atomic_load(kind_of_type(b)), .fd = -1 };
	BIO_set_data(b, h);
	if (h->kind->create(b))
		return 1;
	BIO_set_data(b, NULL);
	OPENSSL_free(h);
	return 0;
}

static int destroy(BIO *b)
{
	struct host_bio *h = b != NULL ? host_bio(b) : NULL;
	int ret;

	if (h == NULL)
		return 0;
	ret = h->kind->destroy(b);
	BIO_set_data(b, NULL);
	OPENSSL_free(h);
	return ret;
}

const struct frame_kind *host_kind(const BIO *b)
{
	struct answer answer = { NULL, NULL };
	const struct frame_kind *kind = atomic_load(kind_of_type(b));

	if (kind == NULL || kind->type != BIO_method_type(b) ||
	    BIO_ctrl((BIO *)b, WHO_ARE_YOU, 0, &answer) != WHO_ARE_YOU || answer.bio != b)
		return NULL;
	return answer.kind == kind ? kind : NULL; /* or of another copy of this library */
}

/*
 * BIO_dup_chain() has copied all but what is in a struct host_bio; the kind says what
 * of that stays.
 */
static void copy(const struct host_bio *from, BIO *to)
{
	if (to != NULL && host_kind(to) == from->kind)
		host_bio(to)->fd = from->fd;
}

static long control(BIO *b, int command, long number, void *pointer)
{
	const struct host_bio *h = host_bio(b);

	if (command == WHO_ARE_YOU) {
		*(struct answer *)pointer = (struct answer){ b, h->kind };
		return WHO_ARE_YOU;
	}
	if (command == BIO_CTRL_DUP)
		copy(h, pointer);
	return h->kind->ctrl(b, command, number, pointer);
}

static BIO_METHOD *build(const struct frame_kind *kind)
{
	BIO_METHOD *method = BIO_meth_new(kind->type, kind->name);

	if (method == NULL)
		return NULL;
	if (host_set_transfers(method, kind) && BIO_meth_set_puts(method, kind->puts) &&
	    BIO_meth_set_gets(method, kind->gets) && BIO_meth_set_ctrl(method, control) &&
	    BIO_meth_set_create(method, create) && BIO_meth_set_destroy(method, destroy) &&
	    host_set_callback_ctrl(method, kind) && host_set_mmsg(method, kind))
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
	if (method == NULL)
		return NULL;
	atomic_store(&kinds[kind->type % KIND_NUMBERS], kind);
	if (atomic_compare_exchange_strong(&kind->built->method, &before, method))
		return method;
	BIO_meth_free(method);
	return before;
}
