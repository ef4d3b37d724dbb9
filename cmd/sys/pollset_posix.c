/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting by poll(2), which takes any descriptor. */
#include "cmd/sys/pollset.h"

#include <errno.h>

int sys_poll(sys_pollfd *set, size_t n, int timeout_ms)
{
	int ready = poll(set, (nfds_t)n, timeout_ms);

	if (ready != -1 || errno != EINTR)
		return ready;
	for (size_t i = 0; i < n; i++)
		set[i].revents = 0;
	return 0;
}
