/* SPDX-License-Identifier: Apache-2.0 */
/* struct timeval and the time of day: gettimeofday(2). */
#ifndef STUBS_FREEBSD_SYS_TIME_H
#define STUBS_FREEBSD_SYS_TIME_H

#include <sys/types.h>

struct timeval {
	time_t tv_sec;
	suseconds_t tv_usec;
};

struct itimerval {
	struct timeval it_interval, it_value;
};

#define ITIMER_REAL 0

int gettimeofday(struct timeval *, void *);
int setitimer(int, const struct itimerval *, struct itimerval *);

#endif
