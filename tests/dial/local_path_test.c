/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The path that a dial is told to be bound to (local_unix): there while its socket may be the
 * caller's, gone with every other.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

enum { HOST = 160, MOST_FILLERS = 8 };

/* A path of a folder. */
struct place {
	union peer_addr at;
	char host[HOST];
};

/* A folder of the test's own, with a server, another server, and where the client is to be. */
struct street {
	char folder[64];
	struct place server, other, client;
	int listener, second;
	int fillers[MOST_FILLERS], n_fillers;
	biosock_dial_options options;
};

static void name(const struct street *s, const char *what, struct place *out)
{
	peer_wildcard(AF_UNIX, 0, &out->at);
	snprintf(out->at.un.sun_path, sizeof(out->at.un.sun_path), "%s/%s", s->folder, what);
	snprintf(out->host, sizeof(out->host), "unix:%s", out->at.un.sun_path);
}

static int serve(const struct place *p)
{
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);

	CHECK_INT(bind(fd, &p->at.sa, peer_len(&p->at)), 0);
	CHECK_INT(listen(fd, 1), 0);
	return fd;
}

static void begin(struct street *s)
{
	system_need_family(AF_UNIX);
	memset(s, 0, sizeof(*s));
	snprintf(s->folder, sizeof(s->folder), "%s/biosock-dial-XXXXXX", system_temporary());
	CHECK(mkdtemp(s->folder) != NULL);
	name(s, "server", &s->server);
	name(s, "other", &s->other);
	name(s, "client", &s->client);
	s->listener = serve(&s->server);
	s->second = serve(&s->other);
	s->options = (biosock_dial_options)BIOSOCK_DIAL_OPTIONS_INIT;
	s->options.local_unix = s->client.at.un.sun_path;
}

/* The folder is empty then: the client's path is gone. */
static void end(struct street *s)
{
	peer_close(s->listener, s->second, -1);
	for (int i = 0; i < s->n_fillers; i++)
		peer_close(s->fillers[i], -1, -1);
	unlink(s->server.at.un.sun_path);
	unlink(s->other.at.un.sun_path);
	CHECK_INT(rmdir(s->folder), 0);
}

static bool is_there(const struct place *p)
{
	return access(p->at.un.sun_path, F_OK) == 0;
}

/* The server has no room for one more; false if it takes as many as there are. */
static bool fill(struct street *s)
{
	for (; s->n_fillers < MOST_FILLERS; s->n_fillers++) {
		int fd = s->fillers[s->n_fillers] = peer_socket(AF_UNIX, SOCK_STREAM);

		peer_set_nonblocking(fd);
		if (connect(fd, &s->server.at.sa, peer_len(&s->server.at)) == -1) {
			peer_close(fd, -1, -1);
			return errno == EAGAIN;
		}
	}
	return false;
}

static void need_full(struct street *s)
{
	if (fill(s))
		return;
	end(s);
	contract_skip("a full listener refuses here");
}

static void fails_as(const struct street *s, const struct place *to, int err)
{
	errno = 0;
	CHECK_INT(biosock_dial(to->host, NULL, &s->options, NULL), -1);
	CHECK_INT(errno, err);
	ERR_clear_error();
}

/* Nobody listens, or there is no such path: as often as it is tried. */
static void a_dial_that_fails_leaves_no_path(void)
{
	struct street s;
	struct place nowhere;

	begin(&s);
	name(&s, "nowhere", &nowhere);
	peer_close(s.second, -1, -1);
	s.second = -1;
	for (int i = 0; i < 3; i++) {
		fails_as(&s, &nowhere, ENOENT);
		CHECK(!is_there(&s.client));
		fails_as(&s, &s.other, ECONNREFUSED);
		CHECK(!is_there(&s.client));
	}
	end(&s);
}

static void a_relative_path_goes_too(void)
{
	struct street s;
	char here[512];

	begin(&s);
	CHECK(getcwd(here, sizeof(here)) != NULL);
	CHECK_INT(chdir(s.folder), 0);
	s.options.local_unix = "client";
	CHECK_INT(biosock_dial("unix:nowhere", NULL, &s.options, NULL), -1);
	CHECK_INT(errno, ENOENT);
	ERR_clear_error();
	CHECK(!is_there(&s.client));
	CHECK_INT(chdir(here), 0);
	end(&s);
}

