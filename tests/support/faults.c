/* SPDX-License-Identifier: Apache-2.0 */
/* Which call fails, and the library's memory. */
#include "support/faults.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <openssl/crypto.h>

enum { WISHES = 8 };

static struct {
	enum fault_call call;
	int n;
	int code;
} wishes[WISHES];
static int wish_count;

static int counts[FAULT_CALLS];
static bool open_window, struck;
static int live, live_lists, bad_closes, within;

static const char *const names[FAULT_CALLS] = {
	[FAULT_SOCKET] = "socket",
	[FAULT_SETSOCKOPT] = "setsockopt",
	[FAULT_GETSOCKOPT] = "getsockopt",
	[FAULT_IOCTL] = "ioctlsocket",
	[FAULT_FCNTL] = "fcntl",
	[FAULT_BIND] = "bind",
	[FAULT_LISTEN] = "listen",
	[FAULT_ACCEPT] = "accept",
	[FAULT_CONNECT] = "connect",
	[FAULT_GETSOCKNAME] = "getsockname",
	[FAULT_GETADDRINFO] = "getaddrinfo",
	[FAULT_GETNAMEINFO] = "getnameinfo",
	[FAULT_CLOSE] = "close",
	[FAULT_POLL] = "poll",
	[FAULT_READ] = "read",
	[FAULT_WRITE] = "write",
	[FAULT_SHUTDOWN] = "shutdown",
	[FAULT_MALLOC] = "malloc",
	[FAULT_OPEN] = "open",
	[FAULT_MKSTEMP] = "mkstemp",
	[FAULT_CHMOD] = "chmod",
	[FAULT_RENAME] = "rename",
	[FAULT_UNLINK] = "unlink",
	[FAULT_PIPE] = "pipe",
	[FAULT_SIGACTION] = "sigaction",
};

void faults_fail(enum fault_call call, int n, int code)
{
	if (wish_count == WISHES) {
		fprintf(stderr, "faults: more than %d wishes\n", WISHES);
		abort();
	}
	wishes[wish_count].call = call;
	wishes[wish_count].n = n;
	wishes[wish_count++].code = code;
}

void faults_clear(void)
{
	wish_count = 0;
}

void faults_begin(void)
{
	for (int i = 0; i < FAULT_CALLS; i++)
		counts[i] = 0;
	struck = false;
	open_window = true;
}

void faults_end(void)
{
	open_window = false;
}

int faults_count(enum fault_call call)
{
	return counts[call];
}

bool faults_struck(void)
{
	return struck;
}

const char *faults_name(enum fault_call call)
{
	return names[call];
}

void faults_within(int by)
{
	within += by;
}

bool faults_strike(enum fault_call call, int *out_code)
{
	if (!open_window || within > 0)
		return false;
	counts[call]++;
	for (int i = 0; i < wish_count; i++) {
		if (wishes[i].call != call)
			continue;
		if (wishes[i].n != FAULT_EVERY && wishes[i].n != counts[call])
			continue;
		struck = true;
		if (wishes[i].code < FAULT_SIGNAL) {
			*out_code = wishes[i].code;
			return true;
		}
		raise(wishes[i].code - FAULT_SIGNAL);
	}
	return false;
}

bool faults_meet(enum fault_call call)
{
	int err;

	if (!faults_strike(call, &err))
		return false;
	errno = err;
	return true;
}

static void *own_malloc(size_t size, const char *file, int line)
{
	void *memory;

	(void)file;
	(void)line;
	if (faults_meet(FAULT_MALLOC))
		return NULL;
	memory = malloc(size);
	live += memory != NULL;
	return memory;
}

static void own_free(void *memory, const char *file, int line)
{
	(void)file;
	(void)line;
	live -= memory != NULL;
	free(memory);
}

static void *own_realloc(void *memory, size_t size, const char *file, int line)
{
	if (memory == NULL)
		return own_malloc(size, file, line);
	if (size == 0) {
		own_free(memory, file, line);
		return NULL;
	}
	if (faults_meet(FAULT_MALLOC))
		return NULL;
	return realloc(memory, size);
}

int faults_own_memory(void)
{
	return CRYPTO_set_mem_functions(own_malloc, own_realloc, own_free);
}

int faults_live_memory(void)
{
	return live;
}

void faults_note_list(int by)
{
	live_lists += by;
}

int faults_live_lists(void)
{
	return live_lists;
}

void faults_note_bad_close(void)
{
	bad_closes += open_window;
}

int faults_bad_closes(void)
{
	return bad_closes;
}
