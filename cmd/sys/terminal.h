/* SPDX-License-Identifier: Apache-2.0 */
/* Who is at the other end of a standard stream: a person? With a terminal that knows colours? */
#ifndef BIOSOCK_CMD_SYS_TERMINAL_H
#define BIOSOCK_CMD_SYS_TERMINAL_H

#include <stdbool.h>

bool sys_is_terminal(int fd);

/* Whether it is one that takes the colours of ECMA-48 (8.3.117); has it do so. */
bool sys_shows_colours(int fd);

#endif
