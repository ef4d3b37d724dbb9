/* SPDX-License-Identifier: Apache-2.0 */
/* Has the library's closesocket() be seen, where no other file of the executable does it. */
#include "support/windows/real.h"

int(WSAAPI *__imp_closesocket)(SOCKET) = modes_close;
