/* SPDX-License-Identifier: Apache-2.0 */
/* The two ends of a TLS connection in one process: the host's TLS on BIOs of biosock's. */
#ifndef BIOSOCK_TESTS_HOST_TLS_ENDS_H
#define BIOSOCK_TESTS_HOST_TLS_ENDS_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/bio.h>
#include <openssl/ssl.h>

/* For a server, with a key and a certificate of its own; and for a client that trusts it. */
SSL_CTX *tls_server_context(void);
SSL_CTX *tls_client_context(SSL_CTX *server);

/* An accept BIO that listens on a free port of 127.0.0.1, and a connect BIO for that port. */
BIO *tls_listener(void);
BIO *tls_connect_to(BIO *listener);

struct tls_ends {
	SSL_CTX *server_context, *client_context;
	SSL *server, *client;
};

/* TLS on a connect BIO, which goes with it. There is no handshake yet, and no server. */
void tls_ends_begin(struct tls_ends *ends, BIO *client);
/* TLS on the connection that the accept BIO has, or waits for. */
void tls_ends_accept(struct tls_ends *ends, BIO *listener);
/* TLS on this one, which goes with it. */
void tls_ends_serve(struct tls_ends *ends, BIO *connection);
/* From here neither blocks. */
void tls_ends_unblock(struct tls_ends *ends);
/* Both, on sockets that are connected, and do not block. */
void tls_ends_open(struct tls_ends *ends);
/* Frees what is still there. */
void tls_ends_close(struct tls_ends *ends);

/*
 * One end of a conversation that does not block: `total` bytes each way. The bytes are made of
 * `seed_out`, and those that come are to be made of `seed_in`.
 */
struct tls_talk {
	SSL *ssl;
	unsigned int seed_out, seed_in;
	size_t total, sent, received;
	bool failed;
};

/*
 * Does what can be done now, the handshake first, and returns what poll(2) is to wait for before
 * more can; 0 when all is done, or has failed.
 */
short tls_talk_step(struct tls_talk *talk);
/* Steps of both, and poll(2) between them, until both are done or have failed. */
void tls_talk_both(struct tls_talk *one, struct tls_talk *other);
/* So many bytes each way between the ends, steps and checks included. */
void tls_ends_talk(struct tls_ends *ends, size_t total);

/* For an end that blocks: whether all went, and whether all came as it should. */
bool tls_send_all(SSL *ssl, unsigned int seed, size_t total);
bool tls_receive_all(SSL *ssl, unsigned int seed, size_t total);

#endif
