/* SPDX-License-Identifier: Apache-2.0 */
/* What the layers above do with records that are there already. */
#include "err/raise.h"

void err_attempt_begin(void)
{
	ERR_set_mark();
}

void err_attempt_forget(void)
{
	ERR_pop_to_mark();
}

bool err_attempt_keep(void)
{
	bool any = ERR_count_to_mark() > 0;

	ERR_clear_last_mark();
	return any;
}

bool err_newest_is(int lib, int reason)
{
	unsigned long newest = ERR_peek_last_error();

	return ERR_GET_LIB(newest) == lib && ERR_GET_REASON(newest) == reason;
}

void err_add_texts(const char *label, const char *text)
{
	ERR_add_error_data(2, label, text);
}
