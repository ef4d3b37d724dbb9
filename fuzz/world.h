/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A system that answers as an input says: the socket calls and the resolver, defined by the fuzz
 * target in front of the C library's. A byte of the input is an answer; 0, and what comes when
 * there are none left, is success. Descriptors are made up, and closing one twice ends the run.
 */
#ifndef BIOSOCK_FUZZ_WORLD_H
#define BIOSOCK_FUZZ_WORLD_H

#include <netdb.h>
#include <sys/socket.h>

#include "check.h"

/* From here on calls are answered from `input`, which stays the caller's. */
void world_begin(struct input *input);
/* Every descriptor and every answer of the resolver must have been given back. */
void world_end(void);

/* A socket that the target itself has made, to be closed by the library. */
int world_socket(int family, int type);
bool world_has(int fd);
/* Whether it is open and not inherited by programs that are started. */
bool world_has_safe(int fd);
/* How many system calls there were since this was last asked. */
int world_calls(void);

/* Is shown each answer of the resolver before the library is, unless it is NULL. */
extern void (*world_resolved)(const struct addrinfo *list);

/*
 * What the next recvmsg(2) or recvmmsg(2) says besides: the target's own. It fills what the message
 * has room for; the call's result is 0.
 */
extern void (*world_receive)(struct msghdr *message);

#endif
