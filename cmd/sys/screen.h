/* SPDX-License-Identifier: Apache-2.0 */
/* What a terminal can show. */
#ifndef BIOSOCK_CMD_SYS_SCREEN_H
#define BIOSOCK_CMD_SYS_SCREEN_H

#include <stdbool.h>

/* How many columns; 0 if that is no terminal, or it does not say. */
int sys_screen_width(int fd);

/* Whether text is UTF-8 for who reads what is written there. */
bool sys_screen_is_utf8(int fd);

#endif
