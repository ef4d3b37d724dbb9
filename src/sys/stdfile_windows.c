/* SPDX-License-Identifier: Apache-2.0 */
/* Streams of Windows: names in UTF-16, and text whose lines end in CR LF. */
#include "sys/stdfile.h"

#include <errno.h>
#include <fcntl.h>

#include "sys/runtime_windows.h"

/* What a path can have, with its NUL. */
enum { PATH_ROOM = 32768, MODE_ROOM = 32 };

static bool widen(const char *text, wchar_t *out, int room)
{
	return MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text, -1, out, room) > 0;
}

/* What is no UTF-8 is in the program's own code page (BIO_s_file(3)). */
static FILE *open_stream(const char *path, const char *mode)
{
	wchar_t wide_path[PATH_ROOM], wide_mode[MODE_ROOM];

	if (widen(path, wide_path, PATH_ROOM) && widen(mode, wide_mode, MODE_ROOM))
		return _wfopen(wide_path, wide_mode);
	return fopen(path, mode);
}

/* A mode that is none is a bad argument, too. */
FILE *sys_stdfile_open(const char *path, const char *mode)
{
	_invalid_parameter_handler before = sys_runtime_lenient();
	FILE *stream = open_stream(path, mode);

	sys_runtime_strict(before);
	return stream;
}

void sys_stdfile_set_text(FILE *stream, bool text)
{
	sys_runtime_set_mode(_fileno(stream), text ? _O_TEXT : _O_BINARY);
}

void sys_stdfile_gets(FILE *stream, char *line, size_t size)
{
	int c = 0;

	_lock_file(stream);
	while (size > 1 && c != '\n' && (c = _getc_nolock(stream)) != EOF) {
		*line++ = (char)c;
		size--;
	}
	_unlock_file(stream);
	*line = '\0';
}
