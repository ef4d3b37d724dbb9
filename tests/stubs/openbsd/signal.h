/* SPDX-License-Identifier: Apache-2.0 */
/* OpenBSD's signals, where they differ from FreeBSD's: sys/sys/signal.h. */
#ifndef STUBS_OPENBSD_SIGNAL_H
#define STUBS_OPENBSD_SIGNAL_H

#define sigaction       stub_freebsd_sigaction
#define sigset_t        stub_freebsd_sigset_t
#define sigaddset       stub_freebsd_sigaddset
#define sigemptyset     stub_freebsd_sigemptyset
#define sigfillset      stub_freebsd_sigfillset
#define sigismember     stub_freebsd_sigismember
#define sigpending      stub_freebsd_sigpending
#define sigprocmask     stub_freebsd_sigprocmask
#define pthread_sigmask stub_freebsd_pthread_sigmask
#include_next <signal.h>
#undef sigaction
#undef sigset_t
#undef sigaddset
#undef sigemptyset
#undef sigfillset
#undef sigismember
#undef sigpending
#undef sigprocmask
#undef pthread_sigmask

typedef unsigned int sigset_t;

struct sigaction {
	void (*sa_handler)(int);
	sigset_t sa_mask;
	int sa_flags;
};

int sigaction(int, const struct sigaction *, struct sigaction *);
int sigaddset(sigset_t *, int);
int sigemptyset(sigset_t *);
int sigfillset(sigset_t *);
int sigismember(const sigset_t *, int);
int sigpending(sigset_t *);
int sigprocmask(int, const sigset_t *, sigset_t *);
int pthread_sigmask(int, const sigset_t *, sigset_t *);

#endif
