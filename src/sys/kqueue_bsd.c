/* SPDX-License-Identifier: Apache-2.0 */
/* kqueue(2), one change at a time. */
#include "sys/kqueue.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/event.h>
#include <sys/time.h>
#include <unistd.h>

/* Not by kqueue1() or kqueuex(), which not all have. */
int sys_kqueue(void)
{
	int queue = kqueue(), err;

	if (queue == -1 || fcntl(queue, F_SETFD, FD_CLOEXEC) != -1)
		return queue;
	err = errno;
	close(queue);
	errno = err;
	return -1;
}

/* The types of its fields differ between systems, and so do the macros that fill them. */
bool sys_kqueue_ask(int queue, int ident, int filter, unsigned int flags, int64_t data)
{
	struct kevent change = { .ident = (uintptr_t)ident };

	change.filter = (__typeof__(change.filter))filter;
	change.flags = (__typeof__(change.flags))flags;
	change.data = (__typeof__(change.data))data;
	return kevent(queue, &change, 1, NULL, 0, NULL) != -1;
}
