/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SSL_set_fd() and its kin, which make BIOs inside the host's libssl: what they make and what they
 * keep is as with OpenSSL, and over libbiosock-host no peer that vanished sends a signal.
 */
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "support/contract.h"

enum call { NONE, BOTH, READ, WRITE };

/* Descriptors of the table: each of a pair of sockets. */
enum { A, B, UNSET, NO_BIO };

static SSL_CTX *context;
static int fds[3], peers[2];

static void open_all(const SSL_METHOD *method, int socktype)
{
	int pair[2];

	context = SSL_CTX_new(method);
	for (int i = A; i <= B; i++) {
		CHECK_INT(socketpair(AF_UNIX, socktype, 0, pair), 0);
		fds[i] = pair[0];
		peers[i] = pair[1];
	}
	fds[UNSET] = -1;
}

static void close_all(void)
{
	for (int i = A; i <= B; i++) {
		close(fds[i]);
		close(peers[i]);
	}
	SSL_CTX_free(context);
}

static int set(SSL *ssl, enum call call, int fd)
{
	switch (call) {
	case BOTH:
		return SSL_set_fd(ssl, fd);
	case READ:
		return SSL_set_rfd(ssl, fd);
	default:
		return SSL_set_wfd(ssl, fd);
	}
}

static void check_side(BIO *bio, int want, int type)
{
	CHECK_INT(bio != NULL, want != -2);
	if (bio == NULL || want == -2)
		return;
	CHECK_INT(BIO_method_type(bio), type);
	CHECK_INT(BIO_get_fd(bio, NULL), want);
}

static const struct {
	struct {
		enum call call;
		int fd;
	} calls[3];
	int read, write; /* the descriptors then */
	bool same;
} rows[] = {
	{ { { BOTH, A } }, A, A, true },
	{ { { BOTH, A }, { BOTH, B } }, B, B, true },
	{ { { BOTH, A }, { BOTH, A } }, A, A, true },
	{ { { READ, A } }, A, NO_BIO, false },
	{ { { WRITE, A } }, NO_BIO, A, false },
	{ { { READ, A }, { WRITE, A } }, A, A, true },
	{ { { WRITE, A }, { READ, A } }, A, A, true },
	{ { { READ, A }, { WRITE, B } }, A, B, false },
	{ { { WRITE, A }, { READ, B } }, B, A, false },
	{ { { BOTH, A }, { READ, B } }, B, A, false },
	{ { { BOTH, A }, { WRITE, B } }, A, B, false },
	{ { { BOTH, A }, { READ, B }, { READ, A } }, A, A, true },
	{ { { BOTH, A }, { WRITE, B }, { WRITE, A } }, A, A, true },
	{ { { BOTH, A }, { READ, A }, { WRITE, A } }, A, A, true },
};

static void check_rows(int type)
{
	const int want[] = { fds[A], fds[B], -1, -2 };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		SSL *ssl = SSL_new(context);
		int before = contract_failures();

		for (int k = 0; k < 3 && rows[i].calls[k].call != NONE; k++)
			CHECK_INT(set(ssl, rows[i].calls[k].call, fds[rows[i].calls[k].fd]), 1);
		check_side(SSL_get_rbio(ssl), want[rows[i].read], type);
		check_side(SSL_get_wbio(ssl), want[rows[i].write], type);
		CHECK_INT(SSL_get_rbio(ssl) == SSL_get_wbio(ssl), rows[i].same);
		if (contract_failures() != before)
			CHECK_INT(i, -1); /* the row */
		SSL_free(ssl);
	}
	CHECK_ERRORS("-");
	/* The descriptors are the program's still. */
	CHECK_INT(write(peers[A], "x", 1), 1);
	CHECK_INT(write(peers[B], "x", 1), 1);
}

static void sockets_are_shared(void)
{
	open_all(TLS_client_method(), SOCK_STREAM);
	check_rows(BIO_TYPE_SOCKET);
	close_all();
}

