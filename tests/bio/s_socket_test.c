/* SPDX-License-Identifier: Apache-2.0 */
/* Socket BIOs: a descriptor that is there already (BIO_s_socket(3)). */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>

#include "bio/wire.h"
#include "support/contract.h"
#include "support/system.h"

static char in[100];
static int peer;

/* One end of a pair of streams; `peer` is the other. */
static BIO *paired(int close_flag)
{
	int fds[2] = { -1, -1 };

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	peer = fds[1];
	return BIO_new_socket(fds[0], close_flag);
}

static void done(BIO *b)
{
	BIO_free(b);
	wire_close(peer);
}

static void moves_bytes(void)
{
	BIO *b = paired(BIO_CLOSE);

	CHECK_INT(BIO_write(b, "hello", 5), 5);
	CHECK_INT(BIO_puts(b, "you"), 3);
	CHECK_INT(BIO_puts(b, ""), 0);
	CHECK_INT(BIO_write(b, "hello", 0), 0);
	CHECK(wire_receive(peer, in, 8));
	CHECK_MEM(in, "helloyou", 8);
	wire_send(peer, "answer");
	CHECK_INT(BIO_read(b, in, 4), 4);
	CHECK_INT(BIO_read(b, in + 4, 50), 2);
	CHECK_MEM(in, "answer", 6);
	CHECK_INT(BIO_number_read(b), 6);
	CHECK_INT(BIO_number_written(b), 8);
	CHECK_ERRORS("-");
	done(b);
}

