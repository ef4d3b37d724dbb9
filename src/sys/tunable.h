/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that the administrator of a BSD tunes the kernel by (sysctl(3)). */
#ifndef BIOSOCK_SYS_TUNABLE_H
#define BIOSOCK_SYS_TUNABLE_H

#include <stdbool.h>

/* False, with errno, if the kernel has no number of that name. */
bool sys_tunable(const char *name, int *out_value);

#endif
