/* SPDX-License-Identifier: Apache-2.0 */
/* The system's own table of host names: hosts(5). */
#ifndef BIOSOCK_SYS_HOSTS_H
#define BIOSOCK_SYS_HOSTS_H

#include <stdio.h>

/*
 * The table, to be read as text and closed by fclose(); NULL if it cannot be opened. Close-on-exec.
 * errno is kept.
 */
FILE *sys_open_hosts(void);

#endif
