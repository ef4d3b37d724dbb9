/* SPDX-License-Identifier: Apache-2.0 */
/* Finding the name of a library or a reason, and the names that programs load. */
#include "err/names.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "err/init.h"
#include "sys/thread.h"

static atomic_bool builtin_known;
static atomic_int next_library = ERR_LIB_USER;

/*
 * What programs loaded, sorted by code; a NULL text hides a built-in name. Guarded by the library's
 * lock, but for the count, which says without it that there is nothing to look for.
 */
static struct {
	ERR_STRING_DATA *names;
	atomic_size_t count;
	size_t room;
} loaded;

void err_names_know(void)
{
	atomic_store_explicit(&builtin_known, true, memory_order_relaxed);
}

/* Where `code` is, or would have to be. */
static size_t find(const ERR_STRING_DATA *names, size_t count, unsigned long code)
{
	size_t low = 0;

	while (count > 0) {
		size_t half = count / 2;

		if (names[low + half].error < code) {
			low += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	return low;
}

/* True if the program loaded or unloaded this code: *out_text is its name then, or NULL. */
static bool find_loaded(unsigned long code, const char **out_text)
{
	bool found = false;
	size_t at;

	if (atomic_load(&loaded.count) == 0)
		return false;
	sys_lock();
	at = find(loaded.names, loaded.count, code);
	if (at < loaded.count && loaded.names[at].error == code) {
		*out_text = loaded.names[at].string;
		found = true;
	}
	sys_unlock();
	return found;
}

static const char *name_of(unsigned long code)
{
	const char *text = NULL;
	size_t at;

	if (find_loaded(code, &text) || !atomic_load_explicit(&builtin_known, memory_order_relaxed))
		return text;
	at = find(err_builtin_names, err_builtin_count, code);
	if (at < err_builtin_count && err_builtin_names[at].error == code)
		text = err_builtin_names[at].string;
	return text;
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

static bool make_room(void)
{
	size_t room = loaded.room == 0 ? 16 : loaded.room * 2;
	ERR_STRING_DATA *names;

	if (loaded.count < loaded.room)
		return true;
	names = CRYPTO_realloc(loaded.names, room * sizeof(*names), NULL, 0);
	if (names == NULL)
		return false;
	loaded.names = names;
	loaded.room = room;
	return true;
}

/* Under the lock. */
static bool load(unsigned long code, const char *text)
{
	size_t at = find(loaded.names, loaded.count, code);

	if (at == loaded.count || loaded.names[at].error != code) {
		if (!make_room())
			return false;
		memmove(&loaded.names[at + 1], &loaded.names[at],
		    (loaded.count - at) * sizeof(*loaded.names));
		loaded.count++;
	}
	loaded.names[at] = (ERR_STRING_DATA){ code, text };
	return true;
}

/* Loads the names of a table, or hides them. */
static int load_table(const ERR_STRING_DATA *table, bool hide)
{
	bool ok = true;

	err_clean_at_exit();
	sys_lock();
	for (; ok && table->error != 0; table++)
		ok = load(table->error, hide ? NULL : table->string);
	sys_unlock();
	return ok;
}

int ERR_load_strings_const(const ERR_STRING_DATA *str)
{
	err_names_know();
	return load_table(str, false);
}

int ERR_load_strings(int lib, ERR_STRING_DATA *str)
{
	for (ERR_STRING_DATA *entry = str; entry->error != 0; entry++)
		entry->error |= ERR_PACK((unsigned int)lib, 0, 0);
	return ERR_load_strings_const(str);
}

int ERR_unload_strings(int lib, ERR_STRING_DATA *str)
{
	(void)lib;
	return load_table(str, true);
}

int ERR_get_next_error_library(void)
{
	return atomic_fetch_add(&next_library, 1);
}

void err_names_forget(void)
{
	sys_lock();
	CRYPTO_free(loaded.names, NULL, 0);
	loaded.names = NULL;
	loaded.count = 0;
	loaded.room = 0;
	sys_unlock();
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
