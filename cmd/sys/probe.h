/* SPDX-License-Identifier: Apache-2.0 */
/* What this system's sockets can do, as the system tells: `biosock doctor`'s questions. */
#ifndef BIOSOCK_CMD_SYS_PROBE_H
#define BIOSOCK_CMD_SYS_PROBE_H

/* Fine; worth knowing, perhaps worth changing; broken. */
enum sys_mark { SYS_FINE, SYS_NOTE, SYS_BROKEN };

/* An answer: what is, and what to do about it ("" if nothing is to be done). */
struct sys_finding {
	enum sys_mark mark;
	char value[80];
	char advice[160];
};

/* Writes an answer without advice; adds the advice. Both cut what does not fit. */
__attribute__((format(printf, 3, 4))) void sys_answer(
    struct sys_finding *out, enum sys_mark mark, const char *format, ...);
__attribute__((format(printf, 2, 3))) void sys_advise(
    struct sys_finding *out, const char *format, ...);

typedef void sys_probe_fn(struct sys_finding *out);

/* The system's name and version. */
sys_probe_fn sys_probe_system;
/* What an IPv6 listener does about IPv4 when it is told nothing. */
sys_probe_fn sys_probe_dual_stack;
/* Fast Open (RFC 7413) of sockets that connect, of sockets that listen. */
sys_probe_fn sys_probe_fastopen_client, sys_probe_fastopen_server;
/* Multipath TCP (RFC 8684). */
sys_probe_fn sys_probe_multipath;
/* Whether accepting sets modes in the same system call. */
sys_probe_fn sys_probe_accept;
/* AF_UNIX names that are in no directory. */
sys_probe_fn sys_probe_abstract;
/* Rings of system calls. */
sys_probe_fn sys_probe_uring;
/* The cap of a listener's backlog. */
sys_probe_fn sys_probe_backlog;
/* How many descriptors this process may have. */
sys_probe_fn sys_probe_descriptors;
/* The ports that connecting sockets are given. */
sys_probe_fn sys_probe_ports;

#endif
