/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an accept BIO is asked and told: where and how to listen, what becomes of connections,
 * who they are.
 */
#include "bio/accept/accept_bio.h"
#include "bio/control_table.h"
#include "bio/socket/socket_bio.h"

/* A service in the text goes before one set earlier, which stays if there is none. */
static long set_name(BIO *b, struct bio_accept *a, void *pointer)
{
	char *before = a->service;
	int ok;

	if (pointer == NULL)
		return 1;
	OPENSSL_free(a->host);
	a->host = NULL;
	ok = BIO_parse_hostserv(pointer, &a->host, &a->service, BIO_PARSE_PRIO_SERV);
	if (a->service != before)
		OPENSSL_free(before);
	if (ok > 0)
		frame_set_init(b, true);
	return ok;
}

static long set_port(BIO *b, struct bio_accept *a, void *pointer)
{
	if (pointer == NULL)
		return 1;
	OPENSSL_free(a->service);
	a->service = OPENSSL_strdup(pointer);
	if (a->service == NULL)
		return 0;
	frame_set_init(b, true);
	return 1;
}

static long set_flag(struct bio_accept *a, int flag, bool on)
{
	a->bind_mode = on ? a->bind_mode | flag : a->bind_mode & ~flag;
	return 1;
}

static long set_nonblocking(BIO *b, struct bio_accept *a, void *pointer)
{
	(void)b;
	return set_flag(a, BIO_SOCK_NONBLOCK, pointer != NULL);
}

static long set_fastopen(BIO *b, struct bio_accept *a, void *pointer)
{
	(void)b;
	return set_flag(a, BIO_SOCK_TFO, pointer != NULL);
}

/* The chain is ours now. */
static long set_chain(BIO *b, struct bio_accept *a, void *pointer)
{
	(void)b;
	if (pointer == NULL || pointer == a->chain)
		return 1;
	if (!frame_is_usable("BIO_ctrl", pointer))
		return 0;
	BIO_free_all(a->chain);
	a->chain = pointer;
	return 1;
}

static long set_family(BIO *b, struct bio_accept *a, void *pointer)
{
	(void)b;
	if (pointer != NULL)
		a->family = *(int *)pointer;
	return 1;
}

static long (*const setters[])(BIO *b, struct bio_accept *a, void *pointer) = {
	set_name,
	set_port,
	set_nonblocking,
	set_chain,
	set_family,
	set_fastopen,
};

static long set_accept(BIO *b, long number, void *pointer)
{
	if (number < 0 || number >= (long)(sizeof(setters) / sizeof(setters[0])))
		return 1;
	return setters[number](b, frame_data(b), pointer);
}

/* The family of the listener, or, before there is one, what the user set. */
static long get_family(const struct bio_accept *a)
{
	switch (BIO_ADDRINFO_family(a->current)) {
	case AF_INET:
		return BIO_FAMILY_IPV4;
	case AF_INET6:
		return BIO_FAMILY_IPV6;
	default:
		return a->current == NULL ? a->family : -1;
	}
}

static long get_accept(BIO *b, long number, void *pointer)
{
	const struct bio_accept *a = frame_data(b);
	const char *texts[] = { a->local_name, a->local_port, a->peer_name, a->peer_port };
	const long n_texts = sizeof(texts) / sizeof(texts[0]);

	if (!frame_is_init(b))
		return -1;
	if (number == n_texts)
		return get_family(a);
	if (number < 0 || number > n_texts || pointer == NULL)
		return -1;
	*(const char **)pointer = texts[number];
	return 1;
}

static long run(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	return bio_accept_run(b);
}

/* The connection, if there is one, stays. */
static long reset(BIO *b, long number, void *pointer)
{
	struct bio_accept *a = frame_data(b);

	(void)number;
	(void)pointer;
	bio_accept_close(b, true);
	BIO_ADDRINFO_free(a->first);
	a->first = NULL;
	a->current = NULL;
	a->state = ACCEPT_BEFORE;
	frame_clear_flags(b);
	return 0;
}

/*
 * Takes a listener that is there already. The one before is left alone, as by OpenSSL; others of
 * the same name, of which the program does not know, are closed.
 */
static long set_fd(BIO *b, long number, void *pointer)
{
	struct bio_accept *a = frame_data(b);

	if (pointer == NULL)
		return 0;
	bio_accept_close(b, false);
	frame_set_fd(b, *(int *)pointer);
	frame_set_closes(b, (int)number);
	frame_set_init(b, true);
	a->state = ACCEPT_WAIT;
	return 1;
}

/* Of the connections to come. */
static long set_accepted_nonblocking(BIO *b, long number, void *pointer)
{
	struct bio_accept *a = frame_data(b);

	(void)pointer;
	a->accepted_mode = number != 0 ? a->accepted_mode | BIO_SOCK_NONBLOCK
	                               : a->accepted_mode & ~BIO_SOCK_NONBLOCK;
	return 1;
}

static long set_bind_mode(BIO *b, long number, void *pointer)
{
	struct bio_accept *a = frame_data(b);

	(void)pointer;
	a->bind_mode = (int)number;
	return 1;
}

static long get_bind_mode(BIO *b, long number, void *pointer)
{
	const struct bio_accept *a = frame_data(b);

	(void)number;
	(void)pointer;
	return a->bind_mode;
}

/*
 * The copy has nothing of what OpenSSL can set, as there, nor the socket, which both
 * would close (D17).
 */
static long duplicate(BIO *b, long number, void *pointer)
{
	const struct bio_accept *a = frame_data(b);
	BIO *copy = pointer;

	(void)number;
	if (copy != NULL && frame_is_same_kind(copy, b)) {
		struct bio_accept *of_copy = frame_data(copy);

		of_copy->all = a->all;
		frame_set_fd(copy, -1);
	}
	return 1;
}

/* That of the listener, once there is one. */
static long write_descriptor(BIO *b, long number, void *pointer)
{
	return frame_fd(b) == -1 ? 0 : bio_socket_poll_descriptor(b, number, pointer);
}

/* That of the connection. */
static long end_of_file(BIO *b, long number, void *pointer)
{
	BIO *connection = frame_next(b);

	return connection != NULL ? BIO_ctrl(connection, BIO_CTRL_EOF, number, pointer) : 0;
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, reset },
	{ BIO_C_DO_STATE_MACHINE, run },
	{ BIO_C_SET_ACCEPT, set_accept },
	{ BIO_C_GET_ACCEPT, get_accept },
	{ BIO_C_SET_NBIO, set_accepted_nonblocking },
	{ BIO_C_SET_FD, set_fd },
	{ BIO_C_GET_FD, bio_socket_get_fd },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_C_SET_BIND_MODE, set_bind_mode },
	{ BIO_C_GET_BIND_MODE, get_bind_mode },
	{ BIO_CTRL_DUP, duplicate },
	{ BIO_CTRL_EOF, end_of_file },
	{ BIO_CTRL_GET_RPOLL_DESCRIPTOR, bio_accept_read_descriptor },
	{ BIO_CTRL_GET_WPOLL_DESCRIPTOR, write_descriptor },
};

long bio_accept_control(BIO *b, int command, long number, void *pointer)
{
	if (frame_data(b) == NULL)
		return bio_socket_control(b, command, number, pointer);
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}
