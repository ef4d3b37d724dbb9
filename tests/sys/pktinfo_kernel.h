/* SPDX-License-Identifier: Apache-2.0 */
/* The local addresses of datagrams as another kernel heeds them, and what is tested against it. */
#ifndef BIOSOCK_TESTS_SYS_PKTINFO_KERNEL_H
#define BIOSOCK_TESTS_SYS_PKTINFO_KERNEL_H

#include <stdbool.h>

struct pktinfo_kernel {
	const char *name;
	int v4_type;           /* of the ancillary data that has an IPv4 address to send from */
	bool refuses_if_bound; /* any, of a socket that is bound to an address */
	bool mapped_sources;   /* it is heeded for an IPv4 peer of an IPv6 socket, too */
};

/* What main() returns. */
int pktinfo_main(const struct pktinfo_kernel *kernel);

#endif
