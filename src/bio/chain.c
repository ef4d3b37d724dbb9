/* SPDX-License-Identifier: Apache-2.0 */
/* Chains: filters in front of a source and sink. */
#include <stdbool.h>

#include "bio/object.h"
#include "err/raise.h"

/* There is none, or it is ours. */
static bool may_be_next(const char *function, const BIO *b)
{
	return b == NULL || bio_is_usable(function, b);
}

/* The kind is told what was the end of its chain so far, even if nothing comes behind it. */
BIO *BIO_push(BIO *b, BIO *append)
{
	BIO *last = b;

	if (!may_be_next(ERR_FUNC, b) || !may_be_next(ERR_FUNC, append))
		return NULL;
	if (b == NULL)
		return append;
	while (last->next != NULL)
		last = last->next;
	last->next = append;
	if (append != NULL)
		append->prev = last;
	BIO_ctrl(b, BIO_CTRL_PUSH, 0, last);
	return b;
}

BIO *BIO_pop(BIO *b)
{
	BIO *next;

	if (!bio_is_usable(ERR_FUNC, b))
		return NULL;
	next = b->next;
	BIO_ctrl(b, BIO_CTRL_POP, 0, b);
	if (b->prev != NULL)
		b->prev->next = b->next;
	if (b->next != NULL)
		b->next->prev = b->prev;
	b->next = NULL;
	b->prev = NULL;
	return next;
}

BIO *BIO_next(BIO *b)
{
	return bio_is_usable(ERR_FUNC, b) ? b->next : NULL;
}

void BIO_set_next(BIO *b, BIO *next)
{
	if (bio_is_usable(ERR_FUNC, b) && may_be_next(ERR_FUNC, next))
		b->next = next;
}

/* Without a number in its low byte, a type stands for all of its class. */
static bool is_of_type(const BIO *b, int type)
{
	return type & BIO_TYPE_MASK ? b->method->type == type : (b->method->type & type) != 0;
}

BIO *BIO_find_type(BIO *b, int bio_type)
{
	if (b == NULL) {
		err_raise(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER);
		return NULL;
	}
	if (!bio_is_usable(ERR_FUNC, b))
		return NULL;
	while (b != NULL && !is_of_type(b, bio_type))
		b = b->next;
	return b;
}

const char *BIO_method_name(const BIO *b)
{
	return bio_is_usable(ERR_FUNC, b) ? b->method->name : NULL;
}

int BIO_method_type(const BIO *b)
{
	return bio_is_usable(ERR_FUNC, b) ? b->method->type : 0;
}

/*
 * Counters, data and the retry reason are the original's own; what the kind holds is its own
 * control's to copy.
 */
static BIO *duplicate(BIO *b)
{
	BIO *copy = BIO_new(b->method);

	if (copy == NULL)
		return NULL;
	copy->callback = b->callback;
	copy->callback_ex = b->callback_ex;
	copy->callback_arg = b->callback_arg;
	copy->init = b->init;
	copy->shutdown = b->shutdown;
	copy->flags = b->flags;
	copy->num = b->num;
	if (BIO_dup_state(b, copy) <= 0 ||
	    !CRYPTO_dup_ex_data(CRYPTO_EX_INDEX_BIO, &copy->ex_data, &b->ex_data)) {
		BIO_free(copy);
		return NULL;
	}
	return copy;
}

BIO *BIO_dup_chain(BIO *in)
{
	BIO *first = NULL, *last = NULL;

	if (!bio_is_usable(ERR_FUNC, in))
		return NULL;
	for (; in != NULL; in = in->next) {
		BIO *copy = duplicate(in);

		if (copy == NULL) {
			BIO_free_all(first);
			return NULL;
		}
		if (first == NULL)
			first = copy;
		BIO_push(last, copy);
		last = copy;
	}
	return first;
}
