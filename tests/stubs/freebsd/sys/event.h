/* SPDX-License-Identifier: Apache-2.0 */
/* kqueue(2). */
#ifndef STUBS_FREEBSD_SYS_EVENT_H
#define STUBS_FREEBSD_SYS_EVENT_H

#include <sys/types.h>
#include <time.h>

#define EVFILT_READ  (-1)
#define EVFILT_WRITE (-2)
#define EVFILT_TIMER (-7)

#define EV_ADD       0x0001
#define EV_DELETE    0x0002
#define EV_ONESHOT   0x0010

struct kevent {
	uintptr_t ident;
	short filter;
	unsigned short flags;
	unsigned int fflags;
	int64_t data;
	void *udata;
	uint64_t ext[4];
};

int kqueue(void);
int kevent(int, const struct kevent *, int, struct kevent *, int, const struct timespec *);

#endif
