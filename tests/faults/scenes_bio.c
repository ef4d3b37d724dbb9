/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Scenes of BIO objects: a connection, a listener and what it accepts, a BIO's reads and writes.
 * What fails is reset, as a program would, and must then do.
 */
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

#include <sys/select.h>

#include <openssl/err.h>

#include "faults/scene.h"
#include "support/system.h"

/* What an act returns that is to be repeated. */
enum { AGAIN = -2 };

static void name_of(const union peer_addr *at, char *out, size_t size)
{
	snprintf(out, size, at->sa.sa_family == AF_INET6 ? "[::1]:%d" : "127.0.0.1:%d",
	    ntohs(peer_port(at)));
}

static void stage_dialing(const struct scene *scene, struct stage *stage)
{
	char name[32];

	stage->peer = peer_listen(scene->family, 4, &stage->at);
	stage->bio = BIO_new(BIO_s_connect());
	name_of(&stage->at, name, sizeof(name));
	if (scene->family == AF_UNIX)
		(void)BIO_set_conn_address(stage->bio, peer_bio(&stage->at));
	else
		(void)BIO_set_conn_hostname(stage->bio, name);
	(void)BIO_set_nbio(stage->bio, (scene->options & BIO_SOCK_NONBLOCK) != 0);
}

static void stage_dialing_a_name(const struct scene *scene, struct stage *stage)
{
	char port[8];

	stage_dialing(scene, stage);
	snprintf(port, sizeof(port), "%d", ntohs(peer_port(&stage->at)));
	(void)BIO_set_conn_hostname(stage->bio, "name.example");
	(void)BIO_set_conn_port(stage->bio, port);
	(void)BIO_set_conn_ip_family(stage->bio, BIO_FAMILY_IPV4);
}

/* Raw, and not poll(): it is to be counted for the library alone. */
static void wait_until_writable(int fd)
{
	struct timeval most = { .tv_sec = 5 };
	fd_set set;

	FD_ZERO(&set);
	FD_SET((unsigned)fd, &set);
	select(fd + 1, NULL, &set, NULL, &most);
}

static int descriptor_of(BIO *b)
{
	int fd = -1;

	return BIO_get_fd(b, &fd) == -1 ? -1 : fd;
}

/* The descriptor is the stage's from now on. */
static void take_descriptor(BIO *b, struct stage *stage)
{
	stage->made = descriptor_of(b);
	(void)BIO_set_close(b, BIO_NOCLOSE);
}

static int failed(struct stage *stage)
{
	int err = errno, result = BIO_should_retry(stage->bio) ? AGAIN : 0;

	if (result == 0)
		(void)BIO_reset(stage->bio);
	stage->held = descriptor_of(stage->bio) != -1;
	errno = err;
	return result;
}

static int act_do_connect(const struct scene *scene, struct stage *stage)
{
	long r = BIO_do_connect(stage->bio);

	if (r <= 0 && errno == EINPROGRESS && !faults_struck()) {
		wait_until_writable(descriptor_of(stage->bio));
		r = BIO_do_connect(stage->bio);
	}
	(void)scene;
	if (r <= 0)
		return failed(stage);
	stage->held = 0;
	take_descriptor(stage->bio, stage);
	return 1;
}

static bool is_connected(const struct scene *scene, struct stage *stage)
{
	union peer_addr peer;
	socklen_t len = sizeof(peer);

	return getpeername(stage->made, &peer.sa, &len) == 0 && peer.sa.sa_family == scene->family;
}

static void stage_opening(const struct scene *scene, struct stage *stage)
{
	peer_loopback(scene->family, &stage->at);
	stage->bio = BIO_new(BIO_s_accept());
	if (scene->family == AF_UNIX) {
		(void)BIO_set_accept_ip_family(stage->bio, BIO_FAMILY_IPANY);
		(void)BIO_set_accept_name(stage->bio, stage->at.un.sun_path);
	} else {
		(void)BIO_set_accept_name(
		    stage->bio, scene->family == AF_INET6 ? "[::1]:0" : "127.0.0.1:0");
	}
	(void)BIO_set_bind_mode(stage->bio, scene->options);
}

static int act_open(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	if (BIO_do_accept(stage->bio) <= 0)
		return failed(stage);
	take_descriptor(stage->bio, stage);
	return 1;
}

static bool is_listening(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_option(stage->made, SOL_SOCKET, SO_ACCEPTCONN) == 1;
}

