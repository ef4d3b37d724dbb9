/* SPDX-License-Identifier: Apache-2.0 */
/* What of err/raise.h is the same over every error stack. */
#include "err/raise.h"
#include "sys/errors.h"

int err_refuse(struct err_place place, int lib, int reason, int err)
{
	err_raise(place, lib, reason);
	if (err != 0)
		sys_set_last_error(err);
	return 0;
}

/* A code is an unsigned long; BoringSSL's has 32 bits, and newer ones take no longer one. */
bool err_newest_is(int lib, int reason)
{
	__typeof__(ERR_peek_last_error()) newest = ERR_peek_last_error();

	return ERR_GET_LIB(newest) == lib && ERR_GET_REASON(newest) == reason;
}
