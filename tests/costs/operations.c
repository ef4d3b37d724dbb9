/* SPDX-License-Identifier: Apache-2.0 */
/* The operations that are counted, each between its marks. */
#include "costs/operations.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <openssl/err.h>

#include "support/syscalls.h"

static bool lookup(const char *host, const char *service, enum BIO_lookup_type type)
{
	BIO_ADDRINFO *list = NULL;
	int found;

	syscalls_begin();
	found = BIO_lookup(host, service, type, AF_UNSPEC, SOCK_STREAM, &list);
	syscalls_end();
	BIO_ADDRINFO_free(list);
	return found == 1;
}

bool cost_lookup_v4(struct site *site)
{
	(void)site;
	return lookup("127.0.0.1", "80", BIO_LOOKUP_CLIENT);
}

bool cost_lookup_v6(struct site *site)
{
	(void)site;
	return lookup("::1", "443", BIO_LOOKUP_CLIENT);
}

bool cost_lookup_any(struct site *site)
{
	(void)site;
	return lookup(NULL, "0", BIO_LOOKUP_SERVER);
}

bool cost_lookup_path(struct site *site)
{
	BIO_ADDRINFO *list = NULL;
	int found;

	(void)site;
	syscalls_begin();
	found = BIO_lookup("/tmp/x", NULL, BIO_LOOKUP_CLIENT, AF_UNIX, SOCK_STREAM, &list);
	syscalls_end();
	BIO_ADDRINFO_free(list);
	return found == 1;
}

bool cost_make(struct site *site)
{
	int fd;

	(void)site;
	syscalls_begin();
	fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	syscalls_end();
	return fd >= 0;
}

bool cost_make_nonblocking(struct site *site)
{
	int fd;

	(void)site;
	syscalls_begin();
	fd = BIO_socket(AF_INET, SOCK_STREAM, 0, BIO_SOCK_NONBLOCK);
	syscalls_end();
	return fd >= 0 && peer_is_nonblocking(fd) && peer_is_cloexec(fd);
}

bool cost_bind_reuseaddr(struct site *site)
{
	int bound;

	peer_loopback(AF_INET, &site->at);
	syscalls_begin();
	bound = BIO_bind(site->fd, peer_bio(&site->at), BIO_SOCK_REUSEADDR);
	syscalls_end();
	return bound == 1;
}

bool cost_connect_flags(struct site *site)
{
	int result;

	syscalls_begin();
	result = BIO_connect(site->fd, peer_bio(&site->at),
	    BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY | BIO_SOCK_NONBLOCK);
	syscalls_end();
	return result == 0 && errno == EINPROGRESS;
}

bool cost_connect_plain(struct site *site)
{
	int result;

	syscalls_begin();
	result = BIO_connect(site->fd, peer_bio(&site->at), 0);
	syscalls_end();
	return result == 1;
}

bool cost_listen_flags(struct site *site)
{
	int result;

	peer_loopback(AF_INET, &site->at);
	syscalls_begin();
	result = BIO_listen(site->fd, peer_bio(&site->at), BIO_SOCK_REUSEADDR | BIO_SOCK_NONBLOCK);
	syscalls_end();
	return result == 1;
}

static int counted_accept(struct site *site, int options)
{
	union peer_addr from;
	int fd;

	syscalls_begin();
	fd = BIO_accept_ex(site->listener, peer_bio(&from), options);
	syscalls_end();
	return fd;
}

bool cost_accept_nonblocking(struct site *site)
{
	int fd = counted_accept(site, BIO_SOCK_NONBLOCK);

	return fd >= 0 && peer_is_nonblocking(fd);
}

bool cost_accept_blocking(struct site *site)
{
	int fd = counted_accept(site, 0);

	return fd >= 0 && !peer_is_nonblocking(fd);
}

bool cost_accept_nobody(struct site *site)
{
	close(peer_accept(site->listener));
	peer_set_nonblocking(site->listener);
	return counted_accept(site, BIO_SOCK_NONBLOCK) == -1 && errno == EAGAIN;
}

bool cost_sock_info(struct site *site)
{
	union peer_addr name;
	union BIO_sock_info_u info = { .addr = peer_bio(&name) };
	int result;

	syscalls_begin();
	result = BIO_sock_info(site->listener, BIO_SOCK_INFO_ADDRESS, &info);
	syscalls_end();
	return result == 1;
}

bool cost_numeric_text(struct site *site)
{
	char *host, *service;
	bool well;

	syscalls_begin();
	host = BIO_ADDR_hostname_string(peer_bio(&site->at), 1);
	service = BIO_ADDR_service_string(peer_bio(&site->at), 1);
	syscalls_end();
	well = host != NULL && service != NULL && strcmp(host, "127.0.0.1") == 0;
	OPENSSL_free(host);
	OPENSSL_free(service);
	return well;
}

bool cost_close_socket(struct site *site)
{
	int result;

	syscalls_begin();
	result = BIO_closesocket(site->fd);
	syscalls_end();
	return result == 1;
}

bool cost_close_nothing(struct site *site)
{
	int result;

	close(site->fd);
	syscalls_begin();
	result = BIO_closesocket(site->fd);
	syscalls_end();
	return result == 0 && ERR_GET_REASON(ERR_peek_error()) == EBADF;
}

bool cost_bind_in_use(struct site *site)
{
	int result;

	syscalls_begin();
	result = BIO_bind(site->fd, peer_bio(&site->at), 0);
	syscalls_end();
	return result == 0 && ERR_GET_REASON(ERR_peek_error()) == EADDRINUSE;
}

bool cost_connect_refused(struct site *site)
{
	int result;

	if (peer_refuse(AF_INET, &site->at) == -1)
		return false;
	syscalls_begin();
	result = BIO_connect(site->fd, peer_bio(&site->at), 0);
	syscalls_end();
	return result == 0 && ERR_GET_REASON(ERR_peek_error()) == ECONNREFUSED;
}

bool cost_refused_argument(struct site *site)
{
	int result;

	syscalls_begin();
	result = BIO_bind(-1, peer_bio(&site->at), BIO_SOCK_REUSEADDR);
	syscalls_end();
	return result == 0 && ERR_GET_REASON(ERR_peek_error()) == BIO_R_INVALID_SOCKET;
}

bool cost_errors_read_and_cleared(struct site *site)
{
	char text[256] = "";
	int result;

	if (peer_refuse(AF_INET, &site->at) == -1)
		return false;
	syscalls_begin();
	result = BIO_connect(site->fd, peer_bio(&site->at), 0);
	ERR_error_string_n(ERR_get_error(), text, sizeof(text));
	ERR_clear_error();
	syscalls_end();
	return result == 0 && strstr(text, "system library") != NULL;
}
