/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arguments that no careful program passes: an error on the stack and errno, never a crash,
 * nothing read beyond.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"
#include "support/system.h"

typedef int call_fn(int sock, const BIO_ADDR *addr, int options);
static call_fn *const calls[] = { BIO_bind, BIO_connect, BIO_listen };

static void no_address_is_an_error(void)
{
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		int fd = peer_socket(AF_INET, SOCK_STREAM);

		CHECK_INT(calls[i](fd, NULL, 0), 0);
		CHECK_INT(errno, EINVAL);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		CHECK_INT(calls[i](-1, NULL, 0), 0);
		CHECK_INT(errno, EBADF);
		CHECK_ERRORS("BIO routines:invalid socket");
		peer_close(fd, -1, -1);
	}
}

static void numbers_that_are_no_descriptor_are_errors(void)
{
	static const int numbers[] = { INT_MIN, -2, INT_MAX - 7 }; /* INT_MAX is Wine's own */
	union peer_addr at;

	peer_loopback(AF_INET, &at);
	for (size_t n = 0; n < sizeof(numbers) / sizeof(numbers[0]); n++) {
		for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
			CHECK_INT(calls[i](numbers[n], peer_bio(&at), 0), 0);
			CHECK_INT(errno, EBADF);
			CHECK(ERR_peek_error() != 0);
			ERR_clear_error();
		}
		CHECK_INT(BIO_accept_ex(numbers[n], NULL, 0), -1);
		CHECK_INT(errno, EBADF);
		CHECK_ERRORS("system library:EBADF(calling accept());BIO routines:accept error");
		CHECK_INT(BIO_closesocket(numbers[n]), 0);
		CHECK_INT(errno, EBADF);
		CHECK_INT(BIO_socket_wait(numbers[n], 1, time(NULL) + 10), -1);
		CHECK_INT(errno, EBADF);
		ERR_clear_error();
	}
}

static void nowhere_to_put_the_info_is_an_error(void)
{
	union BIO_sock_info_u nowhere = { .addr = NULL };
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, NULL), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, &nowhere), 0);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	peer_close(fd, -1, -1);
}

/* A copy on the heap of exactly the family's size, for the sanitizer to guard. */
static BIO_ADDR *exact(const union peer_addr *addr, size_t size)
{
	void *copy = malloc(size);

	if (CHECK(copy != NULL))
		memcpy(copy, addr, size);
	return copy;
}

static void a_family_nobody_knows_is_an_error(void)
{
	union peer_addr strange;
	int binding, connecting;
	BIO_ADDR *addr;

	peer_loopback(AF_INET, &strange);
	strange.sa.sa_family = 250;
	binding = SYSTEM_SAYS(peer_says_of_binding(&strange), EAFNOSUPPORT);
	connecting = SYSTEM_SAYS(peer_says_of_connecting(&strange), EAFNOSUPPORT);
	addr = exact(&strange, sizeof(struct sockaddr));
	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		int fd = peer_socket(AF_INET, SOCK_STREAM);

		CHECK_INT(calls[i](fd, addr, BIO_SOCK_NODELAY | BIO_SOCK_V6_ONLY), 0);
		CHECK_INT(errno, calls[i] == BIO_connect ? connecting : binding);
		CHECK(ERR_peek_error() != 0);
		ERR_clear_error();
		peer_close(fd, -1, -1);
	}
	free(addr);
}

static void an_address_of_another_family_is_an_error(void)
{
	static const struct {
		int socket, address;
	} rows[] = { { AF_INET, AF_INET6 }, { AF_INET6, AF_INET }, { AF_INET, AF_UNIX },
		{ AF_UNIX, AF_INET6 } };

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
		if (!system_has_family(rows[r].socket))
			continue;
		for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
			union peer_addr at;
			int fd = peer_socket(rows[r].socket, SOCK_STREAM);
			BIO_ADDR *addr;

			peer_loopback(rows[r].address, &at);
			addr = exact(&at, (size_t)peer_len(&at));
			errno = 0;
			CHECK_INT(calls[i](fd, addr, 0), 0);
			CHECK(errno != 0);
			CHECK(!BIO_sock_should_retry(0));
			CHECK(ERR_peek_error() != 0);
			ERR_clear_error();
			free(addr);
			peer_close(fd, -1, -1);
		}
	}
}

static void an_address_of_exactly_its_size_is_enough(void)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!system_has_family(families[i]))
			continue;
		union peer_addr at;
		int listener = peer_listen(families[i], 4, &at);
		int fd = peer_socket(families[i], SOCK_STREAM);
		int other = peer_socket(families[i], SOCK_STREAM);
		BIO_ADDR *addr = exact(&at, (size_t)peer_len(&at));

		CHECK_INT(BIO_connect(fd, addr, 0), 1);
		CHECK_ERRORS("-");
		CHECK_INT(BIO_bind(other, addr, 0), 0);
		CHECK_INT(errno, EADDRINUSE);
		CHECK_INT(BIO_listen(other, addr, 0), 0);
		CHECK_INT(errno, EADDRINUSE);
		ERR_clear_error();
		if (families[i] == AF_UNIX)
			unlink(at.un.sun_path);
		free(addr);
		peer_close(listener, fd, other);
	}
}

