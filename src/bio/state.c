/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a kind keeps in a BIO: its data, its flags, whether it is ready and whether it closes. A BIO
 * that is NULL has none.
 */
#include "bio/object.h"

void BIO_set_data(BIO *a, void *ptr)
{
	if (a != NULL)
		a->data = ptr;
}

void *BIO_get_data(BIO *a)
{
	return a == NULL ? NULL : a->data;
}

void BIO_set_init(BIO *a, int init)
{
	if (a != NULL)
		a->init = init;
}

int BIO_get_init(BIO *a)
{
	return a == NULL ? 0 : a->init;
}

void BIO_set_shutdown(BIO *a, int shut)
{
	if (a != NULL)
		a->shutdown = shut;
}

int BIO_get_shutdown(BIO *a)
{
	return a == NULL ? 0 : a->shutdown;
}

void BIO_set_flags(BIO *b, int flags)
{
	if (b != NULL)
		b->flags |= flags;
}

void BIO_clear_flags(BIO *b, int flags)
{
	if (b != NULL)
		b->flags &= ~flags;
}

int BIO_test_flags(const BIO *b, int flags)
{
	return b == NULL ? 0 : b->flags & flags;
}

int BIO_set_ex_data(BIO *bio, int idx, void *data)
{
	return bio == NULL ? 0 : CRYPTO_set_ex_data(&bio->ex_data, idx, data);
}

void *BIO_get_ex_data(const BIO *bio, int idx)
{
	return bio == NULL ? NULL : CRYPTO_get_ex_data(&bio->ex_data, idx);
}
