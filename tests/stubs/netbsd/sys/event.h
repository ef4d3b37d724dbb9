/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's kqueue(2): sys/sys/event.h. */
#ifndef STUBS_NETBSD_SYS_EVENT_H
#define STUBS_NETBSD_SYS_EVENT_H

#define kevent stub_freebsd_kevent
#include_next <sys/event.h>
#undef kevent

#undef EVFILT_READ
#undef EVFILT_WRITE
#undef EVFILT_TIMER
#define EVFILT_READ  0U
#define EVFILT_WRITE 1U
#define EVFILT_TIMER 6U

struct kevent {
	uintptr_t ident;
	uint32_t filter, flags, fflags;
	int64_t data;
	intptr_t udata;
};

int kevent(int, const struct kevent *, size_t, struct kevent *, size_t, const struct timespec *);

#endif
