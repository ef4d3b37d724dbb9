/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Standard input (0) and output (1) where the system cannot wait for them together with sockets: a
 * thread each, which reads or writes ahead of the program. Not for several threads at once.
 */
#ifndef BIOSOCK_CMD_SYS_STDSTREAM_H
#define BIOSOCK_CMD_SYS_STDSTREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

bool sys_is_stdstream(int fd);

/* The socket that is readable while a read or a write would not be too early; -1 with errno. */
int sys_stdstream_flag(int fd);

/* As sys_read(), sys_write(), sys_end_writing(). A write that fails may be told of by the next. */
ssize_t sys_stdstream_read(int fd, void *bytes, size_t n);
ssize_t sys_stdstream_write(int fd, const void *bytes, size_t n);
int sys_stdstream_end(int fd);

#endif
