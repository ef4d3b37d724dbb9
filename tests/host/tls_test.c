/* SPDX-License-Identifier: Apache-2.0 */
/*
 * TLS 1.3 of the host's, over connect and accept BIOs of biosock's: blocking and not, with peers
 * that vanish, programs that are executed, and Fast Open.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* glibc's <netinet/tcp.h> has no tcpi_options bit for data in the SYN, the kernel's has. */
#include <linux/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <biosock/host.h>

#include "host/tls_ends.h"
#include "support/contract.h"
#include "support/half_dead.h"
#include "support/netns.h"

enum { MUCH = 10 * 1000 * 1000, LITTLE = 1000, ENOUGH_WRITES = 2000 };
enum { CLIENT_AND_SERVER = 3 };

/* --- So much each way --- */

static void *serve_blocking(void *argument)
{
	SSL *ssl = argument;
	bool ok = SSL_accept(ssl) == 1 && tls_receive_all(ssl, 1, MUCH) &&
	          tls_send_all(ssl, 2, MUCH) && SSL_shutdown(ssl) >= 0;

	return ok ? argument : NULL;
}

static void talk_blocking(const struct tls_ends *ends)
{
	pthread_t server;
	void *served = NULL;
	char more;

	CHECK_INT(pthread_create(&server, NULL, serve_blocking, ends->server), 0);
	CHECK_INT(SSL_connect(ends->client), 1);
	CHECK_STR(SSL_get_version(ends->client), "TLSv1.3");
	CHECK(tls_send_all(ends->client, 1, MUCH));
	CHECK(tls_receive_all(ends->client, 2, MUCH));
	CHECK_INT(SSL_read(ends->client, &more, 1), 0);
	CHECK_INT(SSL_get_error(ends->client, 0), SSL_ERROR_ZERO_RETURN);
	CHECK_INT(pthread_join(server, &served), 0);
	CHECK(served != NULL);
}

static void blocking(void)
{
	struct tls_ends ends;
	BIO *listener = tls_listener(), *client = tls_connect_to(listener);

	CHECK_INT(BIO_do_connect(client), 1);
	tls_ends_begin(&ends, client);
	tls_ends_accept(&ends, listener);
	talk_blocking(&ends);
	tls_ends_close(&ends);
	BIO_free(listener);
}

static void nonblocking(void)
{
	struct tls_ends ends;

	tls_ends_open(&ends);
	tls_ends_talk(&ends, MUCH);
	tls_ends_close(&ends);
}

/* The handshake connects first. */
static void connecting_in_the_handshake(void)
{
	struct tls_ends ends;
	BIO *listener = tls_listener(), *client = tls_connect_to(listener);
	struct tls_talk first = { .total = 0 };

	CHECK_INT(BIO_set_nbio(client, 1), 1);
	tls_ends_begin(&ends, client);
	first.ssl = ends.client;
	CHECK(tls_talk_step(&first) != 0);
	CHECK(!first.failed);
	tls_ends_accept(&ends, listener);
	tls_ends_unblock(&ends);
	tls_ends_talk(&ends, LITTLE);
	tls_ends_close(&ends);
	BIO_free(listener);
}

/* --- Peers that vanish --- */

/* Closes the socket under TLS, which says nothing: with a reset, or as the kernel has it. */
static void vanish(SSL *ssl, bool with_reset)
{
	struct linger none = { .l_onoff = 1, .l_linger = 0 };
	int fd = (int)BIO_get_fd(SSL_get_rbio(ssl), NULL);

	if (with_reset)
		CHECK_INT(setsockopt(fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none)), 0);
	SSL_free(ssl);
}

/* Writes until it is an error: what the kernel takes before it knows is lost. */
static void writes_to_nobody(SSL *ssl)
{
	char bytes[1000] = "";
	int n = 1;

	for (int i = 0; n > 0 && i < ENOUGH_WRITES; i++)
		n = SSL_write(ssl, bytes, sizeof(bytes));
	CHECK(n <= 0);
	n = SSL_get_error(ssl, n);
	CHECK(n == SSL_ERROR_SYSCALL || n == SSL_ERROR_SSL);
	/* Once more, below TLS: by now the kernel would send a signal. */
	n = BIO_write(SSL_get_wbio(ssl), bytes, sizeof(bytes));
	CHECK_INT(n, -1);
	CHECK_INT(errno, EPIPE);
	CHECK(!BIO_should_retry(SSL_get_wbio(ssl)));
}

