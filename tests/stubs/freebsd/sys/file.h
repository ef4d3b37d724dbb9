/* SPDX-License-Identifier: Apache-2.0 */
/* flock(2), the same on all of them. */
#ifndef STUBS_FREEBSD_SYS_FILE_H
#define STUBS_FREEBSD_SYS_FILE_H

#define LOCK_SH 1
#define LOCK_EX 2
#define LOCK_NB 4
#define LOCK_UN 8

int flock(int, int);

#endif
