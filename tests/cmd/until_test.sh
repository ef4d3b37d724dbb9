#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# When a connection is given up, tried again, or ended: --timeout, --retry, --idle, --until, -n; and --crlf.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

# Input that stays open.
open_input() {
	mkfifo in.fifo
	exec {in}<>in.fifo
}

until_peer() {
	open_input
	serve 127.0.0.1:0 <<<early >back
	expect_equal "$(connect --until peer "$at" <&"$in")" early
	expect_status 0 wait "$server"
}

until_input() {
	open_input
	random 200000 >up
	serve 127.0.0.1:0 <&"$in" >up.copy
	expect_status 0 connect --until input "$at" <up >back
	until_true cmp -s up up.copy
	cut_short ""
}

until_both() {
	mkfifo in.fifo
	serve 127.0.0.1:0 <<<early >late
	connect --until both "$at" <in.fifo >out &
	client=$!
	started+=("$client")
	exec {in}>in.fifo
	until_true test -s out
	echo late >&"$in"
	exec {in}>&-
	expect_status 0 wait "$client"
	until_true test -s late
	expect_equal "$(cat late)" late
}

listener_until_peer() {
	open_input
	serve --until peer 127.0.0.1:0 <&"$in" >got
	connect "$at" <<<all >back
	expect_status 0 wait "$server"
	expect_equal "$(cat got)" all
}

# A peer that answers once it has heard of the end is never heard of.
no_input() {
	act answer-last
	expect_status 1 connect -n --idle 200ms "127.0.0.1:$port" </dev/null >out 2>message
	expect_equal "$(cat message)" "biosock: 127.0.0.1:$port: nothing has come or gone for 0.2 s"
	expect_status 1 test -s out
}

# Of what was there, all has come, and input still has what it had.
no_input_to_the_end() {
	random 200000 >down
	open_input
	echo kept >&"$in"
	serve 127.0.0.1:0 <down >got
	connect -n "$at" <&"$in" >down.copy
	cmp down down.copy
	expect_status 1 test -s got
	expect_equal "$(head -n 1 <&"$in")" kept
}

no_input_datagrams() {
	serve --udp --idle 5s 127.0.0.1:0 <<<hello >got
	expect_status 0 connect --udp -n --idle 100ms "$at" <<<input >out
	expect_status 1 test -s out
	expect_status 1 test -s got
}

says() {
	expect_status 2 timeout 20 "$biosock" "${@:2}" </dev/null 2>message
	expect_equal "$(cat message)" "biosock: $1"
}

silence() {
	open_input
	serve 127.0.0.1:0 <&"$in" >got
	expect_status 1 connect --idle 200ms "$at" </dev/null >out 2>message
	expect_equal "$(cat message)" "biosock: $at: nothing has come or gone for 0.2 s"
}

# What moves in one direction is no silence: a second of it is five times what ends it.
no_silence() {
	open_input
	serve --idle 5s 127.0.0.1:0 <&"$in" >got
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		echo x
		sleep 0.1
	done | expect_status 0 connect --until input --idle 500ms "$at" >back
	expect_equal "$(wc -l <got)" 10
}

crlf() {
	serve --echo 127.0.0.1:0
	printf 'a\nb\r\n\nc\rd\n\n' | connect --crlf "$at" >out
	printf 'a\r\nb\r\n\r\nc\rd\r\n\r\n' | cmp - out
	head -c 300000 /dev/zero | tr '\0' '\n' | connect --crlf "$at" | tr -d '\r' | wc -c >count
	expect_equal "$(tr -d ' ' <count)" 300000
	serve --echo --udp 127.0.0.1:0
	expect_equal "$(printf 'a\nb\n' | connect --udp --crlf --idle 300ms "$at" | od -An -c | tr -d ' \n')" 'a\r\nb\r\n'
}

# A line's end whose CR came in another piece.
crlf_in_pieces() {
	serve --echo 127.0.0.1:0
	(
		printf 'a\r'
		sleep 0.2
		printf '\nb\n'
	) | connect --crlf "$at" >out
	printf 'a\r\nb\r\n' | cmp - out
}

# The queue of the listener is full: that is where a connect to a path waits.
late() {
	needs_unix
	needs_posix "queue that is full"
	mkfifo go.fifo
	"$peer" full path <go.fifo >full.out &
	started+=($!)
	exec {in}>go.fifo
	until_true test -s full.out
	expect_status 1 connect --timeout 200ms "$@" unix:path </dev/null 2>message {in}>&-
	expect_equal "$(cat message)" "biosock: connect unix:path: no answer within 0.2 s"
}

