/* SPDX-License-Identifier: Apache-2.0 */
/* A contract case against biosock, where all of them must pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/contract_run.h"

bool contract_is_oracle(void)
{
	return false;
}

void contract_limit_oracle(unsigned int seconds)
{
	(void)seconds;
}

bool contract_is_host(void)
{
	return false;
}

void contract_run(const struct contract_case *c)
{
	contract_run_here(c);
	if (contract_failures() > 0)
		fail_msg("%d of its checks failed", contract_failures());
}
