/* SPDX-License-Identifier: Apache-2.0 */
/* What support/boringssl.h declares. */
#include "support/boringssl.h"

static int pass_read(BIO *b, char *out, int n)
{
	int ret = BIO_read(BIO_next(b), out, n);

	BIO_clear_retry_flags(b);
	BIO_copy_next_retry(b);
	return ret;
}

static int pass_write(BIO *b, const char *bytes, int n)
{
	int ret = BIO_write(BIO_next(b), bytes, n);

	BIO_clear_retry_flags(b);
	BIO_copy_next_retry(b);
	return ret;
}

static long pass_control(BIO *b, int command, long number, void *pointer)
{
	return command != BIO_CTRL_DUP && BIO_next(b) != NULL
	           ? BIO_ctrl(BIO_next(b), command, number, pointer)
	           : 0;
}

static int pass_gets(BIO *b, char *out, int n)
{
	return BIO_gets(BIO_next(b), out, n);
}

static int create(BIO *b)
{
	BIO_set_init(b, 1);
	return 1;
}

const BIO_METHOD *BIO_f_null(void)
{
	static BIO_METHOD *method;

	if (method != NULL)
		return method;
	method = BIO_meth_new(17 | BIO_TYPE_FILTER, "passes on");
	BIO_meth_set_read(method, pass_read);
	BIO_meth_set_write(method, pass_write);
	BIO_meth_set_ctrl(method, pass_control);
	BIO_meth_set_gets(method, pass_gets);
	BIO_meth_set_create(method, create);
	return method;
}

static BIO *dup_one(BIO *b)
{
	BIO *copy = BIO_new(b->method);

	if (copy == NULL)
		return NULL;
	copy->init = b->init;
	copy->shutdown = b->shutdown;
	copy->flags = b->flags;
	if (BIO_ctrl(b, BIO_CTRL_DUP, 0, copy) > 0)
		return copy;
	BIO_free(copy);
	return NULL;
}

BIO *BIO_dup_chain(BIO *in)
{
	BIO *first = NULL, *copy;

	for (; in != NULL; in = BIO_next(in)) {
		copy = dup_one(in);
		if (copy == NULL) {
			BIO_free_all(first);
			return NULL;
		}
		first = first != NULL ? BIO_push(first, copy) : copy;
	}
	return first;
}
