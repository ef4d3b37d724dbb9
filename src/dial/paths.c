/* SPDX-License-Identifier: Apache-2.0 */
/* The files that sockets leave at paths: whose they are, and how they go again. */
#include "dial/paths.h"

#include <errno.h>
#include <stdatomic.h>
#include <string.h>

#include <openssl/bio.h>

#include "sys/calls.h"
#include "sys/errors.h"
#include "sys/sockfile.h"

enum { REMEMBERED = 256 };

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

bool dial_path_of(const BIO_ADDR *addr, char out[DIAL_PATH_ROOM])
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

/* Which file the socket made, once; with `by_maker` if this process did. */
static bool recall(int fd, bool by_maker, struct sys_sockfile *out)
{
	struct made *m = find(fd + 1);
	struct sys_sockfile socket;
	int holder = fd + 1;
	bool same;

	if (m == NULL)
		return false;
	sys_sockfile_of_socket(fd, &socket);
	if (by_maker && m->socket.process != socket.process)
		return false;
	same = is_same(&m->socket, &socket);
	*out = m->file;
	return atomic_compare_exchange_strong(&m->holder, &holder, 0) && same;
}

bool dial_remember_path(int fd, const BIO_ADDR *addr)
{
	char path[DIAL_PATH_ROOM];
	struct sys_sockfile file;

	if (!dial_path_of(addr, path))
		return false;
	if (sys_sockfile_find(path, &file))
		remember(fd, &file);
	return true;
}

bool dial_make_way(const BIO_ADDR *addr)
{
	char path[DIAL_PATH_ROOM];
	struct sys_sockfile file;
	int err = errno;
	bool gone = dial_path_of(addr, path) && sys_sockfile_find(path, &file) &&
	            sys_sockfile_is_dead(&addr->sa, addr_size(addr)) &&
	            sys_sockfile_remove(path, &file) != -1;

	errno = err;
	return gone;
}

int dial_remove_path(int fd, bool by_maker, BIO_ADDR *out_local, struct sock_failure *out_failure)
{
	socklen_t len = sizeof(*out_local);
	struct sys_sockfile file;
	char path[DIAL_PATH_ROOM];
	int removed;

	memset(out_local, 0, sizeof(*out_local));
	if (sys_getsockname(fd, &out_local->sa, &len) == -1) {
		sock_failed(out_failure, "getsockname", BIO_R_GETSOCKNAME_ERROR, NULL);
		return -1;
	}
	if (!dial_path_of(out_local, path) || !recall(fd, by_maker, &file))
		return 0;
	removed = sys_sockfile_remove(path, &file);
	if (removed != -1)
		return removed;
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

	dial_remove_path(fd, true, &local, &unheard);
	errno = err;
}
