/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_sock_error, BIO_sock_info, BIO_socket_ioctl, BIO_socket_nbio, BIO_set_tcp_ndelay. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/errno_names.h"
#include "support/peer.h"
#include "support/system.h"

static int info(int fd, BIO_ADDR *out)
{
	union BIO_sock_info_u u = { .addr = out };

	return BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, &u);
}

static void info_tells_the_local_address(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		union peer_addr at;
		BIO_ADDR *seen = BIO_ADDR_new();
		int fd = peer_listen(families[i], 1, &at);

		CHECK_INT(info(fd, seen), 1);
		CHECK_INT(BIO_ADDR_family(seen), families[i]);
		CHECK_INT(BIO_ADDR_rawport(seen), peer_port(&at));
		CHECK_MEM((const void *)seen, &at, (size_t)peer_len(&at));
		CHECK_ERRORS("-");
		BIO_ADDR_free(seen);
		peer_close(fd, -1, -1);
	}
}

static void info_of_an_unbound_socket_is_any_address(void)
{
	BIO_ADDR *seen = BIO_ADDR_new();
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	CHECK_INT(info(fd, seen), 1);
	CHECK_INT(BIO_ADDR_family(seen), AF_INET);
	CHECK_INT(BIO_ADDR_rawport(seen), 0);
	BIO_ADDR_free(seen);
	peer_close(fd, -1, -1);
}

static void info_tells_the_path(void)
{
	union peer_addr at;
	BIO_ADDR *seen = BIO_ADDR_new();
	int fd = peer_listen(AF_UNIX, 1, &at);
	char *path;

	system_need_family(AF_UNIX);
	CHECK_INT(info(fd, seen), 1);
	CHECK_INT(BIO_ADDR_family(seen), AF_UNIX);
	path = BIO_ADDR_path_string(seen);
	CHECK_STR(path, at.un.sun_path);
	CHECK_ERRORS("-");
	OPENSSL_free(path);
	BIO_ADDR_free(seen);
	unlink(at.un.sun_path);
	peer_close(fd, -1, -1);
}

static void info_tells_the_abstract_name(void)
{
	char name[PEER_ABSTRACT_SIZE];
	size_t n = peer_abstract("biosock-test-info", 17, name);
	union peer_addr at;
	BIO_ADDR *seen = BIO_ADDR_new();
	int fd = peer_socket(AF_UNIX, SOCK_STREAM);
	char raw[128];
	size_t len = 0;

	system_need_abstract_names();
	peer_wildcard(AF_UNIX, 0, &at);
	memcpy(at.un.sun_path, name, n);
	CHECK_INT(bind(fd, &at.sa, peer_len(&at)), 0);
	CHECK_INT(info(fd, seen), 1);
	CHECK_INT(BIO_ADDR_rawaddress(seen, raw, &len), 1);
	CHECK_INT((long long)len, n);
	CHECK_MEM(raw, name, n);
	BIO_ADDR_free(seen);
	peer_close(fd, -1, -1);
}

static void info_of_what_is_no_socket_is_an_error(void)
{
	BIO_ADDR *seen = BIO_ADDR_new();
	union peer_addr raw;
	int fd = system_open_file(), says = peer_name(fd, &raw) == -1 ? errno : 0;

	CHECK(SYSTEM_SAYS(says, ENOTSOCK) != 0);
	CHECK_INT(info(fd, seen), 0);
	CHECK_INT(errno, says);
	CHECK_ERRORS(contract_failed(says, "getsockname", "getsockname error"));
	BIO_ADDR_free(seen);
	peer_close(fd, -1, -1);
}

static void error_is_told_once(void)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET, &at), fd = peer_socket(AF_INET, SOCK_STREAM);

	peer_set_nonblocking(fd);
	CHECK_INT(connect(fd, &at.sa, peer_len(&at)), -1);
	CHECK_INT(peer_poll(fd, POLLOUT), 1);
	CHECK_INT(BIO_sock_error(fd), ECONNREFUSED);
	CHECK_INT(BIO_sock_error(fd), errno_of_record(peer_option(fd, SOL_SOCKET, SO_ERROR)));
	CHECK_ERRORS("-");
	peer_close(refuser, fd, -1);
}

