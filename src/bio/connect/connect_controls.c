/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a connect BIO is asked and told: its destination, its mode, what it knows of its connection.
 */
#include <errno.h>

#include "addr/address.h"
#include "bio/connect/connect_bio.h"
#include "bio/control_table.h"
#include "bio/socket/socket_bio.h"
#include "dial/plan.h"

/*
 * An address set before is no longer the destination when its host, its service or its
 * family is set.
 */
static void drop_address(struct bio_connect *c)
{
	BIO_ADDR_free(c->address);
	c->address = NULL;
}

/* A service in the text goes before one set earlier, which stays if there is none. */
static long set_host(struct bio_connect *c, void *pointer)
{
	char *before = c->service;
	int ok;

	drop_address(c);
	OPENSSL_free(c->host);
	c->host = NULL;
	ok = BIO_parse_hostserv(pointer, &c->host, &c->service, BIO_PARSE_PRIO_HOST);
	if (c->service != before)
		OPENSSL_free(before);
	return ok;
}

static long set_service(struct bio_connect *c, void *pointer)
{
	drop_address(c);
	OPENSSL_free(c->service);
	c->service = OPENSSL_strdup(pointer);
	return c->service != NULL;
}

/*
 * Those of an AF_UNIX address are "localhost" and its path. Where neither can be had, both say so,
 * like OpenSSL's, and errno is the first one's.
 */
static long name_address(struct bio_connect *c)
{
	int err;

	c->host = BIO_ADDR_hostname_string(c->address, 1);
	err = errno;
	c->service = BIO_ADDR_service_string(c->address, 1);
	if (c->host == NULL)
		errno = err;
	return c->host != NULL && c->service != NULL;
}

static long set_address(struct bio_connect *c, void *pointer)
{
	drop_address(c);
	OPENSSL_free(c->host);
	OPENSSL_free(c->service);
	c->host = NULL;
	c->service = NULL;
	c->address = BIO_ADDR_dup(pointer);
	if (c->address != NULL && name_address(c))
		return 1;
	drop_address(c);
	return 0;
}

static long set_family(struct bio_connect *c, void *pointer)
{
	drop_address(c);
	c->family = *(int *)pointer;
	return 1;
}

static long (*const setters[])(struct bio_connect *c, void *pointer) = {
	set_host,
	set_service,
	set_address,
	set_family,
};

static long set_connect(BIO *b, long number, void *pointer)
{
	if (pointer == NULL)
		return 1;
	frame_set_init(b, true);
	if (number < 0 || number >= (long)(sizeof(setters) / sizeof(setters[0])))
		return 0;
	return setters[number](frame_data(b), pointer);
}

static long get_host(const struct bio_connect *c, void *pointer)
{
	*(const char **)pointer = c->host;
	return 1;
}

static long get_service(const struct bio_connect *c, void *pointer)
{
	*(const char **)pointer = c->service;
	return 1;
}

static long get_address(const struct bio_connect *c, void *pointer)
{
	*(const BIO_ADDR **)pointer = BIO_ADDRINFO_address(c->current);
	return 1;
}

/* The family of the connection, or, before there is one, what the user set. */
static long get_family(const struct bio_connect *c, void *pointer)
{
	(void)pointer;
	switch (BIO_ADDRINFO_family(c->current)) {
	case AF_INET:
		return BIO_FAMILY_IPV4;
	case AF_INET6:
		return BIO_FAMILY_IPV6;
	default:
		return c->current == NULL ? c->family : -1;
	}
}

static long get_mode(const struct bio_connect *c, void *pointer)
{
	(void)pointer;
	return c->mode;
}

/*
 * WARNING: BIO_get_conn_ip_family() hands no pointer over, and so always gets 0, as from OpenSSL.
 */
static const struct {
	long (*get)(const struct bio_connect *c, void *pointer);
	bool needs_pointer;
} getters[] = {
	{ get_host, true },
	{ get_service, true },
	{ get_address, true },
	{ get_family, true },
	{ get_mode, false },
};

