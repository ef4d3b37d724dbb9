/* SPDX-License-Identifier: Apache-2.0 */
/* By exec(2). Descriptors of this program's own are closed then, as each was made to be. */
#include "cmd/sys/become.h"

#include <unistd.h>

#include "cmd/sys/stop.h"

int sys_become(char *const *program)
{
	sys_signals_restore();
	return execvp(program[0], program);
}
