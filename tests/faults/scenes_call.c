/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes of the six calls. */
#include <errno.h>
#include <poll.h>
#include <string.h>

#include <netinet/tcp.h>

#include "faults/scene.h"

void stage_loose(const struct scene *scene, struct stage *stage)
{
	stage->fd = peer_socket(scene->family, SOCK_STREAM);
	peer_loopback(scene->family, &stage->at);
}

void stage_called(const struct scene *scene, struct stage *stage)
{
	stage->peer = peer_listen(scene->family, 4, &stage->at);
	stage->fd = peer_socket(scene->family, SOCK_STREAM);
}

void stage_accepting(const struct scene *scene, struct stage *stage)
{
	stage->fd = peer_listen(scene->family, 4, &stage->at);
	stage->peer = peer_dial(&stage->at);
}

/* A connect that somebody began and did not await, to be asked again. */
static void stage_begun(const struct scene *scene, struct stage *stage)
{
	stage_called(scene, stage);
	peer_set_nonblocking(stage->fd);
	connect(stage->fd, &stage->at.sa, peer_len(&stage->at));
}

bool stage_is_connected(const struct scene *scene, struct stage *stage)
{
	union peer_addr peer;
	socklen_t len = sizeof(peer);

	(void)scene;
	return peer_poll(stage->fd, POLLOUT) == 1 &&
	       peer_option(stage->fd, SOL_SOCKET, SO_ERROR) == 0 &&
	       getpeername(stage->fd, &peer.sa, &len) == 0;
}

static bool is_bound(const struct scene *scene, struct stage *stage)
{
	union peer_addr name;

	if (peer_name(stage->fd, &name) == -1)
		return false;
	if (scene->family == AF_UNIX)
		return strcmp(name.un.sun_path, stage->at.un.sun_path) == 0;
	return peer_port(&name) != 0;
}

static bool is_listening(const struct scene *scene, struct stage *stage)
{
	return is_bound(scene, stage) && peer_option(stage->fd, SOL_SOCKET, SO_ACCEPTCONN) == 1;
}

static bool has_keepalive(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_option(stage->made, SOL_SOCKET, SO_KEEPALIVE) == 1;
}

int act_socket(const struct scene *scene, struct stage *stage)
{
	stage->made = BIO_socket(scene->family, SOCK_STREAM, 0, scene->options);
	return stage->made == -1 ? -1 : 1;
}

int act_bind(const struct scene *scene, struct stage *stage)
{
	return BIO_bind(stage->fd, peer_bio(&stage->at), scene->options);
}

int act_connect(const struct scene *scene, struct stage *stage)
{
	return BIO_connect(stage->fd, peer_bio(&stage->at), scene->options);
}

int act_listen(const struct scene *scene, struct stage *stage)
{
	return BIO_listen(stage->fd, peer_bio(&stage->at), scene->options);
}

static int act_accept_ex(const struct scene *scene, struct stage *stage)
{
	union peer_addr from;

	stage->made = BIO_accept_ex(stage->fd, peer_bio(&from), scene->options);
	return stage->made == -1 ? -1 : 1;
}

/* Gone either way. */
static int act_closesocket(const struct scene *scene, struct stage *stage)
{
	int fd = stage->fd;

	(void)scene;
	stage->fd = -1;
	return BIO_closesocket(fd);
}

/* What follows of Fast Open is how Linux has it. */
static const char *lacks_fastopen(void)
{
	int err = peer_says_of_option(AF_INET, SOCK_STREAM, IPPROTO_TCP, TCP_FASTOPEN_CONNECT);

	return err == ENOPROTOOPT ? "no TCP_FASTOPEN_CONNECT here" : NULL;
}

static const struct want socket_wants[] = {
	{ FAULT_SOCKET, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET },
};

static const struct want bind_wants[] = {
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR },
	{ FAULT_BIND, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_BIND_SOCKET },
};

static const struct want connect_wants[] = {
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .in_oracle = "BIO_socket_ioctl" },
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_KEEPALIVE },
	{ FAULT_SETSOCKOPT, .n = 2, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_NODELAY },
	{ FAULT_CONNECT, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = EINPROGRESS, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = ENOTCONN, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = EPROTO, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .outcome = OUTCOME_TWO, .reason = BIO_R_CONNECT_ERROR },
};

static const struct want connect_tfo_wants[] = {
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_TFO, .theirs = true },
	{ FAULT_SETSOCKOPT, .code = EOPNOTSUPP, .outcome = OUTCOME_TWO,
	    .reason = BIO_R_TFO_DISABLED },
	{ FAULT_SETSOCKOPT, .code = ENOPROTOOPT, .outcome = OUTCOME_TWO,
	    .reason = BIO_R_TFO_NO_KERNEL_SUPPORT },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_TFO },
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .in_oracle = "BIO_socket_ioctl" },
	{ FAULT_CONNECT, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = EINPROGRESS, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = ENOTCONN, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .code = EPROTO, .outcome = OUTCOME_RETRY },
	{ FAULT_CONNECT, .outcome = OUTCOME_TWO, .reason = BIO_R_CONNECT_ERROR },
};

