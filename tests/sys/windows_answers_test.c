/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Winsock can answer but seldom does: the library imports these calls from this program, which
 * has the next one answer as a case says.
 */
#include <errno.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "sys/winsock.h"
#include "windows_peer.h"

/* What the next answer is to be in place of the real one's: a handle, an error code, success. */
static struct {
	bool large_handle;
	int bind, accept, recvfrom;
	bool fastopen;
} next;
static SOCKET made, closed;

static FARPROC real(const char *name)
{
	return GetProcAddress(GetModuleHandleA("ws2_32.dll"), name);
}

/* WSASetLastError() and -1, once, if a code is given. */
static bool is_to_fail(int *code)
{
	if (*code == 0)
		return false;
	WSASetLastError(*code);
	*code = 0;
	return true;
}

static SOCKET WSAAPI answer_socket(
    int domain, int type, int protocol, WSAPROTOCOL_INFOW *info, GROUP group, DWORD flags)
{
	SOCKET(WSAAPI * call)
	(int, int, int, WSAPROTOCOL_INFOW *, GROUP, DWORD) = (void *)real("WSASocketW");

	made = call(domain, type, protocol, info, group, flags);
	return next.large_handle ? made | (SOCKET)1 << 31 : made;
}

static int WSAAPI answer_close(SOCKET s)
{
	int(WSAAPI * call)(SOCKET) = (void *)real("closesocket");

	closed = s;
	return call(s & ~((SOCKET)1 << 31));
}

static int WSAAPI answer_bind(SOCKET s, const struct sockaddr *addr, int len)
{
	int(WSAAPI * call)(SOCKET, const struct sockaddr *, int) = (void *)real("bind");

	return is_to_fail(&next.bind) ? SOCKET_ERROR : call(s, addr, len);
}

static SOCKET WSAAPI answer_accept(SOCKET s, struct sockaddr *addr, int *len)
{
	SOCKET(WSAAPI * call)(SOCKET, struct sockaddr *, int *) = (void *)real("accept");

	if (is_to_fail(&next.accept))
		return INVALID_SOCKET;
	made = call(s, addr, len);
	return next.large_handle ? made | (SOCKET)1 << 31 : made;
}

static int WSAAPI answer_recvfrom(
    SOCKET s, char *out, int n, int flags, struct sockaddr *from, int *len)
{
	int(WSAAPI * call)(SOCKET, char *, int, int, struct sockaddr *, int *) =
	    (void *)real("recvfrom");

	return is_to_fail(&next.recvfrom) ? SOCKET_ERROR : call(s, out, n, flags, from, len);
}

static int WSAAPI answer_setsockopt(SOCKET s, int level, int name, const char *value, int len)
{
	int(WSAAPI * call)(SOCKET, int, int, const char *, int) = (void *)real("setsockopt");

	if (next.fastopen && level == IPPROTO_TCP && name == 15)
		return 0;
	return call(s, level, name, value, len);
}

static int WSAAPI answer_ioctl(SOCKET s, long request, u_long *value)
{
	int(WSAAPI * call)(SOCKET, long, u_long *) = (void *)real("ioctlsocket");

	return call(s, request, value);
}

/* The names that a call is imported by. */
void *const __imp_WSASocketW = (void *)answer_socket;
void *const __imp_closesocket = (void *)answer_close;
void *const __imp_ioctlsocket = (void *)answer_ioctl;
void *const __imp_bind = (void *)answer_bind;
void *const __imp_accept = (void *)answer_accept;
void *const __imp_recvfrom = (void *)answer_recvfrom;
void *const __imp_setsockopt = (void *)answer_setsockopt;

static void a_handle_that_does_not_fit_is_closed_and_told_of(void)
{
	next.large_handle = true;
	CHECK_INT(BIO_socket(AF_INET, SOCK_STREAM, 0, 0), -1);
	next.large_handle = false;
	CHECK_INT(errno, EMFILE);
	CHECK_INT(WSAGetLastError(), WSAEMFILE);
	CHECK_INT(closed, made | (SOCKET)1 << 31);
	CHECK_ERRORS(
	    "system library:EMFILE(calling socket());BIO routines:unable to create socket");
}

