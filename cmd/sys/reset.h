/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a connection has been reset, which Wine (8.0) shows as its end to who reads from it. */
#ifndef BIOSOCK_CMD_SYS_RESET_H
#define BIOSOCK_CMD_SYS_RESET_H

#include <stdbool.h>

bool sys_is_reset(int fd);

#endif
