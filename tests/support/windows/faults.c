/* SPDX-License-Identifier: Apache-2.0 */
/* Failures by which Winsock means something else than POSIX does. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "support/system.h"

static const struct {
	const char *call;
	int err, left;
} meanings[] = {
	{ "bind", EACCES, EADDRINUSE },     /* others keep the address for themselves */
	{ "connect", EAGAIN, EINPROGRESS }, /* nonblocking, it goes on */
	{ "getsockname", EINVAL, 0 },       /* not bound: a name of no address */
	{ "deadline", ETIMEDOUT, EAGAIN },
};

int system_errno_left(const char *call, int err)
{
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		if (strcmp(meanings[i].call, call) == 0 && meanings[i].err == err)
			return meanings[i].left;
	}
	return err;
}
