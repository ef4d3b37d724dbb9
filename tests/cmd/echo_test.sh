#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock listen --echo and --discard, over every kind of socket, with peers that behave and peers that do not.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

round_trip() {
	random 1048576 >sent
	serve --echo "$1"
	connect "${2:-$at}" <sent >back
	cmp sent back
	stopped
}

round_trip_path() {
	needs_unix
	round_trip unix:path
}

round_trip_name() {
	needs_abstract
	round_trip "unix:@biosock-test-$$"
}

round_trip_v6() {
	has_v6
	round_trip '[::1]:0'
}

both_families() {
	has_v6
	random 100000 >sent
	serve --echo "$1"
	expect_equal "$(wc -l <addresses)" 2
	expect_equal "$(sed 's/.*://' addresses | sort -u | wc -l)" 1
	for host in 127.0.0.1 '[::1]'; do
		connect "$host:$port" <sent >back
		cmp sent back
	done
}

# Piece by piece: a datagram that finds no room is lost, and nobody is told.
datagram_round_trip() {
	local i to from
	random 1048576 >sent
	serve --echo --udp "$1"
	mkfifo to.fifo from.fifo
	connect --udp --idle 0.2 "$at" <to.fifo >from.fifo &
	exec {to}>to.fifo {from}<from.fifo
	for ((i = 0; i < 32; i++)); do
		dd if=sent bs=32768 skip=$i count=1 status=none >&"$to"
		timeout 20 head -c 32768 <&"$from" >>back
	done
	exec {to}>&-
	expect_status 0 wait $!
	cmp sent back
	stopped
}

datagram_round_trip_v6() {
	has_v6
	datagram_round_trip '[::1]:0'
}

largest_datagram() {
	random 65507 >sent
	serve --echo --udp --count 1 127.0.0.1:0
	connect --udp --idle 1 "$at" <sent >back
	cmp sent back
	expect_status 0 wait "$server"
}

# A UNIX client has an address to be answered at only if it is bound to one.
unix_datagram() {
	needs_unix
	serve --echo --udp unix:server
	expect_equal "$(echo hello | connect --udp --idle 0.5 --bind unix:client unix:server)" hello
	expect_status 1 test -e client
}

nothing_sent() {
	serve --echo 127.0.0.1:0
	connect "$at" </dev/null >back
	expect_status 1 test -s back
}

many_at_once() {
	serve --echo 127.0.0.1:0
	expect_equal "$(timeout 60 "$peer" many "$port" 50)" "50 served"
	expect_equal "$(timeout 60 "$peer" many "$port" 200)" "200 served"
}

# It stalls: 100 MB do not fit into the server. Another one is served meanwhile.
slow_reader() {
	mkfifo go.fifo
	serve --echo 127.0.0.1:0
	timeout 120 "$peer" slow "$port" 100000000 <go.fifo >slow.out &
	slow=$!
	started+=("$slow")
	exec {go}>go.fifo
	until_true test -s slow.out
	expect_equal "$(cat slow.out)" stalled
	expect_equal "$(echo meanwhile | connect "$at")" meanwhile
	echo >&"$go"
	expect_status 0 wait "$slow"
	expect_equal "$(tail -n 1 slow.out)" "all came back"
}

# Whatever the server holds when the peer's end arrives, in every size around what the socket buffers take.
ends_before_reading() {
	needs_unix
	serve --echo unix:path
	expect_equal "$(timeout 60 "$peer" late path)" "all came back"
}

peer_resets() {
	serve --echo -v 127.0.0.1:0
	"$peer" reset "$port"
	expect_equal "$(echo hello | connect "$at")" hello
	"$peer" reset-accepted "$port"
	until_true grep -q "${text[ECONNRESET]}" server.log
	expect_equal "$(echo hello | connect "$at")" hello
	stopped
}

