/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sockets at a path: the dead one that is in the way is removed, and so is one's own. Two
 * servers that start at once and find a dead one must not both remove it: the second would
 * remove the first's.
 */
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <string.h>

#include <openssl/bio.h>

#include "dial/listening.h"
#include "sock/untold.h"
#include "sys/calls.h"
#include "sys/errors.h"
#include "sys/sockfile.h"

enum { LOCK_MS = 1000, REMEMBERED = 256, PATH_ROOM = sizeof(struct sockaddr_un) };

/*
 * The files that this process's sockets made: the address of a socket does not tell which.
 * Without a lock, which a child could find taken. `holder`: the descriptor and 1, 0: free,
 * -1: being written.
 */
static struct made {
	atomic_int holder;
	struct sys_sockfile file, socket;
} made[REMEMBERED];
static atomic_uint next;

/* False if the address has none. */
static bool path_of(const BIO_ADDR *addr, char out[PATH_ROOM])
{
	size_t n = addr_path_length(addr);

	if (addr->sa.sa_family != AF_UNIX || n == 0 || addr->s_un.sun_path[0] == '\0')
		return false;
	memcpy(out, addr->s_un.sun_path, n);
	out[n] = '\0';
	return true;
}

static struct made *find(int holder)
{
	for (size_t i = 0; i < REMEMBERED; i++) {
		if (atomic_load(&made[i].holder) == holder)
			return &made[i];
	}
	return NULL;
}

/* What a closed socket of the same number left is forgotten; then any, if all are taken. */
static void remember(int fd, const struct sys_sockfile *file)
{
	struct made *m = find(fd + 1);
	int holder = fd + 1;

	for (int tries = 0; tries < REMEMBERED; tries++) {
		if (m == NULL)
			m = find(0);
		if (m == NULL)
			m = &made[atomic_fetch_add(&next, 1) % REMEMBERED];
		holder = atomic_load(&m->holder);
		if (holder != -1 && atomic_compare_exchange_strong(&m->holder, &holder, -1)) {
			m->file = *file;
			sys_sockfile_of_socket(fd, &m->socket);
			atomic_store(&m->holder, fd + 1);
			return;
		}
		m = NULL;
	}
}

static bool is_same(const struct sys_sockfile *a, const struct sys_sockfile *b)
{
	return a->device == b->device && a->number == b->number;
}

/* Which file the socket made, once. */
static bool recall(int fd, struct sys_sockfile *out)
{
	struct made *m = find(fd + 1);
	struct sys_sockfile socket;
	int holder = fd + 1;
	bool same;

	if (m == NULL)
		return false;
	sys_sockfile_of_socket(fd, &socket);
	same = is_same(&m->socket, &socket);
	*out = m->file;
	return atomic_compare_exchange_strong(&m->holder, &holder, 0) && same;
}

/* Whether the path is in the way for no reason, and is gone now. */
static bool make_way(const BIO_ADDR *addr, const char *path)
{
	struct sys_sockfile file;

	return sys_sockfile_find(path, &file) && sys_sockfile_is_dead(&addr->sa, addr_size(addr)) &&
	       sys_sockfile_remove(path, &file) == 0;
}

static int bind_locked(const struct dial_listening *l, int fd, const BIO_ADDR *addr,
    const char *path, int lock, struct sock_failure *out_failure)
{
	int err;

	if (sock_bind(fd, addr, l->flags, out_failure))
		return 1;
	err = errno;
	if (err == EADDRINUSE && lock != -1 && make_way(addr, path))
		return sock_bind(fd, addr, l->flags, out_failure);
	errno = err;
	return 0;
}

/* The mode comes before listen(): until then nobody can connect. */
static int own(const struct dial_listening *l, int fd, const BIO_ADDR *addr, const char *path,
    struct sock_failure *out_failure)
{
	struct sys_sockfile file;

	if (sys_sockfile_find(path, &file))
		remember(fd, &file);
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
	char path[PATH_ROOM];
	int before = errno, lock = -1, ok;

	if (!path_of(addr, path))
		return sock_bind(fd, addr, l->flags, out_failure);
	if (l->options->stale == 1)
		lock = sys_sockfile_lock(path, LOCK_MS);
	if (lock == -1 && l->options->stale == 1 && errno == EBUSY) {
		sys_set_last_error(EBUSY);
		return sock_failed(out_failure, "flock", BIO_R_UNABLE_TO_BIND_SOCKET, addr);
	}
	errno = before;
	ok = bind_locked(l, fd, addr, path, lock, out_failure) &&
	     own(l, fd, addr, path, out_failure);
	sys_sockfile_unlock(lock);
	return ok;
}

/* 1: removed; 0: there is none; -1: it cannot be, or the socket has no name. */
static int remove_own(int fd, BIO_ADDR *out_local, struct sock_failure *out_failure)
{
	socklen_t len = sizeof(*out_local);
	struct sys_sockfile file, now;
	char path[PATH_ROOM];

	memset(out_local, 0, sizeof(*out_local));
	if (sys_getsockname(fd, &out_local->sa, &len) == -1) {
		sock_failed(out_failure, "getsockname", BIO_R_GETSOCKNAME_ERROR, NULL);
		return -1;
	}
	if (!path_of(out_local, path) || !recall(fd, &file) || !sys_sockfile_find(path, &now) ||
	    !is_same(&now, &file))
		return 0;
	if (sys_sockfile_remove(path, &file) == 0)
		return 1;
	sys_set_last_error(errno);
	sock_failed(out_failure, "unlink", BIO_R_UNABLE_TO_BIND_SOCKET, out_local);
	remember(fd, &file);
	return -1;
}

void dial_forget_path(int fd)
{
	struct sock_failure unheard;
	BIO_ADDR local;
	int err = errno;

	remove_own(fd, &local, &unheard);
	errno = err;
}

int biosock_listen_unlink(int sock)
{
	struct sock_failure failure = { .function = NULL };
	BIO_ADDR local;
	int before = errno;
	int removed = remove_own(sock, &local, &failure);

	if (removed == -1)
		sock_tell(ERR_PLACE, &failure);
	else
		errno = before;
	return removed;
}
