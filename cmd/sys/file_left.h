/* SPDX-License-Identifier: Apache-2.0 */
/* How much of a file is still to be read. */
#ifndef BIOSOCK_CMD_SYS_FILE_LEFT_H
#define BIOSOCK_CMD_SYS_FILE_LEFT_H

/* Bytes from where a regular file is read to its end; -1 if the descriptor is none. */
long long sys_file_left(int fd);

#endif
