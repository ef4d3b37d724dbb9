/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_socket_wait(): one socket, until it is ready or the time of day is reached. */
#include <errno.h>
#include <limits.h>

#include <openssl/bio.h>

#include "sys/errors.h"
#include "sys/readiness.h"

/* What is left until max_time, in milliseconds, as far as an int goes (D13); -1 when it is past. */
static int milliseconds_until(time_t max_time)
{
	time_t now = time(NULL);

	if (max_time < now)
		return -1;
	return max_time - now > INT_MAX / 1000 ? INT_MAX / 1000 * 1000
	                                       : (int)(max_time - now) * 1000;
}

int BIO_socket_wait(int fd, int for_read, time_t max_time)
{
	int ms, ready = 0;

	if (fd < 0) {
		sys_set_last_error(EBADF);
		return -1;
	}
	if (max_time == 0)
		return 1;
	while (ready == 0 && (ms = milliseconds_until(max_time)) >= 0) {
		ready = sys_wait_ready(fd, for_read != 0, ms);
		if (ms == 0)
			break;
	}
	return ready;
}
