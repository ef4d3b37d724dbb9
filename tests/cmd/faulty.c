/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command with one call failing, or a signal coming with it: BIOSOCK_FAULT="CALL N CODE" says
 * which (CALL as in enum fault_call; CODE as in faults_fail()), and BIOSOCK_COUNTS names the file
 * for how many calls of each kind there were, and whether it struck.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/faulty.h"
#include "support/faults.h"
#include "support/interpose.h"

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("BIOSOCK_FAULT");
	int call, n, code;

	faults_own_memory();
	if (fault != NULL && sscanf(fault, "%d %d %d", &call, &n, &code) == 3)
		faults_fail((enum fault_call)call, n, code);
	faults_begin();
}

__attribute__((destructor)) static void end(void)
{
	const char *name = getenv("BIOSOCK_COUNTS");
	FILE *f;

	faults_end();
	f = name != NULL ? fopen(name, "w") : NULL;
	for (int call = 0; f != NULL && call < FAULT_CALLS; call++)
		fprintf(f, "%d\n", faults_count((enum fault_call)call));
	if (f != NULL)
		fprintf(f, "%d\n", faults_struck());
	if (f != NULL)
		fclose(f);
}

/* The command's own allocations: its sources are compiled to call these. */
void *faulty_malloc(size_t size)
{
	return faults_meet(FAULT_MALLOC) ? NULL : malloc(size);
}

void *faulty_calloc(size_t n, size_t size)
{
	return faults_meet(FAULT_MALLOC) ? NULL : calloc(n, size);
}

void *faulty_realloc(void *memory, size_t size)
{
	return faults_meet(FAULT_MALLOC) ? NULL : realloc(memory, size);
}

char *faulty_strdup(const char *text)
{
	return faults_meet(FAULT_MALLOC) ? NULL : strdup(text);
}

/* A mode, or nothing. */
int INTERPOSED(open)(const char *name, int flags, ...)
{
	va_list args;
	mode_t mode = 0;

	va_start(args, flags);
	if ((flags & O_CREAT) != 0)
		mode = va_arg(args, mode_t);
	va_end(args);
	return faults_meet(FAULT_OPEN) ? -1 : NEXT(open)(name, flags, mode);
}

int INTERPOSED(mkstemp)(char *name)
{
	return faults_meet(FAULT_MKSTEMP) ? -1 : NEXT(mkstemp)(name);
}

int INTERPOSED(fchmod)(int fd, mode_t mode)
{
	return faults_meet(FAULT_CHMOD) ? -1 : NEXT(fchmod)(fd, mode);
}

int INTERPOSED(rename)(const char *from, const char *to)
{
	return faults_meet(FAULT_RENAME) ? -1 : NEXT(rename)(from, to);
}

int INTERPOSED(unlink)(const char *name)
{
	return faults_meet(FAULT_UNLINK) ? -1 : NEXT(unlink)(name);
}

int INTERPOSED(pipe2)(int ends[2], int flags)
{
	return faults_meet(FAULT_PIPE) ? -1 : NEXT(pipe2)(ends, flags);
}

int INTERPOSED(sigaction)(int signo, const struct sigaction *action, struct sigaction *old)
{
	return faults_meet(FAULT_SIGACTION) ? -1 : NEXT(sigaction)(signo, action, old);
}
