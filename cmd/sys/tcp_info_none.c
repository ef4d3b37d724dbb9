/* SPDX-License-Identifier: Apache-2.0 */
/* No word of how a connection came about. */
#include "cmd/sys/tcp_info.h"

bool sys_tcp_info(int fd, struct sys_tcp_info *out)
{
	(void)fd;
	(void)out;
	return false;
}

bool sys_tcp_waits_for_data(int fd)
{
	(void)fd;
	return false;
}

enum sys_multipath_use sys_multipath_use(int fd)
{
	(void)fd;
	return SYS_MULTIPATH_NONE;
}
