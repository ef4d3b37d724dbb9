/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program's own data on objects: indexes of each class of objects, and what an object
 * holds at them.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include <openssl/crypto.h>

#include "err/raise.h"

/*
 * Sane programs have a handful of indexes; what is past this is a mistake, and must
 * not become gigabytes.
 */
#define INDEX_MAX (1 << 20)

struct index {
	CRYPTO_EX_new *made;
	CRYPTO_EX_dup *duplicated;
	CRYPTO_EX_free *freed;
	long argl;
	void *argp;
	int number;
	atomic_bool given_up;
	_Atomic(struct index *) next;
};

/* Lists only grow, at their end, so they are walked without a lock. */
static struct class
{
	_Atomic(struct index *) first;
} classes[CRYPTO_EX_INDEX__COUNT];

/* A word: some processors exchange a byte by a call of libatomic only. */
static atomic_uint cleaned_at_exit;

/* What CRYPTO_EX_DATA.sk points to. */
struct values {
	int count;
	void *at[];
};

static struct class *find_class(struct err_place place, int number)
{
	if (number >= 0 && number < CRYPTO_EX_INDEX__COUNT)
		return &classes[number];
	err_raise(place, ERR_LIB_CRYPTO, ERR_R_PASSED_INVALID_ARGUMENT);
	return NULL;
}

static struct index *next_in_use(struct index *at)
{
	while (at != NULL && atomic_load_explicit(&at->given_up, memory_order_acquire))
		at = atomic_load_explicit(&at->next, memory_order_acquire);
	return at;
}

static struct index *first_index(struct class *class)
{
	return next_in_use(atomic_load_explicit(&class->first, memory_order_acquire));
}

static struct index *next_index(struct index *at)
{
	return next_in_use(atomic_load_explicit(&at->next, memory_order_acquire));
}

static struct index *find_index(struct class *class, int number)
{
	struct index *at = first_index(class);

	while (at != NULL && at->number != number)
		at = next_index(at);
	return at;
}

static void forget_class(struct class *class)
{
	struct index *at = atomic_exchange(&class->first, NULL);

	while (at != NULL) {
		struct index *next = at->next;

		OPENSSL_free(at);
		at = next;
	}
}

static void forget_all(void)
{
	for (size_t i = 0; i < CRYPTO_EX_INDEX__COUNT; i++)
		forget_class(&classes[i]);
}

/*
 * Index 0 is application data, which has no functions. The link that is NULL is where the list
 * ends, and whoever makes it another is next: without a lock, which a process forked meanwhile
 * would find taken for ever.
 */
static int append(struct class *class, struct index *added)
{
	_Atomic(struct index *) *link = &class->first;
	struct index *last = NULL;

	for (;;) {
		struct index *at = NULL;

		added->number = last == NULL ? 1 : last->number + 1;
		if (atomic_compare_exchange_strong(link, &at, added))
			return added->number;
		last = at;
		link = &last->next;
	}
}

int CRYPTO_get_ex_new_index(int class_index, long argl, void *argp, CRYPTO_EX_new *new_func,
    CRYPTO_EX_dup *dup_func, CRYPTO_EX_free *free_func)
{
	struct class *class = find_class(ERR_PLACE, class_index);
	struct index *added;

	if (class == NULL)
		return -1;
	added = OPENSSL_zalloc(sizeof(*added));
	if (added == NULL)
		return -1;
	added->made = new_func;
	added->duplicated = dup_func;
	added->freed = free_func;
	added->argl = argl;
	added->argp = argp;
	if (!atomic_exchange(&cleaned_at_exit, 1))
		OPENSSL_atexit(forget_all);
	return append(class, added);
}

int CRYPTO_free_ex_index(int class_index, int idx)
{
	struct class *class = find_class(ERR_PLACE, class_index);
	struct index *index = class == NULL ? NULL : find_index(class, idx);

	if (index == NULL)
		return 0;
	atomic_store_explicit(&index->given_up, true, memory_order_release);
	return 1;
}

