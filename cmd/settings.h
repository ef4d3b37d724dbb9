/* SPDX-License-Identifier: Apache-2.0 */
/* What the command line asks for, each part for those who do it. */
#ifndef BIOSOCK_CMD_SETTINGS_H
#define BIOSOCK_CMD_SETTINGS_H

/* Exit statuses; those after the first three are probe's. */
enum {
	STATUS_OK = 0,
	STATUS_FAILED = 1,
	STATUS_USAGE = 2,
	STATUS_NO_NAME = 3,
	STATUS_REFUSED = 4,
	STATUS_TIME = 5,
	STATUS_UNREACHABLE = 6,
};

/* Verbs as bits: an option belongs to some. */
enum verb {
	VERB_LISTEN = 1,
	VERB_CONNECT = 2,
	VERB_DOCTOR = 4,
	VERB_COMPLETION = 8,
	VERB_PROBE = 16
};

/* As bits, since an option sets each. */
enum work { WORK_JOIN, WORK_ECHO = 1, WORK_DISCARD = 2, WORK_EXEC = 4, WORK_FORWARD = 8 };

/* Seconds, and questions without an answer; 0: as the system has it. */
struct keepalive_settings {
	int on, idle_s, interval_s, count;
};

/* Which sockets, and how they are made. */
struct dial_settings {
	const char *address;        /* NULL for doctor */
	const char *bind;           /* NULL: any */
	const char *interface_name; /* NULL: any */
	int flags;                  /* BIO_SOCK_* and BIOSOCK_*, for whichever call takes them */
	int family, socktype;       /* AF_*, SOCK_* */
	int broadcast;
	struct keepalive_settings keepalive;
	int timeout_ms; /* until it is connected; < 0: no end */
	long retries;   /* after the first try; LONG_MAX: no end */
};

/* What a listener does. */
struct serve_settings {
	int work;               /* enum work */
	long count;             /* connections or datagrams; 0: no end */
	long most;              /* connections at once; 0: no limit */
	int keep;               /* another peer is joined after the first */
	char *const *program;   /* of --exec, and its arguments up to a NULL */
	const char *to;         /* where to forward to; NULL: nowhere */
	const char *dump;       /* the file; NULL: none */
	int proxy_protocol;     /* its version; 0: none */
	int mode;               /* of a socket file; 0: as the umask says */
	const char *ready_file; /* NULL: none */
	const char *adopt; /* the name of sockets passed to this process, "": all; NULL: none */
	long shards;       /* processes, each with sockets of its own; 0: this one */
	long ready_fd;     /* 0: none */
};

/* What is probed, and how often. */
struct probe_settings {
	char *const *addresses;
	int n;
	char *const *command; /* to go on with once it is open, up to a NULL; or NULL */
	long count;           /* times */
	int interval_ms;      /* from the beginning of one to that of the next */
	int wait_ms;          /* until it is open; < 0: it is probed as often as `count` says */
	int all;              /* success is that all are open */
	const char *plot;     /* the file; NULL: none */
};

/* Whose end is the end. By default a person's peer's, and else both. */
enum until { UNTIL_DEFAULT, UNTIL_PEER, UNTIL_INPUT, UNTIL_BOTH };

/* How standard input and output are joined to a peer. */
struct relay_settings {
	/* Silence that ends it: of datagrams, once the input has ended. < 0: none does. */
	int idle_ms;
	int until;    /* enum until */
	int no_input; /* it is not read, and so has no end */
	int crlf;     /* what ends its lines is sent as CR LF */
};

/* What is said; each 0 or 1. */
struct output_settings {
	int verbose, json, stats, progress;
};

struct settings {
	enum verb verb;
	int help;
	const char *shell; /* whose completions are to be printed */
	struct dial_settings dial;
	struct probe_settings probe;
	struct serve_settings serve;
	struct relay_settings relay;
	struct output_settings output;
};

#endif
