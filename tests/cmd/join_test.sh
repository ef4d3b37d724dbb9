#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Standard input and output joined to a peer: connect, and listen without --echo.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

both_ways() {
	random 3000000 >down
	random 2000000 >up
	serve "$1" <down >up.copy
	connect "$at" <up >down.copy
	expect_status 0 wait "$server"
	cmp up up.copy
	cmp down down.copy
}

# What is read is written by a slow reader, 64 KiB at a time: nothing is lost in the buffers between.
slow_output() {
	random 1000000 >down
	serve 127.0.0.1:0 <down >up.copy
	connect "$at" </dev/null | while head -c 65536 >piece && test -s piece; do
		cat piece >>down.copy
		sleep 0.01
	done
	cmp down down.copy
	expect_status 0 wait "$server"
}

only_one_is_joined() {
	serve 127.0.0.1:0 </dev/null >first
	connect "$at" <<<hello >/dev/null
	expect_status 0 wait "$server"
	expect_equal "$(cat first)" hello
	expect_status 1 connect "$at" </dev/null
}

# The answer comes only after the end of input was passed on.
end_of_input() {
	act answer-last
	expect_equal "$(echo question | connect "127.0.0.1:$port")" late
	expect_status 0 wait "$actor"
}

# The peer has ended; what is still to be sent goes all the same.
peer_ends_first() {
	act end-first
	mkfifo in.fifo
	connect "127.0.0.1:$port" <in.fifo >out &
	client=$!
	started+=("$client")
	exec {in}>in.fifo
	until_true test -s out
	expect_equal "$(cat out)" early
	random 300000 >&"$in"
	exec {in}>&-
	expect_status 0 wait "$client"
	expect_status 0 wait "$actor"
	expect_equal "$(tail -n 1 actor.out)" 300000
}

# Who reads our output learns of the peer's end while we still send.
end_of_output() {
	act end-first
	mkfifo in.fifo out.fifo
	"$biosock" connect "127.0.0.1:$port" <in.fifo >out.fifo &
	started+=($!)
	(cat && touch ended) <out.fifo &
	started+=($!)
	exec {in}>in.fifo
	until_true test -e ended
	kill -0 "$actor"
	exec {in}>&-
	expect_status 0 wait "$actor"
}

peer_resets() {
	act reset-after-one
	mkfifo in.fifo
	connect "127.0.0.1:$port" <in.fifo 2>message &
	client=$!
	started+=("$client")
	exec {in}>in.fifo
	echo x >&"$in"
	expect_status 1 wait "$client"
	expect_equal "$(cat message)" "biosock: receive from 127.0.0.1:$port: Connection reset by peer"
}

output_gone() {
	random 1000000 >down
	serve 127.0.0.1:0 <down >/dev/null
	expect_status 1 connect "$at" </dev/null >/dev/full 2>message
	expect_equal "$(cat message)" "biosock: write standard output: No space left on device"
}

# Not killed: 141 would be SIGPIPE.
reader_gone() {
	random 1000000 >down
	serve 127.0.0.1:0 <down >/dev/null
	(
		status=0
		connect "$at" </dev/null 2>message || status=$?
		echo $status >status
	) | head -c 1 >/dev/null
	expect_equal "$(cat status)" 1
	expect_equal "$(cat message)" "biosock: write standard output: Broken pipe"
}

input_closed() {
	serve --echo 127.0.0.1:0
	expect_status 1 connect "$at" <&- >out 2>message
	expect_equal "$(cat message)" "biosock: read standard input: Bad file descriptor"
}

nonblocking_input() {
	random 500000 >sent
	serve --echo 127.0.0.1:0
	mkfifo in.fifo
	connect "$at" <in.fifo >back &
	client=$!
	started+=("$client")
	exec {in}>in.fifo
	sleep 0.1
	cat sent >&"$in"
	exec {in}>&-
	expect_status 0 wait "$client"
	cmp sent back
}

