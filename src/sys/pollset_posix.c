/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting by poll(2), time by CLOCK_MONOTONIC. */
#include "sys/pollset.h"

#include <errno.h>
#include <time.h>

int sys_poll(struct pollfd *set, size_t n, int timeout_ms)
{
	int ready = poll(set, (nfds_t)n, timeout_ms);

	if (ready != -1 || errno != EINTR)
		return ready;
	for (size_t i = 0; i < n; i++)
		set[i].revents = 0;
	return 0;
}

long long sys_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