static void error_of_what_is_no_socket_is_its_errno(void)
{
	int fd = system_open_file();

	CHECK_INT(BIO_sock_error(fd), ENOTSOCK);
	CHECK_INT(BIO_sock_error(-1), EBADF);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void ioctl_tells_how_much_can_be_read(void)
{
	int pair[2], waiting = -1;

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	CHECK_INT(send(pair[1], "12345", 5, 0), 5);
	CHECK(BIO_socket_ioctl(pair[0], FIONREAD, &waiting) >= 0);
	CHECK_INT(waiting, 5);
	CHECK_ERRORS("-");
	peer_close(pair[0], pair[1], -1);
}

/* ENOTTY, if the request gets to the kernel. */
static const char *refusal_of_no_request(int fd)
{
	int value = 0;

	CHECK_INT(ioctl(fd, 0x7fffffff, &value), -1);
	return contract_errno_name(errno);
}

static void an_ioctl_that_fails_is_an_error(void)
{
	int value = 0, fd = peer_socket(AF_INET, SOCK_STREAM);
	const char *refusal = refusal_of_no_request(fd);
	char want[80];

	CHECK_INT(BIO_socket_ioctl(-1, FIONREAD, &value), -1);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("system library:EBADF(calling ioctlsocket())");
	CHECK_INT(BIO_socket_ioctl(fd, 0x7fffffff, &value), -1);
	CHECK_STR(contract_errno_name(errno), refusal);
	snprintf(want, sizeof(want), "system library:%s(calling ioctlsocket())", refusal);
	CHECK_ERRORS(want);
	peer_close(fd, -1, -1);
}

static void nbio_sets_both_modes(void)
{
	static const int modes[] = { 1, 1, 0, 0, -1, 0, 2 };
	int fd = peer_socket(AF_INET, SOCK_STREAM);

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		CHECK_INT(BIO_socket_nbio(fd, modes[i]), 1);
		CHECK_INT(peer_is_nonblocking(fd), modes[i] != 0);
	}
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void nbio_of_minus_1_is_an_error(void)
{
	CHECK_INT(BIO_socket_nbio(-1, 1), 0);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("system library:EBADF(calling ioctlsocket())");
}

static void ndelay_is_turned_on_and_off(void)
{
	static const int turns[] = { 1, 0, 1, 1, 0 };
	int fd = peer_socket(AF_INET6, SOCK_STREAM);

	for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
		CHECK_INT(BIO_set_tcp_ndelay(fd, turns[i]), 1);
		CHECK_INT(peer_option(fd, IPPROTO_TCP, TCP_NODELAY), turns[i]);
	}
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void ndelay_of_what_has_none_fails_without_a_record(void)
{
	int udp = peer_socket(AF_INET, SOCK_DGRAM), path = peer_socket(AF_UNIX, SOCK_STREAM);

	CHECK_INT(BIO_set_tcp_ndelay(udp, 1), 0);
	CHECK_INT(
	    errno, SYSTEM_SAYS(peer_says_of_option(AF_INET, SOCK_DGRAM, IPPROTO_TCP, TCP_NODELAY),
	               ENOPROTOOPT));
	if (system_has_family(AF_UNIX)) {
		CHECK_INT(BIO_set_tcp_ndelay(path, 1), 0);
		CHECK_INT(errno, EOPNOTSUPP);
	}
	CHECK_INT(BIO_set_tcp_ndelay(-1, 1), 0);
	CHECK_INT(errno, EBADF);
	CHECK_ERRORS("-");
	peer_close(udp, path, -1);
}

static const struct contract_case cases[] = {
	{ "sock_info tells the local address", info_tells_the_local_address, 0, 0 },
	{ "sock_info of an unbound socket is any address", info_of_an_unbound_socket_is_any_address,
	    0, 0 },
	{ "sock_info tells the path", info_tells_the_path, 0, 0 },
	{ "sock_info tells the abstract name", info_tells_the_abstract_name, 6, 0 },
	{ "sock_info of what is no socket is an error", info_of_what_is_no_socket_is_an_error, 0,
	    0 },
	{ "sock_error is told once", error_is_told_once, 0, 0 },
	{ "sock_error of what is no socket is its errno", error_of_what_is_no_socket_is_its_errno,
	    0, 0 },
	{ "socket_ioctl tells how much can be read", ioctl_tells_how_much_can_be_read, 0, 0 },
	{ "a socket_ioctl that fails is an error", an_ioctl_that_fails_is_an_error, 0, 0 },
	{ "socket_nbio sets both modes", nbio_sets_both_modes, 0, 0 },
	{ "socket_nbio of -1 is an error", nbio_of_minus_1_is_an_error, 0, 0 },
	{ "set_tcp_ndelay turns on and off", ndelay_is_turned_on_and_off, 0, 0 },
	{ "set_tcp_ndelay of what has none fails without a record",
	    ndelay_of_what_has_none_fails_without_a_record, 0, 0 },
};

int main(void)
{
	return contract_main("sock.control", cases, sizeof(cases) / sizeof(cases[0]));
}
