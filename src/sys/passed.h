/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors that a supervisor passed to this process, from number 3 on (sd_listen_fds(3)). */
#ifndef BIOSOCK_SYS_PASSED_H
#define BIOSOCK_SYS_PASSED_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Whether this is the process that was meant: of that number and, unless `pidfd_id` is NULL or the
 * system has none (before Linux 6.9), of that inode number of its pidfd. errno is kept.
 */
bool sys_passed_to_us(uint64_t pid, const uint64_t *pidfd_id);

/* From now on no child has it. 0, or -1 with errno. */
int sys_passed_keep(int fd);

#endif
