/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BSD and macOS asked: by sysctl(3), under whichever name the system has. What none of them has is
 * said to be so.
 */
#include "cmd/sys/probe.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <sys/types.h>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "sys/dual_stack.h"
#include "sys/fastopen_darwin.h"
#include "sys/tunable.h"

enum { FEW_DESCRIPTORS = 4096, SHORT_BACKLOG = 1024, FEW_PORTS = 16384 };

/* The first of these names that the system knows, ended by NULL; NULL if it knows none. */
static const char *first_known(const char *const *names, int *out_value)
{
	while (*names != NULL && !sys_tunable(*names, out_value))
		names++;
	return *names;
}

void sys_probe_system(struct sys_finding *out)
{
	struct utsname name;

	if (uname(&name) == -1)
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
	else
		sys_answer(out, SYS_FINE, "%.30s %.40s", name.sysname, name.release);
}

/* IPV6_V6ONLY of a new socket: 0 or 1, -1 if there is none. */
static int v6only_default(void)
{
	int fd = socket(AF_INET6, SOCK_STREAM, 0);
	int on = -1;
	socklen_t len = sizeof(on);

	if (fd == -1)
		return -1;
	if (getsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, &len) == -1)
		on = -1;
	close(fd);
	return on;
}

void sys_probe_dual_stack(struct sys_finding *out)
{
	int on = v6only_default();

	if (!sys_has_dual_stack()) {
		sys_answer(out, SYS_NOTE, "IPv6 listeners take IPv6 only, always");
		sys_advise(out, "listen on an IPv4 address as well");
	} else if (on == 0) {
		sys_answer(out, SYS_FINE, "IPv6 listeners take IPv4 too");
	} else if (on == -1) {
		sys_answer(out, SYS_NOTE, "no IPv6 in this kernel");
	} else {
		sys_answer(out, SYS_NOTE, "IPv6 listeners take IPv6 only");
		sys_advise(out, "biosock sets IPV6_V6ONLY itself; other programs may not");
	}
}

/* FreeBSD has a switch for each end, macOS a bit. */
static void answer_fastopen(struct sys_finding *out, const char *name, int bit)
{
	int bits;

	if (sys_tunable(name, &bits)) {
		sys_answer(out, bits != 0 ? SYS_FINE : SYS_NOTE, "%s", bits != 0 ? "on" : "off");
		if (bits == 0)
			sys_advise(out, "sysctl %s=1", name);
	} else if (sys_tunable("net.inet.tcp.fastopen", &bits)) {
		bool on = (bits & bit) != 0;

		sys_answer(out, on ? SYS_FINE : SYS_NOTE, "%s (net.inet.tcp.fastopen=%d)",
		    on ? "on" : "switched off", bits);
		if (!on)
			sys_advise(out, "sysctl -w net.inet.tcp.fastopen=%d", bits | bit);
	} else {
		sys_answer(out, SYS_NOTE, "not in this kernel");
	}
}

void sys_probe_fastopen_client(struct sys_finding *out)
{
	answer_fastopen(out, "net.inet.tcp.fastopen.client_enable", SYS_DARWIN_FASTOPEN_CLIENT);
}

void sys_probe_fastopen_server(struct sys_finding *out)
{
	answer_fastopen(out, "net.inet.tcp.fastopen.server_enable", SYS_DARWIN_FASTOPEN_SERVER);
}

void sys_probe_multipath(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "no protocol number for it: --mptcp makes plain TCP");
}

#ifdef SOCK_CLOEXEC
void sys_probe_accept(struct sys_finding *out)
{
	sys_answer(out, SYS_FINE, "accept4: mode and close-on-exec in one call");
}
#else
void sys_probe_accept(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "no accept4: mode and close-on-exec by further calls");
	sys_advise(out, "a program started in between by another thread inherits the socket");
}
#endif

void sys_probe_abstract(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "no: paths only (unix:PATH)");
}

void sys_probe_uring(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "no: Linux has it");
}

void sys_probe_backlog(struct sys_finding *out)
{
	static const char *const names[] = { "kern.ipc.soacceptqueue", "kern.ipc.somaxconn",
		"kern.somaxconn", NULL };
	int most;
	const char *name = first_known(names, &most);

	if (name == NULL) {
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
		return;
	}
	sys_answer(out, most < SHORT_BACKLOG ? SYS_NOTE : SYS_FINE, "%d connections", most);
	if (most < SHORT_BACKLOG)
		sys_advise(out, "bursts are dropped: sysctl %s=4096", name);
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
		sys_advise(out, "a server of many connections needs more: ulimit -n 65536");
}

void sys_probe_ports(struct sys_finding *out)
{
	static const char *const firsts[] = { "net.inet.ip.portrange.first",
		"net.inet.ip.anonportmin", "net.inet.ip.portfirst", NULL };
	static const char *const lasts[] = { "net.inet.ip.portrange.last",
		"net.inet.ip.anonportmax", "net.inet.ip.portlast", NULL };
	int first, last;
	const char *name = first_known(firsts, &first);

	if (name == NULL || first_known(lasts, &last) == NULL) {
		sys_answer(out, SYS_NOTE, "unknown: %s", strerror(errno));
		return;
	}
	sys_answer(out, last - first < FEW_PORTS - 1 ? SYS_NOTE : SYS_FINE, "%d to %d: %d ports",
	    first, last, last - first + 1);
	if (last - first < FEW_PORTS - 1)
		sys_advise(out, "many clients to one server run out: sysctl %s=32768", name);
}
