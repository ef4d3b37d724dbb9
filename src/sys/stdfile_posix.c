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
