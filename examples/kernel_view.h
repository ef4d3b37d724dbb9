/* SPDX-License-Identifier: Apache-2.0 */
/* What the parts of kernel_view share: rows with a verdict. */
#ifndef BIOSOCK_EXAMPLES_KERNEL_VIEW_H
#define BIOSOCK_EXAMPLES_KERNEL_VIEW_H

#include <stdbool.h>

/* Ends a row that has been begun: "ok" or "NOT SO", in colour on a terminal. */
void verdict(bool so);

/* How many rows were not so. */
int rows_not_so(void);

/*
 * A socket of `family` listening on this host with those options, its port to *out_port in network
 * byte order. Ends the program if it cannot be had.
 */
int listen_here(int family, int options, unsigned short *out_port);

/* The Fast Open experiment, for net.ipv4.tcp_fastopen = bits, in a new network namespace. */
void view_fastopen(int bits);

#endif
