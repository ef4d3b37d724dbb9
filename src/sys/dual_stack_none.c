/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD and DragonFly: an IPv6 socket is IPv6's, always. */
#include "sys/dual_stack.h"

bool sys_has_dual_stack(void)
{
	return false;
}
