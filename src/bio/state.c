/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a kind keeps in a BIO: its data, its flags, whether it is ready and whether it closes. A BIO
 * that is NULL has none.
 */
#include "bio/object.h"
#include "err/raise.h"

void BIO_set_data(BIO *a, void *ptr)
{
	if (bio_is_usable(ERR_FUNC, a))
		a->data = ptr;
}

void *BIO_get_data(BIO *a)
{
	return bio_is_usable(ERR_FUNC, a) ? a->data : NULL;
}

void BIO_set_init(BIO *a, int init)
{
	if (bio_is_usable(ERR_FUNC, a))
		a->init = init;
}

int BIO_get_init(BIO *a)
{
	return bio_is_usable(ERR_FUNC, a) ? a->init : 0;
}

void BIO_set_shutdown(BIO *a, int shut)
{
	if (bio_is_usable(ERR_FUNC, a))
		a->shutdown = shut;
}

int BIO_get_shutdown(BIO *a)
{
	return bio_is_usable(ERR_FUNC, a) ? a->shutdown : 0;
}

void BIO_set_flags(BIO *b, int flags)
{
	if (bio_is_usable(ERR_FUNC, b))
		b->flags |= flags;
}

void BIO_clear_flags(BIO *b, int flags)
{
	if (bio_is_usable(ERR_FUNC, b))
		b->flags &= ~flags;
}

int BIO_test_flags(const BIO *b, int flags)
{
	return bio_is_usable(ERR_FUNC, b) ? b->flags & flags : 0;
}

int BIO_set_ex_data(BIO *bio, int idx, void *data)
{
	return bio_is_usable(ERR_FUNC, bio) ? CRYPTO_set_ex_data(&bio->ex_data, idx, data) : 0;
}

void *BIO_get_ex_data(const BIO *bio, int idx)
{
	return bio_is_usable(ERR_FUNC, bio) ? CRYPTO_get_ex_data(&bio->ex_data, idx) : NULL;
}
