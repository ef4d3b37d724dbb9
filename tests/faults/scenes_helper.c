/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes of lookup, of the helpers on sockets, and of the deprecated calls. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <netdb.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include <openssl/err.h>

#include "faults/scene.h"
#include "support/contract.h"

int act_lookup(const struct scene *scene, struct stage *stage)
{
	return BIO_lookup(
	    "name.example", "80", BIO_LOOKUP_CLIENT, scene->family, SOCK_STREAM, &stage->list);
}

static int act_lookup_ex(const struct scene *scene, struct stage *stage)
{
	return BIO_lookup_ex("name.example", "53", BIO_LOOKUP_SERVER, scene->family, SOCK_DGRAM,
	    IPPROTO_UDP, &stage->list);
}

/* Two hosts, of each several kinds of socket: a list of some length. */
static int act_lookup_several(const struct scene *scene, struct stage *stage)
{
	return BIO_lookup(NULL, "80", BIO_LOOKUP_CLIENT, scene->family, 0, &stage->list);
}

static int act_hostname(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	stage->text = BIO_ADDR_hostname_string(peer_bio(&stage->at), 0);
	return stage->text != NULL;
}

static int act_service(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	stage->text = BIO_ADDR_service_string(peer_bio(&stage->at), 0);
	return stage->text != NULL;
}

static int act_sock_info(const struct scene *scene, struct stage *stage)
{
	union peer_addr name;
	union BIO_sock_info_u info = { .addr = peer_bio(&name) };

	(void)scene;
	return BIO_sock_info(stage->fd, BIO_SOCK_INFO_ADDRESS, &info);
}

static int act_socket_nbio(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return BIO_socket_nbio(stage->fd, 1);
}

static bool is_nonblocking(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_is_nonblocking(stage->fd);
}

static int act_socket_ioctl(const struct scene *scene, struct stage *stage)
{
	int waiting = -1;
	int result = BIO_socket_ioctl(stage->fd, FIONREAD, &waiting);

	(void)scene;
	return result == 0 ? 1 : result;
}

static int act_set_tcp_ndelay(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return BIO_set_tcp_ndelay(stage->fd, 1);
}

/* It returns the errno with which it failed. */
static int act_sock_error(const struct scene *scene, struct stage *stage)
{
	int error = BIO_sock_error(stage->fd);

	(void)scene;
	if (error == 0)
		return 1;
	return error == errno ? 0 : -1;
}

static int act_socket_wait(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return BIO_socket_wait(stage->fd, 1, time(NULL) + 5);
}

static int act_get_host_ip(const struct scene *scene, struct stage *stage)
{
	static const unsigned char loopback[4] = { 127, 0, 0, 1 };
	unsigned char ip[4];
	int result = BIO_get_host_ip("name.example", ip);

	(void)scene;
	(void)stage;
	return result == 1 && memcmp(ip, loopback, sizeof(ip)) != 0 ? -1 : result;
}

static int act_get_port(const struct scene *scene, struct stage *stage)
{
	unsigned short port = 0;
	int result = BIO_get_port("http", &port);

	(void)scene;
	(void)stage;
	return result == 1 && port != 80 ? -1 : result;
}

static int act_get_accept_socket(const struct scene *scene, struct stage *stage)
{
	char where[16];

	strcpy(where, scene->family == AF_INET ? "127.0.0.1:0" : "[::1]:0");
	stage->made = BIO_get_accept_socket(where, scene->options);
	return stage->made == -1 ? -1 : 1;
}

static bool is_made_listening(const struct scene *scene, struct stage *stage)
{
	(void)scene;
	return peer_option(stage->made, SOL_SOCKET, SO_ACCEPTCONN) == 1;
}

static int act_accept(const struct scene *scene, struct stage *stage)
{
	int fd = BIO_accept(stage->fd, &stage->text);

	(void)scene;
	if (fd < 0)
		return fd;
	stage->made = fd;
	return 1;
}

static bool has_peer_text(const struct scene *scene, struct stage *stage)
{
	const char *host = scene->family == AF_INET ? "127.0.0.1:" : "::1:";

	return stage->text != NULL && strncmp(stage->text, host, strlen(host)) == 0;
}

