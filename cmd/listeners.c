/* SPDX-License-Identifier: Apache-2.0 */
/* Opening listeners: both families, one port, socket files. */
#include "cmd/listeners.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <biosock.h>
#include <openssl/err.h>

#include "cmd/probes.h"
#include "cmd/say.h"
#include "cmd/sys/create_mode.h"
#include "cmd/sys/split.h"
#include "sys/bound_interface.h"
#include "sys/descriptor.h"
#include "sys/net.h"

/* A port that the system picks for one family may be taken in the other; then it picks again. */
enum { PORT_TRIES = 16 };

/* What one try to open all listeners knows. */
struct opening {
	const struct settings *settings;
	const struct endpoints *at;
	struct listeners *out;
	size_t shards;
	int flags;
	unsigned short port; /* the port picked in place of 0, in network byte order; or 0 */
	bool again;          /* it is taken elsewhere */
	bool told;           /* what failed has been said */
};

static bool has_family(const struct endpoints *of, int family)
{
	for (size_t i = 0; i < of->n; i++) {
		if (of->list[i].family == family)
			return true;
	}
	return false;
}

/* The endpoint's address, with the picked port in place of 0; to be freed. */
static BIO_ADDR *address_for(const struct opening *o, const struct endpoint *at)
{
	BIO_ADDR *addr = BIO_ADDR_dup(at->addr);
	unsigned char raw[16];
	size_t len = sizeof(raw);

	if (addr != NULL && o->port != 0 && at->family != AF_UNIX && BIO_ADDR_rawport(addr) == 0 &&
	    BIO_ADDR_rawaddress(at->addr, raw, &len))
		BIO_ADDR_rawmake(addr, at->family, raw, len, o->port);
	return addr;
}

/* Some systems report this only later. */
static bool is_refused(int sock, const BIO_ADDR *addr)
{
	if (BIO_connect(sock, addr, BIO_SOCK_NONBLOCK))
		return false;
	if (errno == EINPROGRESS && BIO_socket_wait(sock, 0, time(NULL) + 1) == 1)
		return BIO_sock_error(sock) == ECONNREFUSED;
	return errno == ECONNREFUSED;
}

/*
 * Whether the socket that the file belonged to no longer exists. If it does exist, it
 * does not notice.
 */
static bool is_stale(const struct endpoint *at)
{
	int sock = BIO_socket(at->family, sys_sockfile_probe_type(), 0, 0);
	bool refused;

	refused = sock != -1 && is_refused(sock, at->addr);
	ERR_clear_error();
	if (sock != -1)
		BIO_closesocket(sock);
	return refused;
}

/* Whether the address is in use because of a stale socket file that may be removed. */
static bool make_way(const struct opening *o, const struct endpoint *at, const char *text)
{
	bool may = (o->flags & BIO_SOCK_REUSEADDR) != 0;
	char path[SOCKET_PATH_ROOM];
	struct sys_sockfile file;
	bool found = socket_path_of(at->addr, path) && sys_sockfile_find(path, &file);

	if (found && may && is_stale(at) && sys_sockfile_remove(path, &file) != -1)
		return true;
	say("listen %s: %s%s", text, error_text(EADDRINUSE),
	    found && !may ? "; --reuseaddr removes a socket file nobody listens on" : "");
	return false;
}

static bool is_missing_family(int err)
{
	return err == EAFNOSUPPORT || err == EADDRNOTAVAIL;
}

/* A socket file has its mode from the start: nobody else gets in before it. */
static int listen_with_mode(const struct opening *o, int family, int sock, const BIO_ADDR *addr)
{
	int mode = family == AF_UNIX ? o->settings->serve.mode : 0;
	int before = mode != 0 ? sys_create_mode(mode) : 0;
	int ok = BIO_listen(sock, addr, o->flags);
	int err = errno;

	if (mode != 0)
		sys_create_mode(before);
	errno = err;
	return ok;
}