# Half a second of nothing costs nothing: for a connection in use, and for one whose peer has ended.
idle() {
	act "$1"
	mkfifo in.fifo
	"$biosock" connect "127.0.0.1:$port" <in.fifo >out &
	pid=$!
	started+=("$pid")
	exec {in}>in.fifo
	sleep 0.2
	before=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	sleep 0.5
	after=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	[ $((after - before)) -lt 20 ] || fail "spins: $((after - before)) ticks in half a second"
	exec {in}>&-
	wait "$actor"
}

# Input has ended, the peer says nothing: that costs nothing either.
idle_after_end() {
	mkfifo in.fifo
	exec {in}<>in.fifo
	serve 127.0.0.1:0 <&"$in" >out
	"$biosock" connect "$at" </dev/null >back &
	pid=$!
	started+=("$pid")
	sleep 0.2
	before=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	sleep 0.5
	after=$(awk '{ print $14 + $15 }' "/proc/$pid/stat")
	[ $((after - before)) -lt 20 ] || fail "spins: $((after - before)) ticks in half a second"
}

stopped_waiting() {
	serve "$@" </dev/null >out
	stopped TERM
}

stopped_joined() {
	mkfifo in.fifo hold.fifo
	exec {in}<>in.fifo {hold}<>hold.fifo
	serve 127.0.0.1:0 <&"$in" >out
	connect "$at" <&"$hold" >back &
	started+=($!)
	echo hello >&"$hold"
	until_true test -s out
	stopped TERM
}

unix_peer_gone() {
	mkfifo in.fifo
	exec {in}<>in.fifo
	serve unix:path </dev/null >out
	connect unix:path <&"$in" >back &
	client=$!
	started+=("$client")
	sleep 0.1
	stopped TERM
	expect_status 0 wait "$client"
}

datagrams() {
	echo back | "$biosock" listen --udp --idle 0.5 --ready-file addresses 127.0.0.1:0 >out 2>server.log &
	server=$!
	started+=("$server")
	until_true test -s addresses
	expect_equal "$(echo forth | connect --udp --idle 0.5 "$(cat addresses)")" back
	expect_status 0 wait "$server"
	expect_equal "$(cat out)" forth
}

datagrams_refused() {
	expect_status 1 connect --udp 127.0.0.1:1 <<<hello 2>message
	expect_equal "$(cat message)" "biosock: receive from 127.0.0.1:1: Connection refused"
}

# No host is ::1 and then 127.0.0.1, where somebody listens.
second_address() {
	serve --echo 127.0.0.1:0
	expect_equal "$(echo hello | connect ":$port" 2>message)" hello
	expect_status 1 test -s message
	echo hello | connect -v ":$port" 2>message
	! has_line "biosock: connecting to [::1]:$port" ||
		has_line "biosock: connect [::1]:$port: Connection refused"
}

has_line() {
	grep -qxF "$1" message
}

it "a joined pair moves all of both ways over IPv4" both_ways 127.0.0.1:0
it "a joined pair moves all of both ways over a UNIX path" both_ways unix:path
it "a joined pair moves all of both ways over an abstract name" both_ways "unix:@biosock-test-$$"
it "a slow reader of output loses nothing" slow_output
it "one peer is joined, and nobody listens any more" only_one_is_joined
it "the end of input is passed on, and the answer still read" end_of_input
it "after the peer's end the rest of input is still sent" peer_ends_first
it "the peer's end is passed on to who reads output" end_of_output
it "a reset is one line and status 1" peer_resets
it "a full disk is one line and status 1" output_gone
it "a reader that goes is one line and status 1, not a signal" reader_gone
it "closed input is one line and status 1" input_closed
it "input that comes late is sent" nonblocking_input
it "an idle connection costs no time" idle answer-last
it "a connection whose peer has ended costs no time" idle end-first
it "a connection whose input has ended costs no time" idle_after_end
it "SIGTERM ends a listener nobody came to" stopped_waiting 127.0.0.1:0
it "SIGTERM ends a datagram listener nobody wrote to" stopped_waiting --udp 127.0.0.1:0
it "SIGTERM ends a joined listener" stopped_joined
it "a UNIX peer that is gone ends it" unix_peer_gone
it "datagrams go both ways and end in silence" datagrams
it "datagrams that nobody takes are one line and status 1" datagrams_refused
it "an address that does not answer is passed over" second_address
summary
