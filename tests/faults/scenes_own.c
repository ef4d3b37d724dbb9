/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes of what OpenSSL does not have: the options of <biosock.h>. */
#include <errno.h>

#include <biosock.h>

#include "faults/scene.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

/* The mode is a part of socket(), where it is set by a call of its own too. */
static const struct want socket_wants[] = {
	{ FAULT_SOCKET, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET },
	{ FAULT_IOCTL, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET,
	    .told_as = "socket" },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR },
};

/* The first socket() that is refused is Multipath TCP's. */
static const struct want multipath_wants[] = {
	{ FAULT_SOCKET, .n = 1, .outcome = OUTCOME_NONE },
	{ FAULT_SOCKET, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET },
};

static const struct want bind_wants[] = {
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR },
	{ FAULT_BIND, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_BIND_SOCKET },
};

static const struct want listen_wants[] = {
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_GETTING_SOCKTYPE },
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
	{ FAULT_BIND, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_BIND_SOCKET,
	    .function = "BIO_bind" },
	{ FAULT_LISTEN, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_LISTEN_SOCKET,
	    .spent = true },
};

static const char *lacks_reuseport(void)
{
	bool has = peer_says_of_option(AF_INET, SOCK_STREAM, SOL_SOCKET, SO_REUSEPORT) == 0;

	return has ? NULL : "no SO_REUSEPORT here";
}

static const char *lacks_multipath(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP);

	peer_close(fd, -1, -1);
	return fd != -1 ? NULL : "no Multipath TCP here";
}

static bool is_made_nonblocking(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_is_nonblocking(stage->made) && peer_is_cloexec(stage->made);
}

static bool is_made_shared(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_option(stage->made, SOL_SOCKET, SO_REUSEPORT) == 1;
}

static bool is_made_tcp(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_option(stage->made, SOL_SOCKET, SO_TYPE) == SOCK_STREAM;
}

static bool is_shared(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_option(stage->fd, SOL_SOCKET, SO_REUSEPORT) == 1;
}

const struct scene own_scenes[] = {
	{ "BIO_socket, NONBLOCK: v4", "BIO_socket", AF_INET, BIO_SOCK_NONBLOCK, .act = act_socket,
	    .holds = is_made_nonblocking, .failure = -1, WANTS(socket_wants) },
	{ "BIO_socket, REUSEPORT: v4", "BIO_socket", AF_INET, BIOSOCK_REUSEPORT, .act = act_socket,
	    .holds = is_made_shared, .failure = -1, WANTS(socket_wants), .lacks = lacks_reuseport },
	{ "BIO_socket, REUSEPORT: v6", "BIO_socket", AF_INET6, BIOSOCK_REUSEPORT, .act = act_socket,
	    .holds = is_made_shared, .failure = -1, WANTS(socket_wants), .lacks = lacks_reuseport },
	{ "BIO_socket, MPTCP: v4", "BIO_socket", AF_INET, BIOSOCK_MPTCP, .act = act_socket,
	    .holds = is_made_tcp, .failure = -1, .every = true, WANTS(multipath_wants),
	    .lacks = lacks_multipath },
	{ "BIO_socket, MPTCP: v6", "BIO_socket", AF_INET6, BIOSOCK_MPTCP, .act = act_socket,
	    .holds = is_made_tcp, .failure = -1, .every = true, WANTS(multipath_wants),
	    .lacks = lacks_multipath },
	{ "BIO_bind, REUSEPORT: v4", "BIO_bind", AF_INET, BIO_SOCK_REUSEADDR | BIOSOCK_REUSEPORT,
	    stage_loose, act_bind, is_shared, WANTS(bind_wants), .lacks = lacks_reuseport },
	{ "BIO_bind, REUSEPORT: v6", "BIO_bind", AF_INET6, BIO_SOCK_REUSEADDR | BIOSOCK_REUSEPORT,
	    stage_loose, act_bind, is_shared, WANTS(bind_wants), .lacks = lacks_reuseport },
	{ "BIO_listen, REUSEPORT: v4", "BIO_listen", AF_INET,
	    BIO_SOCK_REUSEADDR | BIOSOCK_REUSEPORT, stage_loose, act_listen, is_shared,
	    WANTS(listen_wants), .lacks = lacks_reuseport },
};
const size_t own_scene_count = sizeof(own_scenes) / sizeof(own_scenes[0]);
