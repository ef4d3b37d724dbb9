/* SPDX-License-Identifier: Apache-2.0 */
/* A network of the test's own, with nothing in it but the loopback interface, and its sysctls. */
#ifndef BIOSOCK_TESTS_NETNS_H
#define BIOSOCK_TESTS_NETNS_H

/*
 * Runs `body` in a child process that has a network namespace of its own; its CHECKs count
 * as the running case's. Where the process may not make one (it is not root's), the case
 * is skipped, visibly.
 */
void netns_run(void (*body)(void));

/* For `body`: its namespace cannot be what it needs. The case is skipped, unless a check failed. */
_Noreturn void netns_cannot(void);

/* Writes the number to /proc/sys/net/NAME of the namespace; a failed CHECK if it cannot. */
void netns_set(const char *name, int value);

/* A counter of the "TcpExt:" lines of /proc/net/netstat, by name; -1 if there is none. */
long netns_counter(const char *name);

#endif
