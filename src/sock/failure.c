/* SPDX-License-Identifier: Apache-2.0 */
/* How a failed system call becomes records. */
#include "sock/failure.h"

#include <errno.h>
#include <string.h>

#include "sys/errors.h"

int sock_failed(struct sock_failure *f, const char *call, int reason, const BIO_ADDR *addr)
{
	f->call = call;
	f->addr = addr;
	f->code = sys_last_error();
	f->err = errno;
	f->reason = reason;
	return 0;
}

int sock_tell(struct err_place place, const struct sock_failure *f)
{
	char text[ADDR_TEXT_SIZE] = "";

	if (f->call == NULL)
		return 0;
	if (f->function != NULL)
		place.func = f->function;
	if (f->addr != NULL)
		addr_text(f->addr, text, sizeof(text));
	err_raise_texts(place, ERR_LIB_SYS, f->code, "calling ", f->call, "()",
	    f->addr != NULL ? ": " : NULL, text, NULL);
	if (f->reason != 0)
		err_raise(place, ERR_LIB_BIO, f->reason);
	sys_set_last_error(f->code);
	errno = f->err;
	return 0;
}

void sock_fail(struct err_place place, const char *call, int reason)
{
	sock_fail_on(place, call, reason, NULL);
}

void sock_fail_on(struct err_place place, const char *call, int reason, const BIO_ADDR *addr)
{
	struct sock_failure f = { .function = NULL };

	sock_failed(&f, call, reason, addr);
	sock_tell(place, &f);
}

/*
 * Told in the name of who tries all addresses. A call whose failure has no reason of its own is the
 * end of the attempt to connect, or listen.
 */
void sock_failures_keep(
    struct sock_failures *all, const struct sock_failure *f, const BIO_ADDR *addr)
{
	struct sock_failure *kept;

	if (all->n == SOCK_FAILURES)
		memmove(all->list, all->list + 1, sizeof(all->list[0]) * (size_t)--all->n);
	kept = &all->list[all->n++];
	*kept = *f;
	kept->function = NULL;
	kept->addr = addr;
	if (kept->reason == 0)
		kept->reason = BIO_R_CONNECT_ERROR;
}

void sock_failures_tell(struct err_place place, struct sock_failures *all)
{
	for (int i = 0; i < all->n; i++)
		sock_tell(place, &all->list[i]);
	all->n = 0;
}

int sock_check(struct err_place place, int fd, const BIO_ADDR *addr)
{
	if (fd == -1)
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_SOCKET, EBADF);
	if (addr == NULL)
		return err_refuse(place, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
	return 1;
}
