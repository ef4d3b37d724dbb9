/* SPDX-License-Identifier: Apache-2.0 */
/* BIO_accept_ex() when connections are lost, signals come, and descriptors run out. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <openssl/err.h>

#include "support/contract.h"
#include "support/faults.h"
#include "support/peer.h"
#include "support/system.h"

struct listener {
	int fd;
	int dialer;
};

static struct listener called(int family)
{
	union peer_addr at;
	struct listener listener;

	listener.fd = peer_listen(family, 4, &at);
	listener.dialer = peer_dial(&at);
	if (family == AF_UNIX)
		unlink(at.un.sun_path);
	CHECK(listener.fd != -1 && listener.dialer != -1);
	return listener;
}

static int accept_counted(int fd, union peer_addr *from, int options)
{
	int accepted;

	faults_begin();
	accepted = BIO_accept_ex(fd, from != NULL ? peer_bio(from) : NULL, options);
	faults_end();
	faults_clear();
	return accepted;
}

/* One connection was lost in the queue: the one behind it comes, in the same call. */
static void skipped_on(int family, int err)
{
	struct listener listener = called(family);
	union peer_addr from;
	int accepted;

	peer_set_nonblocking(listener.fd);
	faults_fail(FAULT_ACCEPT, 1, err);
	accepted = accept_counted(listener.fd, &from, 0);
	CHECK(accepted >= 0);
	CHECK_INT(faults_count(FAULT_ACCEPT), 2);
	CHECK_ERRORS("-");
	if (accepted >= 0)
		CHECK_INT(from.sa.sa_family, family);
	peer_close(listener.fd, listener.dialer, accepted);
}

static void skipped(int err)
{
	int before = system_open_descriptors();

	if (!system_accept_loses(err))
		contract_skip("accept() does not say this of one connection here");
	skipped_on(AF_INET, err);
	skipped_on(AF_INET6, err);
	if (system_has_family(AF_UNIX))
		skipped_on(AF_UNIX, err);
	CHECK_INT(system_open_descriptors(), before);
}

static void econnaborted_is_skipped(void)
{
	skipped(ECONNABORTED);
}

static void enetdown_is_skipped(void)
{
	skipped(ENETDOWN);
}

static void eproto_is_skipped(void)
{
	skipped(EPROTO);
}

static void enoprotoopt_is_skipped(void)
{
	skipped(ENOPROTOOPT);
}

static void ehostdown_is_skipped(void)
{
	skipped(EHOSTDOWN);
}

static void enonet_is_skipped(void)
{
	skipped(ENONET);
}

static void ehostunreach_is_skipped(void)
{
	skipped(EHOSTUNREACH);
}

static void enetunreach_is_skipped(void)
{
	skipped(ENETUNREACH);
}

static void several_in_a_row_are_skipped(void)
{
	static const int lost[] = { ECONNABORTED, EPROTO, ENETDOWN, ECONNABORTED, EHOSTUNREACH };
	struct listener listener = called(AF_INET);
	int accepted, n = 0;

	for (int i = 0; i < 5; i++) {
		if (system_accept_loses(lost[i]))
			faults_fail(FAULT_ACCEPT, ++n, lost[i]);
	}
	accepted = accept_counted(listener.fd, NULL, 0);
	CHECK(accepted >= 0 && n > 1);
	CHECK_INT(faults_count(FAULT_ACCEPT), n + 1);
	CHECK_ERRORS("-");
	peer_close(listener.fd, listener.dialer, accepted);
}

