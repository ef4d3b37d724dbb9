/* SPDX-License-Identifier: Apache-2.0 */
/* Streams of POSIX, to which text and bytes are the same. */
#include "sys/stdfile.h"

FILE *sys_stdfile_open(const char *path, const char *mode)
{
	return fopen(path, mode);
}

void sys_stdfile_set_text(FILE *stream, bool text)
{
	(void)stream, (void)text;
}

void sys_stdfile_gets(FILE *stream, char *line, size_t size)
{
	int c = 0;

	flockfile(stream);
	while (size > 1 && c != '\n' && (c = getc_unlocked(stream)) != EOF) {
		*line++ = (char)c;
		size--;
	}
	funlockfile(stream);
	*line = '\0';
}