# More clients than the server has descriptors for, which it says for the N-th time.
crowd() {
	clients=()
	rm -f hold.fifo said*
	mkfifo hold.fifo
	for ((i = 0; i < 14; i++)); do
		connect -v "$at" <hold.fifo >"back$i" 2>"said$i" &
		clients+=($!)
		started+=($!)
	done
	exec {hold}>hold.fifo
	until_true all_came
	until_true said_often "$1"
}

# So that the queue is not empty for a moment, after which it would be said again.
all_came() {
	[ "$(grep -l ': connected' said* | wc -l)" -eq 14 ]
}

said_often() {
	[ "$(grep -c "${text[EMFILE]}" server.log)" -ge "$1" ]
}

crowd_leaves() {
	exec {hold}>&-
	for client in "${clients[@]}"; do
		expect_status 0 wait "$client"
	done
}

# serve_with_few DESCRIPTORS OPTION... ADDRESS: as serve, with so many descriptors.
serve_with_few() {
	local few=$1
	shift
	rm -f addresses
	(
		ulimit -n "$few"
		exec "$biosock" listen --ready-file addresses "$@" 2>server.log
	) &
	server=$!
	started+=("$server")
	until_true test -s addresses
	at=$(cat addresses)
}

# Fourteen descriptors: three streams, the pipe, the listener, what waits, what a sanitizer has, and some clients.
out_of_descriptors() {
	needs_posix "limit of descriptors"
	local clients i
	serve_with_few 14 --echo 127.0.0.1:0
	crowd 1
	asleep "$server"
	crowd_leaves
	expect_equal "$(grep "${text[EMFILE]}" server.log)" "biosock: accept $at: ${text[EMFILE]}"
	crowd 2
	crowd_leaves
	expect_equal "$(grep -c "${text[EMFILE]}" server.log)" 2
	expect_equal "$(echo again | connect "$at")" again
	stopped
}

# Of those who wait none is taken in for whom there is no descriptor to reach the target by, also if one is left.
out_of_descriptors_for_targets() {
	needs_posix "limit of descriptors"
	local clients i
	serve --echo 127.0.0.1:0
	serve_with_few 24 --to "$at" 127.0.0.1:0
	crowd 1
	expect_equal "$(grep "${text[EMFILE]}" server.log | grep -v " accept ")" ""
	exec {hold}>&-
}

signalled() {
	needs_signal "$1"
	serve --echo "$2"
	connect "$at" <<<hello >back &
	wait $!
	stopped "$1"
}

signalled_with_client() {
	needs_signal "$1"
	mkfifo hold.fifo
	serve --echo 127.0.0.1:0
	connect "$at" <hold.fifo >back &
	started+=($!)
	exec {hold}>hold.fifo
	echo hello >&"$hold"
	until_true test -s back
	stopped "$1"
}

path_removed() {
	needs_unix
	needs_signal "$1"
	serve --echo unix:path
	test -S path
	stopped "$1"
	expect_status 1 test -e path
}

# Somebody took the path over: it is theirs.
path_of_another() {
	needs_unix
	serve --echo unix:path
	first=$server
	rm path
	serve --echo unix:path
	kill "$first"
	wait "$first"
	test -S path
	expect_equal "$(echo hello | connect unix:path)" hello
}

path_removed_when_counted() {
	needs_unix
	serve --echo --count 1 unix:path
	echo hello | connect unix:path
	expect_status 0 wait "$server"
	expect_status 1 test -e path
}

stale_path() {
	needs_unix
	serve --echo unix:path
	kill -9 "$server"
	wait "$server" || true
	expect_status 1 timeout 20 "$biosock" listen unix:path 2>message
	expect_equal "$(cat message)" \
		"biosock: listen unix:path: ${text[EADDRINUSE]}; --reuseaddr removes a socket file nobody listens on"
	test -S path
	serve --echo --reuseaddr unix:path
	expect_equal "$(echo hello | connect unix:path)" hello
}

