/* SPDX-License-Identifier: Apache-2.0 */
/* Multipath TCP on Linux: a protocol number since 5.6. */
#include "sys/multipath.h"

#include <netinet/in.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

int sys_multipath_protocol(void)
{
	return IPPROTO_MPTCP;
}