/* False with errno, after saying why, if there is no such interface. */
static bool choose_interface(struct opening *o, int family, int sock)
{
	const char *name = o->settings->dial.interface_name;
	int err;

	if (name == NULL || sys_bind_to_interface(sock, family, name) == 0)
		return true;
	err = errno;
	say("listen %s: %s: %s", o->settings->dial.address, name, error_text(err));
	o->told = true;
	errno = err;
	return false;
}

/*
 * Returns a socket that listens on addr; or -1 with errno and the records of the failure still
 * on the stack.
 */
static int listen_at(struct opening *o, const struct endpoint *at, const BIO_ADDR *addr)
{
	int sock = BIO_socket(
	    at->family, at->socktype, at->protocol, o->flags & (BIOSOCK_MPTCP | BIOSOCK_REUSEPORT));
	int err;

	if (sock == -1 ||
	    (choose_interface(o, at->family, sock) && listen_with_mode(o, at->family, sock, addr)))
		return sock;
	err = errno;
	socket_path_undo(addr, sock);
	BIO_closesocket(sock);
	errno = err;
	return -1;
}

/*
 * Reports the failure of listen_at(), or deals with its cause. True if listen_at() should be
 * tried once more.
 */
static bool handle_failure(struct opening *o, const struct endpoint *at, const char *text, int err)
{
	if (o->told)
		return false;
	if (err == EADDRINUSE && o->port != 0) {
		ERR_clear_error();
		o->again = true;
		return false;
	}
	if (err == EADDRINUSE && at->family == AF_UNIX) {
		ERR_clear_error();
		return make_way(o, at, text);
	}
	if (!is_missing_family(err) || o->at->n == 1 || o->settings->output.verbose)
		say_failure("listen", text);
	ERR_clear_error();
	return false;
}

/*
 * The address that `sock` listens on, as text to out[ADDRESS_TEXT], and its port to o->port: the
 * system may have picked it. A path or a name is as the user wrote it.
 */
static bool find_address(struct opening *o, const struct endpoint *at, int sock, char *out)
{
	union BIO_sock_info_u info = { .addr = BIO_ADDR_new() };
	bool found = info.addr != NULL && BIO_sock_info(sock, BIO_SOCK_INFO_ADDRESS, &info);

	if (found) {
		o->port = BIO_ADDR_rawport(info.addr);
		address_text(info.addr, out);
		found = strcmp(out, ADDRESS_UNKNOWN) != 0;
	}
	if (at->family == AF_UNIX)
		snprintf(out, ADDRESS_TEXT, "%s", o->settings->dial.address);
	BIO_ADDR_free(info.addr);
	return found;
}

/* The sockets it accepts get what it has. */
static bool set_keepalive(const struct opening *o, const struct endpoint *at, int sock)
{
	if (at->family == AF_UNIX || probes_set(sock, &o->settings->dial.keepalive) == 0)
		return true;
	say("listen %s: keepalive: %s", o->settings->dial.address, error_text(errno));
	return false;
}

/*
 * False, after saying why, if it cannot be made as it was asked for or nobody can be told
 * where it listens.
 */
static bool record(struct opening *o, const struct endpoint *at, int sock, const char *text)
{
	struct listener *l = &o->out->list[o->out->n++];

	l->sock = sock;
	socket_path_note(&o->out->path, at->addr);
	if (!set_keepalive(o, at, sock))
		return false;
	if (find_address(o, at, sock, l->text))
		return true;
	if (ERR_peek_error() != 0)
		say_failure("listen", text);
	else
		say("listen %s: %s", text, error_text(ENOMEM));
	return false;
}

