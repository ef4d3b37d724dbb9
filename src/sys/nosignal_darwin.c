/* SPDX-License-Identifier: Apache-2.0 */
/*
 * macOS has SO_NOSIGPIPE since 10.2. Its MSG_NOSIGNAL is years younger, and a kernel that does not
 * know the flag passes over it.
 */
#include "sys/nosignal.h"

#include <errno.h>

#include "sys/calls.h"

/*
 * It fails on what is no socket, where nothing is to be done, and on a connection whose end has
 * come already (EINVAL).
 */
void sys_no_signal(int fd)
{
	int saved = errno;

	sys_set_option(fd, SOL_SOCKET, SO_NOSIGPIPE, 1);
	errno = saved;
}
