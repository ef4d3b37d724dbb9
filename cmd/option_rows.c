/* SPDX-License-Identifier: Apache-2.0 */
/* The options, in the order of --help. */
#include "cmd/option_rows.h"

#include <stddef.h>

#include <biosock.h>
#include <openssl/bio.h>

#include "sys/net.h"

enum {
	BOTH = VERB_LISTEN | VERB_CONNECT,
	DIALS = VERB_CONNECT | VERB_PROBE,
	SOCKETS = BOTH | VERB_PROBE,
	ALL = SOCKETS | VERB_DOCTOR | VERB_COMPLETION
};

#define AT(member) offsetof(struct settings, member)

/* clang-format off */
const struct option_row option_rows[] = {
	{ "echo", 0, VERB_LISTEN, OPTION_FLAG, AT(serve.work), WORK_ECHO, NULL, NULL,
		"send back what peers send" },
	{ "discard", 0, VERB_LISTEN, OPTION_FLAG, AT(serve.work), WORK_DISCARD, NULL, NULL,
		"throw away what peers send" },
	{ "exec", 0, VERB_LISTEN, OPTION_FLAG, AT(serve.work), WORK_EXEC, NULL, NULL,
		"ADDRESS -- PROGRAM ARGS: start it for each peer" },
	{ "to", 0, VERB_LISTEN, OPTION_TEXT, AT(serve.to), 0, "ADDRESS", NULL,
		"join each peer to a connection to there" },
	{ "dump", 0, VERB_LISTEN, OPTION_TEXT, AT(serve.dump), 0, "FILE", "to",
		"write all that goes through there (-: to output)" },
	{ "proxy-protocol", 0, VERB_LISTEN, OPTION_CHOICE, AT(serve.proxy_protocol), 0, "v1|v2",
		"to", "tell the target first who the peer is" },
	{ "timeout", 0, VERB_LISTEN, OPTION_TIME, AT(dial.timeout_ms), 0, "TIME", "to",
		"give up a target that is not connected by then" },
	{ "keep", 0, VERB_LISTEN, OPTION_FLAG, AT(serve.keep), 1, NULL, NULL,
		"join one peer after the other" },
	{ "count", 0, VERB_LISTEN, OPTION_NUMBER, AT(serve.count), 1, "N",
		"echo|discard|exec|to|keep", "end after N connections (datagrams with --udp)" },
	{ "max", 0, VERB_LISTEN, OPTION_NUMBER, AT(serve.most), 1, "N", "echo|discard|exec|to",
		"serve at most N at once" },
	{ "shards", 0, VERB_LISTEN, OPTION_NUMBER, AT(serve.shards), 2, "N", "echo|discard|exec|to",
		"serve in N processes that share the port" },
	{ "adopt", 0, VERB_LISTEN, OPTION_TEXT, AT(serve.adopt), 0, "[=NAME]", NULL,
		"in place of ADDRESS: sockets that were passed (LISTEN_FDS)" },
	{ "mode", 0, VERB_LISTEN, OPTION_MODE, AT(serve.mode), 0, "MODE", NULL,
		"of the socket file, as 660" },
	{ "wait", 0, VERB_PROBE, OPTION_TIME, AT(probe.wait_ms), 0, "TIME", NULL,
		"try until it is open; then start COMMAND, if there is one" },
	{ "all", 0, VERB_PROBE, OPTION_FLAG, AT(probe.all), 1, NULL, NULL,
		"success is that each ADDRESS is open, not just one" },
	{ "count", 0, VERB_PROBE, OPTION_NUMBER, AT(probe.count), 1, "N", NULL,
		"try N times, and tell the times' distribution" },
	{ "interval", 0, VERB_PROBE, OPTION_TIME, AT(probe.interval_ms), 0, "TIME", "count",
		"from one try to the next (1s)" },
	{ "plot", 0, VERB_PROBE, OPTION_TEXT, AT(probe.plot), 0, "FILE", NULL,
		"draw it there, too (SVG)" },
	{ "json", 0, VERB_PROBE, OPTION_FLAG, AT(output.json), 1, NULL, NULL,
		"for programs: an object a line for each address" },
	{ "bind", 0, DIALS, OPTION_TEXT, AT(dial.bind), 0, "ADDRESS", NULL,
		"connect from this address" },
	{ "timeout", 0, VERB_CONNECT, OPTION_TIME, AT(dial.timeout_ms), 0, "TIME", NULL,
		"give up if not connected by then" },
	{ "timeout", 0, VERB_PROBE, OPTION_TIME, AT(dial.timeout_ms), 0, "TIME", NULL,
		"give up what is not connected by then (5s; with --wait: 1s)" },
	{ "retry", 0, VERB_CONNECT, OPTION_NUMBER, AT(dial.retries), 1, "[=N]", NULL,
		"try again, N times or until --timeout is over" },
	{ "udp", 0, BOTH, OPTION_FLAG, AT(dial.socktype), SOCK_DGRAM, NULL, NULL,
		"datagrams instead of a stream" },
	{ NULL, '4', SOCKETS, OPTION_FLAG, AT(dial.family), AF_INET, NULL, NULL, "IPv4 only" },
	{ NULL, '6', SOCKETS, OPTION_FLAG, AT(dial.family), AF_INET6, NULL, NULL, "IPv6 only" },
	{ "interface", 0, BOTH, OPTION_TEXT, AT(dial.interface_name), 0, "NAME", NULL,
		"use this network interface and no other" },
	{ "broadcast", 0, VERB_CONNECT, OPTION_FLAG, AT(dial.broadcast), 1, NULL, "udp",
		"send to all of a network (SO_BROADCAST)" },
	{ "keepalive", 0, BOTH, OPTION_PROBES, AT(dial.keepalive), 0, "[=IDLE,INTVL,COUNT]", NULL,
		"probe an idle connection (SO_KEEPALIVE)" },
	{ "nodelay", 0, BOTH, OPTION_FLAG, AT(dial.flags), BIO_SOCK_NODELAY, NULL, NULL,
		"send small pieces at once (TCP_NODELAY)" },
	{ "nonblock", 0, VERB_CONNECT, OPTION_FLAG, AT(dial.flags), BIO_SOCK_NONBLOCK, NULL, NULL,
		"leave the socket nonblocking; a connect never blocks" },
	{ "reuseaddr", 0, BOTH, OPTION_FLAG, AT(dial.flags), BIO_SOCK_REUSEADDR, NULL, NULL,
		"take a port recently closed; remove a stale UNIX path" },
	{ "reuseport", 0, VERB_LISTEN, OPTION_FLAG, AT(dial.flags), BIOSOCK_REUSEPORT, NULL, NULL,
		"share the port with other listeners" },
	{ "v6only", 0, BOTH, OPTION_FLAG, AT(dial.flags), BIO_SOCK_V6_ONLY, NULL, NULL,
		"an IPv6 listener takes no IPv4 (connect ignores it)" },
	{ "tfo", 0, SOCKETS, OPTION_FLAG, AT(dial.flags), BIO_SOCK_TFO, NULL, NULL,
		"TCP Fast Open" },
	{ "mptcp", 0, SOCKETS, OPTION_FLAG, AT(dial.flags), BIOSOCK_MPTCP, NULL, NULL,
		"Multipath TCP; plain TCP where there is none" },
	{ "idle", 0, BOTH, OPTION_TIME, AT(relay.idle_ms), 0, "TIME", NULL,
		"end after this long a silence (--udp: once input has ended, 1s)" },
	{ "until", 0, BOTH, OPTION_CHOICE, AT(relay.until), 0, "peer|input|both", NULL,
		"whose end is the end (both; at a terminal: peer)" },
	{ NULL, 'n', BOTH, OPTION_FLAG, AT(relay.no_input), 1, NULL, NULL,
		"do not read input, and do not end sending" },
	{ "crlf", 0, BOTH, OPTION_FLAG, AT(relay.crlf), 1, NULL, NULL,
		"send what ends a line of input as CR LF" },
	{ "ready-file", 0, VERB_LISTEN, OPTION_TEXT, AT(serve.ready_file), 0, "FILE", NULL,
		"write the addresses listened on there, one a line" },
	{ "ready-fd", 0, VERB_LISTEN, OPTION_NUMBER, AT(serve.ready_fd), 3, "N", NULL,
		"write them to this descriptor, and close it" },
	{ "stats", 0, BOTH, OPTION_FLAG, AT(output.stats), 1, NULL, NULL,
		"say in the end how much went, and how fast" },
	{ "json", 0, BOTH, OPTION_FLAG, AT(output.json), 1, NULL, "stats",
		"say it for programs" },
	{ "progress", 0, BOTH, OPTION_FLAG, AT(output.progress), 1, NULL, NULL,
		"show at a terminal how much has gone" },
	{ "json", 0, VERB_DOCTOR, OPTION_FLAG, AT(output.json), 1, NULL, NULL, "for programs" },
	{ "verbose", 'v', SOCKETS, OPTION_FLAG, AT(output.verbose), 1, NULL, NULL,
		"say what is done, on standard error" },
	{ "help", 'h', ALL, OPTION_FLAG, AT(help), 1, NULL, NULL, "show this" },
	{ NULL, 0, 0, OPTION_FLAG, 0, 0, NULL, NULL, NULL },
};
/* clang-format on */

_Static_assert(sizeof(option_rows) / sizeof(option_rows[0]) <= OPTION_MOST, "there is room");

const struct option_conflict option_conflicts[] = {
	{ "echo", "discard|exec|to" },
	{ "discard", "exec|to" },
	{ "exec", "to|idle" },
	{ "4", "6" },
	{ "udp", "nodelay|tfo|mptcp|keepalive|until|keep|exec|to|max" },
	{ "n", "crlf" },
	{ "wait", "count" },
	{ "shards", "count|max|dump" },
	{ "adopt", "4|6|interface|mode|mptcp|reuseaddr|reuseport|shards|tfo|v6only" },
	{ "echo|discard|exec|to", "until|n|crlf|stats|progress|keep" },
	{ NULL, NULL },
};