/* A listener of which the BIO was told, with a chain to copy, and somebody who calls. */
static void stage_serving(const struct scene *scene, struct stage *stage)
{
	stage->fd = peer_listen(scene->family, 4, &stage->at);
	stage->peer = peer_dial(&stage->at);
	stage->bio = BIO_new(BIO_s_accept());
	(void)BIO_set_accept_bios(stage->bio, BIO_new(BIO_f_buffer()));
	(void)BIO_set_nbio_accept(stage->bio, 1);
	(void)BIO_set_fd(stage->bio, stage->fd, BIO_NOCLOSE);
	(void)BIO_do_accept(stage->bio);
}

static void stage_called_on(const struct scene *scene, struct stage *stage)
{
	stage_serving(scene, stage);
	BIO_free_all(BIO_pop(stage->bio));
	close(stage->peer);
	stage->peer = peer_dial(&stage->at);
}

static int act_do_accept(const struct scene *scene, struct stage *stage)
{
	BIO *chain;

	(void)scene;
	if (BIO_do_accept(stage->bio) <= 0)
		return BIO_should_retry(stage->bio) ? AGAIN : 0;
	chain = BIO_pop(stage->bio);
	take_descriptor(chain, stage);
	BIO_free_all(chain);
	return 1;
}

/* One end of a pair of streams, in which a byte waits to be read. */
static void stage_talking(const struct scene *scene, struct stage *stage)
{
	int fds[2];

	(void)scene;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
		return;
	stage->fd = fds[0];
	stage->peer = fds[1];
	stage->bio = scene->options != 0 ? BIO_new_fd(fds[0], BIO_NOCLOSE)
	                                 : BIO_new_socket(fds[0], BIO_NOCLOSE);
	(void)!send(fds[1], "x", 1, 0);
}

static int act_read(const struct scene *scene, struct stage *stage)
{
	char byte;
	int r = BIO_read(stage->bio, &byte, 1);

	(void)scene;
	return r > 0 ? 1 : BIO_should_read(stage->bio) ? AGAIN : 0;
}

static int act_write(const struct scene *scene, struct stage *stage)
{
	int r = BIO_write(stage->bio, "y", 1);

	(void)scene;
	return r > 0 ? 1 : BIO_should_write(stage->bio) ? AGAIN : 0;
}

static const char *lacks_one_number(void)
{
	return system_sockets_are_files() ? NULL : "sockets are no descriptors of read() here";
}

/* Where socket() cannot set the mode it is set behind it. */
static const struct want connect_wants[] = {
	{ FAULT_GETADDRINFO, .code = EAI_SYSTEM, .outcome = OUTCOME_TWO, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .code = EAI_MEMORY, .outcome = OUTCOME_RESOLVER,
	    .reason = ERR_R_SYS_LIB, .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .outcome = OUTCOME_RESOLVER, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY },
	{ FAULT_SOCKET, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET,
	    .function = "BIO_socket" },
	{ FAULT_IOCTL, .last = true, .outcome = OUTCOME_SYS, .function = "BIO_connect" },
	{ FAULT_IOCTL, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET,
	    .function = "BIO_socket", .told_as = "socket" },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_KEEPALIVE,
	    .function = "BIO_connect" },
	{ FAULT_CONNECT, .code = EAGAIN, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_CONNECT, .code = EINTR, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_CONNECT, .code = EINPROGRESS, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_CONNECT, .code = ENOTCONN, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_CONNECT, .code = EPROTO, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_CONNECT, .outcome = OUTCOME_TWO, .reason = BIO_R_CONNECT_ERROR,
	    .function = "BIO_connect" },
	{ FAULT_POLL, .code = EINTR, .outcome = OUTCOME_RETRY, .leaves = EINPROGRESS },
	{ FAULT_POLL, .outcome = OUTCOME_NONE },
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_NBIO_CONNECT_ERROR,
	    .told_as = "connect" },
};

/* A full listener's, of which nothing is under way. */
static const struct want connect_path_options[] = {
	{ FAULT_CONNECT, .code = EAGAIN, .outcome = OUTCOME_TWO, .reason = BIO_R_CONNECT_ERROR,
	    .function = "BIO_connect" },
};

static const struct want open_wants[] = {
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY },
	{ FAULT_SOCKET, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET,
	    .function = "BIO_socket" },
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_GETTING_SOCKTYPE,
	    .function = "BIO_listen" },
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .function = "BIO_listen" },
	{ FAULT_BIND, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_BIND_SOCKET,
	    .function = "BIO_bind" },
	{ FAULT_LISTEN, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_LISTEN_SOCKET,
	    .function = "BIO_listen" },
	{ FAULT_GETSOCKNAME, .outcome = OUTCOME_TWO, .reason = BIO_R_GETSOCKNAME_ERROR,
	    .function = "BIO_sock_info" },
};

