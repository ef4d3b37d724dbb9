/* SPDX-License-Identifier: Apache-2.0 */
/* BIO objects: making, counting and freeing them. */
#include "bio/object.h"

#include "bio/callback.h"
#include "err/raise.h"

/* The thread that frees it sees what all others wrote to it before. */
static int references_left(BIO *b)
{
	return atomic_fetch_sub_explicit(&b->references, 1, memory_order_acq_rel) - 1;
}

/* While its memory lies there unused it is no BIO any more. */
static void forget(BIO *b)
{
	CRYPTO_free_ex_data(CRYPTO_EX_INDEX_BIO, b, &b->ex_data);
	*(const char *volatile *)&b->mark = NULL;
	OPENSSL_free(b);
}

/* A kind without a create operation has nothing to wait for. */
static int create(BIO *b)
{
	if (b->method->create != NULL)
		return b->method->create(b);
	b->init = 1;
	return 1;
}

/* By which it is ours, and no other library's to free. */
static void mark(BIO *b)
{
	b->mark = bio_mark;
	b->mark_too = bio_mark;
	b->openssl_references = BIO_STRANGERS_COUNT;
	b->boringssl_references = BIO_STRANGERS_COUNT;
}

BIO *BIO_new_ex(OSSL_LIB_CTX *libctx, const BIO_METHOD *method)
{
	BIO *b;

	(void)libctx;
	if (method == NULL) {
		err_raise(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
		return NULL;
	}
	if (method->mark != bio_mark) {
		bio_refuse_other(ERR_FUNC);
		return NULL;
	}
	b = OPENSSL_zalloc(sizeof(*b));
	if (b == NULL)
		return NULL;
	mark(b);
	b->method = method;
	b->shutdown = BIO_CLOSE;
	atomic_init(&b->references, 1);
	if (!CRYPTO_new_ex_data(CRYPTO_EX_INDEX_BIO, b, &b->ex_data)) {
		OPENSSL_free(b);
		return NULL;
	}
	if (!create(b)) {
		err_raise(ERR_PLACE, ERR_LIB_BIO, ERR_R_INIT_FAIL);
		forget(b);
		return NULL;
	}
	return b;
}

BIO *BIO_new(const BIO_METHOD *type)
{
	return BIO_new_ex(NULL, type);
}

int BIO_up_ref(BIO *a)
{
	if (!bio_is_usable(ERR_FUNC, a))
		return 0;
	return atomic_fetch_add_explicit(&a->references, 1, memory_order_relaxed) > 0;
}

/* Neighbours in the chain are not told: whoever frees one of a chain takes it out first. */
int BIO_free(BIO *a)
{
	if (!bio_is_usable(ERR_FUNC, a))
		return 0;
	if (references_left(a) > 0)
		return 1;
	if (bio_has_callback(a) &&
	    (int)bio_call_callback(a, BIO_CB_FREE, NULL, 0, 0, 0, 1, NULL) <= 0)
		return 0;
	if (a->method->destroy != NULL)
		a->method->destroy(a);
	forget(a);
	return 1;
}

void BIO_vfree(BIO *a)
{
	BIO_free(a);
}

void BIO_free_all(BIO *a)
{
	while (bio_is_usable(ERR_FUNC, a)) {
		BIO *next = a->next;
		bool shared = atomic_load_explicit(&a->references, memory_order_relaxed) > 1;

		BIO_free(a);
		if (shared)
			return;
		a = next;
	}
}
