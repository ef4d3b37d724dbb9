/* SPDX-License-Identifier: Apache-2.0 */
/* Children by fork(2) and exec(2): this process has one thread. */
#include "cmd/sys/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd/sys/many_descriptors.h"
#include "cmd/sys/pipe.h"

enum { NOT_FOUND = 127, MOST_DESCRIPTORS = 1 << 20 };

static int ends[2];
static sigset_t blocked; /* signals that are blocked, as whoever started this process had it */

/* A full pipe has said so already. */
static void tell(int signo)
{
	int err = errno;
	ssize_t n = write(ends[1], "", 1);

	(void)signo;
	(void)n;
	errno = err;
}

/* False if the folder does not even have its own descriptor: it has the first three alone. */
static bool close_listed(DIR *folder)
{
	const struct dirent *entry;
	bool found = false;

	while ((entry = readdir(folder)) != NULL) {
		/* 0 for the folder itself, and the one above. */
		int fd = (int)strtol(entry->d_name, NULL, 10);

		if (fd > STDERR_FILENO)
			fcntl(fd, F_SETFD, FD_CLOEXEC);
		found = found || fd == dirfd(folder);
	}
	return found;
}

/*
 * Descriptors that whoever started this process left open for it, and not for others. Its own are
 * closed on exec already.
 */
static void close_on_exec(void)
{
	DIR *folder = opendir("/dev/fd");
	struct rlimit limit;
	long end = MOST_DESCRIPTORS;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < MOST_DESCRIPTORS)
		end = (long)limit.rlim_cur;
	/* It has those that are open, where it has more than the three. */
	if (folder != NULL && close_listed(folder))
		end = 0;
	for (int fd = STDERR_FILENO + 1; fd < end; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	if (folder != NULL)
		closedir(folder);
}

bool sys_has_children(void)
{
	return true;
}

/* Blocked, the signal would never tell; and one may have ended already. */
int sys_child_watch(void)
{
	struct sigaction action = { .sa_handler = tell, .sa_flags = SA_NOCLDSTOP | SA_RESTART };
	sigset_t ended;

	if (sys_pipe(ends) == -1)
		return -1;
	close_on_exec();
	sigemptyset(&action.sa_mask);
	sigemptyset(&ended);
	sigaddset(&ended, SIGCHLD);
	if (sigaction(SIGCHLD, &action, NULL) == -1 ||
	    sigprocmask(SIG_UNBLOCK, &ended, &blocked) == -1)
		return -1;
	tell(SIGCHLD);
	return ends[0];
}

static void set_signals(void)
{
	static const int ignored[] = { SIGPIPE, SIGXFSZ };

	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_DFL);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
}

static int set_variables(const struct sys_child_variable *variables, size_t n)
{
	int failed = 0;

	for (size_t i = 0; i < n; i++) {
		if (variables[i].value != NULL)
			failed |= setenv(variables[i].name, variables[i].value, 1);
		else
			failed |= unsetenv(variables[i].name);
	}
	return failed;
}

static void say_why(const char *program)
{
	char line[512];
	int n =
	    snprintf(line, sizeof(line), "biosock: exec %.300s: %s\n", program, strerror(errno));
	ssize_t went = write(STDERR_FILENO, line, (size_t)n);

	(void)went;
}

/* The socket is never one of the three: these are taken from the start. */
static _Noreturn void become(
    char *const *program, int sock, const struct sys_child_variable *variables, size_t n)
{
	if (dup2(sock, STDIN_FILENO) != -1 && dup2(sock, STDOUT_FILENO) != -1 &&
	    set_variables(variables, n) == 0) {
		set_signals();
		sys_few_descriptors();
		execvp(program[0], program);
	}
	say_why(program[0]);
	_exit(NOT_FOUND);
}

long sys_child_start(
    char *const *program, int sock, const struct sys_child_variable *variables, size_t n)
{
	pid_t pid = fork();

	if (pid == 0)
		become(program, sock, variables, n);
	return pid;
}

long sys_child_reap(int watch, char out[SYS_CHILD_TEXT])
{
	char bytes[64];
	int status;
	pid_t pid;

	while (read(watch, bytes, sizeof(bytes)) > 0)
		;
	pid = waitpid(-1, &status, WNOHANG);
	if (pid <= 0)
		return 0;
	if (WIFSIGNALED(status))
		snprintf(out, SYS_CHILD_TEXT, "ended by signal %d", WTERMSIG(status));
	else
		snprintf(out, SYS_CHILD_TEXT, "ended with status %d", WEXITSTATUS(status));
	return pid;
}
