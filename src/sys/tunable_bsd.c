/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of the kernel by sysctlbyname(3): macOS, FreeBSD, NetBSD, DragonFly. */
#include "sys/tunable.h"

#include <errno.h>
#include <stddef.h>
#include <sys/types.h>

#include <sys/sysctl.h>

bool sys_tunable(const char *name, int *out_value)
{
	size_t size = sizeof(*out_value);

	if (sysctlbyname(name, out_value, &size, NULL, 0) == -1)
		return false;
	if (size == sizeof(*out_value))
		return true;
	errno = EINVAL;
	return false;
}