static void has_no_lines(void)
{
	BIO *b = paired(BIO_CLOSE);

	CHECK_INT(BIO_gets(b, in, 5), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	done(b);
}

static void asks_to_retry(void)
{
	BIO *b = paired(BIO_CLOSE);

	CHECK_INT(BIO_socket_nbio(wire_fd(b), 1), 1);
	CHECK_INT(BIO_read(b, in, 4), -1);
	CHECK_INT(errno, EAGAIN);
	CHECK_INT(BIO_get_retry_flags(b), BIO_FLAGS_SHOULD_RETRY | BIO_FLAGS_READ);
	CHECK_INT(BIO_eof(b), 0);
	while (BIO_write(b, in, sizeof(in)) > 0)
		;
	CHECK_INT(errno, EAGAIN);
	CHECK_INT(BIO_get_retry_flags(b), BIO_FLAGS_SHOULD_RETRY | BIO_FLAGS_WRITE);
	wire_send(peer, "x");
	CHECK_INT(BIO_read(b, in, 4), 1);
	CHECK_INT(BIO_get_retry_flags(b), 0);
	CHECK_ERRORS("-");
	done(b);
}

static void knows_the_end(void)
{
	BIO *b = paired(BIO_CLOSE);

	CHECK_INT(BIO_eof(b), 0);
	errno = EAGAIN;
	shutdown(peer, SHUT_WR);
	CHECK_INT(BIO_read(b, in, 4), 0);
	CHECK_INT(BIO_eof(b), 1);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_INT(BIO_write(b, "still", 5), 5);
	CHECK_INT(BIO_reset(b), 0);
	CHECK_INT(BIO_eof(b), 1);
	done(b);
}

/* A flag of its own says so, where there is one, and a copy has it. */
static void shows_the_end(void)
{
	BIO *b = paired(BIO_CLOSE), *copy;

	shutdown(peer, SHUT_WR);
	CHECK_INT(BIO_read(b, in, 4), 0);
#ifdef BIO_FLAGS_IN_EOF
	CHECK_INT(BIO_test_flags(b, BIO_FLAGS_IN_EOF), BIO_FLAGS_IN_EOF);
#endif
	copy = BIO_dup_chain(b);
	CHECK_INT(BIO_eof(copy), 1);
	CHECK_INT(BIO_set_close(copy, BIO_NOCLOSE), 1);
	BIO_free(copy);
	done(b);
}

static void reads_nothing_as_end(void)
{
	BIO *b = paired(BIO_CLOSE);

	CHECK_INT(BIO_read(b, in, 0), 0);
	CHECK_INT(BIO_eof(b), 1);
	done(b);
}

/* The signal, which would end the test, is the difference. */
static void never_raises_sigpipe(void)
{
	BIO *b = paired(BIO_CLOSE);

	system_need_family(AF_UNIX); /* whose peers are missed at once */
	signal(SIGPIPE, SIG_DFL);
	wire_close(peer);
	peer = -1;
	CHECK_INT(BIO_write(b, "x", 1), -1);
	CHECK_INT(errno, EPIPE);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_ERRORS("-");
	done(b);
}

static void is_not_initialised(void)
{
	BIO *b = BIO_new(BIO_s_socket());

	CHECK_INT(BIO_get_fd(b, NULL), -1);
	CHECK_INT(BIO_read(b, in, 4), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_write(b, in, 4), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_puts(b, "x"), -1);
	CHECK_ERRORS("BIO routines:uninitialized");
	CHECK_INT(BIO_free(b), 1);
}

static const struct wire_control controls[] = {
	{ "eof", BIO_CTRL_EOF, 0, 0 },
	{ "flush", BIO_CTRL_FLUSH, 0, 1 },
	{ "dup", BIO_CTRL_DUP, 0, 1 },
	{ "pending", BIO_CTRL_PENDING, 0, 0 },
	{ "wpending", BIO_CTRL_WPENDING, 0, 0 },
	{ "reset", BIO_CTRL_RESET, 0, 0 },
	{ "seek", BIO_C_FILE_SEEK, 0, 0 },
	{ "tell", BIO_C_FILE_TELL, 0, 0 },
	{ "info", BIO_CTRL_INFO, 0, 0 },
	{ "nbio", BIO_C_SET_NBIO, 1, 0 },
	{ "kernel TLS of sending", 73, 0, 0 },
	{ "kernel TLS of receiving", 76, 0, 0 },
	{ "connect", BIO_C_DO_STATE_MACHINE, 0, 0 },
	{ "get close", BIO_CTRL_GET_CLOSE, 0, 1 },
	{ "set close", BIO_CTRL_SET_CLOSE, 5, 1 },
	{ "get close again", BIO_CTRL_GET_CLOSE, 0, 5 },
	{ "set close back", BIO_CTRL_SET_CLOSE, 1, 1 },
	{ "set an address, NULL", BIO_C_SET_CONNECT, 2, 0 },
	{ "get an address, NULL", BIO_C_GET_CONNECT, 2, 0 },
	{ "unknown", 4444, 0, 0 },
	{ "negative", -1, 0, 0 },
};

static void answers_controls(void)
{
	BIO *b = paired(BIO_CLOSE);

	wire_check_controls(b, controls, sizeof(controls) / sizeof(controls[0]));
	CHECK_ERRORS("-");
	CHECK_INT(BIO_set_info_callback(b, NULL), -2);
	CHECK_ERRORS("BIO routines:unsupported method");
	done(b);
}

static void closes_what_it_owns(void)
{
	BIO *b = paired(BIO_CLOSE);
	int fd = wire_fd(b);

	CHECK_INT(BIO_free(b), 1);
	CHECK_INT(fcntl(fd, F_GETFD), -1);
	wire_close(peer);
	b = paired(BIO_NOCLOSE);
	fd = wire_fd(b);
	BIO_free(b);
	CHECK(fcntl(fd, F_GETFD) != -1);
	wire_close(fd);
	wire_close(peer);
}

static void takes_another_descriptor(void)
{
	BIO *b = paired(BIO_CLOSE);
	int fd = wire_fd(b), before = peer, fds[2];

	shutdown(peer, SHUT_WR);
	CHECK_INT(BIO_read(b, in, 1), 0);
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	CHECK_INT(BIO_set_fd(b, fds[0], BIO_NOCLOSE), 1);
	CHECK_INT(fcntl(fd, F_GETFD), -1);
	CHECK_INT(BIO_eof(b), 0);
	CHECK_INT(BIO_get_close(b), BIO_NOCLOSE);
	CHECK_INT(wire_fd(b), fds[0]);
	BIO_free(b);
	CHECK(fcntl(fds[0], F_GETFD) != -1);
	wire_close(fds[0]);
	wire_close(fds[1]);
	wire_close(before);
}

static void has_no_socket(void)
{
	BIO *b = BIO_new_socket(-1, BIO_CLOSE);

	CHECK_INT(BIO_get_fd(b, NULL), -1);
	CHECK_INT(BIO_read(b, in, 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_write(b, in, 1), -1);
	CHECK_INT(errno, EBADF);
	CHECK_INT(BIO_should_retry(b), 0);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_free(b), 1);
}

static void is_not_connected(void)
{
	BIO *b = BIO_new_socket(socket(AF_INET, SOCK_STREAM, 0), BIO_CLOSE);
	int says;

	signal(SIGPIPE, SIG_IGN);
	CHECK_INT(BIO_read(b, in, 4), -1);
	CHECK_INT(errno, ENOTCONN);
	CHECK_INT(BIO_should_retry(b) != 0, 1);
	says = SYSTEM_SAYS(send(wire_fd(b), in, 4, MSG_NOSIGNAL) == -1 ? errno : 0, EPIPE);
	CHECK_INT(BIO_write(b, in, 4), -1);
	CHECK_INT(errno, says);
	CHECK_INT(BIO_should_retry(b), 0);
	signal(SIGPIPE, SIG_DFL);
	BIO_free(b);
}

/* Where sockets are descriptors, programs hand it others. */
static void works_on_a_pipe(void)
{
	int fds[2] = { -1, -1 };
	BIO *from, *to;

	if (!system_sockets_are_files())
		contract_skip("sockets and files are not numbered alike here");
	CHECK_INT(pipe(fds), 0);
	from = BIO_new_socket(fds[0], BIO_CLOSE);
	to = BIO_new_socket(fds[1], BIO_CLOSE);
	errno = 0;
	CHECK_INT(BIO_write(to, "pipe", 4), 4);
	CHECK_INT(BIO_read(from, in, 9), 4);
	CHECK_INT(errno, 0);
	BIO_free(to);
	CHECK_INT(BIO_read(from, in, 9), 0);
	CHECK_INT(BIO_eof(from), 1);
	BIO_free(from);
}

static void takes_bad_input(void)
{
	BIO *b = paired(BIO_CLOSE);
	size_t n = 9;

	CHECK_INT(BIO_read(b, in, -1), 0);
	CHECK_INT(BIO_write(b, in, -1), 0);
	CHECK_INT(BIO_read(b, NULL, 4), 0);
	CHECK_INT(BIO_write(b, NULL, 4), -1);
	CHECK_INT(errno, EFAULT);
	CHECK_ERRORS("-");
	CHECK_INT(BIO_read(NULL, in, 4), -1);
	CHECK_ERRORS("BIO routines:passed a null parameter");
	CHECK_INT(BIO_socket_nbio(wire_fd(b), 1), 1);
	CHECK_INT(BIO_read_ex(b, in, 4, &n), 0);
	CHECK_INT(n, 0);
	done(b);
}

static void is_duplicated(void)
{
	BIO *b = paired(BIO_CLOSE), *copy = BIO_dup_chain(b);

	CHECK_INT(wire_fd(copy), wire_fd(b));
	CHECK_INT(BIO_set_close(copy, BIO_NOCLOSE), 1);
	BIO_free(copy);
	CHECK_INT(BIO_write(b, "x", 1), 1);
	done(b);
}

static size_t allocated;

static void *counting_malloc(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	allocated += n;
	return malloc(n);
}

static void *counting_realloc(void *p, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	allocated += n;
	return realloc(p, n);
}

static void counting_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	free(p);
}

