/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Accept BIOs that listen on every address of a name (D27). What they wait for is told to
 * poll(2) each time, so that a child that was forked can wait too: not every system's queue of
 * events is inherited.
 */
#include <errno.h>

#include "addr/info.h"
#include "bio/accept/accept_bio.h"
#include "bio/socket/socket_bio.h"
#include "dial/listening.h"
#include "sock/failure.h"
#include "sock/untold.h"
#include "sys/descriptor.h"
#include "sys/dual_stack.h"
#include "sys/errors.h"
#include "sys/readiness.h"
#include "sys/stream.h"
#include "sys/watch.h"

struct bio_accept_listeners {
	bool is_watched; /* a program has asked for a descriptor of all */
	struct sys_watch watch;
	size_t n;
	size_t turn; /* whose it is, counted on, so that none is overlooked for ever */
	struct pollfd list[];
};

/* Every address is one socket's, where the system has that. */
bool bio_accept_wants_all(const struct bio_accept *a)
{
	bool blocks = (a->bind_mode & BIO_SOCK_NONBLOCK) == 0;
	bool one_for_all = a->host == NULL && sys_has_dual_stack();

	return (blocks || a->all) && !one_for_all && a->first->next != NULL;
}

/*
 * Each has its own socket, which takes no peers of the other family, and what this machine does not
 * have is passed over. A listener must not wait: another process may have taken the connection it
 * is ready for.
 */
static bool open_all(struct bio_accept *a, int *out_socks, size_t *out_n)
{
	static const biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	struct dial_listening l = { .options = &options,
		.flags = (a->bind_mode & ~(BIOSOCK_INHERIT | BIOSOCK_MPTCP)) | BIO_SOCK_NONBLOCK |
		         BIO_SOCK_V6_ONLY, /* how it is made is not said by the mode */
		.socktype = SOCK_STREAM,
		.passes = DIAL_PASSES_MISSING,
		.tells_all = true,
		.socks = out_socks };
	struct sock_failures failures;
	bool ok = dial_listen_at_each(&l, a->first, AF_UNSPEC, &failures);

	if (!ok)
		dial_listen_tell(ACCEPT_PLACE, &l, &failures);
	a->current = ok ? l.first : NULL;
	*out_n = l.n;
	return ok;
}

bool bio_accept_listen(BIO *b)
{
	struct bio_accept *a = frame_data(b);
	size_t n = dial_count_addresses(a->first);
	struct bio_accept_listeners *l =
	    OPENSSL_zalloc(sizeof(*l) + n * (sizeof(l->list[0]) + sizeof(int)));
	int *socks = l != NULL ? (int *)(void *)&l->list[n] : NULL;

	if (l == NULL) {
		errno = ENOMEM;
		return false;
	}
	if (!open_all(a, socks, &l->n)) {
		OPENSSL_free(l);
		return false;
	}
	for (size_t i = 0; i < l->n; i++) {
		l->list[i] = (struct pollfd){ .events = POLLIN };
		l->list[i].fd = (__typeof__(l->list->fd))socks[i];
	}
	frame_set_fd(b, socks[0]);
	a->listeners = l;
	return true;
}

/* Nobody was in the queue; not that a signal came, or that there was no end of lost ones. */
static bool was_empty(void)
{
	int err = sys_last_error();

	return sys_is_retry(err) && !sys_is_lost_connection(err) && errno != EINTR;
}

/* Those of a BIO that does not block are just asked. */
static int accept_of_all(const struct bio_accept *a, BIO_ADDR *peer)
{
	struct bio_accept_listeners *l = a->listeners;
	bool waits = (a->bind_mode & BIO_SOCK_NONBLOCK) == 0;

	do {
		if (waits && sys_wait_any(l->list, l->n, -1) == -1) {
			if (errno != EINTR)
				sock_fail(ACCEPT_PLACE, "poll", BIO_R_ACCEPT_ERROR);
			return -1;
		}
		for (size_t i = 0; i < l->n; i++) {
			const struct pollfd *one = &l->list[l->turn++ % l->n];
			int fd;

			if (waits && one->revents == 0)
				continue;
			fd = BIO_accept_ex((int)one->fd, peer, a->accepted_mode);
			if (fd != -1 || !was_empty())
				return fd;
		}
	} while (waits);
	return -1;
}

int bio_accept_next(BIO *b, BIO_ADDR *peer)
{
	const struct bio_accept *a = frame_data(b);

	if (a->listeners != NULL)
		return accept_of_all(a, peer);
	return BIO_accept_ex(frame_fd(b), peer, a->accepted_mode);
}

static bool watch_all(struct bio_accept_listeners *l)
{
	if (sys_watch_init(&l->watch) == -1)
		return false;
	for (size_t i = 0; i < l->n; i++) {
		if (sys_watch_add(&l->watch, (int)l->list[i].fd, SYS_WATCH_READ, l) == -1) {
			int err = errno;

			sys_watch_fini(&l->watch);
			errno = err;
			return false;
		}
	}
	return true;
}

long bio_accept_read_descriptor(BIO *b, long number, void *pointer)
{
	const struct bio_accept *a = frame_data(b);
	struct bio_accept_listeners *l = a->listeners;
	BIO_POLL_DESCRIPTOR *descriptor = pointer;
	int before = errno, fd;

	if (frame_fd(b) == -1 || !bio_socket_poll_descriptor(b, number, pointer))
		return 0;
	if (l == NULL)
		return 1;
	if (!l->is_watched && !watch_all(l)) {
		sock_fail(ERR_PLACE_OF("BIO_get_rpoll_descriptor"), "epoll_create",
		    BIO_R_UNABLE_TO_CREATE_SOCKET);
		return 0;
	}
	l->is_watched = true;
	fd = sys_watch_fd(&l->watch);
	if (fd != -1)
		descriptor->value.fd = fd;
	errno = before;
	return 1;
}

void bio_accept_close(BIO *b, bool closes_first)
{
	struct bio_accept *a = frame_data(b);
	struct bio_accept_listeners *l = a->listeners;
	int err = errno;

	if (closes_first)
		bio_socket_close(b, 1);
	if (l == NULL)
		return;
	if (l->is_watched)
		sys_watch_fini(&l->watch);
	for (size_t i = 1; i < l->n; i++) {
		sys_stream_end((int)l->list[i].fd);
		sys_close((int)l->list[i].fd);
	}
	OPENSSL_free(l);
	a->listeners = NULL;
	errno = err;
}