static long get_connect(BIO *b, long number, void *pointer)
{
	if (number < 0 || number >= (long)(sizeof(getters) / sizeof(getters[0])))
		return 0;
	if (getters[number].needs_pointer && pointer == NULL)
		return 0;
	return getters[number].get(frame_data(b), pointer);
}

static long run(BIO *b, long number, void *pointer)
{
	const struct bio_connect *c = frame_data(b);

	(void)number;
	(void)pointer;
	return c->state == CONNECT_OK ? 1 : bio_connect_run(b);
}

static long reset(BIO *b, long number, void *pointer)
{
	(void)number;
	(void)pointer;
	bio_connect_forget(b);
	frame_clear_flags(b);
	return 0;
}

static long set_flag(struct bio_connect *c, int flag, long on)
{
	c->mode = on != 0 ? c->mode | flag : c->mode & ~flag;
	return 1;
}

/* A socket that is there already changes with it (D17). */
static long set_nonblocking(BIO *b, long number, void *pointer)
{
	(void)pointer;
	if (frame_fd(b) != -1 && !BIO_socket_nbio(frame_fd(b), number != 0))
		return 0;
	return set_flag(frame_data(b), BIO_SOCK_NONBLOCK, number);
}

static long set_fastopen(BIO *b, long number, void *pointer)
{
	(void)pointer;
	return set_flag(frame_data(b), BIO_SOCK_TFO, number);
}

static long set_mode(BIO *b, long number, void *pointer)
{
	struct bio_connect *c = frame_data(b);

	(void)pointer;
	c->mode = (int)number;
	return 1;
}

static long set_socktype(BIO *b, long number, void *pointer)
{
	struct bio_connect *c = frame_data(b);

	(void)pointer;
	if ((number != SOCK_STREAM && number != SOCK_DGRAM) || c->state != CONNECT_BEFORE)
		return 0;
	c->socktype = (int)number;
	return 1;
}

static long get_socktype(BIO *b, long number, void *pointer)
{
	const struct bio_connect *c = frame_data(b);

	(void)number;
	(void)pointer;
	return c->socktype;
}

static long get_datagrams(BIO *b, long number, void *pointer)
{
	const struct bio_connect *c = frame_data(b);

	(void)number;
	if (pointer == NULL || c->datagrams == NULL)
		return 0;
	*(BIO **)pointer = c->datagrams;
	return 1;
}

static long get_info(BIO *b, long number, void *pointer)
{
	const struct bio_connect *c = frame_data(b);

	(void)number;
	if (pointer == NULL)
		return 0;
	*(BIO_info_cb **)pointer = c->info;
	return 1;
}

static bool copy_text(char **to, const char *from)
{
	if (from == NULL)
		return true;
	*to = OPENSSL_strdup(from);
	return *to != NULL;
}

static bool copy_address(struct bio_connect *to, const struct bio_connect *from)
{
	if (from->address == NULL)
		return true;
	to->address = BIO_ADDR_dup(from->address);
	return to->address != NULL;
}

static bool copy_plan(struct bio_connect *to, const struct bio_connect *from)
{
	if (from->plan == NULL)
		return true;
	to->plan = OPENSSL_malloc(sizeof(*to->plan));
	if (to->plan != NULL)
		dial_plan_copy(to->plan, from->plan);
	return to->plan != NULL;
}

/* While several are under way, there is one that can be read when that goes on. */
static long race_descriptor(const struct bio_connect *c, BIO_POLL_DESCRIPTOR *descriptor)
{
	int fd = descriptor != NULL ? bio_connect_race_fd(c) : -1;

	if (fd == -1)
		return 0;
	descriptor->type = BIO_POLL_DESCRIPTOR_TYPE_SOCK_FD;
	descriptor->value.fd = fd;
	return 1;
}

