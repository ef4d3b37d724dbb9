/* SPDX-License-Identifier: Apache-2.0 */
/* NetBSD's signals, where they differ from FreeBSD's: sys/sys/signal.h. */
#ifndef STUBS_NETBSD_SIGNAL_H
#define STUBS_NETBSD_SIGNAL_H

#define sigaction stub_freebsd_sigaction
#include_next <signal.h>
#undef sigaction

struct sigaction {
	void (*sa_handler)(int);
	sigset_t sa_mask;
	int sa_flags;
};

int sigaction(int, const struct sigaction *, struct sigaction *);

#endif