static void a_dial_out_of_time_leaves_no_path(void)
{
	struct street s;

	begin(&s);
	need_full(&s);
	s.options.timeout_ms = 0;
	fails_as(&s, &s.server, ETIMEDOUT);
	CHECK(!is_there(&s.client));
	end(&s);
}

static biosock_dialer *dialer_to(const struct street *s, const struct place *to)
{
	biosock_dialer *d = biosock_dialer_new(NULL, NULL, &s->options);

	CHECK_INT(biosock_dialer_add(d, (const BIO_ADDR *)&to->at), 1);
	return d;
}

/* While it waits for room. */
static void a_dial_that_is_cancelled_leaves_no_path(void)
{
	struct street s;
	biosock_dialer *d;
	int ends[2];

	begin(&s);
	need_full(&s);
	CHECK_INT(pipe(ends), 0);
	s.options.cancel_fd = ends[0];
	d = dialer_to(&s, &s.server);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK(is_there(&s.client));
	CHECK_INT(close(ends[1]), 0);
	CHECK_INT(biosock_dialer_step(d), -1);
	CHECK_INT(errno, ECANCELED);
	CHECK(!is_there(&s.client));
	ERR_clear_error();
	biosock_dialer_free(d);
	CHECK_INT(close(ends[0]), 0);
	end(&s);
}

static void a_dialer_that_is_freed_leaves_no_path(void)
{
	struct street s;
	biosock_dialer *d;

	begin(&s);
	need_full(&s);
	d = dialer_to(&s, &s.server);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK(is_there(&s.client));
	errno = 4242;
	biosock_dialer_free(d);
	CHECK_INT(errno, 4242);
	CHECK(!is_there(&s.client));
	CHECK_ERRORS("-");
	end(&s);
}

/* What is there since has been made by another, who keeps it. */
static void what_is_there_since_stays(void)
{
	struct street s;
	biosock_dialer *d;
	int fd;

	begin(&s);
	need_full(&s);
	d = dialer_to(&s, &s.server);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(unlink(s.client.at.un.sun_path), 0);
	fd = serve(&s.client);
	biosock_dialer_free(d);
	CHECK(is_there(&s.client));
	peer_close(fd, -1, -1);
	CHECK_INT(unlink(s.client.at.un.sun_path), 0);
	end(&s);
}

/* The records say which path it was that could not be had. */
static void a_path_that_is_taken_is_told_of_and_stays(void)
{
	struct street s;
	char want[2 * HOST];
	int fd;

	begin(&s);
	fd = serve(&s.client);
	errno = 0;
	CHECK_INT(biosock_dial(s.server.host, NULL, &s.options, NULL), -1);
	CHECK_INT(errno, EADDRINUSE);
	snprintf(want, sizeof(want),
	    "system library:EADDRINUSE(calling bind(): %s);BIO routines:unable to bind socket",
	    s.client.host);
	CHECK_STR(contract_errors_whole(), want);
	ERR_clear_error();
	CHECK(is_there(&s.client));
	peer_close(fd, -1, -1);
	CHECK_INT(unlink(s.client.at.un.sun_path), 0);
	end(&s);
}

/* An address of IPv4 that is nobody's (RFC 5737) cannot be bound to, and is what is told of. */
static void an_address_that_is_not_here_is_told_of(void)
{
	static const char want[] = "system library:EADDRNOTAVAIL(calling bind(): 192.0.2.1:0);"
	                           "BIO routines:unable to bind socket";
	static const char *const hosts[] = { "127.0.0.1", "localhost" };
	biosock_dial_options options = BIOSOCK_DIAL_OPTIONS_INIT;
	BIO_ADDR *nobodys = BIO_ADDR_new();

	CHECK_INT(BIO_ADDR_rawmake(nobodys, AF_INET, "\xc0\0\2\1", 4, 0), 1);
	options.local4 = nobodys;
	for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		errno = 0;
		CHECK_INT(biosock_dial(hosts[i], "1", &options, NULL), -1);
		CHECK_INT(errno, EADDRNOTAVAIL);
		CHECK_STR(contract_errors_whole(), want);
		ERR_clear_error();
	}
	BIO_ADDR_free(nobodys);
}

