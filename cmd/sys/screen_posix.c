/* SPDX-License-Identifier: Apache-2.0 */
/* Width by the terminal's own word, and text by the locale's. */
#include "cmd/sys/screen.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>

int sys_screen_width(int fd)
{
	struct winsize size;

	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/*
 * The first of these that is set says it (POSIX.1, 8.2). The program has no locale otherwise, so
 * that is read here, as "de_DE.UTF-8" or "C.utf8", and not loaded.
 */
bool sys_screen_is_utf8(int fd)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *value = NULL;

	(void)fd;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			break;
	}
	value = value != NULL ? strchr(value, '.') : NULL;
	return value != NULL &&
	       (strncasecmp(value, ".UTF-8", 6) == 0 || strncasecmp(value, ".utf8", 5) == 0);
}
