/* SPDX-License-Identifier: Apache-2.0 */
/* The names of errno's values, from the system's own <errno.h>. */
#include "support/errno_names.h"

#include <errno.h>
#include <stddef.h>

#define NAME(err)                                                                                  \
	{                                                                                          \
		err, #err                                                                          \
	}

/* Of several names for one value the first counts. */
static const struct {
	int err;
	const char *name;
} names[] = {
	NAME(E2BIG),
	NAME(EACCES),
	NAME(EADDRINUSE),
	NAME(EADDRNOTAVAIL),
	NAME(EAFNOSUPPORT),
	NAME(EAGAIN),
	NAME(EALREADY),
	NAME(EBADF),
	NAME(EBADMSG),
	NAME(EBUSY),
	NAME(ECANCELED),
	NAME(ECHILD),
	NAME(ECONNABORTED),
	NAME(ECONNREFUSED),
	NAME(ECONNRESET),
	NAME(EDEADLK),
	NAME(EDESTADDRREQ),
	NAME(EDOM),
	NAME(EEXIST),
	NAME(EFAULT),
	NAME(EFBIG),
	NAME(EHOSTUNREACH),
	NAME(EIDRM),
	NAME(EILSEQ),
	NAME(EINPROGRESS),
	NAME(EINTR),
	NAME(EINVAL),
	NAME(EIO),
	NAME(EISCONN),
	NAME(EISDIR),
	NAME(ELOOP),
	NAME(EMFILE),
	NAME(EMLINK),
	NAME(EMSGSIZE),
	NAME(ENAMETOOLONG),
	NAME(ENETDOWN),
	NAME(ENETRESET),
	NAME(ENETUNREACH),
	NAME(ENFILE),
	NAME(ENOBUFS),
	NAME(ENODEV),
	NAME(ENOENT),
	NAME(ENOEXEC),
	NAME(ENOLCK),
	NAME(ENOMEM),
	NAME(ENOMSG),
	NAME(ENOPROTOOPT),
	NAME(ENOSPC),
	NAME(ENOSYS),
	NAME(ENOTCONN),
	NAME(ENOTDIR),
	NAME(ENOTEMPTY),
	NAME(ENOTSOCK),
	NAME(EOPNOTSUPP),
	NAME(ENOTSUP),
	NAME(ENOTTY),
	NAME(ENXIO),
	NAME(EOVERFLOW),
	NAME(EPERM),
	NAME(EPIPE),
	NAME(EPROTO),
	NAME(EPROTONOSUPPORT),
	NAME(EPROTOTYPE),
	NAME(ERANGE),
	NAME(EROFS),
	NAME(ESPIPE),
	NAME(ESRCH),
	NAME(ETIMEDOUT),
	NAME(EWOULDBLOCK),
	NAME(EXDEV),
/* Not of every system. */
#ifdef EHOSTDOWN
	NAME(EHOSTDOWN),
#endif
#ifdef ENONET
	NAME(ENONET),
#endif
#ifdef EPFNOSUPPORT
	NAME(EPFNOSUPPORT),
#endif
#ifdef ESOCKTNOSUPPORT
	NAME(ESOCKTNOSUPPORT),
#endif
#ifdef ESHUTDOWN
	NAME(ESHUTDOWN),
#endif
#ifdef ENOTBLK
	NAME(ENOTBLK),
#endif
};

const char *errno_name(int err)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].err == err)
			return names[i].name;
	}
	return NULL;
}
