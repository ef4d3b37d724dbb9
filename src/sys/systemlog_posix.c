/* SPDX-License-Identifier: Apache-2.0 */
/* The system's log by syslog(3). */
#include "sys/systemlog.h"

#include <errno.h>
#include <limits.h>
#include <syslog.h>

/* To the console too where there is no log, and with the number of the process. */
void *sys_log_open(const char *name, int facility)
{
	int err = errno;

	openlog(name, LOG_CONS | LOG_PID, facility);
	errno = err;
	return NULL;
}

void sys_log_write(void *log, enum sys_log_severity severity, const char *text, size_t n)
{
	int err = errno;

	(void)log;
	syslog((int)severity, "%.*s", n > INT_MAX ? INT_MAX : (int)n, text);
	errno = err;
}

void sys_log_close(void *log)
{
	int err = errno;

	(void)log;
	closelog();
	errno = err;
}
