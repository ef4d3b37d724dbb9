#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A table: what standard input and output of a joined listener are, and how it ends: bytes, status, processor time,
# and nothing left behind.
# shellcheck source=tests/cmd/ends.sh disable=SC2034,SC2154
. "${0%/*}/ends.sh" "$@"

# at_path COMMAND...: with a socket file, $where, and not at an address of the case's own.
at_path() {
	needs_unix
	where=unix:path
	"$@"
}

# serve_there OPTION...: $server.
serve_there() {
	serve "$@" "${where:-$own:0}"
}

# listener_of INPUT OUTPUT OPTION...: $server.
listener_of() {
	with_output "$2" with_input "$1" serve_there -v "${@:3}"
}

# is_joined N: so many peers have come by now.
is_joined() {
	until_true eval "[ \$(grep -c ': connected' server.log) -ge $1 ]"
}

# come STATE: a peer that has sent `down` and takes what comes, to `up.copy`; its side stays open, or has ended.
come() {
	case $1 in
	open)
		mkfifo hold.fifo
		exec {hold}<>hold.fifo
		cat down >&"$hold"
		connect "$at" <&"$hold" >up.copy 2>message &
		;;
	ended) connect "$at" <down >up.copy 2>message & ;;
	esac
	started+=($!)
	is_joined 1
}

# can_take OUTPUT: what goes there is not an error.
can_take() {
	[ "$(status_of "$1")" -eq 0 ]
}

# No peer is waited for any more, and a socket file is not left.
is_closed() {
	[ ! -e path ] || fail "the socket file is left"
	[ -n "${where-}" ] || ! (: <>"/dev/tcp/$own/${at##*:}") 2>/dev/null || fail "somebody listens"
}

# has_ended STATUS LINES [WORDS]: so, with so many lines besides where it listened and who came, of which the last one
# has such an end; nobody listens, and nothing is beside the ready file.
has_ended() {
	until_true is_gone "$server"
	expect_status "$1" wait "$server"
	grep -vE '(^|: )listen(ing on)? |: trying |: connected$' server.log >said || true
	[ "$(wc -l <said)" -eq "$2" ] || fail "$(cat said)"
	[ "$2" -eq 0 ] || tail -n 1 said | grep -qE "$3\$" || fail "$(cat said)"
	is_closed
	expect_equal "$(find . -name '*addresses*')" ./addresses
}

# silence_before END: how long a joined peer may be silent, for an end by time or by a signal.
silence_before() {
	may_be_cut "${1/time/TERM}"
	idle=20s
	[ "$1" != time ] || idle=1s
}

# cut_by END: by the signal, asleep until it comes; or by time.
cut_by() {
	if [ "$1" = time ]; then
		has_ended 1 1 ": nothing has come or gone for 1 s"
		return
	fi
	asleep "$server" 2
	[ ! -s "/proc/$server/task/$server/children" ] || fail "it has a child"
	kill "-$1" "$server"
	has_ended 1 1 ": ended by a signal"
}

# both_end INPUT OUTPUT UNTIL: a peer that sends and ends, and takes all; or, where its end is not asked for, stays.
both_end() {
	local status=0
	not_by_wine "has other files take the place of closed streams"
	fill_up_and_down "$1"
	listener_of "$1" "$2" --until "$3"
	if [ "$3" = input ]; then
		: >down
		come open
	else
		can_take "$2" || status=1
		connect "$at" <down >up.copy 2>message || [ $status -eq 1 ] || fail "$(cat message)"
	fi
	has_ended $status $status "standard output: .*"
	went_through "$@"
}

# peer_resets INPUT OUTPUT: a peer that has sent something is gone, whatever there is still to send.
peer_resets() {
	not_by_wine "has other files take the place of closed streams"
	random 10000000 >up
	[ "$1" != terminal ] || seq 500 >up
	printf gone >down
	listener_of "$1" "$2"
	mkfifo go.fifo
	"$peer" reset-later "${at#unix:}" <go.fifo >reset.out &
	started+=($!)
	exec {go}>go.fifo
	is_joined 1
	went_through open "$2" both
	is_closed
	echo >&"$go"
	has_ended 1 1 "(${text[ECONNRESET]}|${text[EPIPE]})"
}