static void reads_from_nobody(SSL *ssl)
{
	char bytes[16];
	int n = SSL_read(ssl, bytes, sizeof(bytes));

	CHECK(n <= 0);
	n = SSL_get_error(ssl, n);
	CHECK(n == SSL_ERROR_SYSCALL || n == SSL_ERROR_SSL);
}

static void one_vanishes(bool server, bool with_reset, void (*other)(SSL *))
{
	struct tls_ends ends;

	signal(SIGPIPE, SIG_DFL);
	tls_ends_open(&ends);
	tls_ends_talk(&ends, LITTLE);
	vanish(server ? ends.server : ends.client, with_reset);
	other(server ? ends.client : ends.server);
	ERR_clear_error();
	if (server)
		ends.server = NULL;
	else
		ends.client = NULL;
	tls_ends_close(&ends);
}

static void who_writes_has_an_error(void)
{
	one_vanishes(true, false, writes_to_nobody);
	one_vanishes(true, true, writes_to_nobody);
	one_vanishes(false, false, writes_to_nobody);
	one_vanishes(false, true, writes_to_nobody);
}

static void who_reads_has_an_error(void)
{
	one_vanishes(true, false, reads_from_nobody);
	one_vanishes(true, true, reads_from_nobody);
	one_vanishes(false, false, reads_from_nobody);
	one_vanishes(false, true, reads_from_nobody);
}

/* --- Programs that are executed --- */

/* What this program does when it is given a descriptor: 0 if it is open here. */
static int is_open(const char *fd)
{
	struct stat status;

	return fstat(atoi(fd), &status) == 0 ? 0 : 1;
}

/* Whether a program that a child executes has the descriptor. */
static bool is_inherited(long fd)
{
	char number[16];
	int status = -1;
	pid_t pid;

	snprintf(number, sizeof(number), "%ld", fd);
	pid = fork();
	if (pid == 0) {
		execl("/proc/self/exe", "tls_test", number, (char *)NULL);
		_exit(2);
	}
	CHECK_INT(waitpid(pid, &status, 0), pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) != 2);
	return status == 0;
}

static void no_program_has_the_sockets(void)
{
	struct tls_ends ends;
	BIO *listener = tls_listener(), *client = tls_connect_to(listener);
	int plain = socket(AF_INET, SOCK_STREAM, 0);

	CHECK_INT(BIO_do_connect(client), 1);
	tls_ends_begin(&ends, client);
	tls_ends_accept(&ends, listener);
	CHECK(is_inherited(plain));
	CHECK(!is_inherited(BIO_get_fd(listener, NULL)));
	CHECK(!is_inherited(BIO_get_fd(client, NULL)));
	CHECK(!is_inherited(BIO_get_fd(SSL_get_rbio(ends.server), NULL)));
	close(plain);
	tls_ends_close(&ends);
	BIO_free(listener);
}

/* --- Addresses that are dead --- */

/* RFC 8305's delay, and what is less than a busy machine may make of it in each of some tries. */
enum { DELAY_MS = 250, DELAYED_MS = 400, TRIES = 20 };

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* *out_ms: how long it took, rounded up. */
static BIO *connect_to(const struct half_dead *place, int *out_peer, long *out_ms)
{
	BIO *client = BIO_new(biosock_BIO_s_connect());
	long began;

	CHECK_INT(BIO_set_conn_port(client, place->service), 1);
	if (contract_is_oracle()) /* which waits as long as the system does */
		alarm(2);
	began = now_ms();
	CHECK_INT(BIO_do_connect(client), 1);
	*out_ms = now_ms() - began + 1;
	*out_peer = accept(place->alive, NULL, NULL);
	return client;
}

