/* SPDX-License-Identifier: Apache-2.0 */
/* The system's log by the event log of Windows, in which a source has the program's name. */
#include "sys/systemlog.h"

#include <windows.h>

/* A message is cut here: ReportEvent() takes no longer ones. */
enum { LONGEST = 31839 };

void *sys_log_open(const char *name, int facility)
{
	DWORD err = GetLastError();
	void *log = RegisterEventSourceA(NULL, name);

	(void)facility;
	SetLastError(err);
	return log;
}

static WORD type_of(enum sys_log_severity severity)
{
	if (severity <= SYS_LOG_ERROR)
		return EVENTLOG_ERROR_TYPE;
	return severity == SYS_LOG_WARNING ? EVENTLOG_WARNING_TYPE : EVENTLOG_INFORMATION_TYPE;
}

void sys_log_write(void *log, enum sys_log_severity severity, const char *text, size_t n)
{
	char message[LONGEST + 1];
	const char *strings[] = { message };
	DWORD err = GetLastError();

	if (log == NULL)
		return;
	lstrcpynA(message, text, (int)(n < LONGEST ? n + 1 : sizeof(message)));
	ReportEventA(log, type_of(severity), 0, 1024, NULL, 1, 0, strings, NULL);
	SetLastError(err);
}

void sys_log_close(void *log)
{
	DWORD err = GetLastError();

	if (log != NULL)
		DeregisterEventSource(log);
	SetLastError(err);
}
