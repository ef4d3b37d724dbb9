/* SPDX-License-Identifier: Apache-2.0 */
/* Files are published by CREATE_NEW and MoveFileExW(): rename() fails where there is a file. */
#include "cmd/sys/publish.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <wchar.h>

#include <windows.h>

#include "cmd/sys/wide.h"

enum { SUFFIX_ROOM = 24, TRIES = 16 };

static int failed(void)
{
	switch (GetLastError()) {
	case ERROR_FILE_NOT_FOUND:
	case ERROR_PATH_NOT_FOUND:
		errno = ENOENT;
		break;
	case ERROR_ACCESS_DENIED:
		errno = EACCES;
		break;
	default:
		errno = EIO;
	}
	return -1;
}

static int write_all(HANDLE file, const char *text, size_t n)
{
	DWORD went;

	return WriteFile(file, text, (DWORD)n, &went, NULL) && went == n ? 0 : failed();
}

/* A device or a pipe that is there; INVALID_HANDLE_VALUE if `name` is none. */
static HANDLE open_device(const wchar_t *name)
{
	HANDLE file = CreateFileW(name, GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
	    OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);

	if (file != INVALID_HANDLE_VALUE && GetFileType(file) == FILE_TYPE_DISK) {
		CloseHandle(file);
		return INVALID_HANDLE_VALUE;
	}
	return file;
}

/* The file's name goes to `beside`, whose `suffix` is written anew with each try. */
static HANDLE create_beside(const wchar_t *beside, wchar_t *suffix)
{
	HANDLE file = INVALID_HANDLE_VALUE;
	LARGE_INTEGER now;

	for (int i = 0; i < TRIES && file == INVALID_HANDLE_VALUE; i++) {
		QueryPerformanceCounter(&now);
		swprintf(suffix, SUFFIX_ROOM, L".%lx%lx", GetCurrentProcessId(), now.u.LowPart);
		file = CreateFileW(
		    beside, GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL);
		if (file == INVALID_HANDLE_VALUE && GetLastError() != ERROR_FILE_EXISTS)
			break;
	}
	return file;
}

static int replace(
    wchar_t *beside, wchar_t *suffix, const wchar_t *name, const char *text, size_t n)
{
	HANDLE file = create_beside(beside, suffix);
	int result;

	if (file == INVALID_HANDLE_VALUE)
		return failed();
	result = write_all(file, text, n);
	CloseHandle(file);
	if (result == 0 && !MoveFileExW(beside, name, MOVEFILE_REPLACE_EXISTING))
		result = failed();
	if (result != 0)
		DeleteFileW(beside);
	return result;
}

static int publish(const wchar_t *name, const char *text, size_t n)
{
	size_t length = wcslen(name);
	HANDLE device = open_device(name);
	wchar_t *beside;
	int result;

	if (device != INVALID_HANDLE_VALUE) {
		result = write_all(device, text, n);
		CloseHandle(device);
		return result;
	}
	beside = malloc((length + SUFFIX_ROOM) * sizeof(*beside));
	if (beside == NULL) {
		errno = ENOMEM;
		return -1;
	}
	wmemcpy(beside, name, length);
	result = replace(beside, beside + length, name, text, n);
	free(beside);
	return result;
}

int sys_publish(const char *name, const char *text, size_t n)
{
	wchar_t *wide = sys_widen(name);
	int result = wide != NULL ? publish(wide, text, n) : -1;
	int err = errno;

	free(wide);
	errno = err;
	return result;
}