# nobody INPUT OUTPUT SIGNAL: none came, and that was no silence of a peer's.
nobody() {
	may_be_cut "$3"
	seq 500 >up
	listener_of "$1" "$2" --idle 50ms
	asleep "$server" 2
	kill "-$3" "$server"
	has_ended 0 0
	expect_status 1 test -s down.copy
}

# Who is next has all of the input.
nobody_read() {
	may_be_cut TERM
	seq 500 >up
	exec {in}< <(cat up)
	serve_there <&"$in" >down.copy
	stopped
	cmp up - <&"$in"
}

# cut_off INPUT OUTPUT STATE END: a peer that has sent something, and all of the input, and says nothing more.
cut_off() {
	silence_before "$4"
	seq 500 >up
	: >down
	! can_take "$2" || echo came >down
	listener_of "$1" "$2" --idle $idle
	come "$3"
	went_through "$1" "$2" both
	is_closed
	cut_by "$4"
}

# Nobody takes what has come.
cut_blocked() {
	silence_before "$1"
	random 3000000 >down
	mkfifo out.fifo
	exec {kept}<>out.fifo # open for reading, and not read
	serve_there -v --idle $idle </dev/null >out.fifo
	come ended
	cut_by "$1"
}

# cut_deaf INPUT END: the peer takes nothing of what is sent.
cut_deaf() {
	silence_before "$2"
	random 20000000 >up
	listener_of "$1" file --idle $idle
	mkfifo back.fifo
	exec {kept}<>back.fifo
	ln -s back.fifo up.copy
	: >down
	come ended
	[ "$2" = time ] || sleep 0.3 # all queues are full by then
	cut_by "$2"
}

# kept_for_two INPUT OUTPUT SIGNAL: both are whole, and the first one has the input, but of a terminal, where its end is
# the end. A signal between peers is a good end.
kept_for_two() {
	local until=both
	[ "$1" != terminal ] || until=peer
	may_be_cut "$3"
	fill_up_and_down "$1"
	head -c $((size / 2)) down >first
	tail -c $((size / 2)) down >second
	listener_of "$1" "$2" --keep
	connect "$at" <first >up.copy
	connect "$at" <second >up.second
	went_through "$1" "$2" $until
	[ $until = peer ] || expect_status 1 test -s up.second
	asleep "$server" 2
	kill "-$3" "$server"
	has_ended 0 0
}

# kept_and_cut END: the second one is in the middle, after the first one has ended.
kept_and_cut() {
	silence_before "$1"
	echo first >first
	echo second >down
	listener_of open file --keep --until peer --idle $idle
	echo input >in.fifo
	connect "$at" <first >up.first
	come open
	cat first down >both
	until_true cmp -s both down.copy
	if [ "$1" = time ]; then # that is not the end of those to come
		until_true grep -q ": nothing has come or gone for 1 s" server.log
		connect "$at" <first >up.third
		stopped
		cat first >>both
		cmp both down.copy
		is_closed
		return
	fi
	cut_by "$1"
}

# A peer that is lost is said, and the next one is served.
kept_after_reset() {
	may_be_cut TERM
	listener_of null file --keep
	mkfifo go.fifo
	"$peer" reset-later "${at#unix:}" <go.fifo >reset.out &
	started+=($!)
	exec {go}>go.fifo
	is_joined 1
	echo >&"$go"
	until_true grep -q "${text[ECONNRESET]}" server.log
	connect "$at" <<<next >up.copy
	until_true grep -q next down.copy
	kill "$server"
	has_ended 0 1 "${text[ECONNRESET]}"
}

