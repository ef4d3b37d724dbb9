/* SPDX-License-Identifier: Apache-2.0 */
/* Files are published by mkstemp(3) and rename(2). */
#include "cmd/sys/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char suffix[] = ".XXXXXX";

/* The descriptor that `name` is a name of, or -1. It has been opened already. */
static int descriptor_of(const char *name)
{
	static const char *const folders[] = { "/dev/fd/", "/proc/self/fd/" };

	if (strcmp(name, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(name, "/dev/stderr") == 0)
		return STDERR_FILENO;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		const char *digits = name + strlen(folders[i]);
		char *end;
		long n;

		if (strncmp(name, folders[i], strlen(folders[i])) != 0 || *digits < '0' ||
		    *digits > '9')
			continue;
		n = strtol(digits, &end, 10);
		return *end == '\0' && n <= 0xffff ? (int)n : -1;
	}
	return -1;
}

static int write_all(int fd, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t went = write(fd, text, n);

		if (went == -1)
			return -1;
		text += went;
		n -= (size_t)went;
	}
	return 0;
}

static int close_after(int fd, int result)
{
	int err = errno;

	if (close(fd) == -1 && errno != EINTR && result == 0)
		return -1;
	errno = err;
	return result;
}

/* A descriptor that is closed on exec was not given to this process: it is one of its own. */
static int write_descriptor(int fd, const char *text, size_t n)
{
	int flags = fcntl(fd, F_GETFD);

	if (flags == -1 || (flags & FD_CLOEXEC) != 0) {
		errno = EBADF;
		return -1;
	}
	return write_all(fd, text, n);
}

static int write_there(const char *name, const char *text, size_t n)
{
	int fd = open(name, O_WRONLY | O_NOCTTY | O_CLOEXEC);

	return fd == -1 ? -1 : close_after(fd, write_all(fd, text, n));
}

/* Gives the file the mode that open(2) would have; mkstemp(3) makes it for its owner alone. */
static int set_mode(int fd)
{
	mode_t mask = umask(0);

	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

static int replace(char *beside, const char *name, const char *text, size_t n)
{
	int fd = mkstemp(beside);
	int result, err;

	if (fd == -1)
		return -1;
	result = set_mode(fd);
	if (result == 0)
		result = write_all(fd, text, n);
	result = close_after(fd, result);
	if (result == 0)
		result = rename(beside, name);
	if (result == 0)
		return 0;
	err = errno;
	unlink(beside);
	errno = err;
	return -1;
}

static int write_beside(const char *name, const char *text, size_t n)
{
	size_t size = strlen(name) + sizeof(suffix);
	char *beside = malloc(size);
	int result, err;

	if (beside == NULL) {
		errno = ENOMEM;
		return -1;
	}
	snprintf(beside, size, "%s%s", name, suffix);
	result = replace(beside, name, text, n);
	err = errno;
	free(beside);
	errno = err;
	return result;
}

int sys_publish(const char *name, const char *text, size_t n)
{
	int fd = descriptor_of(name);
	struct stat st;

	if (fd != -1)
		return write_descriptor(fd, text, n);
	/* What hinders stat(2) hinders mkstemp(3) too, which then says what it is. */
	if (stat(name, &st) == 0 && !S_ISREG(st.st_mode))
		return write_there(name, text, n);
	return write_beside(name, text, n);
}
