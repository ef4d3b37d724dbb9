/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/probes.h"

#include "sys/keepalive.h"

static int set(int sock, enum sys_keepalive what, int value)
{
	return value > 0 ? sys_set_keepalive(sock, what, value) : 0;
}

int probes_set(int sock, const struct keepalive_settings *probes)
{
	if (set(sock, SYS_KEEP_IDLE_S, probes->idle_s) == -1 ||
	    set(sock, SYS_KEEP_INTERVAL_S, probes->interval_s) == -1)
		return -1;
	return set(sock, SYS_KEEP_COUNT, probes->count);
}
