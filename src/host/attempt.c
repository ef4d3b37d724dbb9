/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The attempts of err/raise.h, by marks of the host's stack. Not every host counts the records
 * behind a mark, or takes a mark away and leaves them: so both are done here as far as needed.
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

#ifdef HOST_HAS_ERR_clear_last_mark
static void unmark(void)
{
	ERR_clear_last_mark();
}

static void mark_again(void)
{
}
#else
/* The mark stays, and a record has only one: forgetting an attempt takes that of the outer one. */
static void unmark(void)
{
}

static void mark_again(void)
{
	if (depth > 0)
		ERR_set_mark();
}
#endif

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
	mark_again();
}

bool err_attempt_keep(void)
{
	depth--;
	unmark();
	return depth >= DEEPEST || begun[depth].raised != raised ||
	       begun[depth].newest != ERR_peek_last_error();
}

void err_add_texts(const char *label, const char *text)
{
	host_add_to_record(label, text);
}
