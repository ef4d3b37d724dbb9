#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A table: what connect's standard input is, what its output is, and how it ends: bytes out, status, processor time.
# shellcheck source=tests/cmd/ends.sh disable=SC2154
. "${0%/*}/ends.sh" "$@"

run_client() {
	status=0
	timeout 20 "$biosock" connect "$@" "$at" 2>message || status=$?
	echo "$status" >status
}

# ends INPUT OUTPUT UNTIL: a peer that sends and ends, and takes all.
ends() {
	not_by_wine "has other files take the place of closed streams"
	fill_up_and_down "$1"
	serve 127.0.0.1:0 <down >up.copy
	with_output "$2" with_input "$1" run_client --until "$3"
	expect_equal "$(cat status)" "$(status_of "$2")"
	went_through "$@"
}

# cut INPUT OUTPUT HOW: a peer that says nothing: by a signal, or by time. It waits asleep meanwhile.
cut_off() {
	may_be_cut TERM
	: >up
	mkfifo hold.fifo
	exec {hold}<>hold.fifo
	serve -v 127.0.0.1:0 <&"$hold" >up.copy
	with_output "$2" with_input "$1" cut_client "$3"
	expect_equal "$(cat status)" "$4"
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
	may_be_cut TERM
	random 3000000 >down
	serve -v 127.0.0.1:0 <down >up.copy
	mkfifo out.fifo
	exec {kept}<>out.fifo # open for reading, and not read
	cut_client "$1" </dev/null >out.fifo
	expect_equal "$(cat status)" "$2"
	[ "$(wc -l <message)" -eq 1 ] || fail "$(cat message)"
	exec {kept}>&-
}

# The listener is one of -v. How it sleeps is looked at where time cannot end it meanwhile.
cut_client() {
	local idle=500ms pid before status=0
	[ "$1" = time ] || idle=20s
	"$biosock" connect --idle $idle "$at" <&0 2>message &
	pid=$!
	until_true grep -q ": connected" server.log
	if [ "$1" != time ]; then
		asleep "$pid" 2
		kill "-$1" "$pid"
	fi
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
