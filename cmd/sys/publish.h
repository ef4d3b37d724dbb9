/* SPDX-License-Identifier: Apache-2.0 */
/* A file that others wait for. */
#ifndef BIOSOCK_CMD_SYS_PUBLISH_H
#define BIOSOCK_CMD_SYS_PUBLISH_H

#include <stddef.h>

/*
 * Brings the n bytes of text to `name`. What is no regular file (a FIFO, a device, a descriptor
 * as /dev/fd/N) is opened and written, which may wait for a reader. Otherwise they are written to
 * a new file of a random name beside it, which takes its place: who opens `name` finds the old
 * file or the whole new one. 0, or -1 with errno, and no new file is left; EINTR: a signal came
 * while it waited.
 */
int sys_publish(const char *name, const char *text, size_t n);

#endif
