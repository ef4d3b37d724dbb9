/* SPDX-License-Identifier: Apache-2.0 */
/* Winsock's functions by name, and their results in POSIX's terms. */
#include "support/windows/real.h"

#include <errno.h>
#include <io.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/errno_names.h"

/* The C runtime, and what it is to do about an argument that is none: msvcrt goes on unasked. */
#ifdef _UCRT
_CRTIMP _invalid_parameter_handler __cdecl _set_thread_local_invalid_parameter_handler(
    _invalid_parameter_handler handler);
#define RUNTIME     "ucrtbase.dll"
#define set_handler _set_thread_local_invalid_parameter_handler
#else
#define RUNTIME "msvcrt.dll"
static _invalid_parameter_handler set_handler(_invalid_parameter_handler handler)
{
	return handler;
}
#endif

static void go_on(const wchar_t *what, const wchar_t *function, const wchar_t *file, unsigned line,
    uintptr_t unused)
{
	(void)what, (void)function, (void)file, (void)line, (void)unused;
}

static HMODULE winsock(void)
{
	static HMODULE library;
	WSADATA data;

	if (library != NULL)
		return library;
	library = LoadLibraryA("ws2_32.dll");
	if (library == NULL || WSAStartup(MAKEWORD(2, 2), &data) != 0) {
		fprintf(stderr, "tests: no Winsock\n");
		abort();
	}
	return library;
}

FARPROC real_address(const char *name)
{
	FARPROC address = GetProcAddress(winsock(), name);

	if (address == NULL) {
		fprintf(stderr, "tests: Winsock has no %s\n", name);
		abort();
	}
	return address;
}

FARPROC real_runtime_address(const char *name)
{
	return GetProcAddress(GetModuleHandleA(RUNTIME), name);
}

intptr_t real_file(int fd)
{
	_invalid_parameter_handler before = set_handler(go_on);
	intptr_t handle = _get_osfhandle(fd);

	set_handler(before);
	return handle;
}

int real_result(int result)
{
	if (result == SOCKET_ERROR)
		errno = errno_of_record(WSAGetLastError());
	return result;
}

int real_descriptor(SOCKET s)
{
	if (s == INVALID_SOCKET || s > INT_MAX)
		return real_result(SOCKET_ERROR);
	return (int)s;
}

bool real_is_socket(int fd)
{
	int type, len = sizeof(type), err = WSAGetLastError();
	bool is = REAL(getsockopt)(SOCKET_OF(fd), SOL_SOCKET, SO_TYPE, (char *)&type, &len) == 0;

	WSASetLastError(err);
	return is;
}
