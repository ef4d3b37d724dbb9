/* SPDX-License-Identifier: Apache-2.0 */
/* Linux has abstract AF_UNIX names since 2.2. */
#include "sys/abstract.h"

bool sys_has_abstract_names(void)
{
	return true;
}
