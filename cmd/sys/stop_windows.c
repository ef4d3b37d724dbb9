/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to end as the console makes them: Ctrl-C, Ctrl-Break, its window closed, a shutdown. */
#include "cmd/sys/stop.h"

#include <errno.h>

#include "cmd/sys/flag.h"
#include "sys/descriptor.h"

enum { PATIENCE_MS = 4000 };

static int flag;
static volatile LONG asked, unwatched, handed_over;

/* As without a handler; but what another thread is in, a write for example, is not waited for. */
static void end(void)
{
	TerminateProcess(GetCurrentProcess(), (UINT)STATUS_CONTROL_C_EXIT);
}

/*
 * In a thread of its own, which stays until the process has ended, since but for the two keys it is
 * ended once this has returned. Who is still here some seconds later waits for somebody to read a
 * message, who does not.
 */
static BOOL WINAPI ask(DWORD event)
{
	(void)event;
	if (!unwatched) {
		asked = TRUE;
		sys_flag_raise(flag);
		Sleep(PATIENCE_MS);
	}
	if (!handed_over)
		end();
	return TRUE;
}

void sys_stop_at_once(void)
{
}

int sys_stop_watch(void)
{
	flag = sys_flag_new();
	if (flag == -1 || SetConsoleCtrlHandler(ask, TRUE) != 0)
		return flag;
	sys_close(flag);
	errno = EPERM;
	return -1;
}

/* The handler stays: who was asked before would be waited for until it can be taken away. */
void sys_stop_unwatch(void)
{
	unwatched = TRUE;
}

void sys_stop_obey(void)
{
}

/* They fail, and that is all. */
void sys_ignore_failing_writes(void)
{
}

/* The other program is asked too, by the console. */
void sys_signals_restore(void)
{
	unwatched = handed_over = TRUE;
	if (asked)
		end();
}
