/* SPDX-License-Identifier: Apache-2.0 */
/* AF_UNIX here has paths only. */
#include "sys/abstract.h"

bool sys_has_abstract_names(void)
{
	return false;
}