static const struct want lookup_wants[] = {
	{ FAULT_GETADDRINFO, .code = EAI_SYSTEM, .outcome = OUTCOME_TWO, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .code = EAI_MEMORY, .outcome = OUTCOME_RESOLVER,
	    .reason = ERR_R_SYS_LIB, .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .outcome = OUTCOME_RESOLVER, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY },
};

/* Any family: what fails for the interfaces' families is asked once more, for a number at least. */
static const struct want lookup_any_wants[] = {
	{ FAULT_GETADDRINFO, .code = EAI_SYSTEM, .outcome = OUTCOME_TWO, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .code = EAI_MEMORY, .outcome = OUTCOME_RESOLVER,
	    .reason = ERR_R_SYS_LIB, .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .n = 1, .outcome = OUTCOME_NONE },
	{ FAULT_GETADDRINFO, .outcome = OUTCOME_RESOLVER, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY },
};

static const struct want name_wants[] = {
	{ FAULT_GETNAMEINFO, .code = EAI_SYSTEM, .outcome = OUTCOME_SYS,
	    .in_oracle = "addr_strings" },
	{ FAULT_GETNAMEINFO, .outcome = OUTCOME_RESOLVER, .reason = ERR_R_SYS_LIB,
	    .in_oracle = "addr_strings" },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY },
};

static const struct want info_wants[] = {
	{ FAULT_GETSOCKNAME, .outcome = OUTCOME_TWO, .reason = BIO_R_GETSOCKNAME_ERROR },
};

static const struct want ioctl_wants[] = {
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .in_oracle = "BIO_socket_ioctl" },
};

static const struct want silent_wants[] = {
	{ FAULT_POLL, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_POLL, .outcome = OUTCOME_SILENT },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_SILENT },
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_SILENT },
};

/* libcrypto asks the resolver even for literals, and a second time if that fails. */
static const struct want accept_socket_wants[] = {
	{ FAULT_SOCKET, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_CREATE_SOCKET,
	    .function = "BIO_socket" },
	{ FAULT_GETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_GETTING_SOCKTYPE,
	    .function = "BIO_listen" },
	{ FAULT_IOCTL, .outcome = OUTCOME_SYS, .function = "BIO_listen",
	    .in_oracle = "BIO_socket_ioctl" },
	{ FAULT_BIND, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_BIND_SOCKET,
	    .function = "BIO_bind" },
	{ FAULT_LISTEN, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_LISTEN_SOCKET,
	    .function = "BIO_listen" },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY },
	{ FAULT_GETADDRINFO, .code = EAI_SYSTEM, .outcome = OUTCOME_TWO, .reason = ERR_R_SYS_LIB,
	    .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .code = EAI_MEMORY, .outcome = OUTCOME_RESOLVER,
	    .reason = ERR_R_SYS_LIB, .function = "BIO_lookup_ex" },
	{ FAULT_GETADDRINFO, .outcome = OUTCOME_NONE },
};

