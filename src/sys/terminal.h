/* SPDX-License-Identifier: Apache-2.0 */
/* Who is at the other end of a standard stream: a person? */
#ifndef BIOSOCK_SYS_TERMINAL_H
#define BIOSOCK_SYS_TERMINAL_H

#include <stdbool.h>

bool sys_is_terminal(int fd);

#endif
