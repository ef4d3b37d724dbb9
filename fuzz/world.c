/* SPDX-License-Identifier: Apache-2.0 */
/* A system that answers as an input says: see world.h. */
#include "world.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/un.h>

/* Descriptors below are the fuzzer's own. */
enum { FIRST = 1000, MOST = 256, ANSWERS = 6 };

static const int errors[] = { 0, EINTR, EAGAIN, EINPROGRESS, ECONNREFUSED, EINVAL, EMFILE,
	ECONNABORTED, ENOTCONN, EALREADY, EISCONN, ETIMEDOUT, EADDRINUSE, ENOPROTOOPT, EOPNOTSUPP,
	ENOSYS, EAFNOSUPPORT, EPIPE, ENETUNREACH, EBADF, EMSGSIZE, ENOMEM };

static const int resolver_codes[] = { EAI_NONAME, EAI_AGAIN, EAI_FAIL, EAI_FAMILY, EAI_SERVICE,
	EAI_SOCKTYPE, EAI_MEMORY, EAI_SYSTEM, EAI_OVERFLOW };

static struct {
	struct input *input;
	int calls;
	int lists; /* of the resolver, not given back */
	struct {
		bool open, close_on_exec;
		int family, type;
	} sockets[MOST];
	int n;
} world;

void (*world_receive)(struct msghdr *message);
void (*world_resolved)(const struct addrinfo *list);

void world_begin(struct input *input)
{
	memset(&world, 0, sizeof(world));
	world.input = input;
}

void world_end(void)
{
	for (int i = 0; i < world.n; i++)
		CHECK(!world.sockets[i].open);
	CHECK(world.lists == 0);
	world.input = NULL;
}

static uint8_t answer(void)
{
	world.calls++;
	return world.input == NULL ? 0 : take_byte(world.input);
}

/* 0, or -1 with an errno. */
static int result(void)
{
	int err = errors[answer() % (sizeof(errors) / sizeof(errors[0]))];

	if (err == 0)
		return 0;
	errno = err;
	return -1;
}

int world_calls(void)
{
	int calls = world.calls;

	world.calls = 0;
	return calls;
}

bool world_has(int fd)
{
	return fd >= FIRST && fd < FIRST + world.n && world.sockets[fd - FIRST].open;
}

bool world_has_safe(int fd)
{
	return world_has(fd) && world.sockets[fd - FIRST].close_on_exec;
}

static int make(int family, int type, bool close_on_exec)
{
	if (world.n == MOST) {
		errno = EMFILE;
		return -1;
	}
	world.sockets[world.n].open = true;
	world.sockets[world.n].close_on_exec = close_on_exec;
	world.sockets[world.n].family = family;
	world.sockets[world.n].type = type;
	return FIRST + world.n++;
}

int world_socket(int family, int type)
{
	return make(family, type, true);
}

int socket(int domain, int type, int protocol)
{
	(void)protocol;
	if (result() != 0)
		return -1;
	return make(domain, type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK), (type & SOCK_CLOEXEC) != 0);
}

int close(int fd)
{
	uint8_t interrupted;

	if (fd < FIRST)
		return (int)syscall(SYS_close, fd);
	CHECK(world_has(fd));
	world.sockets[fd - FIRST].open = false;
	interrupted = answer() % 8 == 7;
	if (interrupted == 0)
		return 0;
	errno = EINTR;
	return -1;
}

static int on_socket(int fd)
{
	CHECK(world_has(fd));
	return result();
}

int connect(int fd, const struct sockaddr *addr, socklen_t len)
{
	CHECK(addr != NULL && len >= sizeof(addr->sa_family));
	return on_socket(fd);
}

int bind(int fd, const struct sockaddr *addr, socklen_t len)
{
	CHECK(addr != NULL && len >= sizeof(addr->sa_family));
	return on_socket(fd);
}

int listen(int fd, int backlog)
{
	CHECK(backlog > 0);
	return on_socket(fd);
}

