/* SPDX-License-Identifier: Apache-2.0 */
/* Scenes of failures.tsv of lookups, of the helpers on sockets and of the deprecated calls. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>

#include "failure_scenes.h"
#include "support/interpose.h"
#include "support/peer.h"
#include "support/system.h"

/*
 * No test asks the network: a name of the .invalid domain does not exist (RFC 6761), says
 * its server here.
 */
int INTERPOSED(getaddrinfo)(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
	if (host != NULL && strstr(host, ".invalid") != NULL)
		return EAI_NONAME;
	return NEXT(getaddrinfo)(host, service, hints, out);
}

static int info(int fd, int type)
{
	union peer_addr addr;
	union BIO_sock_info_u out = { .addr = peer_bio(&addr) };

	return BIO_sock_info(fd, (enum BIO_sock_info_type)type, &out);
}

static int info_address(void)
{
	union peer_addr at;
	int fd = peer_listen(AF_INET, 1, &at);
	int ret = info(fd, BIO_SOCK_INFO_ADDRESS);

	peer_close(fd, -1, -1);
	return ret;
}

static int info_minus_1(void)
{
	return info(-1, BIO_SOCK_INFO_ADDRESS);
}

static int info_bad_type(void)
{
	return info(STDERR_FILENO, 1);
}

static int nbio_closed(void)
{
	return BIO_socket_nbio(system_closed_descriptor(), 1);
}

static int ndelay_closed(void)
{
	return BIO_set_tcp_ndelay(system_closed_descriptor(), 1);
}

static int error_closed(void)
{
	return BIO_sock_error(system_closed_descriptor());
}

static int look(const char *host, const char *service, int type, int family, int protocol)
{
	BIO_ADDRINFO *list = NULL;
	int ret = BIO_lookup_ex(host, service, type, family, SOCK_STREAM, protocol, &list);

	BIO_ADDRINFO_free(list);
	return ret;
}

static int lookup_no_such_name(void)
{
	return look("no-such-host.invalid", "80", BIO_LOOKUP_CLIENT, AF_UNSPEC, 0);
}

static int lookup_service(const char *service)
{
	return look("127.0.0.1", service, BIO_LOOKUP_CLIENT, AF_UNSPEC, 0);
}

static int lookup_no_such_service(void)
{
	return lookup_service("no-such-service");
}

static int lookup_port_65536(void)
{
	return lookup_service("65536");
}

static int lookup_port_minus_1(void)
{
	return lookup_service("-1");
}

static int lookup_port_empty(void)
{
	return lookup_service("");
}

static int lookup_family_mismatch(void)
{
	return look("::1", "80", BIO_LOOKUP_CLIENT, AF_INET, 0);
}

static int lookup_bad_family(void)
{
	return look("127.0.0.1", "80", BIO_LOOKUP_CLIENT, 9999, 0);
}

static int lookup_nothing_client(void)
{
	return look(NULL, NULL, BIO_LOOKUP_CLIENT, AF_UNSPEC, 0);
}

static int lookup_nothing_server(void)
{
	return look(NULL, NULL, BIO_LOOKUP_SERVER, AF_UNSPEC, 0);
}

static int lookup_path(void)
{
	return look("/tmp/x", NULL, BIO_LOOKUP_CLIENT, AF_UNIX, 0);
}

static int lookup_path_too_long(void)
{
	char path[201];

	memset(path, 'x', 200);
	path[0] = '/';
	path[200] = '\0';
	return look(path, NULL, BIO_LOOKUP_CLIENT, AF_UNIX, 0);
}

static int lookup_bad_combination(void)
{
	return look("127.0.0.1", "80", BIO_LOOKUP_CLIENT, AF_INET, IPPROTO_UDP);
}

static int host_ip(void)
{
	unsigned char ip[4];

	return BIO_get_host_ip("127.0.0.1", ip);
}

static int host_ip_bad(void)
{
	unsigned char ip[4];

	return BIO_get_host_ip("no-such-host.invalid", ip);
}

static int port(const char *text)
{
	unsigned short number;

	return BIO_get_port(text, &number);
}

static int port_http(void)
{
	return port("http");
}

static int port_null(void)
{
	return port(NULL);
}

static int port_70000(void)
{
	return port("70000");
}

static int accept_socket_bad(void)
{
	char text[] = "a:b:c";

	return BIO_get_accept_socket(text, BIO_BIND_NORMAL);
}

static int accept_closed(void)
{
	char *peer = NULL;

	return BIO_accept(system_closed_descriptor(), &peer);
}

/* A socket that can be written. */
static int wait_until(time_t when)
{
	int pair[2], ret;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
		return -99;
	ret = BIO_socket_wait(pair[0], 0, when);
	peer_close(pair[0], pair[1], -1);
	return ret;
}

static int wait_past(void)
{
	return wait_until(time(NULL) - 5);
}

static int wait_0(void)
{
	return wait_until(0);
}

static int wait_5000(void)
{
	return wait_until(time(NULL) + 5000);
}

const struct scene helper_scenes[] = {
	{ "BIO_sock_info address", info_address },
	{ "BIO_sock_info -1", info_minus_1 },
	{ "BIO_sock_info bad type", info_bad_type },
	{ "BIO_socket_nbio closed fd", nbio_closed },
	{ "BIO_set_tcp_ndelay closed fd", ndelay_closed },
	{ "BIO_sock_error closed fd", error_closed },
	{ "BIO_lookup no such name", lookup_no_such_name },
	{ "BIO_lookup no such service", lookup_no_such_service },
	{ "BIO_lookup port 65536", lookup_port_65536 },
	{ "BIO_lookup port -1", lookup_port_minus_1 },
	{ "BIO_lookup port empty", lookup_port_empty },
	{ "BIO_lookup family mismatch", lookup_family_mismatch },
	{ "BIO_lookup bad family", lookup_bad_family },
	{ "BIO_lookup NULL NULL client", lookup_nothing_client },
	{ "BIO_lookup NULL NULL server", lookup_nothing_server },
	{ "BIO_lookup unix", lookup_path },
	{ "BIO_lookup unix too long", lookup_path_too_long },
	{ "BIO_lookup_ex bad combination", lookup_bad_combination },
	{ "BIO_get_host_ip 127.0.0.1", host_ip },
	{ "BIO_get_host_ip bad", host_ip_bad },
	{ "BIO_get_port http", port_http },
	{ "BIO_get_port NULL", port_null },
	{ "BIO_get_port 70000", port_70000 },
	{ "BIO_get_accept_socket bad", accept_socket_bad },
	{ "BIO_accept closed", accept_closed },
	{ "BIO_socket_wait past", wait_past },
	{ "BIO_socket_wait 0", wait_0 },
	{ "BIO_socket_wait 5000", wait_5000 },
};

const size_t helper_scenes_n = sizeof(helper_scenes) / sizeof(helper_scenes[0]);
