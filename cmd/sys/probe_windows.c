/* SPDX-License-Identifier: Apache-2.0 */
/* Windows asked: by its version, and by trying things on sockets. */
#include "cmd/sys/probe.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "sys/calls.h"
#include "sys/descriptor.h"
#include "sys/message.h"
#include "sys/winsock.h"

#ifndef TCP_FASTOPEN
#define TCP_FASTOPEN 15
#endif
/* Multipath TCP's number with IANA, which some systems use for it. */
#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static const char *why_not(void)
{
	static char text[48];

	if (!sys_message(errno, text, sizeof(text)))
		snprintf(text, sizeof(text), "error %d", errno);
	return text;
}

static void close_if_open(int fd)
{
	int err = errno;

	if (fd != -1)
		sys_close(fd);
	errno = err;
}

/* A function that not every Windows has. */
static FARPROC find(const char *library, const char *name)
{
	HMODULE module = GetModuleHandleA(library);

	return module != NULL ? GetProcAddress(module, name) : NULL;
}

/* GetVersionEx() tells programs what they were made for; ntdll tells what is. */
void sys_probe_system(struct sys_finding *out)
{
	typedef LONG WINAPI get_version_fn(OSVERSIONINFOW *);
	typedef const char *wine_version_fn(void);
	get_version_fn *get_version = (get_version_fn *)(void *)find("ntdll", "RtlGetVersion");
	wine_version_fn *wine = (wine_version_fn *)(void *)find("ntdll", "wine_get_version");
	OSVERSIONINFOW version = { .dwOSVersionInfoSize = sizeof(version) };

	if (get_version == NULL || get_version(&version) != 0)
		sys_answer(out, SYS_NOTE, "Windows, version unknown");
	else
		sys_answer(out, SYS_FINE, "Windows %lu.%lu.%lu%s%.20s", version.dwMajorVersion,
		    version.dwMinorVersion, version.dwBuildNumber, wine != NULL ? ", by Wine " : "",
		    wine != NULL ? wine() : "");
}

void sys_probe_dual_stack(struct sys_finding *out)
{
	int fd = sys_socket(AF_INET6, SOCK_STREAM, 0, 0), v6only;

	if (fd == -1)
		sys_answer(out, SYS_NOTE, "no IPv6: %s", why_not());
	else if (sys_get_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, &v6only) == -1)
		sys_answer(out, SYS_NOTE, "unknown: %s", why_not());
	else if (v6only == 0)
		sys_answer(out, SYS_FINE, "IPv6 listeners take IPv4 too");
	else
		sys_answer(out, SYS_NOTE, "IPv6 listeners take IPv6 only");
	if (out->mark == SYS_NOTE)
		sys_advise(out, "biosock sets IPV6_V6ONLY itself; other programs may not");
	close_if_open(fd);
}

/* Since Windows 10 (1607), the same option for both. */
static void probe_fastopen(struct sys_finding *out)
{
	int fd = sys_socket(AF_INET, SOCK_STREAM, 0, 0);

	if (fd != -1 && sys_set_option(fd, IPPROTO_TCP, TCP_FASTOPEN, 1) == 0)
		sys_answer(out, SYS_FINE, "on");
	else
		sys_answer(out, SYS_NOTE, "no: %s", why_not());
	close_if_open(fd);
}

void sys_probe_fastopen_client(struct sys_finding *out)
{
	probe_fastopen(out);
}

void sys_probe_fastopen_server(struct sys_finding *out)
{
	probe_fastopen(out);
}

void sys_probe_multipath(struct sys_finding *out)
{
	int fd = sys_socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP, 0);

	if (fd != -1)
		sys_answer(out, SYS_FINE, "yes");
	else
		sys_answer(out, SYS_NOTE, "no (%s): --mptcp makes plain TCP", why_not());
	close_if_open(fd);
}

static bool is_inheritable(int fd)
{
	DWORD flags;

	return GetHandleInformation((HANDLE)sys_handle(fd), &flags) != 0 &&
	       (flags & HANDLE_FLAG_INHERIT) != 0;
}

/* A connection from this process, as bare accept() gives it. -1 with errno. */
static int accept_own(int listener, int client)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	struct sockaddr *name = (struct sockaddr *)&here;
	socklen_t len = sizeof(here);

	here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (sys_bind(listener, name, len) == -1 || sys_listen(listener, 0) == -1 ||
	    sys_getsockname(listener, name, &len) == -1 || sys_connect(client, name, len) == -1)
		return -1;
	return (int)accept(sys_handle(listener), NULL, NULL);
}

/* There is no call that makes the new handle private; whether it is one from the start differs. */
void sys_probe_accept(struct sys_finding *out)
{
	int listener = sys_socket(AF_INET, SOCK_STREAM, 0, 0);
	int client = sys_socket(AF_INET, SOCK_STREAM, 0, 0);
	int fd = listener != -1 && client != -1 ? accept_own(listener, client) : -1;

	if (fd == -1)
		sys_answer(out, SYS_NOTE, "unknown: %s", why_not());
	else if (is_inheritable(fd))
		sys_answer(out, SYS_NOTE, "child programs started meanwhile inherit a connection");
	else
		sys_answer(out, SYS_FINE, "accept: child programs inherit nothing");
	close_if_open(fd);
	close_if_open(client);
	close_if_open(listener);
}

void sys_probe_abstract(struct sys_finding *out)
{
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	int n = snprintf(name.sun_path + 1, sizeof(name.sun_path) - 1, "biosock-doctor-%lu",
	    GetCurrentProcessId());
	socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)n);
	int fd = sys_socket(AF_UNIX, SOCK_STREAM, 0, 0);

	if (fd == -1)
		sys_answer(out, SYS_NOTE, "no AF_UNIX: %s", why_not());
	else if (sys_bind(fd, (struct sockaddr *)&name, len) == 0)
		sys_answer(out, SYS_FINE, "yes (unix:@NAME)");
	else
		sys_answer(out, SYS_NOTE, "no, only paths: %s", why_not());
	close_if_open(fd);
}

/* What comes nearest, Registered I/O, is another interface. */
void sys_probe_uring(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "not on this system");
}

void sys_probe_backlog(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "not known on this system");
}

/* Handles have no limit that can be set. */
void sys_probe_descriptors(struct sys_finding *out)
{
	DWORD open;

	if (GetProcessHandleCount(GetCurrentProcess(), &open) != 0 && open > 0)
		sys_answer(out, SYS_FINE, "no limit set; %lu handles open", open);
	else
		sys_answer(out, SYS_FINE, "no limit set");
}

/* Programs cannot ask for them. */
void sys_probe_ports(struct sys_finding *out)
{
	sys_answer(out, SYS_NOTE, "not known on this system");
	sys_advise(out, "netsh int ipv4 show dynamicport tcp");
}
