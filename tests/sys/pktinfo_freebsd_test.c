/* SPDX-License-Identifier: Apache-2.0 */
/* FreeBSD: so is IP_SENDSRCADDR. */
#include "bsd_ip.h"

#include "pktinfo_kernel.h"

int main(void)
{
	static const struct pktinfo_kernel kernel = { "pktinfo_freebsd", IP_SENDSRCADDR, true,
		true };

	return pktinfo_main(&kernel);
}