static void a_peer_of_exactly_its_size_is_enough(void)
{
	static const int families[] = { AF_INET, AF_INET6, AF_UNIX };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		if (!system_has_family(families[i]))
			continue;
		union peer_addr at, local;
		int listener = peer_listen(families[i], 4, &at), peer = peer_dial(&at), fd;
		BIO_ADDR *seen = exact(&at, (size_t)peer_len(&at));
		BIO_ADDR *mine = exact(&at, (size_t)peer_len(&at));
		union BIO_sock_info_u info = { .addr = mine };

		fd = BIO_accept_ex(listener, seen, 0);
		CHECK(fd >= 0);
		CHECK_INT(BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, &info), 1);
		CHECK_INT(peer_name(fd, &local), 0);
		CHECK_INT(BIO_ADDR_family(seen), families[i]);
		CHECK_MEM((const void *)mine, &local, (size_t)peer_len(&local));
		CHECK_ERRORS("-");
		if (families[i] == AF_UNIX)
			unlink(at.un.sun_path);
		free(seen);
		free(mine);
		peer_close(listener, peer, fd);
	}
}

/* A failure leaves the place for the peer as it was. */
static void no_peer_changes_nothing(void)
{
	union peer_addr at, seen, before;
	int listener = peer_listen(AF_INET, 1, &at);

	memset(&seen, 0x5a, sizeof(seen));
	before = seen;
	peer_set_nonblocking(listener);
	CHECK_INT(BIO_accept_ex(listener, peer_bio(&seen), 0), -1);
	CHECK_INT(BIO_accept_ex(-1, peer_bio(&seen), 0), -1);
	CHECK_MEM(&seen, &before, sizeof(seen));
	peer_close(listener, -1, -1);
}

/* sun_path full to its last byte, without a NUL: Linux takes it, and nothing behind it is read. */
static void a_path_of_108_bytes_is_read_to_its_end(void)
{
	union peer_addr at;
	int fd = peer_socket(AF_UNIX, SOCK_STREAM), peer = peer_socket(AF_UNIX, SOCK_STREAM);
	char path[109];
	BIO_ADDR *addr;

	system_need_family(AF_UNIX);
	peer_loopback(AF_UNIX, &at);
	memset(at.un.sun_path + strlen(at.un.sun_path), 'x', 108 - strlen(at.un.sun_path));
	memcpy(path, at.un.sun_path, 108);
	path[108] = '\0';
	addr = exact(&at, sizeof(at.un));
	CHECK_INT(BIO_connect(fd, addr, 0), 0);
	CHECK_INT(errno, ENOENT);
	CHECK_ERRORS("system library:ENOENT(calling connect());BIO routines:connect error");
	CHECK_INT(BIO_listen(fd, addr, 0), 1);
	CHECK_INT(connect(peer, &at.sa, sizeof(at.un)), 0);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_ADDR_rawmake(addr, AF_UNIX, path, 108, 0), 0);
	CHECK_INT(unlink(path), 0);
	free(addr);
	peer_close(fd, peer, -1);
}

static void long_text_is_an_error(void)
{
	char text[302];
	unsigned short port = 9;
	unsigned char ip[4];
	BIO_ADDRINFO *list = NULL;

	memset(text, 'x', 300);
	text[300] = '\0';
	CHECK_INT(BIO_lookup(text, "80", BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list), 0);
	CHECK(ERR_get_error() != 0);
	CHECK_INT(
	    BIO_lookup("127.0.0.1", text, BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list), 0);
	CHECK(ERR_get_error() != 0);
	CHECK(list == NULL);
	CHECK_INT(BIO_get_port(text, &port), 0);
	CHECK(ERR_get_error() != 0);
	CHECK_INT(BIO_get_host_ip(text, ip), 0);
	CHECK(ERR_get_error() != 0);
	CHECK(BIO_gethostbyname(text) == NULL);
	memcpy(text + 298, ":0", 3);
	CHECK_INT(BIO_get_accept_socket(text, BIO_BIND_NORMAL), -1);
	CHECK(ERR_get_error() != 0);
}

static void null_text_is_an_error(void)
{
	CHECK_INT(BIO_get_accept_socket(NULL, BIO_BIND_NORMAL), -1);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK(BIO_gethostbyname(NULL) == NULL);
	CHECK_INT(errno, EINVAL);
	CHECK_ERRORS("BIO routines:passed a null parameter");
}

static const struct contract_case cases[] = {
	{ "no address is an error", no_address_is_an_error, 0, 0 },
	{ "numbers that are no descriptor are errors", numbers_that_are_no_descriptor_are_errors, 0,
	    0 },
	{ "nowhere to put the info is an error", nowhere_to_put_the_info_is_an_error, 0, 0 },
	{ "a family nobody knows is an error", a_family_nobody_knows_is_an_error, 0, 0 },
	{ "an address of another family is an error", an_address_of_another_family_is_an_error, 0,
	    0 },
	{ "an address of exactly its size is enough", an_address_of_exactly_its_size_is_enough, 0,
	    0 },
	{ "a peer of exactly its size is enough", a_peer_of_exactly_its_size_is_enough, 0, 0 },
	{ "no peer changes nothing", no_peer_changes_nothing, 0, 0 },
	{ "a path of 108 bytes is read to its end", a_path_of_108_bytes_is_read_to_its_end, 0, 0 },
	{ "text of 300 bytes is an error", long_text_is_an_error, 0, 0 },
	{ "NULL text is an error", null_text_is_an_error, 0, 0 },
};

int main(void)
{
	return contract_main("sock.badinput", cases, sizeof(cases) / sizeof(cases[0]));
}
