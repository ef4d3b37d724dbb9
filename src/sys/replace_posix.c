/* SPDX-License-Identifier: Apache-2.0 */
/* Files are replaced by rename(2). */
#include "sys/replace.h"

#include <stdio.h>

int sys_replace(const char *from, const char *to)
{
	return rename(from, to);
}