int shutdown(int fd, int how)
{
	(void)how;
	return on_socket(fd);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t len)
{
	(void)level, (void)name;
	CHECK(value != NULL && len > 0);
	return on_socket(fd);
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *len)
{
	int number = 0;

	if (on_socket(fd) != 0)
		return -1;
	if (level == SOL_SOCKET && name == SO_TYPE)
		number = world.sockets[fd - FIRST].type;
	else if (level == SOL_SOCKET && name == SO_ERROR)
		number = errors[answer() % (sizeof(errors) / sizeof(errors[0]))];
	memcpy(value, &number, *len < sizeof(number) ? *len : sizeof(number));
	return 0;
}

/* An address of a family that may not be the socket's, or of none. */
static void tell_address(int family, struct sockaddr *addr, socklen_t *len)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, 77 };
	struct sockaddr_storage made;
	uint8_t kind = answer();
	socklen_t size = sizeof(struct sockaddr_in);

	memset(&made, 0, sizeof(made));
	take(world.input, (uint8_t *)&made + 2, 8);
	made.ss_family = (sa_family_t)(kind == 0 ? family : families[kind % 5]);
	if (made.ss_family == AF_INET6)
		size = sizeof(struct sockaddr_in6);
	if (made.ss_family == AF_UNIX)
		size = (socklen_t)(sizeof(sa_family_t) + kind % sizeof(struct sockaddr_un));
	if (kind % 16 == 15)
		size = 0;
	if (size > sizeof(struct sockaddr_un))
		size = sizeof(struct sockaddr_un);
	memcpy(addr, &made, *len < size ? *len : size);
	*len = size;
}

int getsockname(int fd, struct sockaddr *addr, socklen_t *len)
{
	if (on_socket(fd) != 0)
		return -1;
	tell_address(world.sockets[fd - FIRST].family, addr, len);
	return 0;
}

int getpeername(int fd, struct sockaddr *addr, socklen_t *len)
{
	return getsockname(fd, addr, len);
}

static int accept_one(int fd, struct sockaddr *addr, socklen_t *len, bool close_on_exec)
{
	int accepted;

	if (on_socket(fd) != 0)
		return -1;
	accepted = make(world.sockets[fd - FIRST].family, SOCK_STREAM, close_on_exec);
	if (accepted != -1 && addr != NULL)
		tell_address(world.sockets[fd - FIRST].family, addr, len);
	return accepted;
}

int accept4(int fd, struct sockaddr *addr, socklen_t *len, int flags)
{
	return accept_one(fd, addr, len, (flags & SOCK_CLOEXEC) != 0);
}

int accept(int fd, struct sockaddr *addr, socklen_t *len)
{
	return accept_one(fd, addr, len, false);
}

int fcntl(int fd, int command, ...)
{
	va_list args;
	long arg;

	va_start(args, command);
	arg = va_arg(args, long);
	va_end(args);
	if (fd < FIRST)
		return (int)syscall(SYS_fcntl, fd, command, arg);
	if (on_socket(fd) != 0)
		return -1;
	if (command == F_SETFD)
		world.sockets[fd - FIRST].close_on_exec = (arg & FD_CLOEXEC) != 0;
	return 0;
}

int ioctl(int fd, unsigned long request, ...)
{
	va_list args;
	void *arg;

	va_start(args, request);
	arg = va_arg(args, void *);
	va_end(args);
	return fd < FIRST ? (int)syscall(SYS_ioctl, fd, request, arg) : on_socket(fd);
}

/* Without a timeout it says that there is something at each, or that a signal came. */
int poll(struct pollfd *list, nfds_t n, int timeout)
{
	uint8_t what = answer();

	CHECK(n > 0);
	for (nfds_t i = 0; i < n; i++) {
		CHECK(world_has(list[i].fd) || (n == 1 && list[i].fd < 0));
		list[i].revents = list[i].events;
	}
	if (what % 4 == 1) {
		errno = EINTR;
		return -1;
	}
	if (what % 4 == 2 && timeout >= 0)
		return 0;
	if (what % 4 == 3)
		list[what / 4 % n].revents |= POLLERR | POLLHUP;
	return (int)n;
}

/* A nap takes no time here. */
int nanosleep(const struct timespec *wanted, struct timespec *left)
{
	(void)wanted, (void)left;
	return 0;
}

