/* SPDX-License-Identifier: Apache-2.0 */
/* <sys/event.h> as FreeBSD has it, as far as the library goes; kqueue.c answers. */
#ifndef BIOSOCK_TESTS_SYS_EVENT_H
#define BIOSOCK_TESTS_SYS_EVENT_H

#include <stdint.h>
#include <time.h>

#define EVFILT_READ  (-1)
#define EVFILT_WRITE (-2)
#define EVFILT_TIMER (-7)

#define EV_ADD       0x0001
#define EV_DELETE    0x0002
#define EV_ENABLE    0x0004
#define EV_ONESHOT   0x0010

struct kevent {
	uintptr_t ident;
	short filter;
	unsigned short flags;
	unsigned int fflags;
	int64_t data;
	void *udata;
};

int kqueue(void);
int kevent(int queue, const struct kevent *changes, int n_changes, struct kevent *events,
    int n_events, const struct timespec *timeout);

#endif