/* One path, and two that want it: the second fails, and takes nothing from the first. */
static void one_that_cannot_be_bound_removes_nothing(void)
{
	biosock_attempt tried[2] = { BIOSOCK_ATTEMPT_INIT, BIOSOCK_ATTEMPT_INIT };
	struct street s;
	biosock_dialer *d;

	begin(&s);
	need_full(&s);
	d = dialer_to(&s, &s.server);
	CHECK_INT(biosock_dialer_step(d), 0);
	CHECK_INT(biosock_dialer_add(d, (const BIO_ADDR *)&s.other.at), 1);
	while (biosock_dialer_attempts(d, tried, 2) < 2 && CHECK_INT(biosock_dialer_step(d), 0))
		poll(NULL, 0, biosock_dialer_timeout(d));
	CHECK_INT(tried[1].err, EADDRINUSE);
	CHECK(is_there(&s.client));
	biosock_dialer_free(d);
	CHECK(!is_there(&s.client));
	end(&s);
}

/* It is the caller's, as its socket, and removed as a listener's is. */
static void a_connection_has_its_path(void)
{
	struct street s;
	int fd;

	begin(&s);
	fd = biosock_dial(s.server.host, NULL, &s.options, NULL);
	CHECK(fd != -1);
	CHECK(is_there(&s.client));
	CHECK_INT(biosock_listen_unlink(fd), 1);
	CHECK(!is_there(&s.client));
	peer_close(fd, -1, -1);
	end(&s);
}

/* The caller has closed the socket: its path makes way for the next one's. */
static void what_is_rejected_makes_way(void)
{
	struct street s;
	biosock_dialer *d;
	int fd;

	begin(&s);
	d = dialer_to(&s, &s.server);
	CHECK_INT(biosock_dialer_add(d, (const BIO_ADDR *)&s.other.at), 1);
	CHECK_INT(biosock_dialer_step(d), 1);
	peer_close(biosock_dialer_take(d, NULL), -1, -1);
	CHECK(is_there(&s.client));
	errno = 4242;
	CHECK_INT(biosock_dialer_reject(d, EPROTO), 1);
	CHECK_INT(errno, 4242);
	CHECK(!is_there(&s.client));
	CHECK_INT(biosock_dialer_step(d), 1);
	fd = biosock_dialer_take(d, NULL);
	CHECK(fd != -1 && is_there(&s.client));
	CHECK_INT(biosock_listen_unlink(fd), 1);
	peer_close(fd, -1, -1);
	biosock_dialer_free(d);
	CHECK_ERRORS("-");
	end(&s);
}

static BIO *bio_to(const struct street *s, const struct place *to)
{
	BIO *b = BIO_new(BIO_s_connect());

	CHECK_INT(BIO_set_conn_address(b, (const BIO_ADDR *)&to->at), 1);
	CHECK_INT(biosock_set_conn_dial(b, &s->options), 1);
	return b;
}

static void a_bio_that_fails_leaves_no_path(void)
{
	struct street s;
	struct place nowhere;
	BIO *b;

	begin(&s);
	name(&s, "nowhere", &nowhere);
	b = bio_to(&s, &nowhere);
	for (int i = 0; i < 3; i++) {
		CHECK(BIO_do_connect(b) <= 0);
		CHECK_INT(errno, ENOENT);
		CHECK(!is_there(&s.client));
		ERR_clear_error();
		CHECK_INT(BIO_reset(b), 0);
	}
	BIO_free(b);
	end(&s);
}

/* One that does not block, and is freed before it is connected. */
static void a_bio_that_is_freed_on_the_way_leaves_no_path(void)
{
	struct street s;
	BIO *b;

	begin(&s);
	need_full(&s);
	b = bio_to(&s, &s.server);
	BIO_set_nbio(b, 1);
	CHECK(BIO_do_connect(b) <= 0);
	CHECK(BIO_should_retry(b));
	CHECK(is_there(&s.client));
	BIO_free(b);
	CHECK(!is_there(&s.client));
	end(&s);
}

