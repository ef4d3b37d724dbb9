/* SPDX-License-Identifier: Apache-2.0 */
/* What is Windows' own: error codes, handles, waiting, ends. */
#include <errno.h>
#include <string.h>
#include <time.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "sys/errors.h"
#include "sys/winsock.h"
#include "windows_peer.h"

static void each_code_is_an_errno_and_says_what_posix_says(void)
{
	static const struct {
		int code, err;
		const char *text;
	} rows[] = {
		{ WSAEINTR, EINTR, "Interrupted system call" },
		{ WSAEACCES, EACCES, "Permission denied" },
		{ WSAEWOULDBLOCK, EAGAIN, "Resource temporarily unavailable" },
		{ WSAEINPROGRESS, EINPROGRESS, "Operation now in progress" },
		{ WSAEALREADY, EALREADY, "Operation already in progress" },
		{ WSAENOTSOCK, ENOTSOCK, "Socket operation on non-socket" },
		{ WSAEMSGSIZE, EMSGSIZE, "Message too long" },
		{ WSAEAFNOSUPPORT, EAFNOSUPPORT, "Address family not supported by protocol" },
		{ WSAEADDRINUSE, EADDRINUSE, "Address already in use" },
		{ WSAEADDRNOTAVAIL, EADDRNOTAVAIL, "Cannot assign requested address" },
		{ WSAENETUNREACH, ENETUNREACH, "Network is unreachable" },
		{ WSAECONNABORTED, ECONNABORTED, "Software caused connection abort" },
		{ WSAECONNRESET, ECONNRESET, "Connection reset by peer" },
		{ WSAESHUTDOWN, EPIPE, "Broken pipe" },
		{ WSAETIMEDOUT, ETIMEDOUT, "Connection timed out" },
		{ WSAECONNREFUSED, ECONNREFUSED, "Connection refused" },
		{ WSAEHOSTUNREACH, EHOSTUNREACH, "No route to host" },
		{ WSAEPROCLIM, WSAEPROCLIM, "Too many processes" },
	};
	char text[256], want[256];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CHECK_INT(sys_errno_of(rows[i].code), rows[i].err);
		ERR_error_string_n(
		    ERR_SYSTEM_FLAG | (unsigned long)rows[i].code, text, sizeof(text));
		snprintf(want, sizeof(want), "error:%08lX:system library::%s",
		    ERR_SYSTEM_FLAG | (unsigned long)rows[i].code, rows[i].text);
		CHECK_STR(text, want);
	}
	CHECK_INT(sys_errno_of(12345), 12345);
	CHECK(sys_error_text(12345) == NULL);
	CHECK(sys_error_text(0) == NULL);
}

static void an_error_that_is_set_is_both(void)
{
	sys_set_last_error(ECONNREFUSED);
	CHECK_INT(WSAGetLastError(), WSAECONNREFUSED);
	CHECK_INT(errno, ECONNREFUSED);
	sys_set_last_error(WSAEHOSTDOWN);
	CHECK_INT(WSAGetLastError(), WSAEHOSTDOWN);
	CHECK_INT(errno, EHOSTUNREACH);
	sys_set_last_error(0);
	CHECK_INT(WSAGetLastError(), 0);
	CHECK_INT(errno, 0);
}

static void a_refused_connect_leaves_winsocks_code_and_posixs_errno(void)
{
	struct sockaddr_in at;
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	windows_free_port(SOCK_STREAM, &at);
	CHECK_INT(BIO_connect(fd, windows_addr(&at), 0), 0);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK_INT(WSAGetLastError(), WSAECONNREFUSED);
	CHECK_INT(ERR_GET_REASON(ERR_peek_error()), WSAECONNREFUSED);
	CHECK(ERR_SYSTEM_ERROR(ERR_peek_error()));
	ERR_clear_error();
	BIO_closesocket(fd);
}

static void a_refused_connect_ends_a_wait_for_either(void)
{
	for (int for_read = 0; for_read < 2; for_read++) {
		struct sockaddr_in at;
		int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
		time_t begun = time(NULL);

		windows_free_port(SOCK_STREAM, &at);
		CHECK_INT(BIO_connect(fd, windows_addr(&at), BIO_SOCK_NONBLOCK), 0);
		CHECK_INT(errno, EINPROGRESS);
		CHECK(BIO_sock_should_retry(-1));
		CHECK_INT(BIO_socket_wait(fd, for_read, begun + 20), 1);
		CHECK(time(NULL) - begun < 15);
		CHECK_INT(BIO_sock_error(fd), ECONNREFUSED);
		CHECK_ERRORS("-");
		BIO_closesocket(fd);
	}
}

