/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the name of a library or a reason, and the names that programs load. */
#include "err/reason_names.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "base/ending.h"
#include "base/memory.h"
#include "err/raise.h"

static atomic_int next_library = ERR_LIB_USER;

/* What a program said of a code: its text, or NULL, which hides a built-in name. */
struct name {
	unsigned long code;
	_Atomic(const char *) text;
	struct name *next;
};

enum { BUCKETS = 256 };

/*
 * What programs loaded, by code. The chains only grow, at their heads, and there is no lock: a
 * process that is forked while another thread is here finds them whole.
 */
static _Atomic(struct name *) buckets[BUCKETS];
static atomic_bool any_loaded;
/* Threads that are walking a chain, whose names must not be freed. */
static atomic_int walkers;

/* Reasons count up, and libraries have them in common. */
static _Atomic(struct name *) *bucket_of(unsigned long code)
{
	return &buckets[(code ^ code >> ERR_LIB_OFFSET) % BUCKETS];
}

static struct name *find_in(struct name *at, unsigned long code)
{
	while (at != NULL && at->code != code)
		at = at->next;
	return at;
}

/* True if the program loaded or unloaded this code: *out_text is its name then, or NULL. */
static bool find_loaded(unsigned long code, const char **out_text)
{
	struct name *found;

	if (!atomic_load_explicit(&any_loaded, memory_order_acquire))
		return false;
	atomic_fetch_add(&walkers, 1);
	found = find_in(atomic_load(bucket_of(code)), code);
	if (found != NULL)
		*out_text = atomic_load(&found->text);
	atomic_fetch_sub(&walkers, 1);
	return found != NULL;
}

static const char *name_of(unsigned long code)
{
	const char *text = NULL;

	return find_loaded(code, &text) ? text : err_builtin_name(code);
}

const char *ERR_lib_error_string(unsigned long e)
{
	return name_of(ERR_PACK(ERR_GET_LIB(e), 0, 0));
}

const char *ERR_func_error_string(unsigned long e)
{
	(void)e;
	return NULL;
}

const char *ERR_reason_error_string(unsigned long e)
{
	const char *text;

	if (ERR_SYSTEM_ERROR(e))
		return NULL;
	text = name_of(ERR_PACK(ERR_GET_LIB(e), 0, ERR_GET_REASON(e)));
	return text != NULL ? text : name_of(ERR_PACK(0, 0, ERR_GET_REASON(e)));
}

/* Puts `added` before `head`; false if another thread has put something there. */
static bool push(
    _Atomic(struct name *) *bucket, struct name *head, struct name *added, const char *text)
{
	atomic_init(&added->text, text);
	added->next = head;
	return atomic_compare_exchange_strong(bucket, &head, added);
}

static bool load_walking(unsigned long code, const char *text)
{
	_Atomic(struct name *) *bucket = bucket_of(code);
	struct name *added = NULL;

	for (;;) {
		struct name *head = atomic_load(bucket);
		struct name *found = find_in(head, code);

		if (found != NULL) {
			atomic_store(&found->text, text);
			CRYPTO_free(added, NULL, 0);
			return true;
		}
		if (added == NULL)
			added = base_malloc(sizeof(*added), NULL, 0);
		if (added == NULL)
			return false;
		added->code = code;
		if (push(bucket, head, added, text))
			return true;
	}
}

static int refuse_null(struct err_place place)
{
	return err_refuse(place, ERR_LIB_CRYPTO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
}

/* Loads the names of a table, or hides them. */
static int load_table(const ERR_STRING_DATA *table, bool hide)
{
	int saved = errno;
	bool ok = true;

	base_at_end(BASE_ENDING_NAMES, err_names_forget);
	atomic_store_explicit(&any_loaded, true, memory_order_release);
	atomic_fetch_add(&walkers, 1);
	for (; ok && table->error != 0; table++)
		ok = load_walking(table->error, hide ? NULL : table->string);
	atomic_fetch_sub(&walkers, 1);
	errno = saved;
	return ok;
}

int ERR_load_strings_const(const ERR_STRING_DATA *str)
{
	if (str == NULL)
		return refuse_null(ERR_PLACE);
	err_names_know();
	return load_table(str, false);
}

/* A table that has its library already is only read: several threads may load it. */
int ERR_load_strings(int lib, ERR_STRING_DATA *str)
{
	unsigned long bits = ERR_PACK((unsigned int)lib, 0, 0);

	if (str == NULL)
		return refuse_null(ERR_PLACE);
	for (ERR_STRING_DATA *entry = str; entry->error != 0; entry++) {
		if ((entry->error | bits) != entry->error)
			entry->error |= bits;
	}
	err_names_know();
	return load_table(str, false);
}

int ERR_unload_strings(int lib, ERR_STRING_DATA *str)
{
	(void)lib;
	if (str == NULL)
		return refuse_null(ERR_PLACE);
	return load_table(str, true);
}

int ERR_get_next_error_library(void)
{
	return atomic_fetch_add(&next_library, 1);
}

static void free_chain(struct name *at)
{
	while (at != NULL) {
		struct name *next = at->next;

		CRYPTO_free(at, NULL, 0);
		at = next;
	}
}

/*
 * At the end of a process other threads may still be asking for names, or the process may be a
 * copy of one in which some were: then the names stay, since it is the end of their memory too.
 */
static void forget(_Atomic(struct name *) *bucket)
{
	struct name *chain = atomic_exchange(bucket, NULL);

	if (atomic_load(&walkers) == 0)
		free_chain(chain);
	else
		atomic_store(bucket, chain);
}

void err_names_forget(void)
{
	for (int i = 0; i < BUCKETS; i++) {
		if (atomic_load_explicit(&buckets[i], memory_order_relaxed) != NULL)
			forget(&buckets[i]);
	}
}

int ERR_load_ERR_strings(void)
{
	err_names_know();
	return 1;
}

int ERR_load_BIO_strings(void)
{
	err_names_know();
	return 1;
}

int ERR_load_CRYPTO_strings(void)
{
	err_names_know();
	return 1;
}