static void is_small(void)
{
	BIO *b = paired(BIO_CLOSE);
	size_t whole = allocated, before;
	int fd = wire_fd(b);

	before = allocated;
	BIO_free(BIO_new_socket(fd, BIO_NOCLOSE));
	whole = allocated - before;
	CHECK(whole > 0);
	CHECK(contract_is_oracle() || whole <= 160);
	before = allocated;
	for (int i = 0; i < 10; i++) {
		CHECK_INT(BIO_write(b, "x", 1), 1);
		wire_send(peer, "y");
		CHECK_INT(BIO_read(b, in, 1), 1);
	}
	CHECK_INT(allocated, before);
	done(b);
}

/* errno of an earlier EAGAIN would have the usual loop go on for ever. */
static void the_end_is_no_retry(void)
{
	int pair[2];
	char byte;
	BIO *b;

	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	b = BIO_new_socket(pair[0], BIO_CLOSE);
	CHECK_INT(BIO_socket_nbio(pair[0], 1), 1);
	CHECK_INT(BIO_read(b, &byte, 1), -1);
	CHECK_INT(BIO_sock_should_retry(-1), 1);
	wire_close(pair[1]);
	CHECK_INT(BIO_read(b, &byte, 1), 0);
	CHECK_INT(BIO_sock_should_retry(0), 0);
	CHECK_INT(errno, 0);
	errno = EAGAIN;
	CHECK_INT(BIO_read(b, &byte, 0), 0);
	CHECK_INT(BIO_sock_should_retry(0), 0);
	BIO_free(b);
}

