/* SPDX-License-Identifier: Apache-2.0 */
/* A namespace with two interfaces, and a resolver of its own. */
#include "dial/lab.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <net/route.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "support/interpose.h"

#define NET      "net0"
#define RESOLVER "dns0"

/*
 * A question is asked twice, for three seconds each: so the patience of a program that asks for
 * both families at once is at its end after six.
 */
static const char resolv_conf[] = "nameserver 192.168.53.53\noptions timeout:3 attempts:2\n";
static const char nsswitch_conf[] = "hosts: files dns\n";

/* As the kernel has it; its header does not go with the C library's. */
struct address_v6 {
	struct in6_addr addr;
	uint32_t prefix;
	int index;
};

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool written = fd != -1 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd != -1)
		close(fd);
	return written;
}

/* A user who is not root may be it in a user namespace, where the system allows those. */
static bool leave_the_machine(void)
{
	unsigned int user = getuid();
	char map[64];

	if (unshare(CLONE_NEWNET | CLONE_NEWNS) == 0)
		return true;
	snprintf(map, sizeof(map), "0 %u 1", user);
	return unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) == 0 &&
	       write_text("/proc/self/uid_map", map);
}

static void set_sockaddr(struct sockaddr *out, const char *text)
{
	struct sockaddr_in at = { .sin_family = AF_INET };

	inet_pton(AF_INET, text, &at.sin_addr);
	memcpy(out, &at, sizeof(at));
}

static bool set_address(int fd, const char *name, INTERPOSED_REQUEST request, const char *text)
{
	struct ifreq ask = { .ifr_name = "" };

	snprintf(ask.ifr_name, sizeof(ask.ifr_name), "%s", name);
	set_sockaddr(&ask.ifr_addr, text);
	return ioctl(fd, request, &ask) == 0;
}

static bool raise_interface(int fd, const char *name)
{
	struct ifreq ask = { .ifr_flags = IFF_UP | IFF_RUNNING };

	snprintf(ask.ifr_name, sizeof(ask.ifr_name), "%s", name);
	return ioctl(fd, SIOCSIFFLAGS, &ask) == 0;
}

/* The descriptor of a new interface; -1: none. */
static int make_tun(const char *name)
{
	struct ifreq ask = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);

	snprintf(ask.ifr_name, sizeof(ask.ifr_name), "%s", name);
	if (fd != -1 && ioctl(fd, TUNSETIFF, &ask) == 0)
		return fd;
	if (fd != -1)
		close(fd);
	return -1;
}

/* A single address of IPv4, lest a resolver order others by what they have in common with it. */
static bool address_v4(int fd)
{
	struct rtentry route = { .rt_flags = RTF_UP, .rt_dev = (char[]){ NET } };

	set_sockaddr(&route.rt_dst, "10.0.0.0");
	set_sockaddr(&route.rt_genmask, "255.0.0.0");
	return set_address(fd, NET, SIOCSIFADDR, "192.168.60.1") &&
	       set_address(fd, NET, SIOCSIFNETMASK, "255.255.255.255") &&
	       set_address(fd, RESOLVER, SIOCSIFADDR, "192.168.53.1") &&
	       set_address(fd, RESOLVER, SIOCSIFNETMASK, "255.255.255.0") &&
	       raise_interface(fd, "lo") && raise_interface(fd, RESOLVER) &&
	       raise_interface(fd, NET) && ioctl(fd, SIOCADDRT, &route) == 0;
}

static bool address_v6(void)
{
	struct address_v6 at = { .prefix = 32, .index = (int)if_nametoindex(NET) };
	int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool set;

	inet_pton(AF_INET6, "2001:db8::1", &at.addr);
	set = fd != -1 && ioctl(fd, SIOCSIFADDR, &at) == 0;
	if (fd != -1)
		close(fd);
	return set;
}

/* The text stands in the place of the file, for this process only. */
static bool replace_file(const char *path, const char *text)
{
	char name[] = "/tmp/biosock-lab-XXXXXX";
	int fd = mkstemp(name);
	bool replaced = fd != -1 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) &&
	                fchmod(fd, 0644) == 0 && mount(name, path, NULL, MS_BIND, NULL) == 0;

	if (fd == -1)
		return false;
	close(fd);
	unlink(name);
	return replaced;
}

static const char *replace_resolver(void)
{
	unsetenv("RES_OPTIONS");
	unsetenv("LOCALDOMAIN");
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
		return "the mounts of the machine cannot be left alone";
	if (!replace_file("/etc/resolv.conf", resolv_conf))
		return "/etc/resolv.conf cannot be replaced";
	if (access("/etc/nsswitch.conf", F_OK) == 0 &&
	    !replace_file("/etc/nsswitch.conf", nsswitch_conf))
		return "/etc/nsswitch.conf cannot be replaced";
	return NULL;
}

/* It ends with this process. */
static bool start_wire(int net, int resolver, const struct lab_name *names, size_t n)
{
	pid_t parent = getpid(), pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		wire_serve(net, resolver, names, n);
	}
	close(net);
	close(resolver);
	return pid != -1;
}

const char *lab_enter(const struct lab_name *names, size_t n)
{
	int net, resolver, fd;
	bool addressed;

	if (!leave_the_machine())
		return "no network namespace of its own";
	net = make_tun(NET);
	resolver = make_tun(RESOLVER);
	if (net == -1 || resolver == -1)
		return "no TUN device (/dev/net/tun)";
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	addressed = fd != -1 && address_v4(fd) && address_v6();
	if (fd != -1)
		close(fd);
	if (!addressed)
		return "the interfaces cannot have addresses of both families";
	if (!start_wire(net, resolver, names, n))
		return "no process behind the interfaces";
	return replace_resolver();
}
