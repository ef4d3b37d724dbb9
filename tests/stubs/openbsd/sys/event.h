/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's kqueue(2): sys/sys/event.h. */
#ifndef STUBS_OPENBSD_SYS_EVENT_H
#define STUBS_OPENBSD_SYS_EVENT_H

#define kevent stub_freebsd_kevent
#include_next <sys/event.h>
#undef kevent

struct kevent {
	uintptr_t ident;
	short filter;
	unsigned short flags;
	unsigned int fflags;
	int64_t data;
	void *udata;
};

int kevent(int, const struct kevent *, int, struct kevent *, int, const struct timespec *);

#endif