# Neither a socket that lives nor a file that is none is in the way for --reuseaddr to remove.
live_path() {
	needs_unix
	serve --echo unix:path
	expect_status 1 timeout 20 "$biosock" listen --reuseaddr unix:path 2>message
	expect_equal "$(cat message)" "biosock: listen unix:path: ${text[EADDRINUSE]}"
	expect_equal "$(echo hello | connect unix:path)" hello
	echo data >file
	expect_status 1 timeout 20 "$biosock" listen --reuseaddr unix:file
	expect_equal "$(cat file)" data
}

counted() {
	serve --echo --count 2 "$own:0"
	expect_equal "$(echo one | connect "$at")" one
	expect_equal "$(echo two | connect "$at")" two
	expect_status 0 wait "$server"
	expect_status 1 connect "$at" </dev/null
}

counted_datagrams() {
	serve --echo --udp --count 2 127.0.0.1:0
	expect_equal "$(echo one | connect --udp --idle 0.5 "$at")" one
	expect_equal "$(echo two | connect --udp --idle 0.5 "$at")" two
	expect_status 0 wait "$server"
}

discarded() {
	random 1048576 >sent
	serve --discard --count 1 127.0.0.1:0
	connect "$at" <sent >back
	expect_status 1 test -s back
	expect_status 0 wait "$server"
}

discarded_datagrams() {
	serve --discard --udp --count 1 127.0.0.1:0
	echo hello | connect --udp --idle 0.2 "$at" >back
	expect_status 1 test -s back
	expect_status 0 wait "$server"
}

says_where_path() {
	needs_unix
	says_where unix:path "^unix:path$"
}

says_where_name() {
	needs_abstract
	says_where "unix:@biosock-test-$$" "^unix:@biosock-test-$$\$"
}

says_where() {
	serve --echo "$1"
	expect_equal "$(cat server.log)" "listening on $at"
	[[ $at =~ $2 ]] || fail "$at is not like $2"
}

it "a megabyte goes round over IPv4" round_trip 127.0.0.1:0
it "a megabyte goes round over IPv6" round_trip_v6
it "a megabyte goes round over a UNIX path" round_trip_path
it "a megabyte goes round over an abstract name" round_trip_name
it "a megabyte goes round in datagrams over IPv4" datagram_round_trip 127.0.0.1:0
it "a megabyte goes round in datagrams over IPv6" datagram_round_trip_v6
it ":0 is both families on one port" both_families :0
it "*:0 is both families on one port" both_families '*:0'
it "the largest datagram comes back whole" largest_datagram
it "a bound UNIX datagram client is answered" unix_datagram
it "a peer that sends nothing gets nothing" nothing_sent
it "250 peers are served at once" many_at_once
it "a slow reader is not read from, and hinders nobody" slow_reader
it "a peer that ends before it reads gets all" ends_before_reading
it "a peer that resets harms nobody" peer_resets
it "out of descriptors: for targets" out_of_descriptors_for_targets
it "out of descriptors: said once a crowd, no spinning, and on it goes" out_of_descriptors
it "SIGTERM ends it with 0" signalled TERM 127.0.0.1:0
it "SIGINT ends it with 0" signalled INT 127.0.0.1:0
it "SIGTERM ends it with 0 while a peer is connected" signalled_with_client TERM
it "SIGINT ends it with 0 while a peer is connected" signalled_with_client INT
it "SIGTERM removes the UNIX path" path_removed TERM
it "SIGINT removes the UNIX path" path_removed INT
it "SIGHUP removes the UNIX path" path_removed HUP
it "the end of --count removes the UNIX path" path_removed_when_counted
it "a path that is another's now stays" path_of_another
it "a stale path is an error that names --reuseaddr, which removes it" stale_path
it "a path in use is never removed" live_path
it "--count ends after that many connections" counted
it "--count ends after that many datagrams" counted_datagrams
it "--discard gives nothing back" discarded
it "--discard gives no datagram back" discarded_datagrams
it "it says where it listens: IPv4" says_where 127.0.0.1:0 '^127\.0\.0\.1:[1-9]'
it "it says where it listens: path" says_where_path
it "it says where it listens: name" says_where_name
summary
