/* SPDX-License-Identifier: Apache-2.0 */
/* POSIX's signals: sigaction(2). */
#ifndef STUBS_FREEBSD_SIGNAL_H
#define STUBS_FREEBSD_SIGNAL_H

#include <sys/types.h>

typedef struct {
	uint32_t bits[4];
} sigset_t;

typedef volatile int sig_atomic_t;

#define SIG_DFL      ((void (*)(int))0)
#define SIG_IGN      ((void (*)(int))1)
#define SIG_ERR      ((void (*)(int)) - 1)

#define SIGHUP       1
#define SIGINT       2
#define SIGQUIT      3
#define SIGABRT      6
#define SIGKILL      9
#define SIGSEGV      11
#define SIGPIPE      13
#define SIGALRM      14
#define SIGTERM      15
#define SIGSTOP      17
#define SIGCONT      19
#define SIGCHLD      20
#define SIGXFSZ      25
#define SIGUSR1      30
#define SIGUSR2      31

#define SA_NOCLDSTOP 0x0008
#define SA_RESTART   0x0002
#define SA_NODEFER   0x0010
#define SA_SIGINFO   0x0040
#define SIG_BLOCK    1
#define SIG_UNBLOCK  2
#define SIG_SETMASK  3

struct sigaction {
	void (*sa_handler)(int);
	int sa_flags;
	sigset_t sa_mask;
};

int kill(pid_t, int);
int raise(int);
int sigaction(int, const struct sigaction *, struct sigaction *);
int sigaddset(sigset_t *, int);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigismember(const sigset_t *, int);
void (*signal(int, void (*)(int)))(int);
int sigpending(sigset_t *);
int sigprocmask(int, const sigset_t *, sigset_t *);
int pthread_sigmask(int, const sigset_t *, sigset_t *);

#endif
