/* SPDX-License-Identifier: Apache-2.0 */
/* A datagram BIO and the raw sockets at its other end, on the loopback. */
#ifndef BIOSOCK_TESTS_DATAGRAM_PEERS_H
#define BIOSOCK_TESTS_DATAGRAM_PEERS_H

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <openssl/bio.h>

union address {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
	struct sockaddr_storage room;
};

/* The version of OpenSSL that changed what the tests tagged by it ask for. */
#define SINCE_3_2 0x30200000L

/* A bound socket and its name. */
struct end {
	int fd;
	union address name;
	socklen_t len;
};

struct end make_end(int family);        /* of the loopback, at any port */
struct end make_v4_end(const char *ip); /* of this address */
struct end make_unix_end(
    const char *path, size_t n); /* the path's n bytes; one that begins with NUL is abstract */

/* The BIO's socket is closed with it; `peer` is another of its family. */
struct pair {
	BIO *bio;
	struct end own, peer;
};

struct pair make_pair(int family);
void free_pair(struct pair *p);

/* Has the socket not block. */
void do_not_block(int fd);

/*
 * One datagram of a text, from peer to the BIO; as much as comes, or -1, from the BIO to the peer.
 */
void say_to_bio(const struct pair *p, const char *text);
ssize_t heard_by(int fd, char *buf, size_t n);

/* The BIO's peer is that address. */
int has_peer(BIO *b, const struct end *end);

#endif
