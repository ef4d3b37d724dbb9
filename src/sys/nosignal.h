/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets of which no write raises SIGPIPE, where that is a matter of the socket. */
#ifndef BIOSOCK_SYS_NOSIGNAL_H
#define BIOSOCK_SYS_NOSIGNAL_H

/*
 * For a socket that the program has made itself: from now on sending through it raises no signal.
 * Does nothing where each send asks for that itself. errno is kept.
 */
void sys_no_signal(int fd);

#endif
