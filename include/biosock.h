/* SPDX-License-Identifier: Apache-2.0 */
/* What biosock has and OpenSSL does not. */
#ifndef BIOSOCK_H
#define BIOSOCK_H

#include <stddef.h>
#include <stdint.h>

#include <biosock/names.h>
#ifndef BIOSOCK_HOST_H /* which has an address of its own */
#include <openssl/bio.h>
#endif
#ifndef BIOSOCK_HOST_IS_ANOTHER /* an error has said so */

#ifdef __cplusplus
extern "C" {
#endif

#define BIOSOCK_VERSION_MAJOR 0
#define BIOSOCK_VERSION_MINOR 1
#define BIOSOCK_VERSION_PATCH 0
#define BIOSOCK_VERSION       "0.1.0"

/*
 * The version of the library the program runs with, as BIOSOCK_VERSION has that of
 * the header. Static.
 */
const char *biosock_version(void);

/*
 * Options of BIO_socket(), BIO_bind(), BIO_connect(), BIO_listen() and BIO_accept_ex(), in
 * bits that OpenSSL leaves free; they combine with BIO_SOCK_* by |. A call ignores those it is
 * not named with.
 */

/*
 * BIO_socket, BIO_bind, BIO_listen: several sockets may share the port, the kernel spreads
 * the load (SO_REUSEPORT).
 */
#define BIOSOCK_REUSEPORT 0x10000
/*
 * BIO_socket: Multipath TCP (RFC 8684) for a stream of IPv4 or IPv6; plain TCP where the
 * kernel has none.
 */
#define BIOSOCK_MPTCP 0x20000
/*
 * BIO_socket, BIO_accept_ex: the descriptor stays open across exec(2), as OpenSSL's always do (D1).
 */
#define BIOSOCK_INHERIT 0x40000
/*
 * Kept for the mode of connect BIOs, which set SO_KEEPALIVE unasked (D18); the six calls ignore it.
 */
#define BIOSOCK_NO_KEEPALIVE 0x80000

/*
 * Dial: a host and a service in, the fastest working connection out, one deadline over everything
 * (biosock_dial(3), biosock_dialer(3); RFC 8305). Structures begin with their size, which the
 * macros BIOSOCK_..._INIT set along with the defaults.
 */

/* What an event tells of. */
enum biosock_dial_what {
	BIOSOCK_DIAL_LOOKUP = 1,   /* the resolver is asked for `family` */
	BIOSOCK_DIAL_LOOKUP_WAITS, /* the process has as many lookups as it may: it waits in line */
	BIOSOCK_DIAL_ANSWER,       /* address `n` has come; peer NULL: no more come of `family` */
	BIOSOCK_DIAL_TRY,          /* a connect begins */
	BIOSOCK_DIAL_FAILED,       /* it failed: `err` */
	BIOSOCK_DIAL_CONNECTED,    /* it is the one */
	BIOSOCK_DIAL_REJECTED,     /* the caller rejected it: `err` */
	BIOSOCK_DIAL_LOST,         /* it is closed, another one was faster, or the dial is over */
	BIOSOCK_DIAL_OVER,         /* the end: `err`, 0 if there is a connection */
	BIOSOCK_DIAL_NO_FASTOPEN   /* BIO_SOCK_TFO is left out: there may be several addresses */
};

typedef struct biosock_dial_event {
	size_t size;
	int what;             /* enum biosock_dial_what */
	int family;           /* AF_INET, AF_INET6, AF_UNIX, or AF_UNSPEC */
	int n;                /* the address' number, in the order in which they came; or -1 */
	int sock;             /* the socket, to look at and no more; or -1 */
	int err;              /* errno of the system's, or 0 */
	int gai;              /* the resolver's code (EAI_*), or 0 */
	int64_t at_us;        /* microseconds since the dial began */
	const BIO_ADDR *peer; /* or NULL */
} biosock_dial_event;

typedef struct biosock_dial_options {
	size_t size;
	int flags;         /* of the socket: BIO_SOCK_* but V6_ONLY, and BIOSOCK_*; no others */
	int family;        /* AF_UNSPEC, AF_INET, AF_INET6, AF_UNIX */
	int socktype;      /* 0: SOCK_STREAM */
	int protocol;      /* 0: the usual one */
	int timeout_ms;    /* of the whole; -1: none; 0: what needs no waiting, and no more */
	int attempt_ms;    /* from the start of a connect to the next: 10 to 2000 */
	int resolution_ms; /* how long IPv4 waits for the answer for IPv6 */
	int first_count;   /* how many of the first family go before the other's first: from 1 */
	int max_tries;     /* how many addresses are tried; 0: all */
	int cancel_fd;     /* once this can be read, the dial ends with ECANCELED; -1: none */
	const BIO_ADDR *local4, *local6; /* where from; if only one is given, that family only */
	const char *bind_interface; /* the one that is used, and of link-local peers; or NULL */
	/*
	 * The path, or @name, that a socket of AF_UNIX is bound to; or NULL. A path is removed with
	 * each socket that does not become the caller's.
	 */
	const char *local_unix;
	int keep_idle_s, keep_interval_s, keep_count; /* of keepalive; 0: as the system has it */
	int user_timeout_ms;                          /* RFC 5482; 0: as the system has it */
	/*
	 * Each socket before it is bound and connected: 1 to go on, 0 to leave this address out, -1
	 * to end the dial with errno.
	 */
	int (*prepare)(void *arg, int sock, const BIO_ADDR *peer);
	/* What happens, in the caller's thread; it must not call the dialer. */
	void (*trace)(void *arg, const biosock_dial_event *event);
	void *arg;
} biosock_dial_options;

#define BIOSOCK_DIAL_OPTIONS_INIT                                                                  \
	{                                                                                          \
		sizeof(biosock_dial_options), 0, 0, 0, 0, -1, 250, 50, 1, 0, -1, NULL, NULL, NULL, \
		    NULL, 0, 0, 0, 0, NULL, NULL, NULL                                             \
	}

typedef struct biosock_dial_result {
	size_t size;
	BIO_ADDR *peer, *local; /* the caller's, to be filled, or NULL */
	int tried;              /* how many addresses were */
	/*
	 * Microseconds since the dial began: the answers (-1: none by then), the connect, the end.
	 */
	int64_t lookup4_us, lookup6_us;
	int64_t connect_us; /* how long the connect took that won; -1: none did */
	int64_t total_us;
} biosock_dial_result;

#define BIOSOCK_DIAL_RESULT_INIT                                                                   \
	{                                                                                          \
		sizeof(biosock_dial_result), NULL, NULL, 0, -1, -1, -1, -1                         \
	}

/* One address that was tried. */
typedef struct biosock_attempt {
	size_t size;
	const BIO_ADDR *peer;     /* the dialer's */
	int err;                  /* errno, or 0 */
	int state;                /* the last of enum biosock_dial_what that it was */
	int64_t start_us, end_us; /* since the dial began; -1: not yet */
} biosock_attempt;

#define BIOSOCK_ATTEMPT_INIT                                                                       \
	{                                                                                          \
		sizeof(biosock_attempt), NULL, 0, 0, -1, -1                                        \
	}

/*
 * Connects to the host, whichever of its addresses is there first. host: a name, an IPv4 or IPv6
 * address, "unix:" and a path ("unix:@": an abstract name), NULL for this machine; service: a port
 * or a name, NULL for AF_UNIX. options: NULL for the defaults. result, if not NULL, tells of a
 * failure too. Returns a connected socket, the caller's to close, blocking and close-on-exec
 * unless the flags say otherwise; -1 with records on the error stack, a pair for each address, and
 * errno: what a remote said goes before silence (ETIMEDOUT) and that before what went wrong here;
 * ETIMEDOUT with BIO_R_CONNECT_TIMEOUT when the time is up; ECANCELED; ENOENT if there is no such
 * host, EAGAIN if the resolver does not know for now; EINVAL for bad arguments.
 */
int biosock_dial(const char *host, const char *service, const biosock_dial_options *options,
    biosock_dial_result *result);

/* The same with n addresses of the caller's, of which the first one's family is the first. */
int biosock_dial_addresses(const BIO_ADDR *const *list, size_t n,
    const biosock_dial_options *options, biosock_dial_result *result);

/* The same step by step, for a program with a loop of its own. One thread's at a time. */
typedef struct biosock_dialer biosock_dialer;

struct pollfd;

/*
 * Begins; nothing is connected before the first step. host NULL: the addresses are the caller's, by
 * biosock_dialer_add(). NULL with records and errno. To be freed by biosock_dialer_free().
 */
biosock_dialer *biosock_dialer_new(
    const char *host, const char *service, const biosock_dial_options *options);

/*
 * An address of the caller's resolver has come, which is copied. 1; 0 with a record and errno if
 * the dial is over (EINVAL) or there is no memory (ENOMEM). One that is there already is no error.
 */
int biosock_dialer_add(biosock_dialer *dialer, const BIO_ADDR *addr);

/* None of this family come any more; AF_UNSPEC: none at all. 1, or 0 with a record and EINVAL. */
int biosock_dialer_no_more(biosock_dialer *dialer, int family);

/*
 * Does what is due and never blocks. 1: there is a connection to take; 0: not yet, wait; -1: it is
 * over, with records and errno as biosock_dial().
 */
int biosock_dialer_step(biosock_dialer *dialer);

/*
 * What to wait for until the next step: writes at most n entries, which may change with each step,
 * and returns how many there are; 0 with a record and EINVAL if out is NULL and n is not 0.
 */
size_t biosock_dialer_pollfds(biosock_dialer *dialer, struct pollfd *out, size_t n);
/* And no longer than so many milliseconds, rounded up; -1: for ever. */
int biosock_dialer_timeout(const biosock_dialer *dialer);

/*
 * In the place of both, a descriptor that can be read when a step is due; it stays the same and the
 * dialer's. -1 with errno and a record, EOPNOTSUPP where the system has no such thing.
 */
int biosock_dialer_fd(biosock_dialer *dialer);

/*
 * After biosock_dialer_step() returned 1: the socket, the caller's from now on. No new connect
 * begins then; those under way stay so until the dialer is freed. -1 with a record and errno
 * (EINVAL) if there is nothing to take.
 */
int biosock_dialer_take(biosock_dialer *dialer, biosock_dial_result *result);

/*
 * The socket that was taken, and that the caller has closed, did not do (a handshake failed by
 * err, an errno): the dial goes on. 1, or 0 with a record and errno (EINVAL) if none was taken, or
 * err is none.
 */
int biosock_dialer_reject(biosock_dialer *dialer, int err);

/*
 * Tells of the addresses that were tried, at most n of them, and returns how many were. Each of
 * out begins as BIOSOCK_ATTEMPT_INIT; 0 with a record and EINVAL if not, or if out is NULL and n
 * is not 0.
 */
size_t biosock_dialer_attempts(const biosock_dialer *dialer, biosock_attempt *out, size_t n);

/* At any time, NULL too. Never waits: what the resolver is still asked ends by itself. */
void biosock_dialer_free(biosock_dialer *dialer);

/*
 * A connect BIO, or the first one in a chain, dials so (BIO_s_connect(3)) from its next connect on:
 * lookups in threads, one deadline over all, and what else the options say, which are copied with
 * all that they point to but `arg`. Flags are added to the BIO's mode, which alone says whether it
 * blocks; without a family or a socket type the BIO's count. One that does not block has no
 * descriptor while it dials, and BIO_get_rpoll_descriptor() gives what to wait for. NULL: it dials
 * as by default. 1; 0 with a record and errno EINVAL (ENAMETOOLONG, ENOMEM), and nothing changed.
 */
int biosock_set_conn_dial(BIO *bio, const biosock_dial_options *options);

/*
 * An accept BIO, or the first one in a chain, that does not block listens on every address of its
 * name too, from when it next begins to listen; 0: as by default, on the first that does. Then
 * BIO_get_fd() is the first listener's, and BIO_get_rpoll_descriptor() gives what can be read while
 * any of them has a connection; where the system has no such thing (Windows), the first's. One that
 * blocks listens on all anyway (BIO_s_accept(3)). 1; 0 with a record and errno EINVAL, and nothing
 * changed: it is no accept BIO.
 */
int biosock_set_accept_all(BIO *bio, int on);

/*
 * How many lookups the process may have running that are wanted, and that nobody wants any more,
 * 256 each at first: from now on, if `threads` is at least 1. Returns how many until now; -1 with a
 * record and errno.
 */
int biosock_lookup_limit(int threads);

/*
 * Structures of options begin with their size, and have an initializer that sets it and the
 * defaults, so that later versions can add to them. A size that is not known, a number that means
 * nothing, no room for an answer: EINVAL, a record, and nothing is done.
 */

/* How biosock_listen() listens. */
typedef struct biosock_listen_options {
	size_t size;
	/* BIO_SOCK_* and BIOSOCK_*, as BIO_socket() and BIO_listen() take them. */
	int flags;
	/* AF_UNSPEC, AF_INET, AF_INET6 or AF_UNIX; the type of socket, 0: SOCK_STREAM. */
	int family, socktype;
	/* Connections that may wait to be accepted; 0: as many as the system allows. */
	int backlog;
	/*
	 * Sockets at each address among which the kernel spreads the load (SO_REUSEPORT); 0: one.
	 */
	int shards;
	/*
	 * Of a UNIX path: its mode, -1: by the umask. It is set before anybody can connect. To a
	 * SOCK_DGRAM one can send once it is bound: Linux makes the path with no more than the
	 * mode, elsewhere it has the umask's until it is set.
	 */
	int mode;
	/* Of a UNIX path: 1: a socket file that no socket holds any more is replaced; 0: never. */
	int stale;
	/*
	 * 0: all addresses of the host or none; 1: those that can be had, at least one; 2: all that
	 * this machine has, at least one.
	 */
	int partial;
	/*
	 * Called with each socket, also of shards, before it is bound, and with its address: 1 to
	 * go on, 0 to leave this address out with all its sockets, -1 to end with its errno
	 * (ECANCELED if that is 0). It does not close the socket. NULL: none.
	 */
	int (*prepare)(void *arg, int sock, const BIO_ADDR *local);
	void *arg;
} biosock_listen_options;

#define BIOSOCK_LISTEN_OPTIONS_INIT                                                                \
	{                                                                                          \
		sizeof(biosock_listen_options), 0, 0, 0, 0, 0, -1, 1, 0, NULL, NULL                \
	}

/*
 * Listens at all addresses of `host` and `service`, which are as in BIO_lookup(): of a name, one
 * socket an address. NULL or "*": everywhere, by one socket for both families where the system
 * has that; BIO_SOCK_V6_ONLY asks for one each. Port 0, or no service, becomes one free port, the
 * same at all of them. "unix:PATH" is a path, "unix:@NAME" an abstract name (Linux); the service
 * is not looked at.
 *
 * A path that is taken is replaced if no socket holds it, which no server notices being asked,
 * under a lock of its folder (flock(2)): EBUSY if another process holds that for a second. Where
 * the system cannot ask so (Windows), or the folder cannot be locked, what is taken stays taken.
 *
 * `options` may be NULL: the defaults. The descriptors go to out_socks[n], whose first addresses
 * are of IPv6; with too few places nothing is done. Returns how many there are, or -1 with errno
 * and records: BIO_lookup()'s, with ENOENT, or EAGAIN if the resolver does not know for now; or
 * those of the addresses that failed.
 */
int biosock_listen(const char *host, const char *service, const biosock_listen_options *options,
    int *out_socks, size_t n);

/*
 * Removes the path of a socket that biosock_listen() or a dial made in this process, before it
 * is closed, if
 * the file is still that socket's. 1: it is removed; 0: there is no such path, or it is another's;
 * -1 with errno and records: it cannot be removed, or `sock` is no socket. The 256 newest such
 * sockets are remembered.
 */
int biosock_listen_unlink(int sock);

/*
 * The sockets that a supervisor has made and passed to this process by LISTEN_FDS, LISTEN_FDNAMES,
 * LISTEN_PID and LISTEN_PIDFDID (sd_listen_fds(3)): those of the name, or all if it is NULL. They
 * are the caller's now, closed on exec; each is given once. The environment is not changed. Returns
 * how many went to out_socks[n], 0 if none were passed to this process; or -1 with errno and
 * records, and none is taken: EINVAL if there are too few places, if what the variables say is
 * malformed, or if one does not listen though it would have to; ENOTSOCK if one is no socket.
 */
int biosock_listen_adopt(const char *name, int *out_socks, size_t n);

/* A connection: its descriptor, and that of the listener it came to. */
typedef struct biosock_accepted {
	int sock, listener;
	BIO_ADDR *peer; /* the caller's, in which the peer's address is stored; or NULL */
} biosock_accepted;

typedef struct biosock_acceptor_options {
	size_t size;
	/* BIO_SOCK_* and BIOSOCK_*, as BIO_accept_ex() takes them. */
	int flags;
	/*
	 * 1: of several acceptors with the same listeners a connection wakes one or few, not all.
	 */
	int exclusive;
	/* When the process is out of descriptors: 1: who waits is closed; 0: waits on. */
	int shed;
} biosock_acceptor_options;

#define BIOSOCK_ACCEPTOR_OPTIONS_INIT                                                              \
	{                                                                                          \
		sizeof(biosock_acceptor_options), 0, 0, 1                                          \
	}

/* Connections of several listeners, many at a time: for one thread, but for the stop. */
typedef struct biosock_acceptor biosock_acceptor;

/*
 * Accepts from the n listeners, which become nonblocking, and stay the caller's: they are open for
 * as long as the acceptor is there. `options` may be NULL: the defaults. NULL with errno and
 * records: EINVAL for what does not listen.
 */
biosock_acceptor *biosock_acceptor_new(
    const int *socks, size_t n, const biosock_acceptor_options *options);

/*
 * Waits for connections, at most timeout_ms milliseconds (< 0: for ever), and accepts up to n of
 * those that are there, of all listeners in turn. Each has its mode, options and close-on-exec as
 * by BIO_accept_ex(), connections that were lost in the queue are passed over, and the IPv4 address
 * of a peer of a listener for both families is one of IPv4. A signal does not end the wait;
 * biosock_acceptor_stop() does. Returns how many there are; 0 when the time is up or it was
 * stopped; or -1 with errno and records, and the listeners are still of use.
 *
 * When the process is out of descriptors, those who wait are accepted by one that was kept for
 * that, and closed: *out_shed, which may be NULL, is how many, and 0 is returned at once. Without
 * the option `shed` they stay in the queue, and -1 is returned, with EMFILE or ENFILE.
 */
int biosock_acceptor_wait(biosock_acceptor *acceptor, biosock_accepted *inout, size_t n,
    int timeout_ms, size_t *out_shed);

/*
 * A descriptor that can be read when biosock_acceptor_wait() would not wait, for a loop
 * of the program's own; the acceptor's. -1 with EOPNOTSUPP and a record where the system
 * has none (Windows).
 */
int biosock_acceptor_fd(biosock_acceptor *acceptor);

/*
 * Has biosock_acceptor_wait() return 0, now and from now on. By any thread, and by a signal
 * handler; errno is kept.
 */
void biosock_acceptor_stop(biosock_acceptor *acceptor);

/* NULL is fine. */
void biosock_acceptor_free(biosock_acceptor *acceptor);

/*
 * Takes an address apart as the biosock command reads it:
 *	example.org:443  [2001:db8::1]:443	host and service
 *	:443  *:443				no host, *out_host is NULL: anywhere
 *	example.org  2001:db8::1		no service, *out_service is NULL
 *	unix:/run/x  unix:@name			a host, whole; no service
 * Both are as biosock_listen() takes them, and are freed with OPENSSL_free(). 1; or 0 with a
 * record, both NULL, and EINVAL: the text is none of these, or something is NULL; or ENOMEM.
 */
int biosock_parse_address(const char *text, char **out_host, char **out_service);

#ifdef __cplusplus
}
#endif

#endif
#endif