/* Some of the bytes, none, or an errno. */
static ssize_t transfer(int fd, size_t n)
{
	uint8_t what;

	if (on_socket(fd) != 0)
		return -1;
	what = answer();
	return (ssize_t)(what < n ? what : n);
}

ssize_t read(int fd, void *bytes, size_t n)
{
	ssize_t got;

	if (fd < FIRST)
		return syscall(SYS_read, fd, bytes, n);
	got = transfer(fd, n);
	if (got > 0)
		memset(bytes, 'x', (size_t)got);
	return got;
}

ssize_t recvfrom(int fd, void *bytes, size_t n, int flags, struct sockaddr *addr, socklen_t *len)
{
	ssize_t got = read(fd, bytes, n);

	(void)flags;
	if (got >= 0 && addr != NULL)
		tell_address(world.sockets[fd - FIRST].family, addr, len);
	return got;
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	return fd < FIRST ? syscall(SYS_write, fd, bytes, n) : transfer(fd, n);
}

ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
	CHECK(bytes != NULL && (flags & MSG_NOSIGNAL) != 0);
	return transfer(fd, n);
}

ssize_t sendto(
    int fd, const void *bytes, size_t n, int flags, const struct sockaddr *addr, socklen_t len)
{
	CHECK((addr == NULL) == (len == 0));
	return send(fd, bytes, n, flags);
}

ssize_t recvmsg(int fd, struct msghdr *message, int flags)
{
	(void)flags;
	if (on_socket(fd) != 0)
		return -1;
	world_receive(message);
	return 0;
}

int recvmmsg(int fd, struct mmsghdr *list, unsigned int n, int flags, struct timespec *timeout)
{
	unsigned int done = 0;

	(void)flags, (void)timeout;
	if (on_socket(fd) != 0)
		return -1;
	while (done < n && (done == 0 || answer() != 0)) {
		world_receive(&list[done].msg_hdr);
		list[done++].msg_len = 0;
	}
	return (int)done;
}

/* One address of the resolver, in memory of just its size. */
static struct addrinfo *one_answer(const struct addrinfo *hints)
{
	static const struct {
		int family;
		socklen_t size;
	} kinds[] = {
		{ AF_INET, sizeof(struct sockaddr_in) },
		{ AF_INET6, sizeof(struct sockaddr_in6) },
		{ AF_UNIX, sizeof(struct sockaddr_un) },
		{ 77, 12 },
	};
	struct addrinfo *one = calloc(1, sizeof(*one));
	uint8_t what = answer();
	size_t kind = what % 8 < 3 ? 0 : what % 8 < 6 ? 1 : what % 8 - 4;

	CHECK(one != NULL);
	one->ai_family = kinds[kind].family;
	one->ai_socktype = hints->ai_socktype != 0 ? hints->ai_socktype : 1 + what / 8 % 3;
	one->ai_protocol = what / 32;
	one->ai_addrlen = kinds[kind].size;
	one->ai_addr = calloc(1, one->ai_addrlen);
	CHECK(one->ai_addr != NULL);
	take(world.input, (uint8_t *)one->ai_addr + 2,
	    one->ai_addrlen - 2 < 20 ? one->ai_addrlen - 2 : 20);
	one->ai_addr->sa_family = (sa_family_t)one->ai_family;
	return one;
}

/* A list, in which foreign families may be, or a code. */
int getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	uint8_t n = answer();

	CHECK(host != NULL || service != NULL);
	if (n >= 128) {
		errno = ENOMEM;
		return resolver_codes[n % (sizeof(resolver_codes) / sizeof(resolver_codes[0]))];
	}
	for (*out = NULL, n = (uint8_t)(1 + n % ANSWERS); n > 0; n--) {
		struct addrinfo *one = one_answer(hints);

		one->ai_next = *out;
		*out = one;
	}
	world.lists++;
	if (world_resolved != NULL)
		world_resolved(*out);
	return 0;
}

void freeaddrinfo(struct addrinfo *list)
{
	CHECK(list != NULL);
	while (list != NULL) {
		struct addrinfo *next = list->ai_next;

		free(list->ai_addr);
		free(list);
		list = next;
	}
	world.lists--;
}
