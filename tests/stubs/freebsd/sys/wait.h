/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for children: wait(2). */
#ifndef STUBS_FREEBSD_SYS_WAIT_H
#define STUBS_FREEBSD_SYS_WAIT_H

#include <sys/types.h>

#define WNOHANG        1
#define WIFEXITED(x)   (((x)&0x7f) == 0)
#define WEXITSTATUS(x) ((x) >> 8 & 0xff)
#define WIFSIGNALED(x) (((x)&0x7f) != 0x7f && ((x)&0x7f) != 0 && (x) != 0x13)
#define WTERMSIG(x)    ((x)&0x7f)

pid_t wait(int *);
pid_t waitpid(pid_t, int *, int);

#endif
