/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A flag that can be waited for together with sockets, where a system waits for nothing else: a
 * socket, readable while the flag is up.
 */
#ifndef BIOSOCK_CMD_SYS_FLAG_H
#define BIOSOCK_CMD_SYS_FLAG_H

/* The socket; the flag is down. -1 with errno. */
int sys_flag_new(void);

/* Each by any thread. Raised twice, it is to be lowered twice. */
void sys_flag_raise(int flag);
void sys_flag_lower(int flag);

#endif
