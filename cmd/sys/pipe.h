/* SPDX-License-Identifier: Apache-2.0 */
/* A pipe of this process's own. */
#ifndef BIOSOCK_CMD_SYS_PIPE_H
#define BIOSOCK_CMD_SYS_PIPE_H

/*
 * Neither end waits or is inherited. Bytes written to ends[1] are read from ends[0]. 0, or
 * -1 with errno.
 */
int sys_pipe(int ends[2]);

#endif
