/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The system's log by syslog(3). Its C library has a lock of its own there, which a child that is
 * forked while another thread holds it finds taken for ever. So no thread is inside while a process
 * forks: it waits for a lock of ours that is held around each call.
 */
#include "sys/systemlog.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <syslog.h>

#include "sys/mutex.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct sys_mutex mutex;
static bool has_mutex;

static void make_mutex(void)
{
	has_mutex = sys_mutex_init(&mutex);
}

/* Without memory for the lock the log works all the same. Returns errno as it was. */
static int enter(void)
{
	int err = errno;

	pthread_once(&once, make_mutex);
	if (has_mutex)
		sys_mutex_lock(&mutex);
	return err;
}

static void leave(int err)
{
	if (has_mutex)
		sys_mutex_unlock(&mutex);
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
