/* SPDX-License-Identifier: Apache-2.0 */
/* ISO C's and POSIX's time. */
#ifndef STUBS_FREEBSD_TIME_H
#define STUBS_FREEBSD_TIME_H

#include <sys/types.h>

#ifndef STUBS_FREEBSD_TIMESPEC
#define STUBS_FREEBSD_TIMESPEC
struct timespec {
	time_t tv_sec;
	long tv_nsec;
};
#endif

struct tm {
	int tm_sec, tm_min, tm_hour, tm_mday, tm_mon, tm_year, tm_wday, tm_yday, tm_isdst;
	long tm_gmtoff;
	char *tm_zone;
};

typedef int32_t clock_t;

#define CLOCK_REALTIME           0
#define CLOCK_MONOTONIC          4
#define CLOCK_PROCESS_CPUTIME_ID 15
#define CLOCKS_PER_SEC           128

clock_t clock(void);
int clock_gettime(clockid_t, struct timespec *);
struct tm *gmtime_r(const time_t *, struct tm *);
struct tm *localtime_r(const time_t *, struct tm *);
int nanosleep(const struct timespec *, struct timespec *);
size_t strftime(char *, size_t, const char *, const struct tm *);
time_t time(time_t *);

#endif
