/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to end as the console makes them: Ctrl-C, Ctrl-Break, its window closed, a shutdown. */
#include "cmd/sys/stop.h"

#include <errno.h>

#include "cmd/sys/flag.h"
#include "sys/descriptor.h"

static int flag;

/* In a thread of its own. But for the two keys, the process is ended once this has returned. */
static BOOL WINAPI ask(DWORD event)
{
	sys_flag_raise(flag);
	if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
		Sleep(INFINITE);
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

void sys_stop_unwatch(void)
{
	SetConsoleCtrlHandler(ask, FALSE);
}

void sys_stop_obey(void)
{
}

/* They fail, and that is all. */
void sys_ignore_failing_writes(void)
{
}

void sys_signals_restore(void)
{
}
