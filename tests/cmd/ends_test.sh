#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A table: what connect's standard input is, what its output is, and how it ends: bytes out, status, processor time.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

size=100000

# Ticks of processor time that a process has taken; none if it has ended.
ticks() {
	awk '{ print $14 + $15 }' "/proc/$1/stat" 2>/dev/null || echo 0
}

# reach_other NAME: $other is a connection to a listener that sends its input, and has what comes in `NAME.out`.
reach_other() {
	local at
	(: <>"/dev/tcp/127.0.0.1/1") 2>&1 | grep -q refused || skip "no /dev/tcp in this shell"
	"$biosock" listen --ready-file "$1.at" 127.0.0.1:0 >"$1.out" 2>"$1.log" <&0 &
	started+=($!)
	until_true test -s "$1.at"
	at=$(cat "$1.at")
	exec {other}<>"/dev/tcp/127.0.0.1/${at##*:}"
}

# new_terminal NAME: $terminal is one that has standard input for its lines; what is written there is in `NAME.tty`.
new_terminal() {
	"$peer" terminal "$1.tty" >"$1.name" <&0 &
	started+=($!)
	until_true test -s "$1.name"
	terminal=$(cat "$1.name")
}

# with_input KIND COMMAND...: runs it with that as its standard input, whose bytes are those of `up`.
with_input() {
	local kind=$1 in other
	shift
	case $kind in
	file) "$@" <up ;;
	pipe) "$@" < <(cat up) ;;
	fifo)
		mkfifo in.fifo
		cat up >in.fifo &
		"$@" <in.fifo
		;;
	socket)
		reach_other in <up
		"$@" <&"$other"
		exec {other}>&-
		;;
	terminal) # lines, and then its end
		new_terminal in <up
		"$@" <"$terminal"
		;;
	null) "$@" </dev/null ;;
	closed) "$@" <&- ;;
	open) # it never ends
		mkfifo in.fifo
		exec {in}<>in.fifo
		"$@" <&"$in"
		;;
	esac
}

# with_output KIND COMMAND...: what comes out is in `down.copy`, but for those that have no bytes.
with_output() {
	local kind=$1 other
	case $kind in
	socket) ln -s out.out down.copy ;;
	terminal) ln -s out.tty down.copy ;;
	esac
	shift
	case $kind in
	file) "$@" >down.copy ;;
	pipe) "$@" > >(cat >down.copy) ;;
	fifo)
		mkfifo out.fifo
		cat out.fifo >down.copy &
		"$@" >out.fifo
		;;
	socket)
		reach_other out </dev/null
		"$@" >&"$other"
		exec {other}>&-
		;;
	terminal)
		new_terminal out < <(sleep 60)
		"$@" >"$terminal"
		;;
	null) "$@" >/dev/null ;;
	full) "$@" >/dev/full ;;
	closed) "$@" >&- ;;
	esac
}

# What connect ends with: 0 where all went through.
status_of() {
	case $1 in
	full | closed) echo 1 ;;
	*) echo 0 ;;
	esac
}

run_client() {
	status=0
	timeout 20 "$biosock" connect "$@" "$at" 2>message || status=$?
	echo "$status" >status
}

# ends INPUT OUTPUT UNTIL: a peer that sends and ends, and takes all.
ends() {
	not_by_wine "has other files take the place of closed streams"
	random $size >up
	[ "$1" != terminal ] || seq 500 >up # what a terminal takes at once, and without a special character
	random $size >down
	serve 127.0.0.1:0 <down >up.copy
	with_output "$2" with_input "$1" run_client --until "$3"
	expect_equal "$(cat status)" "$(status_of "$2")"
	case $2 in
	file | pipe | fifo | socket | terminal) [ "$3" = input ] || until_true cmp -s down down.copy ;;
	esac
	case $1.$2.$3 in
	*.full.* | *.closed.* | *.peer | open.*) ;;
	null.* | closed.*) until_true test ! -s up.copy ;;
	*) until_true cmp -s up up.copy ;;
	esac
}

