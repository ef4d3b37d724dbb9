/* SPDX-License-Identifier: Apache-2.0 */
/*
 * biosock_acceptor(3): connections of several listeners, many at a time. Those listeners that were
 * ready take turns until their queues are empty; only then is it waited again.
 */
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "addr/address.h"
#include "sock/made.h"
#include "sock/untold.h"
#include "sys/calls.h"
#include "sys/clock.h"
#include "sys/errors.h"
#include "sys/readiness.h"
#include "sys/wake.h"
#include "sys/watch.h"

enum {
	EVENTS = 64,
	SHED_AT_ONCE = 64, /* so that the caller hears of it while a flood lasts */
	FLAGS = BIO_SOCK_KEEPALIVE | BIO_SOCK_NONBLOCK | BIO_SOCK_NODELAY | BIOSOCK_INHERIT,
};

struct listener {
	int fd;
	bool is_ready;
};

struct biosock_acceptor {
	struct sys_watch watch;
	struct sys_wake wake;
	int flags;
	int family;  /* of the reserve */
	int sheds;   /* the option */
	int reserve; /* a descriptor to be given up for want of others; -1: it could not be had */
	atomic_int stopped;
	struct listener **ready; /* n_ready of them, and whose turn it is */
	size_t n_ready, turn;
	size_t n;
	struct listener listeners[];
};

static int check(
    struct err_place place, const int *socks, size_t n, const biosock_acceptor_options *options)
{
	if (socks != NULL && n > 0 && n < SIZE_MAX / 64 && options->size == sizeof(*options) &&
	    (options->flags & ~FLAGS) == 0 && ((options->exclusive | options->shed) & ~1) == 0)
		return 1;
	return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
}

static bool watch(struct err_place place, biosock_acceptor *a, int fd, unsigned wants, void *data)
{
	if (sys_watch_add(&a->watch, fd, wants, data) == 0)
		return true;
	sock_fail(place, "epoll_ctl", BIO_R_INVALID_SOCKET);
	return false;
}

/* A listener must not wait: another process may have taken the connection it is ready for. */
static bool add(struct err_place place, biosock_acceptor *a, int fd, int exclusive)
{
	struct listener *l = &a->listeners[a->n];
	int listens;

	if (sys_get_option(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens) == -1) {
		sock_fail(place, "getsockopt", BIO_R_INVALID_SOCKET);
		return false;
	}
	if (listens == 0)
		return err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_SOCKET, EINVAL);
	if (sys_set_nonblock(fd, 1) == -1) {
		sock_fail(place, "ioctlsocket", BIO_R_INVALID_SOCKET);
		return false;
	}
	*l = (struct listener){ fd, false };
	a->n++;
	return watch(
	    place, a, fd, SYS_WATCH_READ | (exclusive ? (unsigned)SYS_WATCH_EXCLUSIVE : 0U), l);
}

static void fill_reserve(biosock_acceptor *a)
{
	int err = errno;

	if (a->sheds && a->reserve == -1)
		a->reserve = sys_socket(a->family, SOCK_STREAM, 0, 0);
	errno = err;
}

static int family_of(int fd)
{
	BIO_ADDR local;
	socklen_t len = sizeof(local);

	return sys_getsockname(fd, &local.sa, &len) == 0 ? local.sa.sa_family : AF_UNSPEC;
}

static bool set_up(struct err_place place, biosock_acceptor *a, const int *socks, size_t n,
    const biosock_acceptor_options *options)
{
	for (size_t i = 0; i < n; i++) {
		if (!add(place, a, socks[i], options->exclusive))
			return false;
	}
	a->family = family_of(socks[0]);
	fill_reserve(a);
	return watch(place, a, a->wake.fd, SYS_WATCH_READ, NULL);
}

/* Both or none of what the system has for it. */
static bool open_system(struct err_place place, biosock_acceptor *a)
{
	if (sys_watch_init(&a->watch) == -1) {
		sock_fail(place, "epoll_create", BIO_R_UNABLE_TO_CREATE_SOCKET);
		return false;
	}
	if (sys_wake_init(&a->wake))
		return true;
	sock_fail(place, "eventfd", BIO_R_UNABLE_TO_CREATE_SOCKET);
	sys_watch_fini(&a->watch);
	return false;
}

