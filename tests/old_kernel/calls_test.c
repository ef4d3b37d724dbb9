/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the library does without the newer of Linux' calls: to be run by support/refuse.c, under
 * which they are refused.
 */
#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/syscall.h>

#include <biosock.h>
#include <openssl/bio.h>
#include <openssl/err.h>

#include "support/contract.h"
#include "support/peer.h"

enum { FASTOPEN_CONNECT = 30, BATCH = 5 };

/* The kernel's answer, whatever the C library makes of it: an errno, or 0. */
#define ANSWER(...) (syscall(__VA_ARGS__) == -1 ? errno : 0)

static void the_calls_are_refused(void)
{
	int fd = peer_socket(AF_INET, SOCK_STREAM), on = 1;

	CHECK_INT(ANSWER(SYS_socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), EINVAL);
	CHECK_INT(ANSWER(SYS_socket, AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), EINVAL);
	CHECK_INT(ANSWER(SYS_accept4, -1, NULL, NULL, 0), ENOSYS);
	CHECK_INT(ANSWER(SYS_sendmmsg, -1, NULL, 0, 0), ENOSYS);
	CHECK_INT(ANSWER(SYS_recvmmsg, -1, NULL, 0, 0, NULL), ENOSYS);
	CHECK_INT(ANSWER(SYS_sendto, fd, "x", 1, MSG_FASTOPEN | MSG_NOSIGNAL, NULL, 0), EPIPE);
	CHECK_INT(ANSWER(SYS_setsockopt, fd, IPPROTO_TCP, FASTOPEN_CONNECT, &on, sizeof(on)),
	    ENOPROTOOPT);
	peer_close(fd, -1, -1);
}

/* socketcall(2) does from a filter, and musl asks again by itself. */
static bool hides_the_arguments(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	peer_close(fd, -1, -1);
	return fd != -1;
}

static const int options[] = { 0, BIO_SOCK_NONBLOCK, BIOSOCK_INHERIT,
	BIO_SOCK_NONBLOCK | BIOSOCK_INHERIT };
enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

static void check_modes(int fd, int option)
{
	CHECK(fd >= 0);
	CHECK_INT(peer_is_nonblocking(fd), (option & BIO_SOCK_NONBLOCK) != 0);
	CHECK_INT(peer_is_cloexec(fd), (option & BIOSOCK_INHERIT) == 0);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

static void sockets_have_their_modes(void)
{
	if (hides_the_arguments())
		contract_skip("the C library's socket() is not refused its bits here");
	for (int i = 0; i < OPTIONS; i++) {
		check_modes(BIO_socket(AF_INET, SOCK_STREAM, 0, options[i]), options[i]);
	}
}

static void accepted_sockets_have_their_modes(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, OPTIONS, &at);

	for (int i = 0; i < OPTIONS; i++) {
		int peer = peer_dial(&at);

		check_modes(BIO_accept_ex(listener, NULL, options[i]), options[i]);
		peer_close(peer, -1, -1);
	}
	peer_close(listener, -1, -1);
}

/* musl's accept4() tries accept() itself, and leaves the errno of what was refused. */
static bool retries_itself(void)
{
	return accept4(-1, NULL, NULL, SOCK_CLOEXEC) == -1 && errno != ENOSYS;
}

static void success_leaves_errno(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at), peer = peer_dial(&at), fd;

	if (retries_itself())
		contract_skip("the C library's accept4() is not refused here");
	errno = ERANGE;
	fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	CHECK_INT(errno, ERANGE);
	peer_close(fd, -1, -1);
	fd = BIO_accept_ex(listener, NULL, 0);
	CHECK_INT(errno, ERANGE);
	peer_close(fd, listener, peer);
}

