/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way of an accept BIO to its listener and on to each connection: a table of steps,
 * and the loop.
 */
#include <errno.h>

#include "addr/info.h"
#include "bio/accept/accept_bio.h"
#include "bio/socket/family.h"
#include "bio/socket/socket_bio.h"
#include "err/raise.h"
#include "sock/untold.h"
#include "sys/descriptor.h"
#include "sys/dual_stack.h"
#include "sys/errors.h"

/* What to do after a step: take the one of the state it left, or return *result. */
enum after { GO_ON, LEAVE };

typedef enum after step_fn(BIO *b, struct bio_accept *a, int *result);

static const char *or_null(const char *text)
{
	return text != NULL ? text : "<NULL>";
}

static enum after begin(BIO *b, struct bio_accept *a, int *result)
{
	(void)b;
	(void)result;
	if (a->host == NULL && a->service == NULL) {
		err_raise_data(ACCEPT_PLACE, ERR_LIB_BIO, BIO_R_NO_ACCEPT_ADDR_OR_SERVICE_SPECIFIED,
		    "hostname=%s, service=%s", or_null(a->host), or_null(a->service));
		return LEAVE;
	}
	BIO_ADDRINFO_free(a->first);
	a->first = NULL;
	a->current = NULL;
	a->state = ACCEPT_GET_ADDRESSES;
	return GO_ON;
}

/*
 * Every address means both families (D11): the IPv6 one comes first, since its socket can take
 * IPv4 peers too.
 */
static void ipv6_first(struct bio_accept *a)
{
	BIO_ADDRINFO *second = a->first->next;

	if (BIO_ADDRINFO_family(a->first) == AF_INET6 || BIO_ADDRINFO_family(second) != AF_INET6)
		return;
	a->first->next = second->next;
	second->next = a->first;
	a->first = second;
}

static bool look_up(struct bio_accept *a)
{
	const struct bio_lookup what = { a->host, a->service, BIO_LOOKUP_SERVER, a->family,
		SOCK_STREAM };

	return bio_lookup(ACCEPT_PLACE, &what, &a->first);
}

static enum after get_addresses(BIO *b, struct bio_accept *a, int *result)
{
	(void)b;
	(void)result;
	if (!look_up(a))
		return LEAVE;
	if (a->host == NULL && sys_has_dual_stack())
		ipv6_first(a);
	a->current = a->first;
	a->state = ACCEPT_LISTEN;
	return GO_ON;
}

/* Remembers on which address and port the BIO listens now. */
static int name_listener(BIO *b, struct bio_accept *a)
{
	BIO_ADDR local = { .sa = { .sa_family = AF_UNSPEC } };
	union BIO_sock_info_u info = { .addr = &local };

	return BIO_sock_info(frame_fd(b), BIO_SOCK_INFO_ADDRESS, &info) &&
	       bio_accept_name(&local, &a->local_name, &a->local_port);
}

static bool open_listeners(BIO *b, struct bio_accept *a)
{
	if (bio_accept_wants_all(a))
		return bio_accept_listen(b);
	frame_set_fd(b, sock_listen_first(ACCEPT_PLACE, a->first, a->bind_mode, &a->current));
	return frame_fd(b) != -1;
}

static enum after start_listening(BIO *b, struct bio_accept *a, int *result)
{
	if (!open_listeners(b, a)) {
		a->state = ACCEPT_BEFORE;
		return LEAVE;
	}
	if (!name_listener(b, a)) {
		bio_accept_close(b, true);
		a->state = ACCEPT_BEFORE;
		return LEAVE;
	}
	a->state = ACCEPT_WAIT;
	*result = 1;
	return LEAVE;
}

/* Closes a connection that could not be taken; errno stays that of the failure. */
static void drop(BIO *connection, int fd)
{
	int err = errno;

	if (connection == NULL)
		sys_close(fd);
	BIO_free_all(connection);
	errno = err;
}

/* Makes a BIO that owns the connection, with the same callbacks, behind copies of the chain. */
static BIO *wrap(BIO *b, const struct bio_accept *a, int fd)
{
	BIO *connection = BIO_new_socket(fd, BIO_CLOSE);
	BIO *copies;

	if (connection == NULL) {
		drop(NULL, fd);
		return NULL;
	}
	frame_inherit_callback(connection, b);
	if (a->chain == NULL)
		return connection;
	copies = BIO_dup_chain(a->chain);
	if (copies == NULL) {
		drop(connection, fd);
		return NULL;
	}
	return BIO_push(copies, connection);
}

static enum after nothing_accepted(BIO *b, int *result)
{
	*result = -1;
	if (BIO_sock_should_retry(-1) && !sys_is_lost_connection(sys_last_error()))
		frame_retry(b, BIO_FLAGS_IO_SPECIAL, BIO_RR_ACCEPT);
	return LEAVE;
}

static enum after wait_for_peer(BIO *b, struct bio_accept *a, int *result)
{
	BIO_ADDR peer = { .sa = { .sa_family = AF_UNSPEC } };
	BIO *connection;
	int fd;

	if (frame_next(b) != NULL) {
		a->state = ACCEPT_OK;
		return GO_ON;
	}
	frame_no_retry(b);
	BIO_set_retry_reason(b, 0);
	fd = bio_accept_next(b, &peer);
	if (fd == -1)
		return nothing_accepted(b, result);
	*result = -1;
	connection = wrap(b, a, fd);
	if (connection == NULL)
		return LEAVE;
	if (!bio_accept_name(&peer, &a->peer_name, &a->peer_port)) {
		drop(connection, fd);
		return LEAVE;
	}
	BIO_push(b, connection);
	a->state = ACCEPT_OK;
	*result = 1;
	return LEAVE;
}

/* Until the connection is taken away by BIO_pop(). */
static enum after has_connection(BIO *b, struct bio_accept *a, int *result)
{
	if (frame_next(b) == NULL) {
		a->state = ACCEPT_WAIT;
		return GO_ON;
	}
	*result = 1;
	return LEAVE;
}

static step_fn *const steps[] = {
	[ACCEPT_BEFORE] = begin,
	[ACCEPT_GET_ADDRESSES] = get_addresses,
	[ACCEPT_LISTEN] = start_listening,
	[ACCEPT_WAIT] = wait_for_peer,
	[ACCEPT_OK] = has_connection,
};

int bio_accept_run(BIO *b)
{
	struct bio_accept *a = frame_data(b);
	int result = -1;

	while (steps[a->state](b, a, &result) == GO_ON)
		;
	return result;
}
