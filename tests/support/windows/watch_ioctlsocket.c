/* SPDX-License-Identifier: Apache-2.0 */
/* Has the library's ioctlsocket() be seen, where no other file of the executable does it. */
#include "support/windows/real.h"

int(WSAAPI *__imp_ioctlsocket)(SOCKET, long, u_long *) = modes_ioctl;
