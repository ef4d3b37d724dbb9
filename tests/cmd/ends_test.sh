#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A table: what connect's standard input is, what its output is, and how it ends: bytes out, status, processor time.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

size=100000

# Ticks of processor time that a process has taken.
ticks() {
	awk '{ print $14 + $15 }' "/proc/$1/stat"
}

# with_input KIND COMMAND...: runs it with that as its standard input, whose bytes are those of `up`.
with_input() {
	local kind=$1 in
	shift
	case $kind in
	file) "$@" <up ;;
	pipe) "$@" < <(cat up) ;;
	fifo)
		mkfifo in.fifo
		cat up >in.fifo &
		"$@" <in.fifo
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
	local kind=$1
	shift
	case $kind in
	file) "$@" >down.copy ;;
	pipe) "$@" > >(cat >down.copy) ;;
	fifo)
		mkfifo out.fifo
		cat out.fifo >down.copy &
		"$@" >out.fifo
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
	random $size >down
	serve 127.0.0.1:0 <down >up.copy
	with_output "$2" with_input "$1" run_client --until "$3"
	expect_equal "$(cat status)" "$(status_of "$2")"
	case $2 in
	file | pipe | fifo) [ "$3" = input ] || until_true cmp -s down down.copy ;;
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
	serve 127.0.0.1:0 <&"$hold" >up.copy
	with_output "$2" with_input "$1" cut_client "$3"
	expect_equal "$(cat status)" "$4"
	[ "$(cat ticks_taken)" -lt 5 ] || fail "$(cat ticks_taken) ticks of processor time in half a second"
	expect_status 1 test -s down.copy
	[ "$(wc -l <message)" -eq 1 ] || fail "$(cat message)"
}

cut_client() {
	local idle=500ms pid status=0 wait=0.3
	[ "$1" = time ] || idle=20s
	"$biosock" connect --idle $idle "$at" <&0 2>message &
	pid=$!
	sleep $wait
	ticks "$pid" >ticks_taken
	[ "$1" = time ] || kill "-$1" "$pid"
	wait "$pid" || status=$?
	echo $status >status
}

for input in file pipe fifo null closed; do
	for output in file pipe fifo null full closed; do
		it "input $input, output $output, both end" ends $input $output both
	done
	it "input $input, output file, the peer's end" ends $input file peer
done
it "input open, output file, the peer's end" ends open file peer
it "input open, output pipe, the peer's end" ends open pipe peer
for input in file pipe fifo null open; do
	for output in file pipe fifo null; do
		it "input $input, output $output, time" cut_off $input $output time 1
		it "input $input, output $output, SIGTERM" cut_off $input $output TERM 143
		it "input $input, output $output, SIGHUP" cut_off $input $output HUP 129
	done
done
summary
