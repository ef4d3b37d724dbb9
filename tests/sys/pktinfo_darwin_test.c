/* SPDX-License-Identifier: Apache-2.0 */
/* macOS: IP_PKTINFO is heeded by the IPv4 that an IPv6 socket's datagram is handed to. */
#include <netinet/in.h>

#include "pktinfo_kernel.h"

int main(void)
{
	static const struct pktinfo_kernel kernel = { "pktinfo_darwin", IP_PKTINFO, false, true };

	return pktinfo_main(&kernel);
}
