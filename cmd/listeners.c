/* SPDX-License-Identifier: Apache-2.0 */
/* Opening listeners by biosock_listen(3), and telling why that failed. */
#include "cmd/listeners.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <biosock.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "cmd/probes.h"
#include "cmd/say.h"
#include "cmd/sys/split.h"
#include "cmd/sys/stop.h"
#include "cmd/unix_prefix.h"
#include "sys/bound_interface.h"
#include "sys/sockfile.h"

enum { ADDRESSES = 4096 }; /* of one name */

/* What one try to open all listeners knows. */
struct opening {
	const struct settings *settings;
	struct listeners *out;
	char *host, *service;
	int *socks;
	size_t room;
	int *stop; /* -1: a request to end still ends the process, since nothing has been made */
	bool told; /* what failed has been said */
};

/* With the path that it made. */
static void listener_close(const struct listener *l)
{
	if (biosock_listen_unlink(l->sock) == -1)
		say_failure("remove", l->text);
	BIO_closesocket(l->sock);
}

/* Says what could not be set; -1 with its errno. */
static int refuse(struct opening *o, const char *what)
{
	int err = errno;

	say("listen %s: %s: %s", o->settings->dial.address, what, error_text(err));
	o->told = true;
	errno = err;
	return -1;
}

/* Before it listens, so that what it accepts has this from its first moment on. */
static int prepare(void *arg, int sock, const BIO_ADDR *local)
{
	struct opening *o = arg;
	const struct dial_settings *how = &o->settings->dial;
	int family = BIO_ADDR_family(local);

	if (*o->stop == -1)
		*o->stop = sys_stop_watch();
	if (*o->stop == -1)
		return refuse(o, "watch for signals");
	if (o->settings->output.verbose) {
		char text[ADDRESS_TEXT];

		address_text(local, text);
		say("trying %s", text);
	}
	if (how->interface_name != NULL &&
	    sys_bind_to_interface(sock, family, how->interface_name) == -1)
		return refuse(o, how->interface_name);
	if (family != AF_UNIX && probes_set(sock, &how->keepalive) == -1)
		return refuse(o, "keepalive");
	return 1;
}

/* Whether the records are of a lookup: those of a socket begin with the system call that failed. */
static bool is_lookups(void)
{
	const char *data;
	int flags;
	unsigned long code = ERR_peek_error_all(NULL, NULL, NULL, &data, &flags);

	return !ERR_SYSTEM_ERROR(code) || strstr(data, "getaddrinfo") != NULL;
}

/* A UNIX path that nobody listens on any more is only in the way. */
static void tell_failure(struct opening *o, int err)
{
	const char *written = o->settings->dial.address;
	const char *path = unix_name(written);
	struct sys_sockfile file;

	if (o->told) {
		ERR_clear_error();
	} else if (is_lookups()) {
		say_failure("lookup", written);
	} else if (path == NULL) {
		say_failure_at("listen", written);
	} else if (err == EADDRINUSE && !(o->settings->dial.flags & BIO_SOCK_REUSEADDR) &&
	           sys_sockfile_can_be_dead() && sys_sockfile_find(path, &file)) {
		ERR_clear_error();
		say("listen %s: %s; --reuseaddr removes a socket file nobody listens on", written,
		    error_text(err));
	} else {
		say_failure("listen", written);
	}
}

/*
 * The address that a socket listens on, as text to out[ADDRESS_TEXT]: the system may have picked
 * the port. A path or a name is as the user wrote it. False after saying why.
 */
static bool find_address(const struct opening *o, int sock, char *out)
{
	const char *written = o->settings->dial.address;

	if (unix_name(written) != NULL) {
		snprintf(out, ADDRESS_TEXT, "%s", written);
		return true;
	}
	address_local_text(sock, out);
	if (strcmp(out, ADDRESS_UNKNOWN) != 0)
		return true;
	say("listen %s: its address cannot be found out", written);
	return false;
}

/* biosock_listen() tells address by address, and shards are told one by one. */
static bool record(struct opening *o, size_t n)
{
	size_t shards = o->out->shards, groups = n / shards;
	bool ok = true;

	o->out->n = n;
	for (size_t i = 0; i < n; i++)
		o->out->list[i % shards * groups + i / shards].sock = o->socks[i];
	for (size_t i = 0; i < n && ok; i++)
		ok = find_address(o, o->out->list[i].sock, o->out->list[i].text);
	return ok;
}

