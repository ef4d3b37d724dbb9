/* SPDX-License-Identifier: Apache-2.0 */
/* Socket files as reparse points (afunix.h), by volume and file index. Their paths are UTF-8. */
#include "sys/sockfile.h"

#include <errno.h>

#include <windows.h>

#ifndef IO_REPARSE_TAG_AF_UNIX
#define IO_REPARSE_TAG_AF_UNIX 0x80000023UL
#endif

/* The thing at `path` itself, whatever it leads to. */
static HANDLE open_path(const char *path, DWORD access)
{
	WCHAR wide[MAX_PATH];

	if (MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, MAX_PATH) == 0)
		return INVALID_HANDLE_VALUE;
	return CreateFileW(wide, access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
	    NULL, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_BACKUP_SEMANTICS, NULL);
}

static bool identify(HANDLE file, struct sys_sockfile *out)
{
	FILE_ATTRIBUTE_TAG_INFO tag;
	BY_HANDLE_FILE_INFORMATION info;

	if (!GetFileInformationByHandleEx(file, FileAttributeTagInfo, &tag, sizeof(tag)) ||
	    tag.ReparseTag != IO_REPARSE_TAG_AF_UNIX || !GetFileInformationByHandle(file, &info))
		return false;
	out->process = 0;
	out->device = info.dwVolumeSerialNumber;
	out->number = (unsigned long long)info.nFileIndexHigh << 32 | info.nFileIndexLow;
	return true;
}

bool sys_sockfile_find(const char *path, struct sys_sockfile *out)
{
	HANDLE file = open_path(path, FILE_READ_ATTRIBUTES);
	bool found = file != INVALID_HANDLE_VALUE && identify(file, out);

	if (file != INVALID_HANDLE_VALUE)
		CloseHandle(file);
	return found;
}

void sys_sockfile_of_socket(int fd, struct sys_sockfile *out)
{
	(void)fd;
	*out = (struct sys_sockfile){ 0, 0, 0 };
}

bool sys_sockfile_can_be_dead(void)
{
	return false;
}

bool sys_sockfile_has_mode(void)
{
	return false;
}

/*
 * There are no datagrams of that family here, and a connect of a stream would be seen
 * by the server.
 */
bool sys_sockfile_is_dead(const struct sockaddr *addr, socklen_t len)
{
	(void)addr;
	(void)len;
	return false;
}

int sys_sockfile_lock(const char *path, int wait_ms)
{
	(void)path;
	(void)wait_ms;
	errno = EOPNOTSUPP;
	return -1;
}

void sys_sockfile_unlock(int lock)
{
	(void)lock;
}

/* Files have lists of who may do what, and no mode. */
void sys_sockfile_limit_mode(int fd, int mode)
{
	(void)fd;
	(void)mode;
}

int sys_sockfile_set_mode(const char *path, int mode)
{
	(void)path;
	(void)mode;
	errno = EOPNOTSUPP;
	return -1;
}

static bool is_missing(DWORD error)
{
	return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
}

/* By the handle that was looked at: another file made there meanwhile is not removed. */
int sys_sockfile_remove(const char *path, const struct sys_sockfile *which)
{
	FILE_DISPOSITION_INFO gone = { .DeleteFile = TRUE };
	HANDLE file = open_path(path, FILE_READ_ATTRIBUTES | DELETE);
	struct sys_sockfile now;
	bool ok = file != INVALID_HANDLE_VALUE || is_missing(GetLastError());
	bool is_it = file != INVALID_HANDLE_VALUE && identify(file, &now) &&
	             now.device == which->device && now.number == which->number;

	if (is_it)
		ok =
		    SetFileInformationByHandle(file, FileDispositionInfo, &gone, sizeof(gone)) != 0;
	if (file != INVALID_HANDLE_VALUE)
		CloseHandle(file);
	if (!ok)
		errno = EACCES;
	return ok ? is_it : -1;
}
