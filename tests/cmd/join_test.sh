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

both_ways_path() {
	needs_unix
	both_ways unix:path
}

both_ways_name() {
	needs_abstract
	both_ways "unix:@biosock-test-$$"
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

# Nobody reads the output: input is sent all the same.
output_stalls() {
	local out
	random 1000000 >up
	random 3000000 >down
	mkfifo out.fifo
	exec {out}<>out.fifo
	serve 127.0.0.1:0 <down >up.copy
	connect "$at" <up >&"$out" &
	client=$!
	started+=("$client")
	until_true cmp -s up up.copy
	timeout 20 head -c 3000000 <&"$out" | cmp - down
	expect_status 0 wait "$client"
	expect_status 0 wait "$server"
}

# Nor does that keep it from ending.
stopped_stalled() {
	local out
	mkfifo out.fifo
	exec {out}<>out.fifo
	random 3000000 >up
	serve 127.0.0.1:0 </dev/null >&"$out"
	connect "$at" <up >back &
	started+=($!)
	timeout 10 head -c 1 <&"$out"
	sleep 0.2
	cut_short
}

only_one_is_joined() {
	serve "$own:0" </dev/null >first
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
	not_by_wine "keeps the output of its process open"
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
	expect_equal "$(cat message)" "biosock: receive from 127.0.0.1:$port: ${text[ECONNRESET]}"
}

# It sends no more, then resets: nobody is left to send to, though input has not ended.
peer_ends_and_goes() {
	not_by_wine "does not tell a reset from an end" 8
	act end-and-reset
	mkfifo in.fifo
	connect "127.0.0.1:$port" <in.fifo >out 2>message &
	client=$!
	started+=("$client")
	exec {in}>in.fifo
	until_true test -s out
	echo x >&"$in"
	expect_status 1 wait "$client"
	expect_equal "$(cat out)" early
	expect_equal "$(cut -d: -f2 message)" " send to 127.0.0.1"
}

output_gone() {
	random 1000000 >down
	serve 127.0.0.1:0 <down >/dev/null
	expect_status 1 connect "$at" </dev/null >/dev/full 2>message
	expect_equal "$(cat message)" "biosock: write standard output: ${text[ENOSPC]}"
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
	expect_equal "$(cat message)" "biosock: write standard output: ${text[EPIPE]}"
}

input_closed() {
	not_by_wine "has another file take the place of closed input"
	serve --echo 127.0.0.1:0
	connect "$at" <&- >out 2>message
	expect_equal "$(cat message)" ""
	act answer-last
	expect_equal "$(connect "127.0.0.1:$port" <&-)" late
}

# Only what would be written there is missed.
output_closed() {
	not_by_wine "has another file take the place of closed output"
	serve --discard 127.0.0.1:0
	echo hello | connect "$at" >&- 2>message
	expect_equal "$(cat message)" ""
	serve --echo 127.0.0.1:0
	expect_status 1 connect "$at" <<<hello >&- 2>message
	expect_equal "$(cat message)" "biosock: write standard output: ${text[EBADF]}"
}

# No socket takes their place, for messages to be written to.
all_closed() {
	not_by_wine "has other files take the place of closed streams"
	serve --discard -v 127.0.0.1:0
	connect -v "$at" <&- >&- 2>&-
	expect_status 1 connect -v 127.0.0.1:1 <&- >&- 2>&-
	stopped
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
	asleep "$pid"
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
	asleep "$pid"
}

stopped_waiting() {
	needs_signal "$1"
	serve "${@:2}" </dev/null >out
	stopped "$1"
}

stopped_joined() {
	needs_signal "$1"
	mkfifo in.fifo hold.fifo
	exec {in}<>in.fifo {hold}<>hold.fifo
	serve 127.0.0.1:0 <&"$in" >out
	connect "$at" <&"$hold" >back &
	started+=($!)
	echo hello >&"$hold"
	until_true test -s out
	cut_short "$1"
}

unix_peer_gone() {
	needs_unix
	mkfifo in.fifo
	exec {in}<>in.fifo
	serve unix:path </dev/null >out
	connect unix:path <&"$in" >back &
	client=$!
	started+=("$client")
	echo joined >&"$in"
	until_true test -s out
	cut_short
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
	not_by_wine "drops the refusal"
	expect_status 1 connect --udp 127.0.0.1:1 <<<hello 2>message
	expect_equal "$(cat message)" "biosock: receive from 127.0.0.1:1: ${text[ECONNREFUSED]}"
}

# No host is ::1 and then 127.0.0.1, where somebody listens.
second_address() {
	serve --echo 127.0.0.1:0
	expect_equal "$(echo hello | connect ":$port" 2>message)" hello
	expect_status 1 test -s message
	echo hello | connect -v ":$port" 2>message
	! has_line "biosock: connecting to [::1]:$port" ||
		grep -qF "biosock: connect [::1]:$port: ${text[ECONNREFUSED]} (" message
}

has_line() {
	grep -qxF "$1" message
}

it "a joined pair moves all of both ways over IPv4" both_ways 127.0.0.1:0
it "a joined pair moves all of both ways over a UNIX path" both_ways_path
it "a joined pair moves all of both ways over an abstract name" both_ways_name
it "a slow reader of output loses nothing" slow_output
it "output that nobody reads keeps nothing from being sent" output_stalls
it "output that nobody reads keeps it from ending no more" stopped_stalled
it "one peer is joined, and nobody listens any more" only_one_is_joined
it "the end of input is passed on, and the answer still read" end_of_input
it "after the peer's end the rest of input is still sent" peer_ends_first
it "the peer's end is passed on to who reads output" end_of_output
it "a reset is one line and status 1" peer_resets
it "a peer that ends and then resets is one line and status 1" peer_ends_and_goes
it "a full disk is one line and status 1" output_gone
it "a reader that goes is one line and status 1, not a signal" reader_gone
it "closed input is the end of input" input_closed
it "closed output is one line and status 1 if something is to be written" output_closed
it "with all three closed, messages go nowhere" all_closed
it "input that comes late is sent" nonblocking_input
it "an idle connection costs no time" idle answer-last
it "a connection whose peer has ended costs no time" idle end-first
it "a connection whose input has ended costs no time" idle_after_end
for signal in TERM INT; do
	it "SIG$signal ends a listener nobody came to" stopped_waiting $signal 127.0.0.1:0
	it "SIG$signal ends a datagram listener nobody wrote to" stopped_waiting $signal --udp 127.0.0.1:0
	it "SIG$signal ends a joined listener" stopped_joined $signal
done
it "a UNIX peer that is gone ends it" unix_peer_gone
it "datagrams go both ways and end in silence" datagrams
it "datagrams that nobody takes are one line and status 1" datagrams_refused
it "an address that does not answer is passed over" second_address
summary
