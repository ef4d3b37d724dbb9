/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The attempts of err/raise.h, by marks of the host's stack. Not every host counts the records
 * behind a mark: so they are counted here.
 */
#include "err/raise.h"
#include "host/record.h"

/* Attempts inside attempts: BIO_do_connect_retry() and each address. */
enum { DEEPEST = 4 };

static _Thread_local unsigned int raised;
static _Thread_local int depth;
static _Thread_local struct {
	unsigned int raised;
	unsigned long newest;
} begun[DEEPEST];

void host_count_record(void)
{
	raised++;
}

bool host_hold_record(struct err_place place, int lib, int reason, const char *data)
{
	(void)place, (void)lib, (void)reason, (void)data;
	return false;
}

void err_attempt_begin(void)
{
	if (depth < DEEPEST) {
		begun[depth].raised = raised;
		begun[depth].newest = ERR_peek_last_error();
	}
	depth++;
	ERR_set_mark();
}

void err_attempt_forget(void)
{
	depth--;
	ERR_pop_to_mark();
}

bool err_attempt_keep(void)
{
	depth--;
	ERR_clear_last_mark();
	return depth >= DEEPEST || begun[depth].raised != raised ||
	       begun[depth].newest != ERR_peek_last_error();
}

bool err_newest_is(int lib, int reason)
{
	return host_newest_is(lib, reason);
}

void err_add_texts(const char *label, const char *text)
{
	host_add_to_record(label, text);
}
