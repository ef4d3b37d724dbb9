/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes through any descriptor, and the position in it where it is a file's. All: -1 with errno. */
#ifndef BIOSOCK_SYS_RAWFILE_H
#define BIOSOCK_SYS_RAWFILE_H

#include <sys/types.h>

ssize_t sys_file_read(int fd, void *bytes, size_t n);
/* A pipe nobody reads from raises SIGPIPE, as write(2) does. */
ssize_t sys_file_write(int fd, const void *bytes, size_t n);

/* 0, or -1 with errno. The descriptor is gone either way. */
int sys_file_close(int fd);

/* The position from the file's start, after setting it; as it is. */
off_t sys_file_seek(int fd, off_t position);
off_t sys_file_tell(int fd);

#endif
