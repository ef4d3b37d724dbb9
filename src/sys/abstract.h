/* SPDX-License-Identifier: Apache-2.0 */
/* Whether AF_UNIX has names that are in no directory: those that begin with a NUL (unix(7)). */
#ifndef BIOSOCK_SYS_ABSTRACT_H
#define BIOSOCK_SYS_ABSTRACT_H

#include <stdbool.h>

bool sys_has_abstract_names(void);

#endif
