/* SPDX-License-Identifier: Apache-2.0 */
/* One direction of a connection: from an end through a buffer to another end. */
#ifndef BIOSOCK_CMD_FLOW_H
#define BIOSOCK_CMD_FLOW_H

#include "cmd/buffer.h"
#include "cmd/sys/transfer.h"

/* Something that can be read or written, and what messages call doing so. */
struct end {
	int fd;
	const char *name;
	const char *reading, *writing;
	ssize_t (*read)(int fd, void *bytes, size_t n);
	ssize_t (*write)(int fd, const void *bytes, size_t n);
	ssize_t (*write_from)(int fd, int sock, size_t n); /* sys_write_from(), or NULL */
	int (*finish)(int fd);
	bool unwaiting;        /* a write never waits, whatever poll has said */
	bool opens_by_sending; /* a Fast Open connect may wait for the first bytes */
};

struct flow {
	const struct end *from, *to;
	struct buffer buffer;
	bool ended;  /* nothing more comes */
	bool opened; /* something has been sent, if only nothing */
	bool closed; /* nothing more goes */
	int read_err, write_err;
	bool crlf;                       /* what ends a line becomes CR LF */
	char last;                       /* byte that was read */
	unsigned long long taken, given; /* bytes read, bytes written */
};

/* The ends of this program. */
struct end end_of_input(void);
struct end end_of_output(void);
struct end end_of_peer(int sock, const char *text);

/*
 * Copies n bytes to `to`, with a CR before each LF that has none. *last is the byte before them,
 * and then their last. `from` may be in the same memory, n bytes behind `to` or more. Returns how
 * many there are then, at most 2 n.
 */
size_t flow_crlf(char *to, const char *from, size_t n, char *last);

bool flow_init(struct flow *f, const struct end *from, const struct end *to);
void flow_fini(struct flow *f);

/* What to wait for. */
bool flow_wants_read(const struct flow *f);
bool flow_wants_write(const struct flow *f);

/*
 * What to do when an end is ready; neither call waits. Failures are stored in
 * read_err and write_err.
 */
void flow_read(struct flow *f);
void flow_write(struct flow *f);

/* Reads, and writes what has come if the other end need not be waited for: mostly it has room. */
void flow_move(struct flow *f);

#endif
