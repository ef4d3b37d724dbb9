/* SPDX-License-Identifier: Apache-2.0 */
/* Resets by WSAPoll(): an end is a hang-up to it, a reset is an error too. */
#include "cmd/sys/reset.h"

#include "sys/winsock.h"

bool sys_is_reset(int fd)
{
	WSAPOLLFD p = { .fd = sys_handle(fd), .events = POLLIN };

	return WSAPoll(&p, 1, 0) == 1 && (p.revents & POLLERR) != 0;
}