/* Each family has a socket of its own, so that it is told of; but not if one address was named. */
static biosock_listen_options options_for(struct opening *o)
{
	const struct settings *settings = o->settings;
	biosock_listen_options options = BIOSOCK_LISTEN_OPTIONS_INIT;
	bool is_path = unix_name(settings->dial.address) != NULL;
	bool everywhere = o->host == NULL || strcmp(o->host, "*") == 0;

	options.flags = settings->dial.flags | BIO_SOCK_NONBLOCK |
	                (everywhere && !is_path ? BIO_SOCK_V6_ONLY : 0);
	options.family = is_path ? AF_UNSPEC : settings->dial.family;
	options.socktype = settings->dial.socktype;
	options.shards = (int)o->out->shards;
	options.mode = settings->serve.mode != 0 ? settings->serve.mode : -1;
	options.stale = (settings->dial.flags & BIO_SOCK_REUSEADDR) != 0;
	options.partial = 2; /* what this machine does not have is passed over */
	options.prepare = prepare;
	options.arg = o;
	return options;
}

static int open_all(struct opening *o)
{
	biosock_listen_options options = options_for(o);
	int n = biosock_listen(o->host, o->service, &options, o->socks, o->room);

	if (n == -1) {
		tell_failure(o, errno);
		return STATUS_FAILED;
	}
	o->out->list = calloc((size_t)n, sizeof(*o->out->list));
	if (o->out->list == NULL) {
		say_errno("listen", ENOMEM);
		while (n > 0)
			listener_close(&(struct listener){ o->socks[--n], "a path" });
		return STATUS_FAILED;
	}
	if (record(o, (size_t)n))
		return STATUS_OK;
	listeners_close(o->out);
	return STATUS_FAILED;
}

/* False, after saying so, if an option asks of the address what it does not have. */
static bool has_all(const struct settings *settings)
{
	bool is_path = unix_name(settings->dial.address) != NULL;
	const char *option = NULL, *lack = NULL;

	if (settings->serve.mode != 0 && (!sys_sockfile_has_mode() || !is_path)) {
		option = "mode";
		lack = "no file that has one";
	} else if (settings->serve.shards > 1 && (!sys_can_split() || is_path)) {
		option = "shards";
		lack = "no port that can be shared";
	} else if (settings->dial.interface_name != NULL && is_path) {
		option = "interface";
		lack = "not of a network";
	}
	if (option != NULL)
		say("--%s: %s is %s", option, settings->dial.address, lack);
	return option == NULL;
}

/* A port must be named. STATUS_OK, or another status after saying why. */
static int parse(struct opening *o)
{
	const char *written = o->settings->dial.address;

	if (!biosock_parse_address(written, &o->host, &o->service))
		return endpoints_refuse(written);
	if (o->service != NULL || unix_name(written) != NULL)
		return STATUS_OK;
	say("'%s': a port is missing", written);
	return STATUS_USAGE;
}

int listeners_open(struct listeners *out, const struct settings *settings, int *out_stop)
{
	struct opening o = { .settings = settings, .out = out, .stop = out_stop };
	int status;

	*out_stop = -1;
	*out = (struct listeners){ .list = NULL };
	out->shards = settings->serve.shards > 1 ? (size_t)settings->serve.shards : 1;
	status = parse(&o);
	if (status == STATUS_OK && !has_all(settings))
		status = STATUS_USAGE;
	if (status != STATUS_OK)
		goto out;
	o.room = ADDRESSES * out->shards;
	o.socks = calloc(o.room, sizeof(int));
	if (o.socks == NULL) {
		say_errno("listen", ENOMEM);
		status = STATUS_FAILED;
	} else {
		status = open_all(&o);
	}
	if (status == STATUS_OK)
		status = listeners_announce(out, settings);
out:
	free(o.socks);
	OPENSSL_free(o.host);
	OPENSSL_free(o.service);
	return status;
}

const char *listeners_name(const struct listeners *of, const struct settings *settings)
{
	if (of->n == 1)
		return of->list[0].text;
	return settings->serve.adopt != NULL ? "--adopt" : settings->dial.address;
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
	for (size_t i = 0; i < of->n; i++)
		listener_close(&of->list[i]);
	free(of->list);
	*of = (struct listeners){ .list = NULL };
}
