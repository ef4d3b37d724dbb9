/* SPDX-License-Identifier: Apache-2.0 */
/* The operations over BIO: built once against biosock and once against libcrypto. */
#include <dlfcn.h>
#include <malloc.h>
#include <netinet/in.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "accept_many.h"

/* Programs hand their own sockaddr to BIO, and both libraries bear it. */
static const BIO_ADDR *peer_of(const struct job *job)
{
	return (const BIO_ADDR *)(const void *)job->addr;
}

static size_t lookup(const struct job *job)
{
	enum BIO_lookup_type type = job->for_server ? BIO_LOOKUP_SERVER : BIO_LOOKUP_CLIENT;
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		BIO_ADDRINFO *list = NULL;

		good +=
		    BIO_lookup(job->host, job->service, type, AF_UNSPEC, SOCK_STREAM, &list) == 1;
		BIO_ADDRINFO_free(list);
	}
	return good;
}

static size_t split(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		char *host = NULL, *service = NULL;

		good += BIO_parse_hostserv(job->text, &host, &service, BIO_PARSE_PRIO_HOST) == 1;
		OPENSSL_free(host);
		OPENSSL_free(service);
	}
	return good;
}

static size_t text(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		char *host = BIO_ADDR_hostname_string(peer_of(job), 1);
		char *service = BIO_ADDR_service_string(peer_of(job), 1);

		good += host != NULL && service != NULL;
		OPENSSL_free(host);
		OPENSSL_free(service);
	}
	return good;
}

static size_t accept_burst(const struct job *job)
{
	BIO_ADDR *peer = BIO_ADDR_new();
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		job->out_fds[i] = BIO_accept_ex(job->fd, peer, BIO_SOCK_NONBLOCK);
		good += job->out_fds[i] >= 0;
	}
	BIO_ADDR_free(peer);
	return good;
}

static size_t connect_with_flags(const struct job *job)
{
	const int options = BIO_SOCK_KEEPALIVE | BIO_SOCK_NODELAY | BIO_SOCK_NONBLOCK;
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		int fd = BIO_socket(job->addr->sa_family, SOCK_STREAM, 0, 0);
		int r = BIO_connect(fd, peer_of(job), options);

		good += r == 1 || BIO_sock_should_retry(r);
		BIO_closesocket(fd);
	}
	return good;
}

static size_t fail_accept(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		good += BIO_accept_ex(job->fd, NULL, 0) == -1;
		ERR_clear_error();
	}
	return good;
}

static size_t fail_bind(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		good += BIO_bind(job->fd, peer_of(job), 0) == 0;
		ERR_clear_error();
	}
	return good;
}

/* The descriptors stay the driver's. */
static size_t exchange(const struct job *job)
{
	BIO *from = BIO_new_socket(job->streams[0], BIO_NOCLOSE);
	BIO *to = BIO_new_socket(job->streams[1], BIO_NOCLOSE);
	size_t good = 0;
	char byte = 0;

	for (size_t i = 0; i < job->n; i++)
		good += BIO_write(from, &byte, 1) == 1 && BIO_read(to, &byte, 1) == 1;
	BIO_free(from);
	BIO_free(to);
	return good;
}

static size_t dial(const struct job *job)
{
	size_t good = 0;

	for (size_t i = 0; i < job->n; i++) {
		BIO *b = BIO_new_connect(job->host);

		good += BIO_set_conn_port(b, job->service) == 1 && BIO_do_connect(b) == 1;
		BIO_free(b);
	}
	return good;
}

static size_t pass(const struct job *job)
{
	char bytes[PASSED];
	BIO *from, *to;
	size_t good = 0;

	if (!BIO_new_bio_pair(&from, 0, &to, 0))
		return 0;
	memset(bytes, 1, sizeof(bytes));
	for (size_t i = 0; i < job->n; i++)
		good += BIO_write(from, bytes, PASSED) == PASSED &&
		        BIO_read(to, bytes, PASSED) == PASSED;
	BIO_free(from);
	BIO_free(to);
	return good;
}

/* As the allocator has it, its own part included. */
static size_t object_size(void)
{
	static BIO *bios[4096];
	const size_t n = sizeof(bios) / sizeof(bios[0]);
	size_t before, after;

	BIO_free(BIO_new_socket(0, BIO_NOCLOSE));
	before = mallinfo2().uordblks;
	for (size_t i = 0; i < n; i++)
		bios[i] = BIO_new_socket(0, BIO_NOCLOSE);
	after = mallinfo2().uordblks;
	for (size_t i = 0; i < n; i++)
		BIO_free(bios[i]);
	return (after - before + n / 2) / n;
}

static const char *file_of_library(void)
{
	int (*function)(int, int, int, int) = BIO_socket;
	void *address;
	Dl_info info;

	memcpy(&address, &function, sizeof(address));
	return dladdr(address, &info) != 0 ? info.dli_fname : NULL;
}

const struct operations *bench_operations(void)
{
	static struct operations self = { NULL, NULL, lookup, split, text, accept_burst,
		bench_accept_many, connect_with_flags, fail_accept, fail_bind, exchange, dial, pass,
		object_size };

	self.version = OpenSSL_version(OPENSSL_VERSION);
	self.file = file_of_library();
	return &self;
}
