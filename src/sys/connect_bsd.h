/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a connect() of BSD or macOS that failed has failed: for the files of src/sys. */
#ifndef BIOSOCK_SYS_CONNECT_BSD_H
#define BIOSOCK_SYS_CONNECT_BSD_H

#include "sys/net.h"

/*
 * 0 if what errno says of connecting fd to addr just now is that it is so already; else
 * -1, errno kept.
 */
int sys_connect_failed(int fd, const struct sockaddr *addr);

#endif
