/* SPDX-License-Identifier: Apache-2.0 */
/* Kinds that a program makes: its operations, and adapters for those of the older form. */
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "bio/object.h"
#include "err/raise.h"

/* Types are a byte wide; those below are OpenSSL's own. */
static atomic_int last_index = BIO_TYPE_START;

int BIO_get_new_index(void)
{
	int index = atomic_load_explicit(&last_index, memory_order_relaxed);

	do {
		if (index >= BIO_TYPE_MASK)
			return -1;
	} while (!atomic_compare_exchange_weak(&last_index, &index, index + 1));
	return index + 1;
}

/* The name lies behind the method in the same memory. */
BIO_METHOD *BIO_meth_new(int type, const char *name)
{
	size_t size = name == NULL ? 0 : strlen(name) + 1;
	BIO_METHOD *method;

	if (name == NULL) {
		err_raise(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
		return NULL;
	}
	method = OPENSSL_zalloc(sizeof(*method) + size);
	if (method == NULL)
		return NULL;
	method->mark = bio_mark;
	method->type = type;
	method->name = memcpy(method + 1, name, size);
	return method;
}

/* Another library's kind is refused in the name of this public function. */
static bool is_usable(const char *function, const BIO_METHOD *biom)
{
	if (biom != NULL && biom->mark == bio_mark)
		return true;
	bio_refuse_other(function);
	return false;
}

void BIO_meth_free(BIO_METHOD *biom)
{
	if (biom != NULL && is_usable(ERR_FUNC, biom))
		OPENSSL_free(biom);
}

/* The older operations take and return ints: the number of bytes, or 0 or less. */
static int as_int(size_t n)
{
	return n > INT_MAX ? INT_MAX : (int)n;
}

static int from_int(int ret, size_t *out_n)
{
	*out_n = ret > 0 ? (size_t)ret : 0;
	return ret > 0 ? 1 : ret;
}

static int read_old_style(BIO *b, char *data, size_t n, size_t *out_n)
{
	return from_int(b->method->read_old(b, data, as_int(n)), out_n);
}

static int write_old_style(BIO *b, const char *data, size_t n, size_t *out_n)
{
	return from_int(b->method->write_old(b, data, as_int(n)), out_n);
}

int BIO_meth_set_read(BIO_METHOD *biom, int (*read)(BIO *, char *, int))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->read_old = read;
	biom->read = read == NULL ? NULL : read_old_style;
	return 1;
}

int BIO_meth_set_read_ex(BIO_METHOD *biom, int (*bread)(BIO *, char *, size_t, size_t *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->read_old = NULL;
	biom->read = bread;
	return 1;
}

int BIO_meth_set_write(BIO_METHOD *biom, int (*write)(BIO *, const char *, int))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->write_old = write;
	biom->write = write == NULL ? NULL : write_old_style;
	return 1;
}

int BIO_meth_set_write_ex(BIO_METHOD *biom, int (*bwrite)(BIO *, const char *, size_t, size_t *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->write_old = NULL;
	biom->write = bwrite;
	return 1;
}

int BIO_meth_set_puts(BIO_METHOD *biom, int (*puts)(BIO *, const char *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->puts = puts;
	return 1;
}

int BIO_meth_set_gets(BIO_METHOD *biom, int (*ossl_gets)(BIO *, char *, int))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->gets = ossl_gets;
	return 1;
}

int BIO_meth_set_ctrl(BIO_METHOD *biom, long (*ctrl)(BIO *, int, long, void *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->ctrl = ctrl;
	return 1;
}

int BIO_meth_set_create(BIO_METHOD *biom, int (*create)(BIO *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->create = create;
	return 1;
}

int BIO_meth_set_destroy(BIO_METHOD *biom, int (*destroy)(BIO *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->destroy = destroy;
	return 1;
}

int BIO_meth_set_callback_ctrl(BIO_METHOD *biom, long (*callback_ctrl)(BIO *, int, BIO_info_cb *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->callback_ctrl = callback_ctrl;
	return 1;
}

int BIO_meth_set_sendmmsg(
    BIO_METHOD *biom, int (*f)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->sendmmsg = f;
	return 1;
}

int BIO_meth_set_recvmmsg(
    BIO_METHOD *biom, int (*f)(BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *))
{
	if (!is_usable(ERR_FUNC, biom))
		return 0;
	biom->recvmmsg = f;
	return 1;
}

int (*BIO_meth_get_write(const BIO_METHOD *biom))(BIO *, const char *, int)
{
	return is_usable(ERR_FUNC, biom) ? biom->write_old : NULL;
}

int (*BIO_meth_get_write_ex(const BIO_METHOD *biom))(BIO *, const char *, size_t, size_t *)
{
	return is_usable(ERR_FUNC, biom) ? biom->write : NULL;
}

int (*BIO_meth_get_read(const BIO_METHOD *biom))(BIO *, char *, int)
{
	return is_usable(ERR_FUNC, biom) ? biom->read_old : NULL;
}

int (*BIO_meth_get_read_ex(const BIO_METHOD *biom))(BIO *, char *, size_t, size_t *)
{
	return is_usable(ERR_FUNC, biom) ? biom->read : NULL;
}

int (*BIO_meth_get_puts(const BIO_METHOD *biom))(BIO *, const char *)
{
	return is_usable(ERR_FUNC, biom) ? biom->puts : NULL;
}

int (*BIO_meth_get_gets(const BIO_METHOD *biom))(BIO *, char *, int)
{
	return is_usable(ERR_FUNC, biom) ? biom->gets : NULL;
}

long (*BIO_meth_get_ctrl(const BIO_METHOD *biom))(BIO *, int, long, void *)
{
	return is_usable(ERR_FUNC, biom) ? biom->ctrl : NULL;
}

int (*BIO_meth_get_create(const BIO_METHOD *biom))(BIO *)
{
	return is_usable(ERR_FUNC, biom) ? biom->create : NULL;
}

int (*BIO_meth_get_destroy(const BIO_METHOD *biom))(BIO *)
{
	return is_usable(ERR_FUNC, biom) ? biom->destroy : NULL;
}

long (*BIO_meth_get_callback_ctrl(const BIO_METHOD *biom))(BIO *, int, BIO_info_cb *)
{
	return is_usable(ERR_FUNC, biom) ? biom->callback_ctrl : NULL;
}

int (*BIO_meth_get_sendmmsg(const BIO_METHOD *biom))(
    BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *)
{
	return is_usable(ERR_FUNC, biom) ? biom->sendmmsg : NULL;
}

int (*BIO_meth_get_recvmmsg(const BIO_METHOD *biom))(
    BIO *, BIO_MSG *, size_t, size_t, uint64_t, size_t *)
{
	return is_usable(ERR_FUNC, biom) ? biom->recvmmsg : NULL;
}
