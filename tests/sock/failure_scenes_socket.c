/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes of failures.tsv in which one of the six calls is made. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>

#include "failure_scenes.h"
#include "support/peer.h"
#include "support/system.h"

static BIO_ADDR *loopback(int family)
{
	static union peer_addr addr;

	peer_loopback(family, &addr);
	return peer_bio(&addr);
}

static BIO_ADDR *unspecified(void)
{
	static union peer_addr addr;

	peer_wildcard(AF_UNSPEC, 0, &addr);
	return peer_bio(&addr);
}

typedef int call_fn(int sock, const BIO_ADDR *addr, int options);

/* The call on a fresh socket, which is closed. */
static int on(int family, int type, call_fn *call, const BIO_ADDR *addr, int options)
{
	int fd = peer_socket(family, type);
	int ret = call(fd, addr, options);

	peer_close(fd, -1, -1);
	return ret;
}

static int socket_bad_family(void)
{
	return BIO_socket(9999, SOCK_STREAM, 0, 0);
}

static int socket_bad_type(void)
{
	return BIO_socket(AF_INET, 77, 0, 0);
}

static int socket_bad_protocol(void)
{
	return BIO_socket(AF_INET, SOCK_STREAM, IPPROTO_UDP, 0);
}

static int bind_minus_1(void)
{
	return BIO_bind(-1, loopback(AF_INET), 0);
}

static int bind_closed(void)
{
	return BIO_bind(system_closed_descriptor(), loopback(AF_INET), 0);
}

static int bind_closed_reuseaddr(void)
{
	return BIO_bind(system_closed_descriptor(), loopback(AF_INET), BIO_SOCK_REUSEADDR);
}

/* 192.0.2.1, which RFC 5737 gives to nobody. */
static int bind_foreign(void)
{
	union peer_addr addr;

	peer_loopback(AF_INET, &addr);
	addr.v4.sin_addr.s_addr = htonl(0xc0000201);
	return on(AF_INET, SOCK_STREAM, BIO_bind, peer_bio(&addr), 0);
}

static int bind_unspecified(void)
{
	return on(AF_INET, SOCK_STREAM, BIO_bind, unspecified(), 0);
}

static int connect_minus_1(void)
{
	return BIO_connect(-1, loopback(AF_INET), 0);
}

static int connect_closed(void)
{
	return BIO_connect(system_closed_descriptor(), loopback(AF_INET), 0);
}

static int connect_closed_keepalive(void)
{
	return BIO_connect(system_closed_descriptor(), loopback(AF_INET), BIO_SOCK_KEEPALIVE);
}

static int connect_udp(int options)
{
	union peer_addr addr;

	peer_loopback(AF_INET, &addr);
	addr.v4.sin_port = htons(9);
	return on(AF_INET, SOCK_DGRAM, BIO_connect, peer_bio(&addr), options);
}

static int connect_udp_nodelay(void)
{
	return connect_udp(BIO_SOCK_NODELAY);
}

static int connect_udp_keepalive(void)
{
	return connect_udp(BIO_SOCK_KEEPALIVE);
}

static int connect_path_missing(void)
{
	return on(AF_UNIX, SOCK_STREAM, BIO_connect, loopback(AF_UNIX), 0);
}

static int connect_family_mismatch(void)
{
	return on(AF_INET6, SOCK_STREAM, BIO_connect, loopback(AF_INET), 0);
}

static int connect_to(int (*make)(int family, union peer_addr *out), int options)
{
	union peer_addr at;
	int peer = make(AF_INET, &at);
	int ret = on(AF_INET, SOCK_STREAM, BIO_connect, peer_bio(&at), options);

	peer_close(peer, -1, -1);
	return ret;
}

static int connect_refused(void)
{
	return connect_to(peer_refuse, 0);
}

static int connect_refused_nonblock(void)
{
	return connect_to(peer_refuse, BIO_SOCK_NONBLOCK);
}

/* Nothing answers: the listener's queue is full. */
static int connect_unanswered(void)
{
	union peer_addr at;
	int filler, peer = peer_full(AF_INET, &at, &filler);
	int ret = on(AF_INET, SOCK_STREAM, BIO_connect, peer_bio(&at), BIO_SOCK_NONBLOCK);

	peer_close(peer, filler, -1);
	return ret;
}

static int listen_minus_1(void)
{
	return BIO_listen(-1, loopback(AF_INET), 0);
}

