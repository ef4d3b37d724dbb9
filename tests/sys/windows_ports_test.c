/* SPDX-License-Identifier: Apache-2.0 */
/* Whose a port is on Windows, and when it is free again. */
#include <errno.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "sys/winsock.h"
#include "windows_peer.h"

/* Windows gives a bound port to whoever asks with SO_REUSEADDR, unless its owner forbade that. */
static void a_port_is_nobody_elses(void)
{
	static const int types[] = { SOCK_STREAM, SOCK_DGRAM };

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		int fd = BIO_socket(AF_INET, types[i], 0, 0);
		struct sockaddr_in at;

		windows_free_port(types[i], &at);
		CHECK_INT(BIO_listen(fd, windows_addr(&at), BIO_SOCK_REUSEADDR), 1);
		CHECK_INT(windows_bind_shared(types[i], &at), -1);
		CHECK_INT(WSAGetLastError(), WSAEACCES);
		BIO_closesocket(fd);
	}
}

static void it_would_be_without_the_library(void)
{
	struct sockaddr_in at;
	int first, second;

	windows_free_port(SOCK_DGRAM, &at);
	first = windows_bind_shared(SOCK_DGRAM, &at);
	second = windows_bind_shared(SOCK_DGRAM, &at);
	CHECK(first != -1);
	CHECK(second != -1);
	BIO_closesocket(first);
	BIO_closesocket(second);
}

static void a_program_that_shares_a_port_itself_may(void)
{
	BOOL on = TRUE;
	struct sockaddr_in at;
	int first, second = BIO_socket(AF_INET, SOCK_DGRAM, 0, 0);

	windows_free_port(SOCK_DGRAM, &at);
	first = windows_bind_shared(SOCK_DGRAM, &at);
	setsockopt((SOCKET)second, SOL_SOCKET, SO_REUSEADDR, (const char *)&on, sizeof(on));
	CHECK_INT(BIO_bind(second, windows_addr(&at), 0), 1);
	BIO_closesocket(first);
	BIO_closesocket(second);
}

static void there_is_no_reuseport(void)
{
	CHECK_INT(BIO_socket(AF_INET, SOCK_STREAM, 0, BIOSOCK_REUSEPORT), -1);
	CHECK_INT(errno, ENOPROTOOPT);
	CHECK_ERRORS("system library:ENOPROTOOPT(calling setsockopt());BIO routines:unable to "
	             "reuseaddr");
}

/* A connection and its listener, whose address is *at. */
static void connect_and_accept(struct sockaddr_in *at, int *out_listener, int ends[2])
{
	*out_listener = windows_listen(at);
	ends[0] = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	CHECK_INT(BIO_connect(ends[0], windows_addr(at), 0), 1);
	ends[1] = BIO_accept_ex(*out_listener, NULL, 0);
	CHECK(ends[1] != -1);
}

/* One end says that it is done, and both see the other's end. */
static void end_gracefully(int first, int second)
{
	char byte;

	CHECK_INT(shutdown((SOCKET)first, SD_SEND), 0);
	CHECK_INT(recv((SOCKET)second, &byte, 1, 0), 0);
	BIO_closesocket(second);
	CHECK_INT(recv((SOCKET)first, &byte, 1, 0), 0);
	BIO_closesocket(first);
}

static void a_port_is_free_once_its_connections_have_ended(void)
{
	for (int first = 0; first < 2; first++) {
		struct sockaddr_in at;
		int listener, ends[2], again = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

		connect_and_accept(&at, &listener, ends);
		BIO_closesocket(listener);
		end_gracefully(ends[first], ends[1 - first]);
		CHECK_INT(BIO_listen(again, windows_addr(&at), BIO_SOCK_REUSEADDR), 1);
		BIO_closesocket(again);
	}
}

/* Windows may keep the port; Wine 8 and 10 do not. */
static void while_one_lives_the_port_may_be_in_use(void)
{
	struct sockaddr_in at;
	int listener, ends[2], again = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	connect_and_accept(&at, &listener, ends);
	BIO_closesocket(listener);
	if (BIO_listen(again, windows_addr(&at), BIO_SOCK_REUSEADDR) != 1) {
		CHECK_INT(errno, EADDRINUSE);
		ERR_clear_error();
	}
	BIO_closesocket(again);
	BIO_closesocket(ends[0]);
	BIO_closesocket(ends[1]);
}

static const struct contract_case cases[] = {
	{ "a port is nobody else's", a_port_is_nobody_elses, 0, 0 },
	{ "it would be without the library", it_would_be_without_the_library, 0, 0 },
	{ "a program that shares a port itself may", a_program_that_shares_a_port_itself_may, 0,
	    0 },
	{ "there is no REUSEPORT", there_is_no_reuseport, 0, 0 },
	{ "a port is free once its connections have ended",
	    a_port_is_free_once_its_connections_have_ended, 0, 0 },
	{ "while one lives the port may be in use", while_one_lives_the_port_may_be_in_use, 0, 0 },
};

int main(void)
{
	return contract_main("windows ports", cases, sizeof(cases) / sizeof(cases[0]));
}
