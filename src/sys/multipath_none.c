/* SPDX-License-Identifier: Apache-2.0 */
/* Multipath TCP where the system has none, or asks for it by other means than a protocol number. */
#include "sys/multipath.h"

int sys_multipath_protocol(void)
{
	return -1;
}