# cut INPUT OUTPUT HOW: a peer that says nothing: by a signal, or by time. It waits asleep meanwhile.
cut_off() {
	[ -d /proc/self ] || skip "no /proc here"
	needs_signal TERM
	not_by_wine "is another process than the one that is looked at"
	: >up
	mkfifo hold.fifo
	exec {hold}<>hold.fifo
	serve -v 127.0.0.1:0 <&"$hold" >up.copy
	with_output "$2" with_input "$1" cut_client "$3"
	expect_equal "$(cat status)" "$4"
	[ "$(cat ticks_taken)" -lt 5 ] || fail "$(cat ticks_taken) ticks of processor time in half a second"
	expect_status 1 test -s down.copy
	[ "$(wc -l <message)" -eq 1 ] || fail "$(cat message)"
}

# The peer is gone while there is more to send.
peer_resets() {
	not_by_wine "has other files take the place of closed streams"
	random 10000000 >up
	[ "$1" != terminal ] || seq 500 >up
	act reset-after-one
	at=127.0.0.1:$port
	with_output "$2" with_input "$1" run_client
	expect_equal "$(cat status)" 1
	[ "$(wc -l <message)" -eq 1 ] || fail "$(cat message)"
	grep -qE "${text[ECONNRESET]}|${text[EPIPE]}" message || fail "$(cat message)"
	expect_status 1 test -s down.copy
}

# Nobody takes what comes; a signal ends it, asleep as it is. cut_blocked SIGNAL STATUS
cut_blocked() {
	[ -d /proc/self ] || skip "no /proc here"
	needs_signal TERM
	not_by_wine "is another process than the one that is looked at"
	random 3000000 >down
	serve -v 127.0.0.1:0 <down >up.copy
	mkfifo out.fifo
	exec {kept}<>out.fifo # open for reading, and not read
	cut_client "$1" </dev/null >out.fifo
	expect_equal "$(cat status)" "$2"
	[ "$(cat ticks_taken)" -lt 8 ] || fail "$(cat ticks_taken) ticks of processor time in half a second"
	[ "$(wc -l <message)" -eq 1 ] || fail "$(cat message)"
	exec {kept}>&-
}

# The listener is one of -v.
cut_client() {
	local idle=500ms pid before status=0
	[ "$1" = time ] || idle=20s
	"$biosock" connect --idle $idle "$at" <&0 2>message &
	pid=$!
	until_true grep -q ": connected" server.log
	before=$(ticks "$pid")
	sleep 0.3
	echo $(($(ticks "$pid") - before)) >ticks_taken
	[ "$1" = time ] || kill "-$1" "$pid"
	wait "$pid" || status=$?
	echo $status >status
}

for input in file pipe fifo socket terminal null closed; do
	for output in file pipe fifo socket terminal null full closed; do
		it "input $input, output $output, both end" ends $input $output both
	done
	it "input $input, output file, the peer's end" ends $input file peer
done
it "input open, output file, the peer's end" ends open file peer
it "input open, output pipe, the peer's end" ends open pipe peer
for input in file pipe fifo socket terminal; do
	for output in file pipe socket terminal; do
		it "input $input, output $output, reset" peer_resets $input $output
	done
done
for input in file pipe fifo socket terminal null open; do
	for output in file pipe fifo socket terminal null; do
		it "input $input, output $output, time" cut_off $input $output time 1
		it "input $input, output $output, SIGTERM" cut_off $input $output TERM 143
	done
	it "input $input, output file, SIGHUP" cut_off $input file HUP 129
	it "input $input, output terminal, SIGINT" cut_off $input terminal INT 130
done
it "output a pipe that nobody reads, time" cut_blocked time 1
it "output a pipe that nobody reads, SIGTERM" cut_blocked TERM 143
it "output a pipe that nobody reads, SIGINT" cut_blocked INT 130
[ $((passed + failed)) -gt 0 ] || skip "nothing of it can be told here"
summary
