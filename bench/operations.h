/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the driver asks of each contestant: the operations that are timed, all with one signature.
 */
#ifndef BIOSOCK_BENCH_OPERATIONS_H
#define BIOSOCK_BENCH_OPERATIONS_H

#include <stddef.h>
#include <sys/socket.h>

/* The input of one batch, made by the driver outside of the time that is taken. */
struct job {
	size_t n; /* how often */
	const char *text;
	const char *host, *service; /* NULL: any */
	int for_server;
	int fd;                      /* what the operation is done on, or to */
	const struct sockaddr *addr; /* its peer, or its own */
	socklen_t addr_len;
	int *out_fds;       /* n descriptors that the driver closes */
	const int *streams; /* the ends of a stream */
};

/* How many bytes go through a pair at a time. */
enum { PASSED = 512 };

/* Does its work job->n times. Returns how often that went as expected: n, or the bench is wrong. */
typedef size_t operation_fn(const struct job *job);

struct operations {
	const char *version;       /* of the library in use */
	const char *file;          /* where it was loaded from, NULL: nowhere */
	operation_fn *lookup;      /* host and service to an address, freed */
	operation_fn *split;       /* text to host and service, freed */
	operation_fn *text;        /* addr to a numeric host and service, freed */
	operation_fn *accept;      /* nonblocking, from fd to out_fds */
	operation_fn *accept_many; /* the same, waiting for them: a loop of a server's */
	operation_fn *connect;     /* nonblocking, KEEPALIVE and NODELAY, to addr, closed */
	operation_fn *fail_accept; /* fails on fd, the errors cleared */
	operation_fn *fail_bind;   /* likewise */
	operation_fn *exchange;    /* a byte written to one end of the stream, read at the other */
	operation_fn *dial;        /* connected, blocking, to host and service as text, closed */
	operation_fn *pass;        /* some bytes through a pair in memory */
	size_t (*object_size)(void); /* bytes of the heap that a socket BIO takes; NULL: has none */
};

/* Each plug-in exports this. */
typedef const struct operations *operations_fn(void);
#define OPERATIONS_SYMBOL "bench_operations"
const struct operations *bench_operations(void);

#endif
