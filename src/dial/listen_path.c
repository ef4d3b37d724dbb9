/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listeners at a path. Two servers that start at once and find a dead one must not both remove it:
 * the second would remove the first's.
 */
#include <errno.h>

#include <openssl/bio.h>

#include "dial/listening.h"
#include "dial/paths.h"
#include "sock/untold.h"
#include "sys/errors.h"
#include "sys/sockfile.h"

enum { LOCK_MS = 1000 };

/*
 * Who takes a path that is free needs no lock, since only who holds it removes a file. Where the
 * folder has no lock for us, the path stays taken.
 */
static int bind_path(const struct dial_listening *l, int fd, const BIO_ADDR *addr, const char *path,
    struct sock_failure *out_failure)
{
	int ok = sock_bind(fd, addr, l->flags, out_failure), lock, err = errno;

	if (ok || err != EADDRINUSE || l->options->stale == 0)
		return ok;
	lock = sys_sockfile_lock(path, LOCK_MS);
	if (lock == -1 && errno == EBUSY) {
		sys_set_last_error(EBUSY);
		return sock_failed(out_failure, "flock", BIO_R_UNABLE_TO_BIND_SOCKET, addr);
	}
	errno = err;
	if (lock != -1 && dial_make_way(addr))
		ok = sock_bind(fd, addr, l->flags, out_failure);
	sys_sockfile_unlock(lock);
	return ok;
}

/*
 * The mode comes before listen(): until then nobody can connect. A socket of datagrams can be sent
 * to at once, and has had no more than the mode from the beginning where the system has that.
 */
static int own(const struct dial_listening *l, int fd, const BIO_ADDR *addr, const char *path,
    struct sock_failure *out_failure)
{
	dial_remember_path(fd, addr);
	if (l->options->mode == -1 || sys_sockfile_set_mode(path, l->options->mode) == 0)
		return 1;
	sys_set_last_error(errno);
	sock_failed(out_failure, "chmod", BIO_R_UNABLE_TO_BIND_SOCKET, addr);
	dial_forget_path(fd);
	return 0;
}

int dial_bind_path(
    const struct dial_listening *l, int fd, const BIO_ADDR *addr, struct sock_failure *out_failure)
{
	char path[DIAL_PATH_ROOM];

	if (!dial_path_of(addr, path))
		return sock_bind(fd, addr, l->flags, out_failure);
	if (l->options->mode != -1)
		sys_sockfile_limit_mode(fd, l->options->mode);
	return bind_path(l, fd, addr, path, out_failure) && own(l, fd, addr, path, out_failure);
}

int biosock_listen_unlink(int sock)
{
	struct sock_failure failure = { .function = NULL };
	BIO_ADDR local;
	int before = errno;
	int removed = dial_remove_path(sock, false, &local, &failure);

	if (removed == -1)
		sock_tell(ERR_PLACE, &failure);
	else
		errno = before;
	return removed;
}
