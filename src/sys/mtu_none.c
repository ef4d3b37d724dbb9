/* SPDX-License-Identifier: Apache-2.0 */
/* Path MTUs where the system does not tell them, and takes no wishes about fragments. */
#include "sys/mtu.h"

#include <errno.h>

static int unsupported(void)
{
	errno = ENOPROTOOPT;
	return -1;
}

int sys_mtu_get(int fd, int family, int *out_mtu)
{
	(void)fd, (void)family, (void)out_mtu;
	return unsupported();
}

int sys_mtu_discover(int fd, int family)
{
	(void)fd, (void)family;
	return unsupported();
}

int sys_mtu_dont_fragment(int fd, int family, int on)
{
	(void)fd, (void)family, (void)on;
	return unsupported();
}