# Output that takes nothing takes nothing of the next one either.
kept_output_lost() {
	not_by_wine "has other files take the place of closed streams"
	listener_of null "$1" --keep
	connect "$at" <<<hello >up.copy 2>message || true
	has_ended 1 1 "standard output: .*"
}

inputs=(file pipe fifo socket terminal null closed)
outputs=(file pipe fifo socket terminal null full closed)
for input in "${inputs[@]}"; do
	for output in "${outputs[@]}"; do
		it "input $input, output $output, both end" both_end "$input" "$output" both
	done
	it "input $input, output file, the peer's end" both_end "$input" file peer
	it "input $input, output file, the input's end" both_end "$input" file input
	it "input $input, output file, both end, UNIX" at_path both_end "$input" file both
	it "--keep: input $input, output file, two peers" kept_for_two "$input" file TERM
done
for output in "${outputs[@]}"; do
	it "input open, output $output, the peer's end" both_end open "$output" peer
	it "input file, output $output, the input's end" both_end file "$output" input
	it "input null, output $output, both end, UNIX" at_path both_end null "$output" both
done
for output in pipe fifo socket terminal null; do
	it "--keep: input null, output $output, two peers" kept_for_two null "$output" INT
done
for input in "${inputs[@]}" open; do
	it "input $input, output file, reset" peer_resets "$input" file
	it "input $input, output file, nobody came, SIGTERM" nobody "$input" file TERM
	it "input $input, output file, joined, time" cut_off "$input" file open time
	for output in "${outputs[@]}"; do
		it "input $input, output $output, joined, SIGTERM" cut_off "$input" "$output" open TERM
	done
done
for output in "${outputs[@]}"; do
	it "input null, output $output, nobody came, SIGTERM" nobody null "$output" TERM
	it "input open, output $output, the peer's side ended, SIGTERM" cut_off open "$output" ended TERM
	it "input open, output $output, the peer's side ended, SIGINT, UNIX" at_path cut_off open "$output" ended INT
done
for output in pipe fifo socket terminal null; do
	it "input file, output $output, reset" peer_resets file "$output"
	it "input open, output $output, reset" peer_resets open "$output"
done
for input in file null open; do
	it "input $input, output closed, nobody came, SIGINT, UNIX" at_path nobody "$input" closed INT
	it "input $input, output pipe, joined, SIGINT" cut_off "$input" pipe open INT
	it "input $input, output file, joined, SIGTERM, UNIX" at_path cut_off "$input" file open TERM
	it "input $input, output file, joined, time, UNIX" at_path cut_off "$input" file open time
done
for input in file pipe fifo socket terminal; do # what is sent, and not read by who goes, is what UNIX calls a reset
	it "input $input, output file, reset, UNIX" at_path peer_resets "$input" file
done
it "input open, output file, the peer's side ended, time" cut_off open file ended time
it "input open, output pipe, the peer's side ended, time" cut_off open pipe ended time
it "input open, output terminal, the peer's side ended, time" cut_off open terminal ended time
it "nobody came, SIGHUP" nobody null file HUP
it "nobody came: the input is not read" nobody_read
it "joined, SIGHUP" cut_off null file open HUP
for how in TERM INT time; do
	it "output a pipe that nobody reads, $how" cut_blocked "$how"
	it "output a pipe that nobody reads, $how, UNIX" at_path cut_blocked "$how"
	it "input file, a peer that does not read, $how" cut_deaf file "$how"
	it "input pipe, a peer that does not read, $how, UNIX" at_path cut_deaf pipe "$how"
	it "--keep: the second peer in the middle, $how" kept_and_cut "$how"
	it "--keep: the second peer in the middle, $how, UNIX" at_path kept_and_cut "$how"
done
it "--keep: two peers, and a signal between, UNIX" at_path kept_for_two null file INT
it "--keep: a reset, and the next peer" kept_after_reset
it "--keep: output full" kept_output_lost full
it "--keep: output closed" kept_output_lost closed
[ $((passed + failed)) -gt 0 ] || skip "nothing of it can be told here"
summary
