/* SPDX-License-Identifier: Apache-2.0 */
/* No way to an interface but its routes. */
#include "sys/bound_interface.h"

#include <errno.h>

int sys_bind_to_interface(int fd, int family, const char *name)
{
	(void)fd, (void)family, (void)name;
	errno = EOPNOTSUPP;
	return -1;
}
