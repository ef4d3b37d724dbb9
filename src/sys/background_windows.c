/* SPDX-License-Identifier: Apache-2.0 */
/* Threads whose handle is given back at once. */
#include "sys/background.h"

#include <errno.h>
#include <stdlib.h>

#include <windows.h>

struct job {
	void (*run)(void *arg);
	void *arg;
};

/* The address in this code names the module that is to stay. */
static DWORD WINAPI begin(void *made)
{
	const struct job job = *(struct job *)made;

	free(made);
	job.run(job.arg);
	return 0;
}

static void pin(void)
{
	HMODULE module;

	GetModuleHandleExA(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
	    (const char *)(void *)begin, &module);
}

bool sys_background(void (*run)(void *arg), void *arg)
{
	struct job *job = malloc(sizeof(*job));
	HANDLE thread;

	if (job == NULL) {
		errno = ENOMEM;
		return false;
	}
	*job = (struct job){ run, arg };
	pin();
	thread = CreateThread(NULL, 0, begin, job, 0, NULL);
	if (thread == NULL) {
		free(job);
		errno = EAGAIN;
		return false;
	}
	CloseHandle(thread);
	return true;
}
