/* SPDX-License-Identifier: Apache-2.0 */
/* What the threads do: calls that fail, each in its way, and calls that do not. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sys/ioctl.h>

#include <openssl/err.h>

#include "support/contract.h"
#include "support/errno_names.h"
#include "support/peer.h"
#include "threads/threads.h"

/* The oldest record. Its data must be this, or begin with it. */
static bool is_next(int lib, int reason, const char *data)
{
	const char *got = "";
	unsigned long e = ERR_get_error_all(NULL, NULL, NULL, &got, NULL);
	int got_reason = ERR_GET_REASON(e);

	if (lib == ERR_LIB_SYS)
		got_reason = errno_of_record(got_reason);
	return ERR_GET_LIB(e) == lib && got_reason == reason &&
	       strncmp(got, data, strlen(data)) == 0;
}

/* Each thread fails on an address of its own, of which libcrypto's record does not speak. */
void round_bind(struct job *job)
{
	union peer_addr at;
	int taken = peer_listen(AF_INET, 1, &at);
	int fd = peer_socket(AF_INET, SOCK_STREAM);
	char data[64] = "calling bind()";

	if (!contract_is_oracle())
		snprintf(data, sizeof(data), "calling bind(): 127.0.0.1:%d", ntohs(at.v4.sin_port));
	JOB(BIO_bind(fd, peer_bio(&at), 0) == 0);
	JOB(errno == EADDRINUSE);
	JOB(is_next(ERR_LIB_SYS, EADDRINUSE, data));
	JOB(is_next(ERR_LIB_BIO, BIO_R_UNABLE_TO_BIND_SOCKET, ""));
	JOB(BIO_bind(-1, peer_bio(&at), 0) == 0);
	JOB(is_next(ERR_LIB_BIO, BIO_R_INVALID_SOCKET, ""));
	at.v4.sin_port = 0;
	JOB(BIO_bind(fd, peer_bio(&at), BIO_SOCK_REUSEADDR) == 1);
	peer_close(taken, fd, -1);
}

void round_connect(struct job *job)
{
	union peer_addr at;
	int refuser = peer_refuse(AF_INET6, &at);
	int fd = peer_socket(AF_INET6, SOCK_STREAM);
	int other = BIO_socket(AF_INET6, SOCK_STREAM, 0, 0);

	JOB(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NODELAY) == 0);
	JOB(errno == ECONNREFUSED);
	JOB(is_next(ERR_LIB_SYS, ECONNREFUSED, "calling connect()"));
	JOB(is_next(ERR_LIB_BIO, BIO_R_CONNECT_ERROR, ""));
	JOB(BIO_connect(other, peer_bio(&at), BIO_SOCK_NONBLOCK) == 0);
	JOB(errno == EINPROGRESS && BIO_sock_should_retry(0));
	peer_close(refuser, fd, other);
}

void round_accept(struct job *job)
{
	union peer_addr at;
	int fd = peer_socket(AF_INET, SOCK_STREAM);
	int listener = peer_listen(AF_INET, 1, &at);

	JOB(BIO_accept_ex(fd, NULL, 0) == -1);
	JOB(errno == EINVAL);
	JOB(is_next(ERR_LIB_SYS, EINVAL, "calling accept()"));
	JOB(is_next(ERR_LIB_BIO, BIO_R_ACCEPT_ERROR, ""));
	peer_set_nonblocking(listener);
	JOB(BIO_accept_ex(listener, NULL, 0) == -1);
	JOB(errno == EAGAIN && BIO_sock_should_retry(-1));
	peer_close(fd, listener, -1);
}

/* Nothing fails: listen, connect, accept, a byte. */
void round_exchange(struct job *job)
{
	union peer_addr at, from;
	union BIO_sock_info_u info = { .addr = peer_bio(&at) };
	int listener = BIO_socket(AF_INET, SOCK_STREAM, 0, 0);
	int fd = BIO_socket(AF_INET, SOCK_STREAM, 0, 0), accepted;
	char byte = (char)job->number, got = (char)(byte + 1);

	peer_loopback(AF_INET, &at);
	JOB(BIO_listen(listener, peer_bio(&at), BIO_SOCK_REUSEADDR) == 1);
	JOB(BIO_sock_info(listener, BIO_SOCK_INFO_ADDRESS, &info) == 1);
	JOB(BIO_connect(fd, peer_bio(&at), BIO_SOCK_NODELAY) == 1);
	accepted = BIO_accept_ex(listener, peer_bio(&from), 0);
	JOB(accepted >= 0);
	JOB(write(fd, &byte, 1) == 1 && read(accepted, &got, 1) == 1 && got == byte);
	peer_close(listener, fd, accepted);
}

