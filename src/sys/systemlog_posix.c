/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's log by syslog(3). Its C library has a lock of its own there, which a child that is
 * forked while another thread holds it finds taken for ever. So no thread is inside while a process
 * forks: it waits for a lock of ours that is held around each call.
 */
#include "sys/systemlog.h"

#include <errno.h>
#include <limits.h>
#include <syslog.h>

#include "sys/mutex_posix.h"

/* Returns errno as it was. */
static int enter(void)
{
	int err = errno;

	sys_process_lock();
	return err;
}

static void leave(int err)
{
	sys_process_unlock();
	errno = err;
}

/* To the console too where there is no log, and with the number of the process. */
void *sys_log_open(const char *name, int facility)
{
	int err = enter();

	openlog(name, LOG_CONS | LOG_PID, facility);
	leave(err);
	return NULL;
}

void sys_log_write(void *log, enum sys_log_severity severity, const char *text, size_t n)
{
	int err = enter();

	(void)log;
	syslog((int)severity, "%.*s", n > INT_MAX ? INT_MAX : (int)n, text);
	leave(err);
}

void sys_log_close(void *log)
{
	int err = enter();

	(void)log;
	closelog();
	leave(err);
}
