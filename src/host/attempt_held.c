/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The attempts of err/raise.h over a host where a mark cannot be taken away without the records
 * above it, nor be told from one that the program has set there. So the stack is left alone: what
 * we raise in an attempt is held here until it is known whether it is to be told of. What the host
 * raises meanwhile is told at once, and stays.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "err/raise.h"
#include "host/record.h"
#include "sys/errors.h"

/* Attempts inside attempts: BIO_do_connect_retry() and each address. */
enum { DEEPEST = 4, TEXT_ROOM = 1024 };

/* The newest first. */
struct held {
	struct held *before;
	struct err_place place;
	int lib, reason;
	bool has_data;
	char data[TEXT_ROOM];
};

static _Thread_local struct held *newest;
static _Thread_local unsigned int told;
static _Thread_local int depth;
static _Thread_local struct {
	struct held *newest;
	unsigned int told;
	unsigned long newest_told;
} begun[DEEPEST];

void host_count_record(void)
{
	told++;
}

/* By the system's memory: it may be for want of the program's that there is a record. */
bool host_hold_record(struct err_place place, int lib, int reason, const char *data)
{
	struct held *record = depth > 0 ? malloc(sizeof(*record)) : NULL;

	if (record == NULL)
		return false;
	record->before = newest;
	record->place = place;
	record->lib = lib;
	record->reason = reason;
	record->has_data = data != NULL;
	record->data[0] = '\0';
	if (data != NULL)
		strncat(record->data, data, TEXT_ROOM - 1);
	newest = record;
	return true;
}

void err_attempt_begin(void)
{
	if (depth < DEEPEST) {
		begun[depth].newest = newest;
		begun[depth].told = told;
		begun[depth].newest_told = ERR_peek_last_error();
	}
	depth++;
}

void err_attempt_forget(void)
{
	int err = errno;

	depth--;
	while (depth < DEEPEST && newest != begun[depth].newest) {
		struct held *record = newest;

		newest = record->before;
		free(record);
	}
	errno = err;
}

static struct held *oldest_first(struct held *record)
{
	struct held *first = NULL;

	while (record != NULL) {
		struct held *before = record->before;

		record->before = first;
		first = record;
		record = before;
	}
	return first;
}

static void tell_all(void)
{
	struct held *record = oldest_first(newest);

	newest = NULL;
	while (record != NULL) {
		struct held *next = record->before;

		host_put_record(record->place, record->lib, record->reason,
		    record->has_data ? record->data : NULL);
		free(record);
		record = next;
	}
}

bool err_attempt_keep(void)
{
	int saved = sys_last_error(), err = errno;
	bool any;

	depth--;
	any = depth >= DEEPEST || newest != begun[depth].newest || told != begun[depth].told ||
	      ERR_peek_last_error() != begun[depth].newest_told;
	if (depth == 0)
		tell_all();
	sys_set_last_error(saved);
	errno = err;
	return any;
}

bool err_newest_is(int lib, int reason)
{
	if (newest != NULL)
		return newest->lib == lib && newest->reason == reason;
	return host_newest_is(lib, reason);
}

static void append(struct held *record, const char *text)
{
	size_t length = strlen(record->data);

	strncat(record->data, text, TEXT_ROOM - 1 - length);
	record->has_data = true;
}

void err_add_texts(const char *label, const char *text)
{
	if (newest == NULL) {
		host_add_to_record(label, text);
		return;
	}
	append(newest, label);
	append(newest, text);
}
