/* SPDX-License-Identifier: Apache-2.0 */
/* The node's name as POSIX has it: gethostname(2). */
#include "sys/node.h"

#include <errno.h>
#include <unistd.h>

/* A name that is cut need not end in a NUL. */
bool sys_node_name(char *out, size_t size)
{
	int saved = errno;
	bool has = gethostname(out, size) == 0 || errno == ENAMETOOLONG;

	errno = saved;
	out[size - 1] = '\0';
	return has && out[0] != '\0';
}
