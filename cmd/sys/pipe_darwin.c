/* SPDX-License-Identifier: Apache-2.0 */
/* Pipes on macOS, which has no pipe2(). */
#include "cmd/sys/pipe.h"

#include <unistd.h>

#include "sys/descriptor.h"
#include "sys/descriptor_modes.h"

int sys_pipe(int ends[2])
{
	if (pipe(ends) == -1)
		return -1;
	ends[0] = sys_descriptor_with_modes(ends[0], SYS_NONBLOCK);
	ends[1] = sys_descriptor_with_modes(ends[1], SYS_NONBLOCK);
	return ends[0] != -1 && ends[1] != -1 ? 0 : -1;
}