static void a_dead_first_address(void)
{
	struct half_dead place;
	struct tls_ends ends;
	BIO *client;
	long ms;
	int peer;

	half_dead_open(&place);
	client = connect_to(&place, &peer, &ms);
	for (int tries = 1; ms > DELAYED_MS && tries < TRIES; tries++) {
		BIO_free(client);
		close(peer);
		client = connect_to(&place, &peer, &ms);
	}
	CHECK(ms >= DELAY_MS && ms <= DELAYED_MS);
	CHECK_INT(BIO_ADDR_family(BIO_get_conn_address(client)), place.alive_family);
	tls_ends_begin(&ends, client);
	tls_ends_serve(&ends, BIO_new_socket(peer, BIO_CLOSE));
	talk_blocking(&ends);
	tls_ends_close(&ends);
	half_dead_close(&place);
}

/* --- Fast Open --- */

static bool syn_had_data(SSL *ssl)
{
	struct tcp_info info;
	socklen_t len = sizeof(info);
	int fd = (int)BIO_get_fd(SSL_get_rbio(ssl), NULL);

	memset(&info, 0, sizeof(info));
	CHECK_INT(getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len), 0);
	return (info.tcpi_options & TCPI_OPT_SYN_DATA) != 0;
}

/* The client's first step connects; only then is there a connection to accept. */
static void talk_by_fastopen(BIO *listener, bool in_syn)
{
	struct tls_ends ends;
	BIO *client = tls_connect_to(listener);
	struct tls_talk first = { .total = 0 };

	CHECK_INT(BIO_set_tfo(client, 1), 1);
	CHECK_INT(BIO_set_nbio(client, 1), 1);
	tls_ends_begin(&ends, client);
	first.ssl = ends.client;
	CHECK(tls_talk_step(&first) != 0);
	CHECK(!first.failed);
	tls_ends_accept(&ends, listener);
	tls_ends_unblock(&ends);
	tls_ends_talk(&ends, LITTLE);
	CHECK_INT(syn_had_data(ends.client), in_syn);
	CHECK_INT(syn_had_data(ends.server), in_syn);
	tls_ends_close(&ends);
}

static void fastopen_in_namespace(void)
{
	BIO *listener = biosock_BIO_new_accept("127.0.0.1:0");

	netns_set("ipv4/tcp_fastopen", CLIENT_AND_SERVER);
	CHECK_INT(BIO_set_tfo_accept(listener, 1), 1);
	CHECK_INT(BIO_do_accept(listener), 1);
	talk_by_fastopen(listener, false); /* and is given a cookie */
	CHECK_INT(netns_counter("TCPFastOpenActive"), 0);
	talk_by_fastopen(listener, true);
	CHECK_INT(netns_counter("TCPFastOpenActive"), 1);
	CHECK_INT(netns_counter("TCPFastOpenPassive"), 1);
	BIO_free(listener);
}

static void the_first_flight_is_in_the_syn(void)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0), off = 0;
	int r = setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN_CONNECT, &off, sizeof(off));

	close(fd);
	if (r != 0)
		contract_skip("this kernel has no TCP_FASTOPEN_CONNECT");
	netns_run(fastopen_in_namespace);
}

static const struct contract_case cases[] = {
	{ "TLS 1.3, and 10 MB each way, blocking", blocking, 0, 0 },
	{ "TLS 1.3, and 10 MB each way at once, nonblocking", nonblocking, 0, 0 },
	{ "a handshake connects first", connecting_in_the_handshake, 0, 0 },
	{ "the peer vanishes: who writes has an error, and no signal", who_writes_has_an_error, 2,
	    0 },
	{ "the peer vanishes: who reads has an error, too", who_reads_has_an_error, 2, 0 },
	{ "a program that is executed has none of the sockets", no_program_has_the_sockets, 1, 0 },
	{ "a dead first address costs a quarter of a second", a_dead_first_address, 10, 0 },
	{ "Fast Open: the first flight is in the SYN", the_first_flight_is_in_the_syn, 0,
	    0x30200000 },
};

int main(int argc, char **argv)
{
	if (argc == 2)
		return is_open(argv[1]);
	return contract_main("host.tls", cases, sizeof(cases) / sizeof(cases[0]));
}