/* libcrypto crashes. */
static void no_kind_of_socket_takes_a_null_text(void)
{
	BIO *kinds[] = { BIO_new_socket(0, BIO_NOCLOSE), BIO_new_connect("127.0.0.1:9"),
		BIO_new_accept("127.0.0.1:0"), BIO_new_dgram(0, BIO_NOCLOSE) };

	if (contract_is_oracle())
		contract_skip("libcrypto crashes");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		CHECK(BIO_puts(kinds[i], NULL) < 0);
		CHECK_ERRORS("BIO routines:passed a null parameter");
		BIO_free(kinds[i]);
	}
}

/* libcrypto crashes. */
static void without_a_descriptor_the_old_one_stays(void)
{
	BIO *kinds[] = { BIO_new_socket(7, BIO_NOCLOSE), BIO_new(BIO_s_accept()) };

	if (contract_is_oracle())
		contract_skip("libcrypto crashes");
	BIO_set_fd(kinds[1], 7, BIO_NOCLOSE);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		CHECK_INT(BIO_ctrl(kinds[i], BIO_C_SET_FD, BIO_NOCLOSE, NULL), 0);
		CHECK_INT(BIO_get_fd(kinds[i], NULL), 7);
		CHECK_ERRORS("-");
		BIO_free(kinds[i]);
	}
}

/* OpenSSL 3.6 frees it, and 3.0 has that of most kinds for itself. */
static void the_data_is_the_program_s(void)
{
	static char data[256];
	BIO *kinds[] = { BIO_new(BIO_s_socket()), BIO_new_connect("127.0.0.1:9"),
		BIO_new_accept("127.0.0.1:0"), BIO_new_dgram(-1, BIO_NOCLOSE) };
	int fds[2];

	if (contract_is_oracle())
		contract_skip("libcrypto crashes");
	CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		CHECK(BIO_get_data(kinds[i]) == NULL);
		BIO_set_data(kinds[i], data);
	}
	CHECK_INT(BIO_set_fd(kinds[0], fds[0], BIO_CLOSE), 1);
	CHECK_INT(BIO_write(kinds[0], "x", 1), 1);
	wire_close(fds[1]);
	CHECK_INT(BIO_do_accept(kinds[2]), 1);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		CHECK(BIO_get_data(kinds[i]) == data);
		BIO_free(kinds[i]);
	}
}

static const struct contract_case cases[] = {
	{ "without a descriptor the old one stays", without_a_descriptor_the_old_one_stays, 0, 0 },
	{ "moves bytes", moves_bytes, 0, 0 },
	{ "has no BIO_gets", has_no_lines, 0, 0 },
	{ "asks to retry", asks_to_retry, 0, 0 },
	{ "knows the end", knows_the_end, 0, 0 },
	{ "shows the end", shows_the_end, 0, 0 },
	{ "the end is no retry", the_end_is_no_retry, 0, 0 },
	{ "the data is the program's", the_data_is_the_program_s, 0, 0 },
	{ "NULL is no text", no_kind_of_socket_takes_a_null_text, 0, 0 },
	{ "a read of nothing counts as the end", reads_nothing_as_end, 0, 0 },
	{ "a peer that is gone raises no signal", never_raises_sigpipe, 2, 0 },
	{ "is not initialised", is_not_initialised, 0, 0 },
	{ "controls", answers_controls, 0, 0 },
	{ "closes what it owns", closes_what_it_owns, 0, 0 },
	{ "takes another descriptor", takes_another_descriptor, 0, 0 },
	{ "descriptor -1", has_no_socket, 0, 0 },
	{ "a socket that is not connected", is_not_connected, 0, 0 },
	{ "a pipe", works_on_a_pipe, 0, 0 },
	{ "a copy has the same socket", is_duplicated, 0, 0 },
	{ "bad input", takes_bad_input, 0, 0 },
	{ "is small, and allocates nothing to read and write", is_small, 0, 0 },
};

int main(void)
{
	CRYPTO_set_mem_functions(counting_malloc, counting_realloc, counting_free);
	return contract_main("socket BIOs", cases, sizeof(cases) / sizeof(cases[0]));
}
