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
