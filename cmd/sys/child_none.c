/* SPDX-License-Identifier: Apache-2.0 */
/* No program is started with a socket for its standard input and output. */
#include "cmd/sys/child.h"

#include <errno.h>

bool sys_has_children(void)
{
	return false;
}

int sys_child_watch(void)
{
	errno = EOPNOTSUPP;
	return -1;
}

long sys_child_start(
    char *const *program, int sock, const struct sys_child_variable *variables, size_t n)
{
	(void)program;
	(void)sock;
	(void)variables;
	(void)n;
	errno = EOPNOTSUPP;
	return -1;
}

long sys_child_reap(int watch, char out[SYS_CHILD_TEXT])
{
	(void)watch;
	out[0] = '\0';
	return 0;
}