static void urgent_data_is_no_room_to_write(void)
{
	char bytes[4096] = { 0 };
	int pair[2];
	u_long on = 1;

	windows_pair(pair);
	ioctlsocket((SOCKET)pair[0], (long)FIONBIO, &on);
	while (send((SOCKET)pair[0], bytes, sizeof(bytes), 0) > 0)
		;
	CHECK_INT(send((SOCKET)pair[1], "!", 1, MSG_OOB), 1);
	Sleep(50);
	CHECK_INT(BIO_socket_wait(pair[0], 0, time(NULL)), 0);
	BIO_closesocket(pair[0]);
	BIO_closesocket(pair[1]);
}

static void both_numbers_of_an_error_mean_the_same_to_retrying(void)
{
	CHECK(BIO_sock_non_fatal_error(WSAEWOULDBLOCK));
	CHECK(BIO_sock_non_fatal_error(EAGAIN));
	CHECK(BIO_sock_non_fatal_error(EWOULDBLOCK));
	CHECK(BIO_sock_non_fatal_error(WSAEINPROGRESS));
	CHECK(!BIO_sock_non_fatal_error(WSAECONNRESET));
	CHECK(!BIO_sock_non_fatal_error(ECONNRESET));
	CHECK(!BIO_sock_non_fatal_error(0));
}

static void a_programs_own_recv_is_asked_for_by_winsocks_error(void)
{
	u_long on = 1;
	char byte;
	int pair[2];

	windows_pair(pair);
	ioctlsocket((SOCKET)pair[0], (long)FIONBIO, &on);
	errno = ECONNRESET;
	CHECK_INT(recv((SOCKET)pair[0], &byte, 1, 0), -1);
	CHECK(BIO_sock_should_retry(-1));
	errno = EAGAIN;
	CHECK_INT(recv((SOCKET)4444, &byte, 1, 0), -1);
	CHECK(!BIO_sock_should_retry(-1));
	BIO_closesocket(pair[0]);
	BIO_closesocket(pair[1]);
}

static void raising_and_closing_leave_the_last_error(void)
{
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	WSASetLastError(WSAEWOULDBLOCK);
	ERR_raise(ERR_LIB_BIO, ERR_R_INTERNAL_ERROR);
	CHECK_INT(WSAGetLastError(), WSAEWOULDBLOCK);
	ERR_clear_error();
	CHECK_INT(BIO_closesocket(fd), 1);
	CHECK_INT(WSAGetLastError(), WSAEWOULDBLOCK);
}

static bool is_inherited(int fd)
{
	DWORD flags = 0;

	CHECK(GetHandleInformation((HANDLE)(UINT_PTR)fd, &flags));
	return (flags & HANDLE_FLAG_INHERIT) != 0;
}

static void handles_are_inherited_only_on_request(void)
{
	static const int options[] = { 0, BIO_SOCK_NONBLOCK, BIOSOCK_INHERIT };
	struct sockaddr_in at;
	int listener = windows_listen(&at);

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
		int peer = BIO_socket(AF_INET, SOCK_STREAM, 0, options[i]), fd;

		CHECK_INT(BIO_connect(peer, windows_addr(&at), 0), 1);
		fd = BIO_accept_ex(listener, NULL, options[i]);
		CHECK_INT(is_inherited(peer), options[i] == BIOSOCK_INHERIT);
		CHECK_INT(is_inherited(fd), options[i] == BIOSOCK_INHERIT);
		BIO_closesocket(peer);
		BIO_closesocket(fd);
	}
	BIO_closesocket(listener);
}

static void what_is_no_handle_is_told_from_what_is_no_socket(void)
{
	HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
	struct sockaddr_in at;

	windows_any_port(&at);
	CHECK_INT(BIO_bind(0x7ffffffc, windows_addr(&at), 0), 0);
	CHECK_INT(errno, EBADF);
	CHECK_INT(WSAGetLastError(), WSAENOTSOCK);
	CHECK_INT(BIO_bind((int)(INT_PTR)event, windows_addr(&at), 0), 0);
	CHECK_INT(errno, ENOTSOCK);
	ERR_clear_error();
	CloseHandle(event);
}

