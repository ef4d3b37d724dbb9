/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD: the address of a datagram to an IPv4 peer of an IPv6 socket is the kernel's choice. */
#include "bsd_ip.h"

#include "pktinfo_kernel.h"

int main(void)
{
	static const struct pktinfo_kernel kernel = { "pktinfo_netbsd", IP_SENDSRCADDR, false,
		false };

	return pktinfo_main(&kernel);
}