static const struct want open_v4_options[] = {
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

static const struct want open_v6_options[] = {
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_LISTEN_V6_ONLY,
	    .function = "BIO_listen" },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

/* Whoever called is given up when there is no memory for a BIO. */
static const struct want accept_wants[] = {
	{ FAULT_IOCTL, .code = EINTR, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_IOCTL, .outcome = OUTCOME_TWO, .reason = BIO_R_ACCEPT_ERROR, .told_as = "accept",
	    .function = "BIO_accept_ex", .spent = true },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY, .spent = true, .followed = true },
	{ FAULT_ACCEPT, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EINPROGRESS, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EALREADY, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .outcome = OUTCOME_TWO, .reason = BIO_R_ACCEPT_ERROR,
	    .function = "BIO_accept_ex" },
};

static const struct want transfer_wants[] = {
	{ FAULT_READ, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_READ, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_READ, .code = ENOTCONN, .outcome = OUTCOME_RETRY },
	{ FAULT_READ, .outcome = OUTCOME_SILENT },
	{ FAULT_WRITE, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_WRITE, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_WRITE, .code = ENOTCONN, .outcome = OUTCOME_RETRY },
	{ FAULT_WRITE, .outcome = OUTCOME_SILENT },
};

#define CONNECT(name, family, options, prepare)                                                    \
	{                                                                                          \
		"connect BIO: " name, "BIO_do_connect", family, options, prepare, act_do_connect,  \
		    is_connected, .retry = AGAIN, WANTS(connect_wants)                             \
	}

const struct scene bio_scenes[] = {
	CONNECT("v4", AF_INET, 0, stage_dialing),
	CONNECT("v4, nonblocking", AF_INET, BIO_SOCK_NONBLOCK, stage_dialing),
	CONNECT("v6", AF_INET6, 0, stage_dialing),
	CONNECT("v6, nonblocking", AF_INET6, BIO_SOCK_NONBLOCK, stage_dialing),
	{ "connect BIO: path", "BIO_do_connect", AF_UNIX, 0, stage_dialing, act_do_connect,
	    is_connected, .retry = AGAIN, WANTS(connect_wants), OPTIONS(connect_path_options) },
	CONNECT("a name", AF_INET, 0, stage_dialing_a_name),

	{ "accept BIO, listening: v4", "BIO_do_accept", AF_INET, BIO_BIND_REUSEADDR, stage_opening,
	    act_open, is_listening, .retry = AGAIN, WANTS(open_wants), OPTIONS(open_v4_options) },
	{ "accept BIO, listening: v6", "BIO_do_accept", AF_INET6, BIO_BIND_REUSEADDR, stage_opening,
	    act_open, is_listening, .retry = AGAIN, WANTS(open_wants), OPTIONS(open_v6_options) },

	{ "accept BIO, accepting: v4", "BIO_do_accept", AF_INET, 0, stage_called_on, act_do_accept,
	    .retry = AGAIN, WANTS(accept_wants) },
	{ "accept BIO, accepting: v6", "BIO_do_accept", AF_INET6, 0, stage_called_on, act_do_accept,
	    .retry = AGAIN, WANTS(accept_wants) },
	{ "accept BIO, accepting: path", "BIO_do_accept", AF_UNIX, 0, stage_called_on,
	    act_do_accept, .retry = AGAIN, WANTS(accept_wants) },

	{ "transfers: socket, read", "BIO_read", AF_UNSPEC, 0, stage_talking, act_read,
	    .retry = AGAIN, WANTS(transfer_wants) },
	{ "transfers: socket, write", "BIO_write", AF_UNSPEC, 0, stage_talking, act_write,
	    .retry = AGAIN, WANTS(transfer_wants) },
	{ "transfers: descriptor, read", "BIO_read", AF_UNSPEC, 1, stage_talking, act_read,
	    .retry = AGAIN, WANTS(transfer_wants), .lacks = lacks_one_number },
	{ "transfers: descriptor, write", "BIO_write", AF_UNSPEC, 1, stage_talking, act_write,
	    .retry = AGAIN, WANTS(transfer_wants), .lacks = lacks_one_number },
};
const size_t bio_scene_count = sizeof(bio_scenes) / sizeof(bio_scenes[0]);