biosock_acceptor *biosock_acceptor_new(
    const int *socks, size_t n, const biosock_acceptor_options *options)
{
	static const biosock_acceptor_options defaults = BIOSOCK_ACCEPTOR_OPTIONS_INIT;
	struct err_place place = ERR_PLACE;
	int before = errno;
	biosock_acceptor *a;

	options = options != NULL ? options : &defaults;
	if (!check(place, socks, n, options))
		return NULL;
	a = OPENSSL_zalloc(sizeof(*a) + n * (sizeof(a->listeners[0]) + sizeof(void *)));
	if (a == NULL)
		return NULL;
	a->ready = (struct listener **)(void *)&a->listeners[n];
	a->flags = options->flags;
	a->sheds = options->shed;
	a->reserve = -1;
	if (!open_system(place, a)) {
		OPENSSL_free(a);
		return NULL;
	}
	if (!set_up(place, a, socks, n, options)) {
		biosock_acceptor_free(a);
		return NULL;
	}
	errno = before;
	return a;
}

void biosock_acceptor_free(biosock_acceptor *acceptor)
{
	int err = errno;

	if (acceptor == NULL)
		return;
	sys_watch_fini(&acceptor->watch);
	sys_wake_fini(&acceptor->wake);
	if (acceptor->reserve != -1)
		sys_close(acceptor->reserve);
	OPENSSL_free(acceptor);
	errno = err;
}

void biosock_acceptor_stop(biosock_acceptor *acceptor)
{
	if (acceptor != NULL && atomic_exchange(&acceptor->stopped, 1) == 0)
		sys_wake_raise(&acceptor->wake);
}

int biosock_acceptor_fd(biosock_acceptor *acceptor)
{
	int fd;

	if (acceptor == NULL) {
		err_refuse(ERR_PLACE, ERR_LIB_BIO, ERR_R_PASSED_NULL_PARAMETER, EINVAL);
		return -1;
	}
	fd = sys_watch_fd(&acceptor->watch);
	if (fd == -1)
		err_refuse(ERR_PLACE, ERR_LIB_BIO, BIO_R_UNSUPPORTED_METHOD, EOPNOTSUPP);
	return fd;
}

/* Its queue is empty, or it failed: the next wait tells of it again if there is more to tell. */
static void rest(biosock_acceptor *a)
{
	a->ready[a->turn]->is_ready = false;
	a->ready[a->turn] = a->ready[--a->n_ready];
}

/*
 * Gives up the reserve to accept those who wait, and closes them: how many, to *out_n. False if
 * another thread was quicker, or there is no reserve. It may be that nobody waits at all: what is
 * wanting in descriptors is said before the queue is looked at.
 */
static bool shed(biosock_acceptor *a, int listener, size_t *out_n)
{
	int err = 0;

	if (a->reserve == -1)
		return false;
	sys_close(a->reserve);
	a->reserve = -1;
	while (err == 0 && *out_n < SHED_AT_ONCE) {
		int fd = sys_accept(listener, NULL, NULL, 0);

		if (fd != -1)
			sys_close(fd);
		err = fd == -1 ? errno : 0;
		*out_n += fd != -1;
	}
	fill_reserve(a);
	return *out_n > 0 || sys_is_retry(err) || sys_is_lost_connection(err);
}

/*
 * There is no descriptor for who waits: whether that need not be told, since he is shed,
 * or nobody waits.
 */
static bool make_do(biosock_acceptor *a, int listener, size_t *out_shed)
{
	struct pollfd look = { .events = POLLIN };

	if (a->sheds)
		return shed(a, listener, out_shed);
	look.fd = (__typeof__(look.fd))listener;
	return sys_wait_any(&look, 1, 0) == 0;
}

static bool is_out_of_descriptors(int err)
{
	return err == EMFILE || err == ENFILE;
}