/* The socket is the BIO's, and so is the path, even if it is told by then to dial otherwise. */
static void a_bio_takes_its_path_along(void)
{
	struct street s;
	BIO *b;

	begin(&s);
	b = bio_to(&s, &s.server);
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(is_there(&s.client));
	CHECK_INT(BIO_reset(b), 0);
	CHECK(!is_there(&s.client));
	CHECK_INT(BIO_do_connect(b), 1);
	CHECK(is_there(&s.client));
	CHECK_INT(biosock_set_conn_dial(b, NULL), 1);
	BIO_free(b);
	CHECK(!is_there(&s.client));
	CHECK_ERRORS("-");
	end(&s);
}

static void a_bio_that_does_not_close_leaves_its_path(void)
{
	struct street s;
	BIO *b;
	int fd;

	begin(&s);
	b = bio_to(&s, &s.server);
	CHECK_INT(BIO_do_connect(b), 1);
	fd = (int)BIO_get_fd(b, NULL);
	CHECK_INT(BIO_set_close(b, BIO_NOCLOSE), 1);
	BIO_free(b);
	CHECK(is_there(&s.client));
	CHECK_INT(biosock_listen_unlink(fd), 1);
	peer_close(fd, -1, -1);
	end(&s);
}

static void free_in_a_child(const struct street *s, BIO *b, biosock_dialer *d)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		BIO_free(b);
		biosock_dialer_free(d);
		_exit(is_there(&s->client) ? 0 : 1);
	}
	CHECK_INT(waitpid(child, &status, 0), child);
	CHECK_INT(status, 0);
}

/* A child of fork() that frees its copies closes its descriptors, and leaves the parent's paths. */
static void a_child_leaves_the_path(void)
{
	struct street s;
	biosock_dialer *d;
	BIO *b;

	begin(&s);
	b = bio_to(&s, &s.other);
	CHECK_INT(BIO_do_connect(b), 1);
	free_in_a_child(&s, b, NULL);
	BIO_free(b);
	CHECK(!is_there(&s.client));
	need_full(&s);
	d = dialer_to(&s, &s.server);
	CHECK_INT(biosock_dialer_step(d), 0);
	free_in_a_child(&s, NULL, d);
	biosock_dialer_free(d);
	CHECK(!is_there(&s.client));
	end(&s);
}

static const struct contract_case cases[] = {
	{ "a dial that fails leaves no path", a_dial_that_fails_leaves_no_path, 0, 0 },
	{ "a relative path goes too", a_relative_path_goes_too, 0, 0 },
	{ "a dial out of time leaves no path", a_dial_out_of_time_leaves_no_path, 0, 0 },
	{ "a dial that is cancelled leaves no path", a_dial_that_is_cancelled_leaves_no_path, 0,
	    0 },
	{ "a dialer that is freed leaves no path", a_dialer_that_is_freed_leaves_no_path, 0, 0 },
	{ "what is there since stays", what_is_there_since_stays, 0, 0 },
	{ "a path that is taken is told of, and stays", a_path_that_is_taken_is_told_of_and_stays,
	    0, 0 },
	{ "an address that is not here is told of", an_address_that_is_not_here_is_told_of, 0, 0 },
	{ "one that cannot be bound removes nothing", one_that_cannot_be_bound_removes_nothing, 0,
	    0 },
	{ "a connection has its path", a_connection_has_its_path, 0, 0 },
	{ "what is rejected makes way", what_is_rejected_makes_way, 0, 0 },
	{ "a BIO that fails leaves no path", a_bio_that_fails_leaves_no_path, 0, 0 },
	{ "a BIO that is freed on the way leaves no path",
	    a_bio_that_is_freed_on_the_way_leaves_no_path, 0, 0 },
	{ "a BIO takes its path along", a_bio_takes_its_path_along, 0, 0 },
	{ "a BIO that does not close leaves its path", a_bio_that_does_not_close_leaves_its_path, 0,
	    0 },
	{ "a child leaves the path", a_child_leaves_the_path, 0, 0 },
};

int main(void)
{
	return contract_main("local_path", cases, sizeof(cases) / sizeof(cases[0]));
}
