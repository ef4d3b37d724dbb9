/* SPDX-License-Identifier: Apache-2.0 */
/* There is no limit to change. */
#include "cmd/sys/many_descriptors.h"

void sys_many_descriptors(void)
{
}

void sys_few_descriptors(void)
{
}
