/* SPDX-License-Identifier: Apache-2.0 */
/* A system error's record holds Winsock's code: what each is as errno, by Winsock's own page. */
#include "support/errno_names.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "support/windows/real.h"

#define SAME(err)                                                                                  \
	{                                                                                          \
		WSA##err, err                                                                      \
	}

static const struct {
	int code, err;
} known[] = {
	SAME(EINTR),
	SAME(EBADF),
	SAME(EACCES),
	SAME(EFAULT),
	SAME(EINVAL),
	SAME(EMFILE),
	{ WSAEWOULDBLOCK, EAGAIN },
	SAME(EINPROGRESS),
	SAME(EALREADY),
	SAME(ENOTSOCK),
	SAME(EDESTADDRREQ),
	SAME(EMSGSIZE),
	SAME(EPROTOTYPE),
	SAME(ENOPROTOOPT),
	SAME(EPROTONOSUPPORT),
	SAME(EOPNOTSUPP),
	SAME(EAFNOSUPPORT),
	SAME(EADDRINUSE),
	SAME(EADDRNOTAVAIL),
	SAME(ENETDOWN),
	SAME(ENETUNREACH),
	SAME(ENETRESET),
	SAME(ECONNABORTED),
	SAME(ECONNRESET),
	SAME(ENOBUFS),
	SAME(EISCONN),
	SAME(ENOTCONN),
	{ WSAESHUTDOWN, EPIPE },
	SAME(ETIMEDOUT),
	SAME(ECONNREFUSED),
	SAME(ELOOP),
	SAME(ENAMETOOLONG),
	SAME(EHOSTUNREACH),
};

int errno_of_record(int number)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (known[i].code == number)
			return known[i].err;
	}
	return number;
}

int real_code(int err)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (known[i].err == err)
			return known[i].code;
	}
	return err;
}

/* Winsock has one code for what is no socket, and what is nothing at all. */
size_t record_words(const char *words, const char *theirs, size_t *out_here)
{
	static const char here[] = "system library:ENOTSOCK(calling ";
	static const char elsewhere[] = "system library:EBADF(calling ";

	if (strncmp(words, elsewhere, strlen(elsewhere)) != 0 ||
	    strncmp(theirs, here, strlen(here)) != 0)
		return 0;
	*out_here = strlen(here);
	return strlen(elsewhere);
}

int errno_of_no_descriptor(void)
{
	return ENOTSOCK;
}
