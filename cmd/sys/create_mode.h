/* SPDX-License-Identifier: Apache-2.0 */
/* The mode that files are made with. */
#ifndef BIOSOCK_CMD_SYS_CREATE_MODE_H
#define BIOSOCK_CMD_SYS_CREATE_MODE_H

#include <stdbool.h>

/* Whether a socket file has a mode at all. */
bool sys_has_create_mode(void);

/* From now on no file gets a bit that `mode` does not have. Returns what was so before. */
int sys_create_mode(int mode);

#endif
