/* SPDX-License-Identifier: Apache-2.0 */
/* An IPv6 listener takes IPv4 once IPV6_V6ONLY is off. */
#include "sys/dual_stack.h"

bool sys_has_dual_stack(void)
{
	return true;
}
