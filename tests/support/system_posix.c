/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX systems, and Linux's and macOS' ways of naming a process's descriptors. */
#include "support/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

const char *system_temporary(void)
{
	return "/tmp";
}

const char *system_null_file(void)
{
	return "/dev/null";
}

/* Linux's, then everyone's. */
static DIR *descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");

	return dir != NULL ? dir : opendir("/dev/fd");
}

int system_open_descriptors(void)
{
	DIR *dir = descriptors();
	int n = -3; /* ".", "..", and the folder's own */

	while (dir != NULL && readdir(dir) != NULL)
		n++;
	if (dir != NULL)
		closedir(dir);
	return n;
}

int system_open_file(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

int system_closed_descriptor(void)
{
	int fd = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 700);

	close(fd);
	return fd;
}

int system_duplicate(int fd, int least)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur <= (rlim_t)least) {
		limit.rlim_cur = (rlim_t)least + 1;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
	return fcntl(fd, F_DUPFD_CLOEXEC, least);
}

static struct rlimit limit_before;

bool system_forbid_descriptors(void)
{
	struct rlimit none;
	int lowest = fcntl(0, F_DUPFD, 0);

	close(lowest);
	if (getrlimit(RLIMIT_NOFILE, &limit_before) == -1)
		return false;
	none = limit_before;
	none.rlim_cur = (rlim_t)lowest;
	return setrlimit(RLIMIT_NOFILE, &none) == 0;
}

void system_allow_descriptors(void)
{
	int err = errno;

	setrlimit(RLIMIT_NOFILE, &limit_before);
	errno = err;
}

int system_child_has(int fd)
{
	char script[64];
	int status = -1;
	pid_t pid;

	snprintf(script, sizeof(script), "test -e /dev/fd/%d", fd);
	pid = fork();
	if (pid == 0) {
		execl("/bin/sh", "sh", "-c", script, (char *)NULL);
		_exit(99);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return -1;
	return WEXITSTATUS(status) == 0 ? 1 : WEXITSTATUS(status) == 1 ? 0 : -1;
}

int system_in_child(const char *program, const char *name, void (*body)(void))
{
	int status = 0;
	pid_t pid = fork();

	(void)program, (void)name;
	if (pid == 0) {
		body();
		exit(99);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool system_resolver_has_errno(void)
{
	return true;
}

void system_set_socket_error(int err)
{
	errno = err;
}

bool system_reuses_addresses(void)
{
	return true;
}

bool system_names_scopes(void)
{
	return true;
}

bool system_dissolves_streams(void)
{
	return true;
}

size_t system_thread_id(unsigned char out_id[16])
{
	pthread_t self = pthread_self();

	memcpy(out_id, &self, sizeof(self));
	return sizeof(self);
}

bool system_sockets_are_files(void)
{
	return true;
}

bool system_sends_from(void)
{
	return true;
}

/* A close that was interrupted has closed, as on Linux. */
int system_errno_left(const char *call, int err)
{
	return strcmp(call, "close") == 0 && err == EINTR ? 0 : err;
}

bool system_accept_loses(int err)
{
	(void)err;
	return true;
}

static void nothing(int number)
{
	(void)number;
}

static void tick(suseconds_t microseconds)
{
	struct itimerval timer = { .it_interval = { .tv_usec = microseconds },
		.it_value = { .tv_usec = microseconds } };

	setitimer(ITIMER_REAL, &timer, NULL);
}

bool system_interrupt(void)
{
	struct sigaction action = { .sa_handler = nothing };

	sigaction(SIGALRM, &action, NULL);
	tick(20000);
	return true;
}

void system_interrupt_stop(void)
{
	int err = errno;

	tick(0);
	signal(SIGALRM, SIG_DFL);
	errno = err;
}