static void an_accepted_handle_that_does_not_fit_neither(void)
{
	struct sockaddr_in at;
	int listener = windows_listen(&at), peer = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	CHECK_INT(BIO_connect(peer, windows_addr(&at), 0), 1);
	next.large_handle = true;
	CHECK_INT(BIO_accept_ex(listener, NULL, 0), -1);
	next.large_handle = false;
	CHECK_INT(errno, EMFILE);
	CHECK_INT(closed, made | (SOCKET)1 << 31);
	CHECK_ERRORS("system library:EMFILE(calling accept());BIO routines:accept error");
	BIO_closesocket(peer);
	BIO_closesocket(listener);
}

/* The second is what others keep for themselves; both, while a connection of theirs lives. */
static void an_address_that_is_kept_is_in_use(void)
{
	static const int codes[] = { WSAEADDRINUSE, WSAEACCES };

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
		struct sockaddr_in at;

		windows_any_port(&at);
		next.bind = codes[i];
		CHECK_INT(BIO_listen(fd, windows_addr(&at), BIO_SOCK_REUSEADDR), 0);
		CHECK_INT(errno, EADDRINUSE);
		CHECK_INT(WSAGetLastError(), codes[i]);
		CHECK_INT(ERR_GET_REASON(ERR_peek_error()), codes[i]);
		ERR_clear_error();
		CHECK_INT(BIO_listen(fd, windows_addr(&at), 0), 1);
		BIO_closesocket(fd);
	}
}

static void a_connection_reset_in_the_queue_is_passed_over(void)
{
	struct sockaddr_in at;
	int listener = windows_listen(&at), peer = BIO_socket(AF_INET, SOCK_STREAM, 0, 0), fd;

	CHECK_INT(BIO_connect(peer, windows_addr(&at), 0), 1);
	next.accept = WSAECONNRESET;
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK(fd != -1);
	CHECK_INT(next.accept, 0);
	CHECK_ERRORS("-");
	BIO_closesocket(fd);
	BIO_closesocket(peer);
	BIO_closesocket(listener);
}

/* A datagram BIO on a bound socket, and one that sends to it; connected or not. */
static BIO *receiver(BIO **out_sender, bool connected)
{
	struct sockaddr_in at;
	int fd = BIO_socket(AF_INET, SOCK_DGRAM, 0, 0),
	    peer = BIO_socket(AF_INET, SOCK_DGRAM, 0, 0);
	int len = sizeof(at);

	windows_any_port(&at);
	CHECK_INT(BIO_bind(fd, windows_addr(&at), 0), 1);
	CHECK_INT(BIO_bind(peer, windows_addr(&at), 0), 1);
	getsockname((SOCKET)peer, (struct sockaddr *)&at, &len);
	if (connected)
		CHECK_INT(BIO_connect(fd, windows_addr(&at), 0), 1);
	getsockname((SOCKET)fd, (struct sockaddr *)&at, &len);
	*out_sender = BIO_new_dgram(peer, BIO_CLOSE);
	(void)BIO_dgram_set_peer(*out_sender, (void *)&at);
	return BIO_new_dgram(fd, BIO_CLOSE);
}

static void what_became_of_a_datagram_is_no_matter_to_who_has_no_peer(void)
{
	BIO *sender, *b = receiver(&sender, false);
	char bytes[8];

	CHECK_INT(BIO_write(sender, "next", 4), 4);
	next.recvfrom = WSAECONNRESET;
	CHECK_INT(BIO_read(b, bytes, sizeof(bytes)), 4);
	CHECK_INT(next.recvfrom, 0);
	BIO_free(b);
	BIO_free(sender);
}

static void a_peer_without_that_port_is_refusal(void)
{
	BIO *sender, *b = receiver(&sender, true);
	char bytes[8];

	next.recvfrom = WSAECONNRESET;
	CHECK_INT(BIO_read(b, bytes, sizeof(bytes)), -1);
	CHECK_INT(errno, ECONNREFUSED);
	CHECK(!BIO_should_retry(b));
	BIO_free(b);
	BIO_free(sender);
}

