/* SPDX-License-Identifier: Apache-2.0 */
/* Pipes where pipe2() takes their modes (POSIX.1-2024, Linux 2.6.27, BSD). */
#include "cmd/sys/pipe.h"

#include <fcntl.h>
#include <unistd.h>

int sys_pipe(int ends[2])
{
	return pipe2(ends, O_CLOEXEC | O_NONBLOCK);
}