static void failures_are_those_of_the_older_call(void)
{
	union peer_addr at;
	int listener = peer_listen(AF_INET, 1, &at);

	CHECK_INT(BIO_socket(AF_INET, 77, 0, 0), -1);
	CHECK_ERRORS(
	    "system library:EINVAL(calling socket());BIO routines:unable to create socket");
	peer_set_nonblocking(listener);
	CHECK_INT(BIO_accept_ex(listener, NULL, 0), -1);
	CHECK_INT(errno, EAGAIN);
	CHECK_ERRORS("-");
	peer_close(listener, -1, -1);
	CHECK_INT(BIO_accept_ex(listener, NULL, 0), -1);
	CHECK_ERRORS("system library:EBADF(calling accept());BIO routines:accept error");
}

static void fill(BIO_MSG *msg, char (*bytes)[2], BIO_ADDR *peer)
{
	for (int i = 0; i < BATCH; i++)
		msg[i] = (BIO_MSG){ .data = bytes[i], .data_len = 2, .peer = peer };
}

static void batches_go_through(void)
{
	char sent[BATCH][2] = { "a", "b", "c", "d", "e" }, got[BATCH][2] = { "" };
	int receiver = peer_socket(AF_INET, SOCK_DGRAM);
	BIO *in = BIO_new_dgram(receiver, BIO_CLOSE);
	BIO *out = BIO_new_dgram(peer_socket(AF_INET, SOCK_DGRAM), BIO_CLOSE);
	union peer_addr at;
	BIO_MSG msg[BATCH];
	size_t n = 0;

	peer_loopback(AF_INET, &at);
	CHECK_INT(bind(receiver, &at.sa, sizeof(at.v4)), 0);
	CHECK_INT(peer_name(receiver, &at), 0);
	fill(msg, sent, peer_bio(&at));
	errno = ERANGE;
	CHECK_INT(BIO_sendmmsg(out, msg, sizeof(msg[0]), BATCH, 0, &n), 1);
	CHECK_INT(n, BATCH);
	CHECK_INT(peer_poll(receiver, POLLIN), 1);
	fill(msg, got, NULL);
	CHECK_INT(BIO_recvmmsg(in, msg, sizeof(msg[0]), BATCH, 0, &n), 1);
	CHECK_INT(n, BATCH);
	CHECK_MEM(got, sent, sizeof(sent));
	CHECK_INT(errno, ERANGE);
	CHECK_ERRORS("-");
	BIO_free(in);
	BIO_free(out);
}

static void fast_open_is_said_not_to_be_there(void)
{
	union peer_addr at;
	int listener = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0), option = 0;
	socklen_t len = sizeof(option);

	peer_loopback(AF_INET, &at);
	CHECK_INT(BIO_listen(listener, peer_bio(&at), BIO_SOCK_TFO), 1);
	CHECK_INT(peer_name(listener, &at), 0);
	if (setsockopt(fd, IPPROTO_TCP, FASTOPEN_CONNECT, &option, len) == 0)
		contract_skip("the C library's setsockopt() is not refused it here");
	CHECK_INT(BIO_connect(fd, peer_bio(&at), BIO_SOCK_TFO), 0);
	CHECK_ERRORS("system library:ENOPROTOOPT(calling setsockopt());"
	             "BIO routines:tfo no kernel support");
	CHECK_INT(BIO_connect(fd, peer_bio(&at), 0), 1);
	peer_close(listener, fd, -1);
}

static const struct contract_case cases[] = {
	{ "the calls are refused", the_calls_are_refused, 0, 0 },
	{ "sockets have their modes", sockets_have_their_modes, 0, 0 },
	{ "accepted sockets have their modes", accepted_sockets_have_their_modes, 0, 0 },
	{ "success leaves errno", success_leaves_errno, 0, 0 },
	{ "failures are those of the older call", failures_are_those_of_the_older_call, 0, 0 },
	{ "batches go through", batches_go_through, 0, 0 },
	{ "Fast Open is said not to be there", fast_open_is_said_not_to_be_there, 0, 0 },
};

int main(void)
{
	return contract_main("old_kernel.calls", cases, sizeof(cases) / sizeof(cases[0]));
}
