/* SPDX-License-Identifier: Apache-2.0 */
/* A file that takes another one's place. */
#ifndef BIOSOCK_SYS_REPLACE_H
#define BIOSOCK_SYS_REPLACE_H

/*
 * Renames `from` to `to`, which may be there: who opens it finds the old one or the new one. 0, or
 * -1 with errno.
 */
int sys_replace(const char *from, const char *to);

#endif
