/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets of which no write raises SIGPIPE, where that is a matter of the socket. */
#ifndef BIOSOCK_SYS_NOSIGNAL_H
#define BIOSOCK_SYS_NOSIGNAL_H

/*
 * A socket comes from outside, by a program that made it itself: from now on sending through it
 * raises no signal. Nothing where each send says so for itself. errno is kept.
 */
void sys_no_signal(int fd);

#endif
