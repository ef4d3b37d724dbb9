/* SPDX-License-Identifier: Apache-2.0 */
/* Each send says for itself that it wants no signal, or the system has none. */
#include "sys/nosignal.h"

void sys_no_signal(int fd)
{
	(void)fd;
}