/* There is nobody behind the lost one: come again later, and no word of the lost one. */
static void the_only_connection_was_lost(void)
{
	union peer_addr at;
	int fd = peer_listen(AF_INET, 4, &at);

	peer_set_nonblocking(fd);
	faults_fail(FAULT_ACCEPT, 1, ECONNABORTED);
	CHECK_INT(accept_counted(fd, NULL, 0), -1);
	CHECK_INT(errno, EAGAIN);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

/* What comes behind the lost one is an error of its own. */
static void an_error_behind_a_lost_connection_counts(void)
{
	struct listener listener = called(AF_INET);
	int accepted;

	faults_fail(FAULT_ACCEPT, 1, ECONNABORTED);
	faults_fail(FAULT_ACCEPT, 2, EMFILE);
	CHECK_INT(accept_counted(listener.fd, NULL, 0), -1);
	CHECK_INT(errno, EMFILE);
	CHECK_ERRORS("system library:EMFILE(calling accept());BIO routines:accept error");
	accepted = accept_counted(listener.fd, NULL, 0);
	CHECK(accepted >= 0);
	peer_close(listener.fd, listener.dialer, accepted);
}

/* A program uses it to stop, so the call must come back, having asked once. */
static void a_signal_brings_it_back(void)
{
	struct listener listener = called(AF_INET);
	int accepted;

	faults_fail(FAULT_ACCEPT, 1, EINTR);
	CHECK_INT(accept_counted(listener.fd, NULL, 0), -1);
	CHECK_INT(errno, EINTR);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	CHECK_INT(faults_count(FAULT_ACCEPT), 1);
	CHECK_ERRORS("-");
	accepted = accept_counted(listener.fd, NULL, 0);
	CHECK(accepted >= 0);
	peer_close(listener.fd, listener.dialer, accepted);
}

/* The same by a real signal, on a listener to which nobody connects. */
static void a_real_signal_brings_it_back(void)
{
	union peer_addr at;
	int fd = peer_listen(AF_INET, 4, &at);

	if (!system_interrupt())
		contract_skip("no signal interrupts a call here");
	CHECK_INT(BIO_accept_ex(fd, NULL, 0), -1);
	system_interrupt_stop();
	CHECK_INT(errno, EINTR);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	CHECK_ERRORS("-");
	peer_close(fd, -1, -1);
}

/* accept(2) lists it with the lost connections, but what cannot listen gives it for ever. */
static void a_datagram_socket_fails_at_once(void)
{
	int fd = peer_socket(AF_INET, SOCK_DGRAM);

	CHECK_INT(accept_counted(fd, NULL, 0), -1);
	CHECK_INT(errno, EOPNOTSUPP);
	CHECK_INT(faults_count(FAULT_ACCEPT), 1);
	CHECK_INT(BIO_sock_should_retry(-1), 0);
	CHECK_ERRORS("system library:EOPNOTSUPP(calling accept());BIO routines:accept error");
	peer_close(fd, -1, -1);
}

static void shortage(int err, const char *errors)
{
	struct listener listener = called(AF_INET);
	int accepted;

	faults_fail(FAULT_ACCEPT, 1, err);
	CHECK_INT(accept_counted(listener.fd, NULL, 0), -1);
	CHECK_INT(errno, err);
	CHECK_INT(BIO_sock_should_retry(-1), 0);
	CHECK_INT(faults_count(FAULT_ACCEPT), 1);
	CHECK_ERRORS(errors);
	accepted = accept_counted(listener.fd, NULL, 0);
	CHECK(accepted >= 0);
	CHECK_ERRORS("-");
	peer_close(listener.fd, listener.dialer, accepted);
}

static void after_a_shortage_the_listener_works(void)
{
	shortage(EMFILE, "system library:EMFILE(calling accept());BIO routines:accept error");
	shortage(ENFILE, "system library:ENFILE(calling accept());BIO routines:accept error");
	shortage(ENOBUFS, "system library:ENOBUFS(calling accept());BIO routines:accept error");
	shortage(ENOMEM, "system library:ENOMEM(calling accept());BIO routines:accept error");
}

static void out_of_descriptors_for_real(void)
{
	struct listener listener = called(AF_INET);
	int accepted;

	if (!system_forbid_descriptors())
		contract_skip("descriptors are not limited here");
	CHECK_INT(BIO_accept_ex(listener.fd, NULL, 0), -1);
	CHECK_INT(errno, EMFILE);
	CHECK_ERRORS("system library:EMFILE(calling accept());BIO routines:accept error");
	CHECK_INT(BIO_socket(AF_INET, SOCK_STREAM, 0, 0), -1);
	CHECK_INT(errno, EMFILE);
	CHECK_ERRORS(
	    "system library:EMFILE(calling socket());BIO routines:unable to create socket");
	system_allow_descriptors();
	accepted = BIO_accept_ex(listener.fd, NULL, 0);
	CHECK(accepted >= 0);
	CHECK_ERRORS("-");
	peer_close(listener.fd, listener.dialer, accepted);
}

static const struct contract_case cases[] = {
	{ "ECONNABORTED is skipped", econnaborted_is_skipped, 3, 0 },
	{ "ENETDOWN is skipped", enetdown_is_skipped, 3, 0 },
	{ "EPROTO is skipped", eproto_is_skipped, 3, 0 },
	{ "ENOPROTOOPT is skipped", enoprotoopt_is_skipped, 3, 0 },
	{ "EHOSTDOWN is skipped", ehostdown_is_skipped, 3, 0 },
	{ "ENONET is skipped", enonet_is_skipped, 3, 0 },
	{ "EHOSTUNREACH is skipped", ehostunreach_is_skipped, 3, 0 },
	{ "ENETUNREACH is skipped", enetunreach_is_skipped, 3, 0 },
	{ "several in a row are skipped", several_in_a_row_are_skipped, 3, 0 },
	{ "the only connection was lost", the_only_connection_was_lost, 3, 0 },
	{ "an error behind a lost connection counts", an_error_behind_a_lost_connection_counts, 3,
	    0 },
	{ "a signal brings it back", a_signal_brings_it_back, 0, 0 },
	{ "a real signal brings it back", a_real_signal_brings_it_back, 0, 0 },
	{ "a datagram socket fails at once", a_datagram_socket_fails_at_once, 0, 0 },
	{ "after a shortage the listener works", after_a_shortage_the_listener_works, 0, 0 },
	{ "out of descriptors, for real", out_of_descriptors_for_real, 0, 0 },
};

int main(void)
{
	return contract_main("faults.accept", cases, sizeof(cases) / sizeof(cases[0]));
}