static const struct want accept_socket_v4_options[] = {
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

static const struct want accept_socket_v6_options[] = {
	{ FAULT_SETSOCKOPT, .n = 1, .outcome = OUTCOME_TWO, .reason = BIO_R_LISTEN_V6_ONLY,
	    .function = "BIO_listen" },
	{ FAULT_SETSOCKOPT, .outcome = OUTCOME_TWO, .reason = BIO_R_UNABLE_TO_REUSEADDR,
	    .function = "BIO_bind" },
};

/* The connection is given up where there is no memory for its peer's name. */
static const struct want accept_wants[] = {
	{ FAULT_IOCTL, .code = EINTR, .outcome = OUTCOME_RETRY, .spent = true },
	{ FAULT_IOCTL, .outcome = OUTCOME_TWO, .reason = BIO_R_ACCEPT_ERROR, .told_as = "accept",
	    .function = "BIO_accept_ex", .spent = true },
	{ FAULT_ACCEPT, .code = EAGAIN, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EINTR, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EINPROGRESS, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .code = EALREADY, .outcome = OUTCOME_RETRY },
	{ FAULT_ACCEPT, .outcome = OUTCOME_TWO, .reason = BIO_R_ACCEPT_ERROR,
	    .function = "BIO_accept_ex" },
	{ FAULT_MALLOC, .outcome = OUTCOME_MEMORY, .spent = true },
};

const struct scene helper_scenes[] = {
	{ "BIO_lookup: v4", "BIO_lookup", AF_INET, 0, .act = act_lookup, WANTS(lookup_wants) },
	{ "BIO_lookup_ex: v4", "BIO_lookup_ex", AF_INET, 0, .act = act_lookup_ex,
	    WANTS(lookup_wants) },
	{ "BIO_lookup, twice: any", "BIO_lookup", AF_UNSPEC, 0, .act = act_lookup, .every = true,
	    WANTS(lookup_any_wants) },
	{ "BIO_lookup, several: any", "BIO_lookup", AF_UNSPEC, 0, .act = act_lookup_several,
	    WANTS(lookup_any_wants) },
	{ "BIO_ADDR_hostname_string: v4", "BIO_ADDR_hostname_string", AF_INET, 0, stage_called,
	    act_hostname, WANTS(name_wants) },
	{ "BIO_ADDR_hostname_string: v6", "BIO_ADDR_hostname_string", AF_INET6, 0, stage_called,
	    act_hostname, WANTS(name_wants) },
	{ "BIO_ADDR_service_string: v4", "BIO_ADDR_service_string", AF_INET, 0, stage_called,
	    act_service, WANTS(name_wants) },

	{ "BIO_sock_info: v4", "BIO_sock_info", AF_INET, 0, stage_accepting, act_sock_info,
	    WANTS(info_wants) },
	{ "BIO_sock_info: path", "BIO_sock_info", AF_UNIX, 0, stage_called, act_sock_info,
	    WANTS(info_wants) },
	{ "BIO_socket_nbio: v4", "BIO_socket_nbio", AF_INET, 0, stage_loose, act_socket_nbio,
	    is_nonblocking, WANTS(ioctl_wants) },
	{ "BIO_socket_ioctl: v4", "BIO_socket_ioctl", AF_INET, 0, stage_called, act_socket_ioctl,
	    .failure = -1, WANTS(ioctl_wants) },
	{ "BIO_set_tcp_ndelay: v4", "BIO_set_tcp_ndelay", AF_INET, 0, stage_loose,
	    act_set_tcp_ndelay, WANTS(silent_wants) },
	{ "BIO_sock_error: v4", "BIO_sock_error", AF_INET, 0, stage_loose, act_sock_error,
	    WANTS(silent_wants) },
	{ "BIO_socket_wait: v4", "BIO_socket_wait", AF_INET, 0, stage_accepting, act_socket_wait,
	    .failure = -1, WANTS(silent_wants) },

	{ "BIO_get_host_ip: v4", "BIO_get_host_ip", AF_INET, 0, .act = act_get_host_ip,
	    WANTS(lookup_wants) },
	{ "BIO_get_port: v4", "BIO_get_port", AF_INET, 0, .act = act_get_port,
	    WANTS(lookup_wants) },
	{ "BIO_get_accept_socket: v4", "BIO_get_accept_socket", AF_INET, BIO_BIND_REUSEADDR,
	    .act = act_get_accept_socket, .holds = is_made_listening, .failure = -1,
	    WANTS(accept_socket_wants), OPTIONS(accept_socket_v4_options) },
	{ "BIO_get_accept_socket: v6", "BIO_get_accept_socket", AF_INET6, BIO_BIND_REUSEADDR,
	    .act = act_get_accept_socket, .holds = is_made_listening, .failure = -1,
	    WANTS(accept_socket_wants), OPTIONS(accept_socket_v6_options) },
	{ "BIO_accept: v4", "BIO_accept", AF_INET, 0, stage_accepting, act_accept, has_peer_text,
	    .failure = -1, .retry = -2, WANTS(accept_wants) },
	{ "BIO_accept: v6", "BIO_accept", AF_INET6, 0, stage_accepting, act_accept, has_peer_text,
	    .failure = -1, .retry = -2, WANTS(accept_wants) },
};
const size_t helper_scene_count = sizeof(helper_scenes) / sizeof(helper_scenes[0]);
