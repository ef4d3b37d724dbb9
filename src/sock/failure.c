/* SPDX-License-Identifier: Apache-2.0 */
/* How a failed system call becomes records. */
#include "sock/failure.h"

#include <errno.h>
#include <string.h>

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

/* The call that failed, of a record's reason; the flags of a socket are all set by one call. */
static const char *call_of(int reason)
{
	static const struct {
		int reason;
		const char *call;
	} calls[] = {
		{ BIO_R_CONNECT_ERROR, "connect" },
		{ BIO_R_NBIO_CONNECT_ERROR, "connect" },
		{ BIO_R_UNABLE_TO_CREATE_SOCKET, "socket" },
		{ BIO_R_UNABLE_TO_BIND_SOCKET, "bind" },
		{ BIO_R_UNABLE_TO_LISTEN_SOCKET, "listen" },
		{ 0, "ioctlsocket" },
	};

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (calls[i].reason == reason)
			return calls[i].call;
	return "setsockopt";
}

void sock_failures_keep(struct sock_failures *f, const BIO_ADDR *addr)
{
	unsigned long record = ERR_peek_last_error();
	int code = sys_last_error(), err = errno;
	int reason = ERR_SYSTEM_ERROR(record) ? 0 : ERR_GET_REASON(record);

	ERR_pop_to_mark();
	if (f->n == SOCK_FAILURES)
		memmove(f->list, f->list + 1, sizeof(f->list[0]) * (size_t)--f->n);
	f->list[f->n++] = (struct sock_failure){ addr, call_of(reason), code, err, reason };
	sys_set_last_error(code);
	errno = err;
}

/* A call whose failure has no reason of its own is the end of the attempt to connect, or listen. */
void sock_failures_tell(struct err_place place, struct sock_failures *f)
{
	for (int i = 0; i < f->n; i++) {
		const struct sock_failure *one = &f->list[i];

		sys_set_last_error(one->code);
		sock_fail_on(place, one->call, one->reason != 0 ? one->reason : BIO_R_CONNECT_ERROR,
		    one->addr);
		errno = one->err;
	}
	f->n = 0;
}

int sock_check(struct err_place place, int fd, const BIO_ADDR *addr)
{
	if (fd == -1)
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_SOCKET, EBADF);
	if (addr == NULL)
		return err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	return 1;
}
