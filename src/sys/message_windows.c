/* SPDX-License-Identifier: Apache-2.0 */
/* Error texts: our own for sockets, since the C library's end before them; its own for the rest. */
#include "sys/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sys/winsock.h"

bool sys_message(int err, char *out_text, size_t len)
{
	const char *text = sys_error_text(err);

	if (text == NULL && (err < 0 || err >= _sys_nerr))
		return false;
	snprintf(out_text, len, "%s", text != NULL ? text : strerror(err));
	return true;
}
