/* SPDX-License-Identifier: Apache-2.0 */
/* Linux asked: by sysctl files, and by system calls where trying is the only answer. */
#include "cmd/sys/probe.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "sys/net.h"

#ifndef TCP_FASTOPEN_CONNECT
#define TCP_FASTOPEN_CONNECT 30
#endif
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif
#ifndef SYS_io_uring_setup
#define SYS_io_uring_setup 425
#endif

/* The bits of net.ipv4.tcp_fastopen (ip-sysctl). */
enum { FASTOPEN_CLIENT = 1, FASTOPEN_SERVER = 2 };

enum { FEW_DESCRIPTORS = 4096, SHORT_BACKLOG = 1024, FEW_PORTS = 16384 };

/* The first line of a sysctl's file. */
static bool read_sysctl(const char *path, char *line, size_t size)
{
	char name[128];
	bool ok;
	FILE *f;

	snprintf(name, sizeof(name), "/proc/sys/%s", path);
	f = fopen(name, "re");
	if (f == NULL)
		return false;
	ok = fgets(line, (int)size, f) != NULL;
	fclose(f);
	return ok;
}

static bool read_number(const char *path, long *out)
{
	char line[64], *end;

	if (!read_sysctl(path, line, sizeof(line)))
		return false;
	*out = strtol(line, &end, 10);
	return end != line;
}

/* Whether a socket of that kind can be had; errno if not. */
static bool can_open(int family, int type, int protocol)
{
	int fd = socket(family, type | SOCK_CLOEXEC, protocol);

	if (fd == -1)
		return false;
	close(fd);
	return true;
}

void sys_probe_system(struct sys_finding *out)
{
	struct utsname name;

	if (uname(&name) == -1)
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
	else
		sys_answer(out, SYS_FINE, "%.30s %.40s", name.sysname, name.release);
}

void sys_probe_dual_stack(struct sys_finding *out)
{
	long v6only;

	if (!read_number("net/ipv6/bindv6only", &v6only))
		sys_answer(out, SYS_NOTE, "no IPv6 in this kernel");
	else if (v6only == 0)
		sys_answer(out, SYS_FINE, "IPv6 listeners take IPv4 too");
	else
		sys_answer(out, SYS_NOTE, "IPv6 listeners take IPv6 only (bindv6only=%ld)", v6only);
	if (out->mark == SYS_NOTE)
		sys_advise(out, "biosock sets IPV6_V6ONLY itself; other programs may not");
}

/* Whether a socket takes TCP_FASTOPEN_CONNECT (Linux 4.11). */
static bool takes_fastopen_connect(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int on = 1;
	bool ok = setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &on, sizeof(on)) == 0;

	if (fd != -1)
		close(fd);
	return ok;
}

void sys_probe_fastopen_client(struct sys_finding *out)
{
	long bits;

	if (!read_number("net/ipv4/tcp_fastopen", &bits)) {
		sys_answer(out, SYS_NOTE, "not in this kernel");
	} else if ((bits & FASTOPEN_CLIENT) == 0) {
		sys_answer(out, SYS_NOTE, "switched off (tcp_fastopen=%ld)", bits);
		sys_advise(out, "sysctl -w net.ipv4.tcp_fastopen=%ld", bits | FASTOPEN_CLIENT);
	} else if (!takes_fastopen_connect()) {
		sys_answer(out, SYS_NOTE, "no TCP_FASTOPEN_CONNECT: Linux before 4.11");
	} else {
		sys_answer(out, SYS_FINE, "on (tcp_fastopen=%ld)", bits);
	}
}

void sys_probe_fastopen_server(struct sys_finding *out)
{
	long bits;

	if (!read_number("net/ipv4/tcp_fastopen", &bits)) {
		sys_answer(out, SYS_NOTE, "not in this kernel");
	} else if ((bits & FASTOPEN_SERVER) == 0) {
		sys_answer(out, SYS_NOTE, "switched off (tcp_fastopen=%ld)", bits);
		sys_advise(out, "sysctl -w net.ipv4.tcp_fastopen=%ld", bits | FASTOPEN_SERVER);
	} else {
		sys_answer(out, SYS_FINE, "on (tcp_fastopen=%ld)", bits);
	}
}