static int listen_closed(void)
{
	return BIO_listen(system_closed_descriptor(), loopback(AF_INET), 0);
}

static int listen_once(void)
{
	return on(AF_INET, SOCK_STREAM, BIO_listen, loopback(AF_INET), 0);
}

static int listen_udp(void)
{
	return on(AF_INET, SOCK_DGRAM, BIO_listen, loopback(AF_INET), 0);
}

static int listen_again(void)
{
	union peer_addr at;
	int fd = peer_listen(AF_INET, 1, &at);
	int ret = BIO_listen(fd, peer_bio(&at), 0);

	peer_close(fd, -1, -1);
	return ret;
}

static int listen_on_a_file(void)
{
	int fd = system_open_file();
	int ret = BIO_listen(fd, loopback(AF_INET), 0);

	peer_close(fd, -1, -1);
	return ret;
}

static int listen_in_use(void)
{
	union peer_addr at;
	int peer = peer_listen(AF_INET, 1, &at);
	int ret = on(AF_INET, SOCK_STREAM, BIO_listen, peer_bio(&at), 0);

	peer_close(peer, -1, -1);
	return ret;
}

static int accept_minus_1(void)
{
	return BIO_accept_ex(-1, NULL, 0);
}

static int accept_on(int type)
{
	int fd = peer_socket(AF_INET, type);
	int ret = BIO_accept_ex(fd, NULL, 0);

	peer_close(fd, -1, -1);
	return ret;
}

static int accept_not_listening(void)
{
	return accept_on(SOCK_STREAM);
}

static int accept_udp(void)
{
	return accept_on(SOCK_DGRAM);
}

static int accept_nothing_pending(void)
{
	union peer_addr at;
	int ret, fd = peer_listen(AF_INET, 1, &at);

	peer_set_nonblocking(fd);
	ret = BIO_accept_ex(fd, NULL, 0);
	peer_close(fd, -1, -1);
	return ret;
}

static int close_once(void)
{
	return BIO_closesocket(peer_socket(AF_INET, SOCK_STREAM));
}

static int close_again(void)
{
	return BIO_closesocket(system_closed_descriptor());
}

static int close_minus_1(void)
{
	return BIO_closesocket(-1);
}

const struct scene socket_scenes[] = {
	{ "BIO_socket bad family", socket_bad_family },
	{ "BIO_socket bad type", socket_bad_type },
	{ "BIO_socket bad protocol", socket_bad_protocol },
	{ "BIO_bind -1", bind_minus_1 },
	{ "BIO_bind closed fd", bind_closed },
	{ "BIO_bind closed fd reuseaddr", bind_closed_reuseaddr },
	{ "BIO_bind foreign address", bind_foreign },
	{ "BIO_bind unspec address", bind_unspecified },
	{ "BIO_connect -1", connect_minus_1 },
	{ "BIO_connect closed fd", connect_closed },
	{ "BIO_connect closed fd keepalive", connect_closed_keepalive },
	{ "BIO_connect udp nodelay", connect_udp_nodelay },
	{ "BIO_connect udp keepalive", connect_udp_keepalive },
	{ "BIO_connect unix path missing", connect_path_missing },
	{ "BIO_connect family mismatch", connect_family_mismatch },
	{ "BIO_connect refused", connect_refused },
	{ "BIO_connect refused nonblock", connect_refused_nonblock },
	{ "BIO_connect nonblock unreachable", connect_unanswered },
	{ "BIO_listen -1", listen_minus_1 },
	{ "BIO_listen closed fd", listen_closed },
	{ "BIO_listen", listen_once },
	{ "BIO_listen again", listen_again },
	{ "BIO_listen not a socket", listen_on_a_file },
	{ "BIO_listen udp", listen_udp },
	{ "BIO_listen in use", listen_in_use },
	{ "BIO_accept_ex -1", accept_minus_1 },
	{ "BIO_accept_ex not listening", accept_not_listening },
	{ "BIO_accept_ex udp", accept_udp },
	{ "BIO_accept_ex nothing pending", accept_nothing_pending },
	{ "BIO_closesocket", close_once },
	{ "BIO_closesocket again", close_again },
	{ "BIO_closesocket -1", close_minus_1 },
};

const size_t socket_scenes_n = sizeof(socket_scenes) / sizeof(socket_scenes[0]);