/*
 * Asking what to wait for starts the connect; if that fails, its records stay on the stack. A
 * race is not stepped here: it could end, and of the connection that it gives, which has nothing
 * to read, nobody would know.
 */
static long poll_descriptor(BIO *b, void *pointer, bool for_reading)
{
	struct bio_connect *c = frame_data(b);

	if (c->state != CONNECT_OK && c->race == NULL) {
		c->is_asked = (c->mode & BIO_SOCK_NONBLOCK) != 0;
		(void)bio_connect_run(b);
		c->is_asked = false;
	}
	if (c->race != NULL)
		return for_reading ? race_descriptor(c, pointer) : 0;
	return frame_fd(b) == -1 ? 0 : bio_socket_poll_descriptor(b, 0, pointer);
}

static long read_descriptor(BIO *b, long number, void *pointer)
{
	(void)number;
	return poll_descriptor(b, pointer, true);
}

static long write_descriptor(BIO *b, long number, void *pointer)
{
	(void)number;
	return poll_descriptor(b, pointer, false);
}

/*
 * Copies what the user set, the socket type too (D17), but not the socket, which both would close.
 */
static long duplicate(BIO *b, long number, void *pointer)
{
	const struct bio_connect *c = frame_data(b);
	BIO *to = pointer;
	struct bio_connect *copy;

	(void)number;
	if (to == NULL || !frame_is_same_kind(to, b))
		return 0;
	frame_set_fd(to, -1);
	copy = frame_data(to);
	copy->family = c->family;
	copy->mode = c->mode;
	copy->socktype = c->socktype;
	copy->info = c->info;
	if (!copy_text(&copy->host, c->host) || !copy_text(&copy->service, c->service))
		return 0;
	return copy_address(copy, c) && copy_plan(copy, c);
}

static const struct bio_control controls[] = {
	{ BIO_CTRL_RESET, reset },
	{ BIO_C_DO_STATE_MACHINE, run },
	{ BIO_C_SET_CONNECT, set_connect },
	{ BIO_C_GET_CONNECT, get_connect },
	{ BIO_C_SET_NBIO, set_nonblocking },
	{ BIO_C_SET_CONNECT_MODE, set_mode },
	{ BIO_C_SET_TFO, set_fastopen },
	{ BIO_C_SET_SOCK_TYPE, set_socktype },
	{ BIO_C_GET_SOCK_TYPE, get_socktype },
	{ BIO_C_GET_DGRAM_BIO, get_datagrams },
	{ BIO_C_GET_FD, bio_socket_get_fd },
	{ BIO_CTRL_GET_CLOSE, bio_control_get_close },
	{ BIO_CTRL_SET_CLOSE, bio_control_set_close },
	{ BIO_CTRL_FLUSH, bio_control_yes },
	{ BIO_CTRL_DUP, duplicate },
	{ BIO_CTRL_EOF, bio_socket_eof },
	{ BIO_CTRL_GET_CALLBACK, get_info },
	{ BIO_CTRL_GET_RPOLL_DESCRIPTOR, read_descriptor },
	{ BIO_CTRL_GET_WPOLL_DESCRIPTOR, write_descriptor },
};

/* 1 only if the connect BIO does not answer this itself. */
static bool is_for_datagrams(int command)
{
	for (size_t i = 0; i < sizeof(controls) / sizeof(controls[0]); i++) {
		if (controls[i].command == command)
			return false;
	}
	return true;
}

long bio_connect_control(BIO *b, int command, long number, void *pointer)
{
	const struct bio_connect *c = frame_data(b);

	if (c == NULL)
		return bio_socket_control(b, command, number, pointer);
	if (c->datagrams != NULL && is_for_datagrams(command))
		return BIO_ctrl(c->datagrams, command, number, pointer);
	return bio_control(
	    controls, sizeof(controls) / sizeof(controls[0]), b, command, number, pointer);
}