/* Connected, and the data that made it so has come. */
static void check_arrival(int listener, BIO *b, const char *want)
{
	struct sockaddr_storage peer;
	int len = sizeof(peer), n = (int)strlen(want), fd = BIO_accept_ex(listener, NULL, 0);
	char bytes[16];

	CHECK_INT(recv((SOCKET)fd, bytes, n, MSG_WAITALL), n);
	CHECK_MEM(bytes, want, (size_t)n);
	CHECK_INT(getpeername((SOCKET)BIO_get_fd(b, NULL), (struct sockaddr *)&peer, &len), 0);
	BIO_closesocket(fd);
}

/* TCP_FASTOPEN taken as by Windows 10 1607, and refused as before it: the same calls behind it. */
static void a_first_write_connects(void)
{
	for (int mode = 0; mode < 4; mode++) {
		struct sockaddr_in at;
		int listener = windows_listen(&at);
		BIO *b = BIO_new(BIO_s_connect());
		long nonblock = (mode & 1) != 0 ? BIO_SOCK_NONBLOCK : 0;

		next.fastopen = (mode & 2) != 0;
		BIO_set_conn_address(b, (void *)&at);
		BIO_set_conn_mode(b, BIO_SOCK_TFO | nonblock);
		CHECK_INT(BIO_do_connect(b), 1);
		while (BIO_write(b, "early", 5) != 5 && CHECK(BIO_should_retry(b)))
			BIO_wait(b, time(NULL) + 5, 0);
		check_arrival(listener, b, "early");
		CHECK_ERRORS("-");
		BIO_free(b);
		BIO_closesocket(listener);
		next.fastopen = false;
	}
}

static void a_first_write_that_is_refused_says_so(void)
{
	for (int nonblock = 0; nonblock < 2; nonblock++) {
		struct sockaddr_in at;
		BIO *b = BIO_new(BIO_s_connect());
		int r;

		windows_free_port(SOCK_STREAM, &at);
		BIO_set_conn_address(b, (void *)&at);
		BIO_set_conn_mode(b, BIO_SOCK_TFO | (nonblock ? BIO_SOCK_NONBLOCK : 0));
		CHECK_INT(BIO_do_connect(b), 1);
		while ((r = BIO_write(b, "early", 5)) != 5 && BIO_should_retry(b))
			CHECK_INT(BIO_wait(b, time(NULL) + 20, 0), 1);
		CHECK_INT(r, -1);
		CHECK(!BIO_should_retry(b));
		CHECK(errno == ECONNREFUSED || errno == ECONNRESET);
		BIO_free(b);
		ERR_clear_error();
	}
}

static void connecting_with_fast_open_asks_the_system(void)
{
	struct sockaddr_in at;
	int listener = windows_listen(&at), fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);

	next.fastopen = true;
	CHECK_INT(BIO_connect(fd, windows_addr(&at), BIO_SOCK_TFO), 1);
	next.fastopen = false;
	CHECK_ERRORS("-");
	BIO_closesocket(fd);
	BIO_closesocket(listener);
}

static const struct contract_case cases[] = {
	{ "a handle that does not fit is closed and told of",
	    a_handle_that_does_not_fit_is_closed_and_told_of, 0, 0 },
	{ "an accepted handle that does not fit, neither",
	    an_accepted_handle_that_does_not_fit_neither, 0, 0 },
	{ "an address that is kept is in use", an_address_that_is_kept_is_in_use, 0, 0 },
	{ "a connection reset in the queue is passed over",
	    a_connection_reset_in_the_queue_is_passed_over, 3, 0 },
	{ "what became of a datagram is no matter to who has no peer",
	    what_became_of_a_datagram_is_no_matter_to_who_has_no_peer, 0, 0 },
	{ "a peer without that port is refusal", a_peer_without_that_port_is_refusal, 0, 0 },
	{ "a first write connects", a_first_write_connects, 0, 0 },
	{ "a first write that is refused says so", a_first_write_that_is_refused_says_so, 0, 0 },
	{ "connecting with Fast Open asks the system", connecting_with_fast_open_asks_the_system, 0,
	    0 },
};

int main(void)
{
	return contract_main("windows answers", cases, sizeof(cases) / sizeof(cases[0]));
}