# A network whose packets come back, to nobody.
late_in_the_dark() {
	needs_namespace
	command -v ip >/dev/null || skip "no ip(8) here"
	expect_status 1 unshare -n bash -ec '
		ip link set lo up
		ip route add 192.0.2.0/24 dev lo
		exec timeout 20 "$@"' - "$biosock" connect --timeout 300ms "$@" 192.0.2.9:80 </dev/null 2>message
	expect_equal "$(cat message)" "biosock: connect 192.0.2.9:80: no answer within 0.3 s"
}

in_time() {
	serve --echo 127.0.0.1:0
	expect_equal "$(connect --timeout 10s "$@" "$at" <<<hello)" hello
}

again_until_it_listens() {
	needs_unix
	connect --retry --timeout 20s unix:path <<<hello >out &
	client=$!
	started+=("$client")
	sleep 0.3
	serve --echo unix:path
	expect_status 0 wait "$client"
	expect_equal "$(cat out)" hello
}

again_n_times() {
	expect_status 1 connect -v --retry=2 127.0.0.1:1 </dev/null 2>message
	expect_equal "$(grep -c 'trying again in' message)" 2
	expect_equal "$(grep -cF "connect 127.0.0.1:1: ${text[ECONNREFUSED]}" message)" 3
	expect_status 1 connect --retry=2 127.0.0.1:1 </dev/null 2>message
	expect_equal "$(cat message)" "biosock: connect 127.0.0.1:1: ${text[ECONNREFUSED]}"
}

# The last word is why, and not that it was late.
again_until_late() {
	expect_status 1 connect --retry --timeout 500ms 127.0.0.1:1 </dev/null 2>message
	expect_equal "$(cat message)" "biosock: connect 127.0.0.1:1: ${text[ECONNREFUSED]}"
}

# Each try that it speaks of is made, and the last one as late as may be.
again_to_the_end() {
	expect_status 1 connect -v --retry --timeout 1s 127.0.0.1:1 </dev/null 2>message
	expect_equal "$(grep -c '^biosock: connect 127.0.0.1:1: ' message)" $(($(grep -c 'trying again' message) + 1))
}

# What the next try cannot change is not tried again.
not_again() {
	expect_status 1 connect -v --retry --bind 192.0.2.1 127.0.0.1:1 </dev/null 2>message
	expect_status 1 grep 'trying again' message
}

again_stopped() {
	needs_signal TERM
	"$biosock" connect --retry -v 127.0.0.1:1 </dev/null 2>message &
	client=$!
	started+=("$client")
	until_true grep -q 'trying again' message
	kill "$client"
	expect_status 143 wait "$client"
}

it "--until peer: its end, with input open" until_peer
it "--until input: its end, with the peer open" until_input
it "--until both: input is sent after the peer's end" until_both
it "listen --until peer" listener_until_peer
it "-n: the peer is told of no end" no_input
it "-n: the peer's end is the end, and input is left alone" no_input_to_the_end
it "-n --udp: nothing is sent, silence ends it" no_input_datagrams
it "-n --until input" says "-n: there is no end of input to wait for; --until peer is what is left" \
	connect -n --until input :1
it "--until no such word" says "--until: 'x' is none of peer|input|both" connect --until x :1
it "--until a part of a word" says "--until: 'pee' is none of peer|input|both" connect --until pee :1
it "--until of a server" says "--echo and --until do not go together" listen --echo --until peer :0
it "--idle: silence is one line and status 1" silence
it "--idle: what moves is no silence" no_silence
it "--crlf" crlf
it "--crlf: a CR and its LF in two pieces" crlf_in_pieces
it "--timeout: a full listener" late
it "--timeout: a full listener, without blocking" late --nonblock
it "--timeout: nobody answers" late_in_the_dark
it "--timeout: nobody answers, and --retry" late_in_the_dark --retry
it "--timeout: all is well" in_time
it "--timeout, --retry: all is well" in_time --retry
it "--retry: until somebody listens" again_until_it_listens
it "--retry=2: two times more" again_n_times
it "--retry: until --timeout" again_until_late
it "--retry: a last try at the end of --timeout" again_to_the_end
it "--retry: not for what stays so" not_again
it "--retry: a signal ends it" again_stopped
it "--retry=0" says "--retry: '0' is not a number above 0" connect --retry=0 :1
summary
