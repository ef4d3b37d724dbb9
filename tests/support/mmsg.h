/* SPDX-License-Identifier: Apache-2.0 */
/* The types of sendmmsg(2) and recvmmsg(2) on this system, for tests that define them. */
#ifndef BIOSOCK_TESTS_MMSG_H
#define BIOSOCK_TESTS_MMSG_H

#include <sys/types.h>

#include <sys/socket.h>
#include <time.h>

/* glibc: an int and unsigned counts; NetBSD and musl: unsigned flags too; FreeBSD: sizes. */
typedef __typeof__(sendmmsg(-1, (struct mmsghdr *)0, 0, 0)) mmsg_result;
typedef __typeof__(_Generic(&sendmmsg, ssize_t (*)(int, struct mmsghdr *, size_t, int)
                            : (size_t)0, default : 0U)) mmsg_count;
typedef __typeof__(_Generic(
    &sendmmsg, int (*)(int, struct mmsghdr *, unsigned, unsigned) : 0U, default : 0)) mmsg_flags;
typedef __typeof__(_Generic(
    &recvmmsg, ssize_t (*)(int, struct mmsghdr *, size_t, int, const struct timespec *)
    : (const struct timespec *)0, default
    : (struct timespec *)0)) mmsg_time;

typedef mmsg_result sendmmsg_fn(int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags);
typedef mmsg_result recvmmsg_fn(
    int fd, struct mmsghdr *list, mmsg_count n, mmsg_flags flags, mmsg_time timeout);

#endif
