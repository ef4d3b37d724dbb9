/* SPDX-License-Identifier: Apache-2.0 */
/* A traced child, whose window is between two calls that no program makes. */
#include "support/syscalls.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/net.h>

#ifndef SYS_socketcall /* x86-64, ARM */
#define SYS_socketcall (-1L)
#endif

/* Arguments of getppid(2), which has none and looks at none. */
#define MARK_BEGIN UINT64_C(0x62696f73)
#define MARK_END   UINT64_C(0x6b636f73)

enum { MAY_NOT = 77, PATIENCE_SECONDS = 30 };

static const struct {
	long number;
	const char *name;
} known[] = {
	{ SYS_socket, "socket" },
	{ SYS_bind, "bind" },
	{ SYS_connect, "connect" },
	{ SYS_listen, "listen" },
	{ SYS_accept4, "accept4" },
	{ SYS_setsockopt, "setsockopt" },
	{ SYS_getsockopt, "getsockopt" },
	{ SYS_getsockname, "getsockname" },
	{ SYS_getpeername, "getpeername" },
	{ SYS_ioctl, "ioctl" },
	{ SYS_fcntl, "fcntl" },
	{ SYS_close, "close" },
	{ SYS_shutdown, "shutdown" },
	{ SYS_sendmmsg, "sendmmsg" },
	{ SYS_sendto, "sendto" },
	{ SYS_recvmsg, "recvmsg" },
	{ SYS_read, "read" },
	{ SYS_write, "write" },
	{ SYS_openat, "openat" },
	{ SYS_futex, "futex" },
	{ SYS_brk, "brk" },
	{ SYS_ppoll, "ppoll" },
	{ SYS_epoll_pwait, "epoll_pwait" },
/* Not of every architecture. */
#ifdef SYS_mmap
	{ SYS_mmap, "mmap" },
#endif
#ifdef SYS_mmap2
	{ SYS_mmap2, "mmap" },
#endif
#ifdef SYS_accept
	{ SYS_accept, "accept" },
#endif
#ifdef SYS_epoll_wait
	{ SYS_epoll_wait, "epoll_wait" },
#endif
#ifdef SYS_poll
	{ SYS_poll, "poll" },
#endif
#ifdef SYS_fcntl64
	{ SYS_fcntl64, "fcntl" },
#endif
};

/* What socketcall(2) does, by its first argument: 32-bit x86 once had no other way. */
static const char *const socketcalls[] = {
	[SYS_SOCKET] = "socket",
	[SYS_BIND] = "bind",
	[SYS_CONNECT] = "connect",
	[SYS_LISTEN] = "listen",
	[SYS_ACCEPT] = "accept",
	[SYS_GETSOCKNAME] = "getsockname",
	[SYS_GETPEERNAME] = "getpeername",
	[SYS_SEND] = "sendto", /* what send(3) calls elsewhere */
	[SYS_SENDTO] = "sendto",
	[SYS_SHUTDOWN] = "shutdown",
	[SYS_SETSOCKOPT] = "setsockopt",
	[SYS_GETSOCKOPT] = "getsockopt",
	[SYS_RECVMSG] = "recvmsg",
	[SYS_ACCEPT4] = "accept4",
	[SYS_SENDMMSG] = "sendmmsg",
};

static void mark(uint64_t what)
{
	int err = errno;

	syscall(SYS_getppid, what);
	errno = err;
}

void syscalls_begin(void)
{
	mark(MARK_BEGIN);
}

void syscalls_end(void)
{
	mark(MARK_END);
}

static const char *name_of(long number, uint64_t first_argument)
{
	if (number == SYS_socketcall)
		return first_argument < sizeof(socketcalls) / sizeof(socketcalls[0])
		           ? socketcalls[first_argument]
		           : NULL;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (known[i].number == number)
			return known[i].name;
	}
	return NULL;
}

static void note(struct syscalls *out, long number, uint64_t first_argument)
{
	size_t used = strlen(out->names);
	const char *name = name_of(number, first_argument);

	if (name != NULL)
		snprintf(out->names + used, sizeof(out->names) - used, "%s%s", used > 0 ? " " : "",
		    name);
	else
		snprintf(out->names + used, sizeof(out->names) - used, "%s#%ld",
		    used > 0 ? " " : "", number);
	out->n++;
}

/* The child stands before a system call or behind one. */
static void look(pid_t pid, struct syscalls *out, bool *counting)
{
	struct __ptrace_syscall_info info;
	bool is_mark;

	memset(&info, 0, sizeof(info));
	if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, (void *)sizeof(info), &info) <= 0)
		return;
	if (info.op != PTRACE_SYSCALL_INFO_ENTRY)
		return;
	is_mark = info.entry.nr == SYS_getppid;
	if (is_mark && info.entry.args[0] == MARK_BEGIN)
		*counting = true;
	else if (is_mark && info.entry.args[0] == MARK_END)
		*counting = false;
	else if (*counting)
		note(out, (long)info.entry.nr, info.entry.args[0]);
}

/* Until the child ends: its wait status. */
static int follow(pid_t pid, struct syscalls *out)
{
	bool counting = false;
	int status = 0, signal_number = 0;

	for (;;) {
		if (ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(intptr_t)signal_number) == -1 ||
		    waitpid(pid, &status, 0) == -1)
			return -1;
		if (!WIFSTOPPED(status))
			return status;
		signal_number = WSTOPSIG(status);
		if (signal_number != (SIGTRAP | 0x80))
			continue;
		signal_number = 0;
		look(pid, out, &counting);
	}
}

static _Noreturn void child(bool (*body)(void *arg), void *arg)
{
	bool well;

	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == -1)
		_exit(MAY_NOT);
	alarm(PATIENCE_SECONDS);
	raise(SIGSTOP);
	well = body(arg);
	_exit(well ? 0 : 1);
}

bool syscalls_count(bool (*body)(void *arg), void *arg, struct syscalls *out, const char **out_why)
{
	int status = -1;
	pid_t pid;

	*out = (struct syscalls){ .n = 0 };
	*out_why = "ptrace is not permitted here";
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(body, arg);
	if (pid == -1 || waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
		return false;
	ptrace(PTRACE_SETOPTIONS, pid, NULL,
	    (void *)(intptr_t)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL));
	status = follow(pid, out);
	*out_why = NULL;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
