/* SPDX-License-Identifier: Apache-2.0 */
/* The number that a process has besides its process number. */
#ifndef BIOSOCK_TESTS_DIAL_OWN_PIDFD_H
#define BIOSOCK_TESTS_DIAL_OWN_PIDFD_H

/* The inode number of this process's pidfd; 0 where these have none of their own. */
unsigned long long own_pidfd(void);

#endif
