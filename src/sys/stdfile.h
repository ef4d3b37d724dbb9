/* SPDX-License-Identifier: Apache-2.0 */
/* Streams of the C library, where systems differ in how a file is named and in what a line ends. */
#ifndef BIOSOCK_SYS_STDFILE_H
#define BIOSOCK_SYS_STDFILE_H

#include <stdbool.h>
#include <stdio.h>

/* fopen(3); a path is in UTF-8 where the system does not just have bytes. NULL with errno. */
FILE *sys_stdfile_open(const char *path, const char *mode);

/* Has lines end as text files of the system have it, or bytes go through as they are. */
void sys_stdfile_set_text(FILE *stream, bool text);

/*
 * fgets(3) into `size` > 0 bytes, except that a stream that fails in the middle of a line does not
 * cost what was read of it: the string has it.
 */
void sys_stdfile_gets(FILE *stream, char *line, size_t size);

#endif
