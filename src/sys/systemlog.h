/* SPDX-License-Identifier: Apache-2.0 */
/* The system's log of messages. Errno stays as it is. */
#ifndef BIOSOCK_SYS_SYSTEMLOG_H
#define BIOSOCK_SYS_SYSTEMLOG_H

#include <stddef.h>

/* Of daemons: the facility of who says nothing else. */
enum { SYS_LOG_DAEMON = 3 << 3 };

/* Numbered as RFC 5424, 6.2.1 does, and as syslog(3) everywhere. */
enum sys_log_severity {
	SYS_LOG_EMERGENCY,
	SYS_LOG_ALERT,
	SYS_LOG_CRITICAL,
	SYS_LOG_ERROR,
	SYS_LOG_WARNING,
	SYS_LOG_NOTICE,
	SYS_LOG_INFORMATION,
	SYS_LOG_DEBUG
};

/*
 * Messages are those of `name` from now on, which is not copied, and of `facility` (syslog(3)'s
 * number). The log is the process's: whoever opens it last names it. Returns what
 * sys_log_write() and sys_log_close() are to be given, or NULL where there is nothing to hold.
 */
void *sys_log_open(const char *name, int facility);

/* Logs `n` bytes at `text`, up to the first NUL. What the system does with them is not told. */
void sys_log_write(void *log, enum sys_log_severity severity, const char *text, size_t n);

void sys_log_close(void *log);

#endif
