/* SPDX-License-Identifier: Apache-2.0 */
/* How a failed system call becomes records. */
#include "sock/failure.h"

#include <errno.h>

#include "sys/errors.h"

void sock_fail(struct err_place place, const char *call, int reason)
{
	err_raise_texts(place, ERR_LIB_SYS, sys_last_error(), "calling ", call, "()", NULL);
	if (reason != 0)
		err_raise(place, ERR_LIB_BIO, reason);
}

void sock_fail_on(struct err_place place, const char *call, int reason, const BIO_ADDR *addr)
{
	char text[ADDR_TEXT_SIZE];
	int err = sys_last_error();

	addr_text(addr, text, sizeof(text));
	err_raise_texts(place, ERR_LIB_SYS, err, "calling ", call, "(): ", text, NULL);
	err_raise(place, ERR_LIB_BIO, reason);
}

void sock_refuse(struct err_place place, int reason, int err)
{
	err_raise(place, ERR_LIB_BIO, reason);
	sys_set_last_error(err);
}

int sock_check(struct err_place place, int fd, const BIO_ADDR *addr)
{
	if (fd == -1) {
		sock_refuse(place, BIO_R_INVALID_SOCKET, EBADF);
		return 0;
	}
	if (addr == NULL) {
		sock_refuse(place, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
		return 0;
	}
	return 1;
}
