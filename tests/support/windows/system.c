/* SPDX-License-Identifier: Apache-2.0 */
/* Windows, for the tests. */
#include "support/system.h"

#include <posix.h>
#include <stdint.h>

#include "support/windows/real.h"

/*
 * So many handles that are none in a row are behind the last one: they are given out from the
 * lowest on. And more descriptors than a test's process has of the C runtime's.
 */
enum { HANDLES_GAP = 100, HANDLES_BELOW = 256, FILES_MAX = 64, NO_HANDLE = 0x70000 };

const char *system_temporary(void)
{
	static char folder[MAX_PATH];
	DWORD n = GetTempPathA(sizeof(folder), folder);

	if (n > 0 && n < sizeof(folder))
		folder[n - 1] = '\0';
	for (DWORD i = 0; i < n; i++) {
		if (folder[i] == '\\')
			folder[i] = '/';
	}
	return folder;
}

const char *system_null_file(void)
{
	return "NUL";
}

/* Sockets and the C runtime's: not what the system opens for itself. */
int system_open_descriptors(void)
{
	DWORD flags;
	int n = 0;

	for (int i = 4, gap = 0; gap < HANDLES_GAP; i += 4) {
		bool is_handle = GetHandleInformation((HANDLE)SOCKET_OF(i), &flags) != 0;

		gap = is_handle ? 0 : gap + 1;
		n += is_handle && real_is_socket(i);
	}
	for (int i = 0; i < FILES_MAX; i++)
		n += real_file(i) != -1;
	return n;
}

/* A handle, as a socket is one. */
int system_open_file(void)
{
	return (int)(intptr_t)CreateFileA("NUL", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
}

int system_closed_descriptor(void)
{
	return NO_HANDLE;
}

static int duplicate(int fd)
{
	WSAPROTOCOL_INFOW info;

	if (real_result(WSADuplicateSocketW(SOCKET_OF(fd), GetCurrentProcessId(), &info)) != 0)
		return -1;
	return real_descriptor(WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO,
	    FROM_PROTOCOL_INFO, &info, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
}

/* All handles below are taken meanwhile. */
int system_duplicate(int fd, int least)
{
	HANDLE below[HANDLES_BELOW];
	size_t n = 0;
	int result;

	do
		below[n] = CreateEventW(NULL, TRUE, FALSE, NULL);
	while ((intptr_t)below[n++] < least && n < HANDLES_BELOW);
	result = duplicate(fd);
	while (n > 0)
		CloseHandle(below[--n]);
	return result;
}

bool system_forbid_descriptors(void)
{
	return false;
}

void system_allow_descriptors(void)
{
}

/* The exit status of `program` with one argument, which inherits what can be; -1 if none starts. */
static int run(const char *program, const char *argument)
{
	STARTUPINFOA startup = { .cb = sizeof(startup) };
	PROCESS_INFORMATION child;
	char line[2 * MAX_PATH];
	DWORD status = 0;

	snprintf(line, sizeof(line), "\"%s\" \"%s\"", program, argument);
	if (!CreateProcessA(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &child))
		return -1;
	WaitForSingleObject(child.hProcess, INFINITE);
	GetExitCodeProcess(child.hProcess, &status);
	CloseHandle(child.hProcess);
	CloseHandle(child.hThread);
	return (int)status;
}

int system_child_has(int fd)
{
	char number[16];
	int status;

	snprintf(number, sizeof(number), "%d", fd);
	status = run(BIOSOCK_TEST_CHILD, number);
	return status == 0 ? 1 : status == 1 ? 0 : -1;
}

int system_in_child(const char *program, const char *name, void (*body)(void))
{
	(void)body;
	return run(program, name);
}

bool system_resolver_has_errno(void)
{
	return false;
}

void system_set_socket_error(int err)
{
	WSASetLastError(real_code(err));
	errno = err;
}

bool system_reuses_addresses(void)
{
	return false;
}

/* Wine's getnameinfo() does, Windows' does not. */
bool system_names_scopes(void)
{
	return false;
}

/* Winsock knows no such connect(): its way, an address of zeroes, is for datagrams only. */
bool system_dissolves_streams(void)
{
	return false;
}

size_t system_thread_id(unsigned char out_id[16])
{
	DWORD self = GetCurrentThreadId();

	memcpy(out_id, &self, sizeof(self));
	return sizeof(self);
}

bool system_sockets_are_files(void)
{
	return false;
}

/* Winsock has one such error; its network's are the listener's own. */
bool system_accept_loses(int err)
{
	return err == ECONNRESET || err == ECONNABORTED || err == ENOTCONN;
}

bool system_interrupt(void)
{
	return false;
}

void system_interrupt_stop(void)
{
}
