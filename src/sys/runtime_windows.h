/* SPDX-License-Identifier: Apache-2.0 */
/*
 * For calls of the C library with a descriptor that may not be open: the newer one (UCRT) ends the
 * program for such an argument unless a handler lets the call go on, which then fails with EBADF.
 * The older one, msvcrt, does that unasked, and has no handlers for a thread alone.
 */
#ifndef BIOSOCK_SYS_RUNTIME_WINDOWS_H
#define BIOSOCK_SYS_RUNTIME_WINDOWS_H

#include <io.h>
#include <stdint.h>
#include <stdlib.h>

#include <windows.h>

#ifdef _UCRT
/* Not every version of mingw-w64 declares it. */
_CRTIMP _invalid_parameter_handler __cdecl _set_thread_local_invalid_parameter_handler(
    _invalid_parameter_handler handler);

static inline void sys_runtime_goes_on(const wchar_t *what, const wchar_t *function,
    const wchar_t *file, unsigned line, uintptr_t unused)
{
	(void)what, (void)function, (void)file, (void)line, (void)unused;
}
#else
#define sys_runtime_goes_on                                  NULL
#define _set_thread_local_invalid_parameter_handler(handler) (handler)
#endif

/*
 * From here on a bad argument is an error to this thread. Returns what sys_runtime_strict() takes.
 */
static inline _invalid_parameter_handler sys_runtime_lenient(void)
{
	return _set_thread_local_invalid_parameter_handler(sys_runtime_goes_on);
}

/* As it was before. errno is kept. */
static inline void sys_runtime_strict(_invalid_parameter_handler before)
{
	(void)_set_thread_local_invalid_parameter_handler(before);
}

/* _get_osfhandle(): INVALID_HANDLE_VALUE with errno if the descriptor is not open. */
static inline HANDLE sys_runtime_handle(int fd)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	HANDLE handle = (HANDLE)_get_osfhandle(fd);

	sys_runtime_strict(before);
	return handle;
}

/* _close() and _setmode(): -1 with errno. */
static inline int sys_runtime_close(int fd)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	int result = _close(fd);

	sys_runtime_strict(before);
	return result;
}

static inline int sys_runtime_set_mode(int fd, int mode)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	int result = _setmode(fd, mode);

	sys_runtime_strict(before);
	return result;
}

#endif