/* 0 if it listens, otherwise errno. */
static int open_one(struct opening *o, const struct endpoint *at)
{
	BIO_ADDR *addr = address_for(o, at);
	char text[ADDRESS_TEXT];
	int sock, err;

	if (addr == NULL) {
		say_errno("listen", ENOMEM);
		return ENOMEM;
	}
	address_text(addr, text);
	sock = listen_at(o, at, addr);
	err = errno;
	if (sock == -1 && handle_failure(o, at, text, err)) {
		sock = listen_at(o, at, addr);
		err = errno;
	}
	if (sock == -1 && ERR_peek_error() != 0)
		say_failure("listen", text);
	BIO_ADDR_free(addr);
	if (sock == -1)
		return err;
	return record(o, at, sock, text) ? 0 : ENOBUFS;
}

/* Shard by shard. */
static int open_all(struct opening *o)
{
	o->port = 0;
	o->again = false;
	for (size_t i = 0; i < o->at->n * o->shards; i++) {
		int err = open_one(o, &o->at->list[i % o->at->n]);

		if (err != 0 && (!is_missing_family(err) || o->at->n == 1)) {
			listeners_close(o->out);
			return STATUS_FAILED;
		}
	}
	if (o->out->n > 0)
		return STATUS_OK;
	say("listen %s: no such address on this machine", o->settings->dial.address);
	return STATUS_FAILED;
}

static int open_endpoints(
    struct listeners *out, const struct settings *settings, const struct endpoints *at)
{
	struct opening o = { .settings = settings, .at = at, .out = out, .shards = 1 };
	int status = STATUS_FAILED;

	/* Without this, [::] would take the port of 0.0.0.0 as well. */
	o.flags = settings->dial.flags | BIO_SOCK_NONBLOCK |
	          (has_family(at, AF_INET) ? BIO_SOCK_V6_ONLY : 0);
	if (settings->serve.shards > 1) {
		o.flags |= BIOSOCK_REUSEPORT;
		o.shards = (size_t)settings->serve.shards;
	}
	for (int tries = 0; tries < PORT_TRIES; tries++) {
		out->list = calloc(at->n * o.shards, sizeof(*out->list));
		out->shards = o.shards;
		if (out->list == NULL) {
			say_errno("listen", ENOMEM);
			return STATUS_FAILED;
		}
		status = open_all(&o);
		if (status == STATUS_OK || !o.again)
			return status;
	}
	say("listen %s: found no port that is free for both families", settings->dial.address);
	return status;
}

/* False, after saying so, if an option asks of the address what it does not have. */
static bool has_all(const struct settings *settings, int family)
{
	const char *option = NULL, *lack = NULL;

	if (settings->serve.mode != 0 && (!sys_has_create_mode() || family != AF_UNIX)) {
		option = "mode";
		lack = "no file that has one";
	} else if (settings->serve.shards > 1 && (!sys_can_split() || family == AF_UNIX)) {
		option = "shards";
		lack = "no port that can be shared";
	} else if (settings->dial.interface_name != NULL && family == AF_UNIX) {
		option = "interface";
		lack = "not of a network";
	}
	if (option != NULL)
		say("--%s: %s is %s", option, settings->dial.address, lack);
	return option == NULL;
}

int listeners_open(
    struct listeners *out, const struct settings *settings, const struct endpoints *at)
{
	int status;

	*out = (struct listeners){ .list = NULL };
	if (!has_all(settings, at->list[0].family))
		return STATUS_USAGE;
	status = open_endpoints(out, settings, at);
	return status == STATUS_OK ? listeners_announce(out, settings) : status;
}

void listeners_keep(struct listeners *of, size_t shard)
{
	size_t per_shard = of->n / of->shards, first = shard * per_shard;

	for (size_t i = 0; i < of->n; i++) {
		if (i < first || i >= first + per_shard)
			BIO_closesocket(of->list[i].sock);
		else
			of->list[i - first] = of->list[i];
	}
	of->n = per_shard;
	of->shards = 1;
}

void listeners_close(struct listeners *of)
{
	socket_path_remove(&of->path);
	for (size_t i = 0; i < of->n; i++)
		BIO_closesocket(of->list[i].sock);
	free(of->list);
	*of = (struct listeners){ .list = NULL };
}
