/* SPDX-License-Identifier: Apache-2.0 */
/* The flags of the page, one row each. */
#include "sock/flags.h"

#include <stdbool.h>
#include <stddef.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/fastopen.h"
#include "sys/reuse.h"

struct flag;
typedef int apply_fn(const struct flag *f, int fd, int on, struct sock_failure *out_failure);

enum { INET = 1, INET6 = 2, OTHER = 4, IP = INET | INET6, ANY = IP | OTHER };

struct flag {
	int option;
	unsigned moments; /* of enum sock_moment */
	unsigned families;
	bool both_ways; /* its absence is applied too: the system's default is not known */
	apply_fn *apply;
	int level, name;
	int reason;
};

static apply_fn set_mode, set_option, reuse_address, reuse_port, enable_fastopen, listen_fastopen;

/* Order is contract: the caller sees the first option that fails. */
static const struct flag flags[] = {
	{ BIO_SOCK_NONBLOCK, SOCK_TO_CONNECT | SOCK_TO_LISTEN, ANY, true, set_mode, 0, 0, 0 },
	{ BIO_SOCK_KEEPALIVE, SOCK_TO_CONNECT | SOCK_TO_DIAL | SOCK_TO_LISTEN | SOCK_ACCEPTED, ANY,
	    false, set_option, SOL_SOCKET, SO_KEEPALIVE, BIO_R_UNABLE_TO_KEEPALIVE },
	{ BIO_SOCK_NODELAY, SOCK_TO_CONNECT | SOCK_TO_DIAL | SOCK_TO_LISTEN | SOCK_ACCEPTED, IP,
	    false, set_option, IPPROTO_TCP, TCP_NODELAY, BIO_R_UNABLE_TO_NODELAY },
	{ BIO_SOCK_TFO, SOCK_TO_CONNECT | SOCK_TO_DIAL, IP, false, enable_fastopen, 0, 0, 0 },
	{ BIO_SOCK_TFO, SOCK_LISTENING, IP, false, listen_fastopen, 0, 0, 0 },
	{ BIO_SOCK_V6_ONLY, SOCK_TO_LISTEN, INET6, true, set_option, IPPROTO_IPV6, IPV6_V6ONLY,
	    BIO_R_LISTEN_V6_ONLY },
	{ BIO_SOCK_REUSEADDR, SOCK_TO_BIND, ANY, false, reuse_address, 0, 0,
	    BIO_R_UNABLE_TO_REUSEADDR },
	{ BIOSOCK_REUSEPORT, SOCK_CREATED | SOCK_TO_BIND, IP, false, reuse_port, 0, 0,
	    BIO_R_UNABLE_TO_REUSEADDR },
};

/*
 * Turns what a system call returned (0, or -1 with errno) into what a flag's function returns: 1,
 * or 0 with the failure.
 */
static int call_result(
    const struct flag *f, const char *call, int returned, struct sock_failure *out_failure)
{
	return returned == 0 || sock_failed(out_failure, call, f->reason, NULL);
}

static int set_mode(const struct flag *f, int fd, int on, struct sock_failure *out_failure)
{
	return call_result(f, "ioctlsocket", sys_set_nonblock(fd, on), out_failure);
}

static int set_option(const struct flag *f, int fd, int on, struct sock_failure *out_failure)
{
	return call_result(f, "setsockopt", sys_set_option(fd, f->level, f->name, on), out_failure);
}

static int reuse_address(const struct flag *f, int fd, int on, struct sock_failure *out_failure)
{
	(void)on;
	return call_result(f, "setsockopt", sys_reuse_address(fd), out_failure);
}

static int reuse_port(const struct flag *f, int fd, int on, struct sock_failure *out_failure)
{
	(void)on;
	return call_result(f, "setsockopt", sys_reuse_port(fd), out_failure);
}

static int fastopen_result(
    enum sys_fastopen result, const char *call, struct sock_failure *out_failure)
{
	static const int reasons[] = {
		[SYS_FASTOPEN_FAILED] = BIO_R_UNABLE_TO_TFO,
		[SYS_FASTOPEN_DISABLED] = BIO_R_TFO_DISABLED,
		[SYS_FASTOPEN_UNSUPPORTED] = BIO_R_TFO_NO_KERNEL_SUPPORT,
	};

	return result == SYS_FASTOPEN_ON || sock_failed(out_failure, call, reasons[result], NULL);
}

static int enable_fastopen(const struct flag *f, int fd, int on, struct sock_failure *out_failure)
{
	const char *call = NULL;
	enum sys_fastopen result = sys_fastopen_enable(fd, &call);

	(void)f;
	(void)on;
	return fastopen_result(result, call, out_failure);
}

static int listen_fastopen(const struct flag *f, int fd, int on, struct sock_failure *out_failure)
{
	const char *call = NULL;
	enum sys_fastopen result = sys_fastopen_listen(fd, &call);

	(void)f;
	(void)on;
	return fastopen_result(result, call, out_failure);
}

/* An unspecified address does not tell the family of its socket, so every flag is tried. */
static unsigned family_bit(int family)
{
	if (family == AF_INET || family == AF_UNSPEC)
		return INET;
	return family == AF_INET6 ? INET6 : OTHER;
}

int sock_set_flags(
    int fd, int family, int options, enum sock_moment moment, struct sock_failure *out_failure)
{
	unsigned family_is = family_bit(family);

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		const struct flag *f = &flags[i];
		int on = (options & f->option) != 0;

		if ((f->moments & moment) == 0 || (f->families & family_is) == 0)
			continue;
		if (!on && !f->both_ways)
			continue;
		if (!f->apply(f, fd, on, out_failure))
			return 0;
	}
	return 1;
}
