/* SPDX-License-Identifier: Apache-2.0 */
/* A way to write to what somebody else may wait at, without waiting. */
#ifndef BIOSOCK_CMD_SYS_UNWAITING_H
#define BIOSOCK_CMD_SYS_UNWAITING_H

/*
 * A descriptor of its own of the pipe that fd is, whose writes take what there is room for and do
 * not wait, while those of fd, and of whoever shares it, stay as they are. To be closed; -1 where
 * there is none. errno is lost.
 */
int sys_unwaiting_open(int fd);

#endif