static void no_descriptor_is_none(void)
{
	SSL *ssl;

	open_all(TLS_client_method(), SOCK_STREAM);
	ssl = SSL_new(context);
	CHECK_INT(SSL_set_fd(ssl, fds[UNSET]), 1);
	check_side(SSL_get_rbio(ssl), -1, BIO_TYPE_SOCKET);
	CHECK(SSL_get_rbio(ssl) == SSL_get_wbio(ssl));
	SSL_free(ssl);
	CHECK_ERRORS("-");
	close_all();
}

/* What was there before goes, but a BIO of another kind is not taken for a socket's. */
static void others_are_replaced(void)
{
	BIO *memory = BIO_new(BIO_s_mem());
	SSL *ssl;

	open_all(TLS_client_method(), SOCK_STREAM);
	ssl = SSL_new(context);
	SSL_set_bio(ssl, memory, memory);
	CHECK_INT(SSL_set_rfd(ssl, fds[A]), 1);
	check_side(SSL_get_rbio(ssl), fds[A], BIO_TYPE_SOCKET);
	CHECK(SSL_get_wbio(ssl) == memory);
	CHECK_INT(SSL_set_wfd(ssl, fds[A]), 1);
	CHECK(SSL_get_rbio(ssl) == SSL_get_wbio(ssl));
	SSL_free(ssl);
	close_all();
}

#if OPENSSL_VERSION_NUMBER >= 0x30200000L && !defined(OPENSSL_NO_QUIC)
static void quic_has_datagrams(void)
{
	SSL *ssl;

	open_all(OSSL_QUIC_client_method(), SOCK_DGRAM);
	check_rows(BIO_TYPE_DGRAM);
	ssl = SSL_new(context);
	CHECK_INT(SSL_set_fd(ssl, fds[UNSET]), 1);
	SSL_free(ssl);
	ERR_clear_error();
	close_all();
}
#else
static void quic_has_datagrams(void)
{
	contract_skip("this host has no QUIC");
}
#endif

/* The first write of a handshake is to nobody. */
static void to_nobody(enum call first, enum call then)
{
	SSL *ssl;
	int n;

	open_all(TLS_client_method(), SOCK_STREAM);
	ssl = SSL_new(context);
	CHECK_INT(set(ssl, first, fds[A]), 1);
	CHECK_INT(set(ssl, then, fds[A]), 1);
	CHECK_INT(shutdown(peers[A], SHUT_RDWR), 0);
	errno = 0;
	n = SSL_connect(ssl);
	CHECK_INT(n, -1);
	CHECK_INT(errno, EPIPE);
	CHECK_INT(SSL_get_error(ssl, n), SSL_ERROR_SYSCALL);
	SSL_free(ssl);
	ERR_clear_error();
	close_all();
}

static void no_signal(void)
{
	signal(SIGPIPE, SIG_DFL);
	to_nobody(BOTH, BOTH);
	to_nobody(READ, WRITE);
	to_nobody(WRITE, READ);
	to_nobody(BOTH, WRITE);
}

static int (*const by_pointer)(SSL *, int) = SSL_set_fd;

static void no_signal_by_pointer(void)
{
	SSL *ssl;

	signal(SIGPIPE, SIG_DFL);
	open_all(TLS_client_method(), SOCK_STREAM);
	ssl = SSL_new(context);
	CHECK_INT(by_pointer(ssl, fds[A]), 1);
	CHECK_INT(shutdown(peers[A], SHUT_RDWR), 0);
	CHECK_INT(SSL_connect(ssl), -1);
	SSL_free(ssl);
	ERR_clear_error();
	close_all();
}

static const struct contract_case cases[] = {
	{ "one BIO is shared where reading and writing have one descriptor", sockets_are_shared, 0,
	    0 },
	{ "no descriptor is none", no_descriptor_is_none, 0, 0 },
	{ "BIOs of other kinds are replaced", others_are_replaced, 0, 0 },
	{ "QUIC has datagram BIOs", quic_has_datagrams, 0, 0x30200000 },
	{ "the peer vanishes: an error, and no signal", no_signal, 2, 0 },
	{ "the same by the function's address", no_signal_by_pointer, 2, 0 },
};

int main(void)
{
	return contract_main("host.descriptor", cases, sizeof(cases) / sizeof(cases[0]));
}