/* Literals, numbers as text, and what is neither. */
void round_lookup(struct job *job)
{
	BIO_ADDRINFO *list = NULL;
	char port[16], *text;

	snprintf(port, sizeof(port), "%d", 1000 + job->number);
	JOB(BIO_lookup("::1", port, BIO_LOOKUP_CLIENT, AF_UNSPEC, SOCK_STREAM, &list) == 1);
	text = BIO_ADDR_service_string(BIO_ADDRINFO_address(list), 1);
	JOB(text != NULL && strcmp(text, port) == 0);
	OPENSSL_free(text);
	BIO_ADDRINFO_free(list);
	list = NULL;
	JOB(BIO_lookup("::1", port, BIO_LOOKUP_CLIENT, 12345, SOCK_STREAM, &list) == 0);
	JOB(is_next(ERR_LIB_BIO, BIO_R_UNSUPPORTED_PROTOCOL_FAMILY, ""));
	JOB(BIO_parse_hostserv("a:b:c", NULL, NULL, BIO_PARSE_PRIO_SERV) == 0);
	JOB(is_next(ERR_LIB_BIO, BIO_R_AMBIGUOUS_HOST_OR_SERVICE, ""));
}

static bool is_found(const char *host)
{
	BIO_ADDRINFO *list = NULL;
	bool found = BIO_lookup(host, "80", BIO_LOOKUP_CLIENT, AF_INET, SOCK_STREAM, &list) == 1 &&
	             BIO_ADDRINFO_family(list) == AF_INET;

	BIO_ADDRINFO_free(list);
	return found;
}

/*
 * The resolver, to which a spelling of its own is left, the hosts file, and an error that only this
 * thread may see, with its own words. libcrypto would leave localhost to the machine.
 */
void round_lookup_name(struct job *job)
{
	char mine[32];

	JOB(is_found("127.1"));
	JOB(contract_is_oracle() || is_found("localhost"));
	snprintf(mine, sizeof(mine), "thread %d", job->number);
	ERR_raise_data(ERR_LIB_BIO, BIO_R_NO_SUCH_FILE, "%s", mine);
	JOB(is_next(ERR_LIB_BIO, BIO_R_NO_SUCH_FILE, mine));
}

/* Marks are this thread's: what is above goes, what is below stays. */
void round_marks(struct job *job)
{
	char below[32];

	snprintf(below, sizeof(below), "below %d", job->number);
	ERR_raise_data(ERR_LIB_BIO, BIO_R_UNABLE_TO_KEEPALIVE, "%s", below);
	JOB(ERR_set_mark() == 1);
	JOB(BIO_bind(-1, NULL, 0) == 0);
	JOB(BIO_socket(12345, SOCK_STREAM, 0, 0) == -1);
	JOB(ERR_pop_to_mark() == 1);
	JOB(is_next(ERR_LIB_BIO, BIO_R_UNABLE_TO_KEEPALIVE, below));
	JOB(ERR_pop_to_mark() == 0);
}

/* A ring of sixteen slots holds fifteen records: this thread's, each with its text. */
void round_depth(struct job *job)
{
	char text[32];
	int depth = 0;

	for (int i = 0; i < 20; i++)
		ERR_raise_data(ERR_LIB_BIO, 100 + i, "%d of %d", i, job->number);
	for (int i = 5; i < 20; i++) {
		snprintf(text, sizeof(text), "%d of %d", i, job->number);
		depth += is_next(ERR_LIB_BIO, 100 + i, text);
	}
	JOB(depth == 15);
	JOB(ERR_get_error() == 0);
}

/* Calls on what is no descriptor, whatever the other threads open meanwhile. */
void round_no_descriptor(struct job *job)
{
	int value = 0;

	JOB(BIO_socket_ioctl(-1, FIONREAD, &value) == -1);
	JOB(errno == EBADF);
	JOB(is_next(ERR_LIB_SYS, errno_of_no_descriptor(), "calling ioctlsocket()"));
	JOB(BIO_sock_error(-1) == EBADF);
}