static void a_socket_that_is_not_bound_has_its_familys_name(void)
{
	static const int families[] = { AF_INET, AF_INET6 };

	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		int fd = BIO_socket(families[i], SOCK_DGRAM, 0, 0);
		BIO_ADDR *name = BIO_ADDR_new();
		union BIO_sock_info_u info = { .addr = name };

		errno = 0;
		CHECK_INT(BIO_sock_info(fd, BIO_SOCK_INFO_ADDRESS, &info), 1);
		CHECK_INT(BIO_ADDR_family(name), families[i]);
		CHECK_INT(BIO_ADDR_rawport(name), 0);
		CHECK_INT(errno, 0);
		BIO_ADDR_free(name);
		BIO_closesocket(fd);
	}
}

static void a_wait_that_took_too_long_is_to_be_repeated(void)
{
	struct timeval time = { 0, 50000 };
	DWORD ms = 50;
	char byte;
	int pair[2];
	BIO *b;

	windows_pair(pair);
	b = BIO_new_socket(pair[0], BIO_CLOSE);
	setsockopt((SOCKET)pair[0], SOL_SOCKET, SO_RCVTIMEO, (const char *)&ms, sizeof(ms));
	CHECK_INT(BIO_read(b, &byte, 1), -1);
	CHECK(BIO_should_retry(b));
	CHECK_INT(errno, EAGAIN);
	BIO_free(b);
	BIO_closesocket(pair[1]);

	b = BIO_new_dgram(BIO_socket(AF_INET, SOCK_DGRAM, 0, 0), BIO_CLOSE);
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_SET_RECV_TIMEOUT, 0, &time), 0);
	time = (struct timeval){ 7, 7 };
	CHECK_INT(BIO_ctrl(b, BIO_CTRL_DGRAM_GET_RECV_TIMEOUT, 0, &time), sizeof(time));
	CHECK_INT(time.tv_sec, 0);
	CHECK_INT(time.tv_usec, 50000);
	BIO_free(b);
}

static void reading_behind_the_end_is_an_end(void)
{
	char byte;
	int pair[2];
	BIO *b;

	windows_pair(pair);
	b = BIO_new_socket(pair[0], BIO_CLOSE);
	shutdown((SOCKET)pair[0], SD_BOTH);
	CHECK_INT(BIO_read(b, &byte, 1), 0);
	CHECK(BIO_eof(b));
	CHECK_INT(BIO_write(b, "", 1), -1);
	CHECK_INT(errno, EPIPE);
	CHECK(!BIO_should_retry(b));
	BIO_free(b);
	BIO_closesocket(pair[1]);
}

static void a_system_without_unix_sockets_says_so(void)
{
	int fd = BIO_socket(AF_UNIX, SOCK_STREAM, 0, 0);

	if (fd != -1) {
		BIO_closesocket(fd);
		contract_skip("AF_UNIX is here");
	}
	CHECK_INT(errno, EAFNOSUPPORT);
	CHECK_ERRORS("system library:EAFNOSUPPORT(calling socket());BIO routines:unable to create "
	             "socket");
}

static const struct contract_case cases[] = {
	{ "each code is an errno and says what POSIX says",
	    each_code_is_an_errno_and_says_what_posix_says, 0, 0 },
	{ "an error that is set is both", an_error_that_is_set_is_both, 0, 0 },
	{ "a refused connect leaves Winsock's code and POSIX's errno",
	    a_refused_connect_leaves_winsocks_code_and_posixs_errno, 0, 0 },
	{ "a refused connect ends a wait for either", a_refused_connect_ends_a_wait_for_either, 0,
	    0 },
	{ "urgent data is no room to write", urgent_data_is_no_room_to_write, 0, 0 },
	{ "both numbers of an error mean the same to retrying",
	    both_numbers_of_an_error_mean_the_same_to_retrying, 0, 0 },
	{ "a program's own recv() is asked for by Winsock's error",
	    a_programs_own_recv_is_asked_for_by_winsocks_error, 0, 0 },
	{ "raising and closing leave the last error", raising_and_closing_leave_the_last_error, 0,
	    0 },
	{ "handles are inherited only on request", handles_are_inherited_only_on_request, 0, 0 },
	{ "what is no handle is told from what is no socket",
	    what_is_no_handle_is_told_from_what_is_no_socket, 0, 0 },
	{ "a socket that is not bound has its family's name",
	    a_socket_that_is_not_bound_has_its_familys_name, 0, 0 },
	{ "a wait that took too long is to be repeated",
	    a_wait_that_took_too_long_is_to_be_repeated, 0, 0 },
	{ "reading behind the end is an end", reading_behind_the_end_is_an_end, 0, 0 },
	{ "a system without UNIX sockets says so", a_system_without_unix_sockets_says_so, 0, 0 },
};

int main(void)
{
	return contract_main("windows", cases, sizeof(cases) / sizeof(cases[0]));
}
