#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Numbers: --stats, for people and for programs; --progress; milliseconds of -v.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

# says_stats PATTERN: the last line of `message`, whole.
says_stats() {
	tail -n 1 message | tr -d '\r' | grep -qxE "$1" || fail "$(cat message)"
}

tcp=
! tells_of_tcp || tcp='; rtt [0-9.]+ ms, cwnd [1-9][0-9]*, [0-9]+ retransmitted'

for_people() {
	random 1234567 >sent
	serve --echo 127.0.0.1:0
	connect --stats "$at" <sent >back 2>message
	cmp back sent
	expect_equal "$(wc -l <message)" 1
	says_stats "biosock: $at: 1\.2 MB sent, 1\.2 MB received in [0-9]+\.[0-9]{3}([0-9]{3})? s, [0-9.]+ [kMG]?B/s, the first byte after [0-9]+\.[0-9]{3} ms$tcp"
}

# Nothing came, so there is no first byte.
of_nothing() {
	serve --discard 127.0.0.1:0
	printf 12345 | connect --stats "$at" 2>message
	says_stats "biosock: $at: 5 B sent, 0 B received in [0-9.]+ s, [0-9.]+ k?B/s$tcp"
}

for_programs() {
	random 300000 >sent
	serve --echo 127.0.0.1:0
	connect --stats --json "$at" <sent >back 2>message
	cmp back sent
	expect_equal "$(wc -l <message)" 1
	local number='[0-9]+(\.[0-9]+)?'
	says_stats "\{\"peer\": \"$at\", \"sent\": 300000, \"received\": 300000, \"seconds\": $number, \"rate\": $number, \"first_byte_ms\": [0-9]+\.[0-9]{3}, \"rtt_ms\": ($number|null), \"cwnd\": ([0-9]+|null), \"retransmits\": ([0-9]+|null)\}"
	! command -v jq >/dev/null || jq -e '.sent + .received == 600000' message
}

# What a peer calls itself is a string all the same.
for_programs_of_a_name() {
	needs_abstract
	serve --stats --json unix:path </dev/null >got
	"$peer" named path
	expect_status 0 wait "$server"
	cp server.log message
	says_stats '\{"peer": "unix:@.*\\u001b.*", "sent": 0, .*, "first_byte_ms": null, "rtt_ms": null, "cwnd": null, "retransmits": null\}'
}

of_a_listener() {
	serve --stats 127.0.0.1:0 <<<back >got
	connect "$at" <<<hello >out
	expect_status 0 wait "$server"
	cp server.log message
	says_stats "biosock: 127\.0\.0\.1:[0-9]+: 5 B sent, 6 B received in .*"
}

of_datagrams() {
	serve --echo --udp 127.0.0.1:0
	connect --udp --idle 300ms --stats "$at" <<<hello >out 2>message
	says_stats "biosock: $at: 6 B sent, 6 B received in .* the first byte after [0-9]+\.[0-9]{3} ms"
}

# Also of what was cut short.
of_silence() {
	mkfifo in.fifo
	exec {in}<>in.fifo
	serve 127.0.0.1:0 <&"$in" >got
	expect_status 1 connect --idle 200ms --stats "$at" <<<hello >out 2>message
	expect_equal "$(head -n 1 message)" "biosock: $at: nothing has come or gone for 0.2 s"
	says_stats "biosock: $at: 6 B sent, 0 B received in .*"
}

# at_terminal COMMAND: standard error is one.
at_terminal() {
	needs_posix "script(1)"
	command -v script >/dev/null || skip "no script(1) here"
	script -qec "$1" screen >/dev/null </dev/null || fail "$(cat screen)"
}

progress() {
	random 400000 >sent
	serve --discard 127.0.0.1:0
	at_terminal "'$biosock' connect --progress '$at' <sent"
	grep -aq $'\r\033\[K400 kB sent, 0 B received, [0-9.]* [kMG]*B/s, 100 %, 0:00 left\r*$' screen || fail "$(cat -v screen)"
}

# Of a pipe nobody knows how much is left.
progress_of_a_pipe() {
	random 400000 >sent
	serve --discard 127.0.0.1:0
	at_terminal "cat sent | '$biosock' connect --progress '$at'"
	grep -aq $'\r\033\[K400 kB sent, 0 B received, [0-9.]* [kMG]*B/s\r*$' screen || fail "$(cat -v screen)"
}

# While it goes, and a message takes the place of the line.
progress_while_it_goes() {
	mkfifo in.fifo
	exec {in}<>in.fifo
	serve 127.0.0.1:0 <&"$in" >got
	at_terminal "'$biosock' connect --progress --idle 700ms '$at' <in.fifo; [ \$? -eq 1 ]"
	grep -aq $'\r\033\[K0 B sent, 0 B received, 0 B/s\r\033\[Kbiosock: .*: nothing has come or gone' screen || fail "$(cat -v screen)"
}

# Standard error is a file: nothing to show it on.
no_progress() {
	serve --discard 127.0.0.1:0
	connect --progress "$at" <<<hello 2>message
	expect_status 1 test -s message
}

milliseconds() {
	serve --echo 127.0.0.1:0
	connect -v "$at" <<<hello >out 2>message
	grep -qE "^biosock: connected to $at from 127\.0\.0\.1:[0-9]+ \([0-9]+ ms\)" message
	expect_status 1 connect -v 127.0.0.1:1 </dev/null 2>message
	grep -qE "^biosock: connect 127\.0\.0\.1:1: ${text[ECONNREFUSED]} \([0-9]+ ms\)" message
}

# says LINE ARGUMENT...
says() {
	expect_status 2 timeout 20 "$biosock" "${@:2}" </dev/null 2>message
	expect_equal "$(tr -d '\r' <message)" "biosock: $1"
}

it "--stats" for_people
it "--stats of nothing that came" of_nothing
it "--stats --json" for_programs
it "--stats --json of a peer with a name" for_programs_of_a_name
it "listen --stats" of_a_listener
it "--stats of datagrams" of_datagrams
it "--stats of what was cut short" of_silence
it "--progress of a file" progress
it "--progress of a pipe" progress_of_a_pipe
it "--progress while it goes, and a message" progress_while_it_goes
it "--progress of no terminal" no_progress
it "-v: milliseconds" milliseconds
it "--json without --stats" says "--json needs --stats" connect --json :1
it "--stats of a server" says "--echo and --stats do not go together" listen --echo --stats :1
summary
