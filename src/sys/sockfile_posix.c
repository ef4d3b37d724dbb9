/* SPDX-License-Identifier: Apache-2.0 */
/* Socket files by their device and inode number. */
#include "sys/sockfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/clock.h"
#include "sys/descriptor.h"
#include "sys/errors.h"

bool sys_sockfile_find(const char *path, struct sys_sockfile *out)
{
	struct stat st;

	if (lstat(path, &st) == -1 || !S_ISSOCK(st.st_mode))
		return false;
	out->device = (unsigned long long)st.st_dev;
	out->number = (unsigned long long)st.st_ino;
	out->process = 0;
	return true;
}

void sys_sockfile_of_socket(int fd, struct sys_sockfile *out)
{
	struct stat st;

	*out = (struct sys_sockfile){ 0, 0, getpid() };
	if (fstat(fd, &st) == -1)
		return;
	out->device = (unsigned long long)st.st_dev;
	out->number = (unsigned long long)st.st_ino;
}

bool sys_sockfile_can_be_dead(void)
{
	return true;
}

bool sys_sockfile_has_mode(void)
{
	return true;
}

/*
 * The socket may be there before it listens, and one of streams refuses a datagram socket with
 * EPROTOTYPE: only what is held by none refuses with ECONNREFUSED.
 */
bool sys_sockfile_is_dead(const struct sockaddr *addr, socklen_t len)
{
	int fd = sys_socket(AF_UNIX, SOCK_DGRAM, 0, SYS_NONBLOCK);
	bool refused = fd != -1 && connect(fd, addr, len) == -1 && errno == ECONNREFUSED;

	if (fd != -1)
		close(fd);
	return refused;
}

/* The folder of "x" is ".", that of "/x" is "/". What is none is not waited for: a FIFO. */
static int open_folder(const char *path)
{
	char folder[PATH_MAX] = ".";
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - path);

	if (n >= sizeof(folder)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (slash != NULL) {
		memcpy(folder, path, n > 0 ? n : 1);
		folder[n > 0 ? n : 1] = '\0';
	}
	return open(folder, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

/* Each nap is longer than the one before, up to 16 ms: there is no lock with a time-out. */
int sys_sockfile_lock(const char *path, int wait_ms)
{
	int64_t end = sys_clock_ms() + wait_ms;
	int fd = open_folder(path);
	int err;

	if (fd == -1)
		return -1;
	for (unsigned nap = 1; flock(fd, LOCK_EX | LOCK_NB) == -1; nap = nap < 16 ? 2 * nap : nap) {
		err = errno;
		if (sys_is_retry(err) && sys_clock_ms() < end) {
			sys_nap_ms(nap);
			continue;
		}
		close(fd);
		errno = sys_is_retry(err) ? EBUSY : err;
		return -1;
	}
	return fd;
}

/* A child that was forked meanwhile has the descriptor too: closing this one would not unlock. */
void sys_sockfile_unlock(int lock)
{
	int err = errno;

	if (lock == -1)
		return;
	flock(lock, LOCK_UN);
	close(lock);
	errno = err;
}

/*
 * Linux makes the file with the socket's own mode, less the umask. Elsewhere this fails with EINVAL
 * or has no effect.
 */
void sys_sockfile_limit_mode(int fd, int mode)
{
	int before = errno;

	(void)fchmod(fd, (mode_t)mode);
	errno = before;
}

/* Not the mode of what a link leads to, but where the system knows no other way. */
int sys_sockfile_set_mode(const char *path, int mode)
{
	int before = errno;

	if (fchmodat(AT_FDCWD, path, (mode_t)mode, AT_SYMLINK_NOFOLLOW) == 0)
		return 0;
	if (errno != EOPNOTSUPP && errno != ENOSYS && errno != EINVAL)
		return -1;
	errno = before;
	return fchmodat(AT_FDCWD, path, (mode_t)mode, 0);
}

int sys_sockfile_remove(const char *path, const struct sys_sockfile *which)
{
	struct sys_sockfile now;

	if (!sys_sockfile_find(path, &now))
		return 0;
	if (now.device != which->device || now.number != which->number)
		return 0;
	return unlink(path) == 0 ? 1 : -1;
}
