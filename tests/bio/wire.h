/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The other end of a BIO's connection: raw system calls only, so that no BIO vouches for another.
 */
#ifndef BIOSOCK_TESTS_BIO_WIRE_H
#define BIOSOCK_TESTS_BIO_WIRE_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/bio.h>

/* 127.0.0.1: a stream that listens on a free port, or is bound to one and refuses all. */
int wire_listen(int *out_port);
int wire_refuse(int *out_port);
/*
 * A listener whose queue is full: a connect to it stays under way until *out_filler and what it
 * holds are closed.
 */
int wire_full(int *out_port, int *out_filler);
/*
 * A connection to 127.0.0.1 (or ::1) or to what a listener has in its queue, waited for 5 seconds
 * at most; -1.
 */
int wire_dial(int port);
int wire_dial6(int port);
int wire_accept(int fd);
/* AF_UNIX stream listener on a path of this process's own, which *out_path receives. */
int wire_listen_unix(char *out_path, size_t size);
int wire_dial_unix(const char *path);

/* The port of a socket's local address. */
int wire_port(int fd);
bool wire_send(int fd, const char *text);
/* Reads exactly n bytes, 5 seconds at most. */
bool wire_receive(int fd, char *out, size_t n);
/* Closes with a reset instead of an end. */
void wire_reset(int fd);
/*
 * The same, and waits until its other end can be read: a read that the reset overtakes is told of
 * an end by Wine now and then, where one that comes later is told of the reset.
 */
void wire_reset_seen(int fd, int other);
void wire_close(int fd);
/* Waits until fd can be read, or written; 5 seconds at most. */
bool wire_readable(int fd);
bool wire_writable(int fd);

/*
 * What this system makes of a peer's reset, by raw calls: whether who reads is told of it at all;
 * only once, and of the end from then on; whether what came before it is still read; the errno
 * of writing when it is known, and whether a connection that is reset in a listener's queue is
 * still given out.
 */
bool wire_tells_resets(void);
bool wire_ends_after_reset(void);
bool wire_reads_before_reset(void);
int wire_errno_after_reset(void);
bool wire_keeps_resets(void);

bool wire_is_nonblocking(int fd);
/* An option as an int, -1 if there is none. */
int wire_option(int fd, int level, int name);

/* "127.0.0.1:PORT"; a static buffer. */
const char *wire_name(int port);
/* The descriptor of a BIO, -1 if it has none. */
int wire_fd(BIO *b);

/* A control without a pointer, and what it must return. */
struct wire_control {
	const char *name;
	int command;
	long number;
	long want;
};
void wire_check_controls(BIO *b, const struct wire_control *rows, size_t n);

#endif