int CRYPTO_new_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad)
{
	struct class *class = find_class(ERR_PLACE, class_index);

	if (class == NULL)
		return 0;
	ad->ctx = NULL;
	ad->sk = NULL;
	for (struct index *i = first_index(class); i != NULL; i = next_index(i))
		if (i->made != NULL)
			i->made(obj, CRYPTO_get_ex_data(ad, i->number), ad, i->number, i->argl,
			    i->argp);
	return 1;
}

void CRYPTO_free_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad)
{
	struct class *class = find_class(ERR_PLACE, class_index);

	for (struct index *i = class == NULL ? NULL : first_index(class); i != NULL;
	     i = next_index(i))
		if (i->freed != NULL)
			i->freed(obj, CRYPTO_get_ex_data(ad, i->number), ad, i->number, i->argl,
			    i->argp);
	if (ad->sk != NULL)
		OPENSSL_free(ad->sk);
	ad->sk = NULL;
	ad->ctx = NULL;
}

static int duplicate_value(
    CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from, int number, struct index *index)
{
	void *value = CRYPTO_get_ex_data(from, number);

	if (index != NULL && index->duplicated != NULL &&
	    !index->duplicated(to, from, &value, number, index->argl, index->argp))
		return 0;
	return CRYPTO_set_ex_data(to, number, value);
}

/* Application data is copied as it is; what is held at a number that is no index is not. */
int CRYPTO_dup_ex_data(int class_index, CRYPTO_EX_DATA *to, const CRYPTO_EX_DATA *from)
{
	const struct values *values = from->sk;
	struct class *class;

	if (values == NULL)
		return 1;
	class = find_class(ERR_PLACE, class_index);
	if (class == NULL || !duplicate_value(to, from, 0, NULL))
		return 0;
	for (struct index *i = first_index(class); i != NULL && i->number < values->count;
	     i = next_index(i))
		if (!duplicate_value(to, from, i->number, i))
			return 0;
	return 1;
}

int CRYPTO_alloc_ex_data(int class_index, void *obj, CRYPTO_EX_DATA *ad, int idx)
{
	struct class *class;
	struct index *index;

	if (CRYPTO_get_ex_data(ad, idx) != NULL)
		return 1;
	class = find_class(ERR_PLACE, class_index);
	index = class == NULL ? NULL : find_index(class, idx);
	if (index == NULL || index->made == NULL)
		return 0;
	index->made(obj, NULL, ad, idx, index->argl, index->argp);
	return 1;
}

static struct values *grow(struct values *values, int count)
{
	int had = values == NULL ? 0 : values->count;

	if (count <= had)
		return values;
	values = OPENSSL_realloc(values, sizeof(*values) + (size_t)count * sizeof(values->at[0]));
	if (values == NULL)
		return NULL;
	for (int i = had; i < count; i++)
		values->at[i] = NULL;
	values->count = count;
	return values;
}

/* Two records for a bad index, as OpenSSL's stack of pointers raises one of its own. */
static int refuse(struct err_place place, int idx)
{
	err_raise_data(place, ERR_LIB_CRYPTO, ERR_R_PASSED_INVALID_ARGUMENT, "i=%d", idx);
	return err_refuse(place, ERR_LIB_CRYPTO, ERR_R_PASSED_INVALID_ARGUMENT, 0);
}

int CRYPTO_set_ex_data(CRYPTO_EX_DATA *ad, int idx, void *val)
{
	struct values *values;

	if (idx < 0 || idx >= INDEX_MAX)
		return refuse(ERR_PLACE, idx);
	values = grow(ad->sk, idx + 1);
	if (values == NULL)
		return 0;
	values->at[idx] = val;
	ad->sk = values;
	return 1;
}

void *CRYPTO_get_ex_data(const CRYPTO_EX_DATA *ad, int idx)
{
	const struct values *values = ad->sk;

	return values != NULL && idx >= 0 && idx < values->count ? values->at[idx] : NULL;
}
