/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The other end of a test's connection, and what the kernel says a socket is: raw system calls
 * only, so that the library under test never talks to itself or vouches for itself.
 */
#ifndef BIOSOCK_TESTS_PEER_H
#define BIOSOCK_TESTS_PEER_H

#include <stdbool.h>
#include <stddef.h>

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <openssl/bio.h>

/* Of a version newer than an older libcrypto's headers. */
#ifndef BIO_SOCK_TFO
#define BIO_SOCK_TFO 0x20
#endif

enum { PEER_ABSTRACT_SIZE = 64 };

union peer_addr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
	struct sockaddr_un un;
	struct sockaddr_storage any;
};

/* As the calls want it: a program may hand its own sockaddr as a BIO_ADDR. */
BIO_ADDR *peer_bio(union peer_addr *addr);
/* The length the kernel wants for it; an abstract name has no NUL. */
socklen_t peer_len(const union peer_addr *addr);

/* 127.0.0.1 or ::1 with port 0; AF_UNIX: a path that is this process's own and does not exist. */
void peer_loopback(int family, union peer_addr *out);
/* An abstract name (AF_UNIX) of this process's own: `text`, the process's number. Its length. */
size_t peer_abstract(const char *text, size_t n, char out[PEER_ABSTRACT_SIZE]);
/* 0.0.0.0 or :: with the port, in network byte order. */
void peer_wildcard(int family, in_port_t port, union peer_addr *out);
/* The port, in network byte order. */
in_port_t peer_port(const union peer_addr *addr);

/* A blocking socket of the family, or -1. */
int peer_socket(int family, int type);
/* A stream that listens on a free loopback port; *out is its address. The descriptor, or -1. */
int peer_listen(int family, int backlog, union peer_addr *out);
/* A stream bound to a loopback port that does not listen: a connect to *out is refused. */
int peer_refuse(int family, union peer_addr *out);
/* A listener whose queue *out_filler fills: a connect to *out waits until that one is accepted. */
int peer_full(int family, union peer_addr *out, int *out_filler);
/* A connected stream, or -1. */
int peer_dial(const union peer_addr *to);
/* Accepts, waiting 5 seconds at most. The descriptor, or -1. */
int peer_accept(int fd);

/* The local address: 0, or -1. */
int peer_name(int fd, union peer_addr *out);
/* The socket's option as an int; -1 if it has none. */
int peer_option(int fd, int level, int name);
bool peer_is_nonblocking(int fd);
bool peer_is_cloexec(int fd);
/* fcntl(O_NONBLOCK) on. */
void peer_set_nonblocking(int fd);
/* poll() for the events, 5 seconds at most: what it said, 0 when the time is up. */
int peer_poll(int fd, short events);

/*
 * What this system says, as errno, 0 if all is well: of a stream of that type in AF_INET, of an
 * option of a fresh socket set to 1, of binding and connecting a stream of AF_INET to an address,
 * of a nonblocking connect that is called again once it is done.
 */
int peer_says_of_type(int type);
int peer_says_of_option(int family, int type, int level, int name);
int peer_says_of_binding(const union peer_addr *at);
int peer_says_of_connecting(const union peer_addr *to);
int peer_says_of_connecting_again(const union peer_addr *to);

/* Closes those that are not -1. errno is kept. */
void peer_close(int a, int b, int c);

#endif