/* What the waiting meets is told as connect()'s. */
static const struct want await_wants[] = {
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS },
	{ FAULT_POLL, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_POLL, .outcome = OUTCOME_TWO, .reason = BIO_R_CONNECT_ERROR, .told_as = "connect" },
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_CONNECT_ERROR,
	    .told_as = "connect" },
};

/* Having listened, a socket cannot be bound again. */
static const struct want listen_wants[] = {
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_GETTING_SOCKTYPE },
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .in_oracle = "BIO_socket_ioctl" },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
	{ FAULT_BIND, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_BIND_SOCKET,
	    .function = "BIO_bind" },
	{ FAULT_LISTEN, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_LISTEN_SOCKET,
	    .spent = true },
};

static const struct want listen_v4_options[] = {
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_KEEPALIVE },
	{ FAULT_SETSOCKOPT, .n = 2, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_NODELAY },
	{ FAULT_SETSOCKOPT, .n = 3, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

static const struct want listen_v6_options[] = {
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_KEEPALIVE },
	{ FAULT_SETSOCKOPT, .n = 2, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_NODELAY },
	{ FAULT_SETSOCKOPT, .n = 3, .outcome = OUTCOME_TWO, .reason = BIO_R_LISTEN_V6_ONLY },
	{ FAULT_SETSOCKOPT, .n = 4, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

static const struct want listen_unix_options[] = {
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_KEEPALIVE },
	{ FAULT_SETSOCKOPT, .n = 2, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

/* The only option on IPv4; it is set when the socket listens already. */
static const struct want listen_tfo_options[] = {
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_TFO, .spent = true,
	    .theirs = true },
	{ FAULT_SETSOCKOPT, .code = EOPNOTSUPP, .outcome = OUTCOME_TWO,
	    .reason = BIO_R_TFO_DISABLED, .spent = true },
	{ FAULT_SETSOCKOPT, .code = ENOPROTOOPT, .outcome = OUTCOME_TWO,
	    .reason = BIO_R_TFO_NO_KERNEL_SUPPORT, .spent = true },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_TFO, .spent = true },
};

/*
 * Without its options the connection is given up, and nobody waits behind it. The mode is set by
 * libcrypto in a call of its own, and by others where accept() cannot: a part of it.
 */
static const struct want accept_wants[] = {
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .in_oracle = "BIO_socket_ioctl", .spent = true,
	    .theirs = true },
	{ FAULT_IOCTL, .code = EINTR, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_IOCTL, .outcome = OUTCOME_TWO, .reason = BIO_R_ACCEPT_ERROR, .told_as = "accept",
	    .spent = true },
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_KEEPALIVE,
	    .spent = true },
	{ FAULT_SETSOCKOPT, .n = 2, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_NODELAY,
	    .spent = true },
	{ FAULT_ACCEPT, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EINPROGRESS, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EALREADY, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .outcome = OUTCOME_TWO, .reason = BIO_R_ACCEPT_ERROR },
};

static const struct want close_wants[] = {
	{ FAULT_CLOSE, .outcome = OUTCOME_SYS, .spent = true },
};

enum {
	CONNECT_FLAGS = BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY,
	LISTEN_FLAGS = BIO_SOCK_REUSEADDR | BIO_SOCK_V6_ONLY | CONNECT_FLAGS | BIO_SOCK_NONBLOCK,
	PATH_FLAGS = BIO_SOCK_REUSEADDR | BIO_SOCK_KEEPALIVE | BIO_SOCK_NONBLOCK,
};