/* The next connection of those that are ready, or -1: of this listener there is none now. */
static int accept_next(biosock_acceptor *a, biosock_accepted *out, struct sock_failure *out_failure)
{
	struct listener *l;
	int fd;

	if (a->turn >= a->n_ready)
		a->turn = 0;
	l = a->ready[a->turn];
	fd = sock_accept(l->fd, out->peer, a->flags, out_failure);
	if (fd == -1)
		return -1;
	if (out->peer != NULL)
		addr_unmap(out->peer);
	out->sock = fd;
	out->listener = l->fd;
	a->turn++;
	return fd;
}

/*
 * Fills out[n] from the queues of those that are ready; what fails is said when nothing else is to
 * be said. How many, or -1 with errno and records.
 */
static int accept_ready(
    struct err_place place, biosock_acceptor *a, biosock_accepted *out, size_t n, size_t *out_shed)
{
	struct sock_failure failure = { .call = NULL };
	size_t got = 0;
	int before = errno;

	while (got < n && a->n_ready > 0 && failure.call == NULL && *out_shed == 0) {
		if (accept_next(a, &out[got], &failure) != -1) {
			got++;
			continue;
		}
		if (got == 0 && failure.call != NULL && is_out_of_descriptors(failure.err) &&
		    make_do(a, a->ready[a->turn]->fd, out_shed))
			failure.call = NULL;
		rest(a);
	}
	if (failure.call != NULL && got == 0) {
		failure.function = NULL;
		sock_tell(place, &failure);
		return -1;
	}
	errno = before;
	return (int)got;
}

static void make_ready(biosock_acceptor *a, struct listener *l)
{
	if (l->is_ready)
		return;
	l->is_ready = true;
	a->ready[a->n_ready++] = l;
}

/*
 * The queue of an only listener is as quick to ask as the watch is, and asking both costs who has
 * an event loop of his own a call for each connection that comes alone.
 */
static bool asks_the_queue(const biosock_acceptor *a, int timeout_ms)
{
	return timeout_ms == 0 && a->n == 1;
}

/* As sys_watch_wait(), and those that are ready become so. */
static int wait_for(struct err_place place, biosock_acceptor *a, int timeout_ms)
{
	struct sys_watch_event events[EVENTS];
	int n = sys_watch_wait(&a->watch, events, EVENTS, timeout_ms);

	for (int i = 0; i < n; i++) {
		struct listener *l = events[i].data;

		if (l != NULL)
			make_ready(a, l);
	}
	if (n == -1 && errno != EINTR)
		sock_fail(place, "epoll_wait", BIO_R_ACCEPT_ERROR);
	return n;
}

static int left_until(int64_t end)
{
	int64_t now = sys_clock_ms();

	return end > now ? (int)(end - now) : 0;
}

static int wait_and_accept(struct err_place place, biosock_acceptor *a, biosock_accepted *inout,
    size_t n, int timeout_ms, size_t *out_shed)
{
	int64_t end = timeout_ms > 0 ? sys_clock_ms() + timeout_ms : 0;
	int err = errno, got, ready;

	if (asks_the_queue(a, timeout_ms))
		make_ready(a, &a->listeners[0]);
	while (!atomic_load_explicit(&a->stopped, memory_order_acquire)) {
		got = accept_ready(place, a, inout, n, out_shed);
		if (got != 0 || *out_shed > 0 || asks_the_queue(a, timeout_ms))
			return got;
		ready = wait_for(place, a, timeout_ms > 0 ? left_until(end) : timeout_ms);
		if (ready == 0)
			return 0;
		if (ready == -1 && errno != EINTR)
			return -1;
		errno = err;
	}
	return 0;
}

int biosock_acceptor_wait(
    biosock_acceptor *acceptor, biosock_accepted *inout, size_t n, int timeout_ms, size_t *out_shed)
{
	struct err_place place = ERR_PLACE;
	size_t unheard;

	out_shed = out_shed != NULL ? out_shed : &unheard;
	*out_shed = 0;
	if (acceptor == NULL || inout == NULL || n == 0 || n > INT_MAX) {
		err_refuse(place, ERR_LIB_BIO, BIO_R_INVALID_ARGUMENT, EINVAL);
		return -1;
	}
	if (acceptor->reserve == -1)
		fill_reserve(acceptor);
	return wait_and_accept(place, acceptor, inout, n, timeout_ms, out_shed);
}