void sys_probe_multipath(struct sys_finding *out)
{
	long enabled;

	if (can_open(AF_INET, SOCK_STREAM, IPPROTO_MPTCP)) {
		sys_answer(out, SYS_FINE, "yes");
	} else if (read_number("net/mptcp/enabled", &enabled) && enabled == 0) {
		sys_answer(out, SYS_NOTE, "switched off: --mptcp makes plain TCP");
		sys_advise(out, "sysctl -w net.mptcp.enabled=1");
	} else {
		sys_answer(out, SYS_NOTE, "no (%s): --mptcp makes plain TCP", strerror(errno));
	}
}

void sys_probe_accept(struct sys_finding *out)
{
	if (accept4(-1, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK) == -1 && errno == ENOSYS)
		sys_answer(out, SYS_NOTE, "no accept4: Linux before 2.6.28");
	else
		sys_answer(out, SYS_FINE, "accept4: mode and close-on-exec in one call");
}

void sys_probe_abstract(struct sys_finding *out)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int n = snprintf(
	    name.sun_path + 1, sizeof(name.sun_path) - 1, "biosock-doctor-%ld", (long)getpid());
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n);

	if (bind(fd, (struct sockaddr *)&name, len) == 0)
		sys_answer(out, SYS_FINE, "yes (unix:@NAME)");
	else
		sys_answer(out, SYS_NOTE, "no: %s", strerror(errno));
	if (fd != -1)
		close(fd);
}

/* What made io_uring_setup() fail: seccomp and sysctl both say EPERM. */
static void explain_no_uring(struct sys_finding *out, int err)
{
	long disabled = 0;

	if (err == ENOSYS) {
		sys_answer(out, SYS_NOTE, "not in this kernel, or hidden by seccomp");
	} else if (read_number("kernel/io_uring_disabled", &disabled) && disabled != 0) {
		sys_answer(out, SYS_NOTE, "switched off (io_uring_disabled=%ld)", disabled);
		sys_advise(out, "sysctl -w kernel.io_uring_disabled=0");
	} else {
		sys_answer(out, SYS_NOTE, "refused: %s", strerror(err));
		sys_advise(out, "a sandbox (seccomp) may forbid it: containers often do");
	}
}

void sys_probe_uring(struct sys_finding *out)
{
	unsigned char params[120] = { 0 }; /* struct io_uring_params, all defaults */
	long fd = syscall(SYS_io_uring_setup, 1, params);

	if (fd == -1) {
		explain_no_uring(out, errno);
		return;
	}
	close((int)fd);
	sys_answer(out, SYS_FINE, "allowed");
}

void sys_probe_backlog(struct sys_finding *out)
{
	long most;

	if (!read_number("net/core/somaxconn", &most)) {
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
		return;
	}
	sys_answer(out, most < SHORT_BACKLOG ? SYS_NOTE : SYS_FINE, "%ld connections", most);
	if (most < SHORT_BACKLOG)
		sys_advise(out, "bursts are dropped: sysctl -w net.core.somaxconn=4096");
}

void sys_probe_descriptors(struct sys_finding *out)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1) {
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
		return;
	}
	sys_answer(out, limit.rlim_cur < FEW_DESCRIPTORS ? SYS_NOTE : SYS_FINE,
	    "%llu, at most %llu", (unsigned long long)limit.rlim_cur,
	    (unsigned long long)limit.rlim_max);
	if (limit.rlim_cur < FEW_DESCRIPTORS)
		sys_advise(out, "a server of many connections needs more: ulimit -n %llu",
		    (unsigned long long)limit.rlim_max);
}

void sys_probe_ports(struct sys_finding *out)
{
	char line[64], *second, *end;
	long first, last;

	if (!read_sysctl("net/ipv4/ip_local_port_range", line, sizeof(line))) {
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
		return;
	}
	first = strtol(line, &second, 10);
	last = strtol(second, &end, 10);
	sys_answer(out, last - first < FEW_PORTS ? SYS_NOTE : SYS_FINE, "%ld to %ld: %ld ports",
	    first, last, last - first + 1);
	if (last - first < FEW_PORTS)
		sys_advise(out, "many clients to one server run out: "
		                "sysctl -w net.ipv4.ip_local_port_range='32768 60999'");
}
