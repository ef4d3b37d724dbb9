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
#include "cmd/sys/publish.h"
#include "sys/descriptor.h"
#include "sys/net.h"

/* A port that the system picks for one family may be taken in the other; then it picks again. */
enum { PORT_TRIES = 16 };

/* What one try to open all listeners knows. */
struct opening {
	const struct settings *settings;
	const struct endpoints *at;
	struct listeners *out;
	int flags;
	unsigned short port; /* the port picked in place of 0, in network byte order; or 0 */
	bool again;          /* it is taken elsewhere */
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

	if (found && may && is_stale(at) && sys_sockfile_remove(path, &file) == 0)
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

/*
 * Returns a socket that listens on addr; or -1 with errno and the records of the failure still
 * on the stack.
 */
static int listen_at(const struct opening *o, const struct endpoint *at, const BIO_ADDR *addr)
{
	int sock = BIO_socket(
	    at->family, at->socktype, at->protocol, o->flags & (BIOSOCK_MPTCP | BIOSOCK_REUSEPORT));
	int err;

	if (sock == -1 || listen_with_mode(o, at->family, sock, addr))
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

static int open_all(struct opening *o)
{
	o->port = 0;
	o->again = false;
	for (size_t i = 0; i < o->at->n; i++) {
		int err = open_one(o, &o->at->list[i]);

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

static int write_ready_file(const struct listeners *of, const char *name)
{
	size_t size = of->n * (ADDRESS_TEXT + 1) + 1, used = 0;
	char *text = malloc(size);
	bool ok;

	for (size_t i = 0; text != NULL && i < of->n; i++)
		used += (size_t)snprintf(text + used, size - used, "%s\n", of->list[i].text);
	if (text == NULL)
		errno = ENOMEM;
	/* If a signal came meanwhile, the next wait notices that it asks to end. */
	ok = text != NULL && (sys_publish(name, text, used) == 0 || errno == EINTR);
	if (!ok)
		say("write %s: %s", name, error_text(errno));
	free(text);
	return ok ? STATUS_OK : STATUS_FAILED;
}

/* The descriptor is closed, which its reader may wait for. */
static int write_ready_fd(const struct listeners *of, long fd)
{
	char name[32];
	int status;

	snprintf(name, sizeof(name), "/dev/fd/%ld", fd);
	status = write_ready_file(of, name);
	if (status == STATUS_OK)
		sys_close((int)fd);
	return status;
}

static int announce(struct listeners *of, const struct settings *settings)
{
	const struct serve_settings *how = &settings->serve;
	int status = STATUS_OK;

	for (size_t i = 0; i < of->n; i++)
		say_plainly("listening on %s", of->list[i].text);
	if (how->ready_file != NULL)
		status = write_ready_file(of, how->ready_file);
	if (status == STATUS_OK && how->ready_fd > 0)
		status = write_ready_fd(of, how->ready_fd);
	if (status != STATUS_OK)
		listeners_close(of);
	return status;
}

static int open_endpoints(
    struct listeners *out, const struct settings *settings, const struct endpoints *at)
{
	struct opening o = { .settings = settings, .at = at, .out = out };
	int status = STATUS_FAILED;

	/* Without this, [::] would take the port of 0.0.0.0 as well. */
	o.flags = settings->dial.flags | BIO_SOCK_NONBLOCK |
	          (has_family(at, AF_INET) ? BIO_SOCK_V6_ONLY : 0);
	for (int tries = 0; tries < PORT_TRIES; tries++) {
		out->list = calloc(at->n, sizeof(*out->list));
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

int listeners_open(
    struct listeners *out, const struct settings *settings, const struct endpoints *at)
{
	int status;

	*out = (struct listeners){ .list = NULL };
	if (settings->serve.mode != 0 &&
	    (!sys_has_create_mode() || at->list[0].family != AF_UNIX)) {
		say("--mode: %s is no file that has one", settings->dial.address);
		return STATUS_USAGE;
	}
	status = open_endpoints(out, settings, at);
	return status == STATUS_OK ? announce(out, settings) : status;
}

void listeners_close(struct listeners *of)
{
	socket_path_remove(&of->path);
	for (size_t i = 0; i < of->n; i++)
		BIO_closesocket(of->list[i].sock);
	free(of->list);
	*of = (struct listeners){ .list = NULL };
}