const struct scene call_scenes[] = {
	{ "BIO_socket: v4", "BIO_socket", AF_INET, 0, .act = act_socket, .failure = -1,
	    WANTS(socket_wants) },
	{ "BIO_socket: v6", "BIO_socket", AF_INET6, 0, .act = act_socket, .failure = -1,
	    WANTS(socket_wants) },
	{ "BIO_socket: path", "BIO_socket", AF_UNIX, 0, .act = act_socket, .failure = -1,
	    WANTS(socket_wants) },

	{ "BIO_bind: v4", "BIO_bind", AF_INET, BIO_SOCK_REUSEADDR, stage_loose, act_bind, is_bound,
	    WANTS(bind_wants) },
	{ "BIO_bind: v6", "BIO_bind", AF_INET6, BIO_SOCK_REUSEADDR, stage_loose, act_bind, is_bound,
	    WANTS(bind_wants) },
	{ "BIO_bind: path", "BIO_bind", AF_UNIX, BIO_SOCK_REUSEADDR, stage_loose, act_bind,
	    is_bound, WANTS(bind_wants) },
	{ "BIO_bind: no flags", "BIO_bind", AF_INET, 0, stage_loose, act_bind, is_bound,
	    WANTS(bind_wants) },

	{ "BIO_connect: v4", "BIO_connect", AF_INET, CONNECT_FLAGS, stage_called, act_connect,
	    stage_is_connected, WANTS(connect_wants) },
	{ "BIO_connect: v4, nonblocking", "BIO_connect", AF_INET, CONNECT_FLAGS | BIO_SOCK_NONBLOCK,
	    stage_called, act_connect, stage_is_connected, .under_way = EINPROGRESS,
	    WANTS(connect_wants) },
	{ "BIO_connect: v6", "BIO_connect", AF_INET6, CONNECT_FLAGS, stage_called, act_connect,
	    stage_is_connected, WANTS(connect_wants) },
	{ "BIO_connect: v6, nonblocking", "BIO_connect", AF_INET6,
	    CONNECT_FLAGS | BIO_SOCK_NONBLOCK, stage_called, act_connect, stage_is_connected,
	    .under_way = EINPROGRESS, WANTS(connect_wants) },
	{ "BIO_connect: path", "BIO_connect", AF_UNIX, BIO_SOCK_KEEPALIVE, stage_called,
	    act_connect, stage_is_connected, WANTS(connect_wants) },
	{ "BIO_connect: path, nonblocking", "BIO_connect", AF_UNIX,
	    BIO_SOCK_KEEPALIVE | BIO_SOCK_NONBLOCK, stage_called, act_connect, stage_is_connected,
	    WANTS(connect_wants) },
	{ "BIO_connect, Fast Open: v4", "BIO_connect", AF_INET, BIO_SOCK_TFO | BIO_SOCK_NONBLOCK,
	    stage_called, act_connect, .under_way = EINPROGRESS, WANTS(connect_tfo_wants),
	    .lacks = lacks_fastopen },
	{ "BIO_connect, Fast Open: v6", "BIO_connect", AF_INET6, BIO_SOCK_TFO | BIO_SOCK_NONBLOCK,
	    stage_called, act_connect, .under_way = EINPROGRESS, WANTS(connect_tfo_wants),
	    .lacks = lacks_fastopen },

	{ "BIO_listen: v4", "BIO_listen", AF_INET, LISTEN_FLAGS, stage_loose, act_listen,
	    is_listening, WANTS(listen_wants), OPTIONS(listen_v4_options) },
	{ "BIO_listen: v6", "BIO_listen", AF_INET6, LISTEN_FLAGS, stage_loose, act_listen,
	    is_listening, WANTS(listen_wants), OPTIONS(listen_v6_options) },
	{ "BIO_listen: path", "BIO_listen", AF_UNIX, PATH_FLAGS, stage_loose, act_listen,
	    is_listening, WANTS(listen_wants), OPTIONS(listen_unix_options) },
	{ "BIO_listen: no flags", "BIO_listen", AF_INET, 0, stage_loose, act_listen, is_listening,
	    WANTS(listen_wants) },
	{ "BIO_listen, Fast Open: v4", "BIO_listen", AF_INET, BIO_SOCK_TFO, stage_loose, act_listen,
	    is_listening, WANTS(listen_wants), OPTIONS(listen_tfo_options),
	    .lacks = lacks_fastopen },

	{ "BIO_accept_ex: v4", "BIO_accept_ex", AF_INET, 0, stage_accepting, act_accept_ex,
	    .failure = -1, WANTS(accept_wants) },
	{ "BIO_accept_ex: v6", "BIO_accept_ex", AF_INET6, 0, stage_accepting, act_accept_ex,
	    .failure = -1, WANTS(accept_wants) },
	{ "BIO_accept_ex: path", "BIO_accept_ex", AF_UNIX, 0, stage_accepting, act_accept_ex,
	    .failure = -1, WANTS(accept_wants) },
	{ "BIO_accept_ex, flags: v4", "BIO_accept_ex", AF_INET, CONNECT_FLAGS | BIO_SOCK_NONBLOCK,
	    stage_accepting, act_accept_ex, has_keepalive, .failure = -1, WANTS(accept_wants) },
	{ "BIO_accept_ex, flags: v6", "BIO_accept_ex", AF_INET6, CONNECT_FLAGS | BIO_SOCK_NONBLOCK,
	    stage_accepting, act_accept_ex, has_keepalive, .failure = -1, WANTS(accept_wants) },
	{ "BIO_accept_ex, flags: path", "BIO_accept_ex", AF_UNIX, CONNECT_FLAGS | BIO_SOCK_NONBLOCK,
	    stage_accepting, act_accept_ex, has_keepalive, .failure = -1, WANTS(accept_wants) },

	{ "BIO_closesocket: v4", "BIO_closesocket", AF_INET, 0, stage_loose, act_closesocket,
	    WANTS(close_wants) },
	{ "BIO_closesocket: path", "BIO_closesocket", AF_UNIX, 0, stage_loose, act_closesocket,
	    WANTS(close_wants) },
	{ "BIO_connect, under way: v4", "BIO_connect", AF_INET, 0, stage_begun, act_connect,
	    stage_is_connected, .met = FAULT_CONNECT, .met_code = EALREADY, WANTS(await_wants) },
	{ "BIO_connect, under way: v6", "BIO_connect", AF_INET6, 0, stage_begun, act_connect,
	    stage_is_connected, .met = FAULT_CONNECT, .met_code = EALREADY, WANTS(await_wants) },
};
const size_t call_scene_count = sizeof(call_scenes) / sizeof(call_scenes[0]);
