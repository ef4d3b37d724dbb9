/* SPDX-License-Identifier: Apache-2.0 */
/* A machine to test on: a loopback interface with addresses of both families. */
#ifndef BIOSOCK_TESTS_MACHINE_H
#define BIOSOCK_TESTS_MACHINE_H

/*
 * Where this machine lacks such an interface (IPv6 is off, or the interface down), moves the
 * process to a network of its own that has one. NULL, or why that cannot be done.
 */
const char *machine_prepare(void);

#endif
