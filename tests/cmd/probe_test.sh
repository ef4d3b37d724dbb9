#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock probe: what it says of what is open and what is not, and by which status.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

needs_jq() {
	command -v jq >/dev/null || skip "no jq here"
}

# at_text_terminal COLUMNS COMMAND: what it shows there is in the file `screen`.
at_text_terminal() {
	needs_posix "terminal to make"
	command -v script >/dev/null || skip "no script(1) to make a terminal"
	script -qec "stty cols $1; $2" screen >/dev/null </dev/null || fail "$(cat -v screen)"
	# What script(1) itself says is none of it.
	sed -i '/^Script /d' screen
}

# It has nothing but the picture.
plot_to_output() {
	serve --echo 127.0.0.1:0
	expect_status 0 probe --plot - "$at" >out
	expect_equal "$(head -c 5 out)" "<?xml"
	expect_equal "$(tail -n 1 out)" "</svg>"
	expect_status 1 test -e ./-
}

# fits_in COLUMNS: no line of the screen's is wider, and none of those that were written over.
fits_in() {
	! tr '\r' '\n' <screen | sed -n '/^\x1b/,$p' | sed 's/\x1b\[[0-9;]*[mK]//g' | grep -n ".\{$(($1 + 1))\}" ||
		fail "$(cat -v screen)"
}

# Nothing is left out, though an address may take two lines, or three.
narrow() {
	serve --echo 127.0.0.1:0
	at_text_terminal "$1" "'$biosock' probe '$at' | cat; '$biosock' probe '$at'"
	[ "$1" -lt 23 ] || grep -q "^  $at" screen
	tr -d ' \r\n' <screen | sed 's/\x1b\[[0-9;]*[mK]//g' | grep -q "$at$at.*openafter[0-9.]*ms" || fail "$(cat -v screen)"
	fits_in "$1"
}

# An end in words that is too long for any bar, and a range.
narrow_failed() {
	closed_port
	at_text_terminal "$1" "'$biosock' probe '$closed-$((${closed##*:} + 1))' no-such-name.invalid:1 || true"
	fits_in "$1"
}

narrow_progress() {
	serve --echo 127.0.0.1:0
	at_text_terminal "$1" "'$biosock' probe --count 3 --interval 150ms '$at' >out; '$biosock' connect --progress '$at' <out >back"
	grep -aq " of 3: " screen
	grep -aq " sent" screen
	fits_in "$1"
}

# What was shown meanwhile gives way to it.
no_progress_left() {
	serve --echo 127.0.0.1:0
	at_text_terminal 100 "'$biosock' probe --count 3 --interval 150ms '$at'"
	grep -q " of 3: " screen
	tr '\r' '\n' <screen | grep -qx $'\033\\[K'"$at  *tries.*" || fail "$(cat -v screen)"
}

# says LINE ARGUMENT...
says() {
	expect_status 2 timeout 20 "$biosock" probe "${@:2}" </dev/null >out 2>message
	expect_equal "$(tr -d '\r' <message)" "biosock: $1"
	expect_status 1 test -s out
}

open() {
	serve --echo 127.0.0.1:0
	expect_status 0 probe "$at" >out 2>message
	expect_status 1 test -s message
	expect_equal "$(head -n 1 out | tr -d '\r')" "$at"
	grep -qE "^  $at  .*  open after [0-9.]+ ms" out || fail "$(cat out)"
}

# The peer is told nothing: it has read no byte.
sends_nothing() {
	serve 127.0.0.1:0 >got </dev/null
	expect_status 0 probe "$at" >out
	expect_status 0 wait "$server"
	expect_status 1 test -s got
}

refused() {
	closed_port
	expect_status 4 probe "$closed" >out
	grep -qE "refused after [0-9.]+ ms" out || fail "$(cat out)"
}

# The other words for the same: two words, a port, a path.
as_people_write() {
	serve --discard 127.0.0.1:0
	expect_status 0 probe 127.0.0.1 "$port" >out
	expect_equal "$(head -n 1 out | tr -d '\r')" "127.0.0.1:$port"
	expect_status 0 probe "$port" >out
	expect_equal "$(head -n 1 out | tr -d '\r')" ":$port"
	expect_status 0 probe 127.0.0.1 "$port-$port" >out
	needs_unix
	serve --discard unix:path
	expect_status 0 probe ./path >out
	expect_equal "$(head -n 1 out | tr -d '\r')" "unix:./path"
}

of_a_path() {
	needs_unix
	expect_status 3 probe unix:none >out
	: >file
	expect_status 4 probe unix:file >out
	serve --discard unix:path
	expect_status 0 probe unix:path >out
}

several() {
	serve --discard 127.0.0.1:0
	open=$at
	closed_port
	expect_status 0 probe "$closed" "$open" >out
	expect_status 4 probe --all "$closed" "$open" >out
	expect_status 0 probe --all "$open" "$open" >out
	grep -qE "  $open  .*  open after" out
}

range() {
	serve --discard 127.0.0.1:0
	local first=$((port - 20)) last=$((port + 20))
	expect_status 0 probe "127.0.0.1:$first-$last" >out
	grep -qE "^127\.0\.0\.1:$first-$last: [0-9]+ open" out || fail "$(cat out)"
	grep -qE "^  $at  .*open after" out || fail "$(cat out)"
	expect_status 4 probe --all "127.0.0.1:$first-$last" >out
	needs_jq
	expect_status 0 probe --json "127.0.0.1:$first-$last" >out
	expect_equal "$(wc -l <out)" 41
	expect_equal "$(jq -r 'select(.outcome == "open" and .target == "'"$at"'") | .address' out)" "$at"
}

# More ports than this process can have descriptors for at once: those that are left begin later.
range_without_descriptors() {
	needs_posix "limit of descriptors"
	needs_jq
	(
		ulimit -n 20
		expect_status 4 probe --json 127.0.0.1:1-300 >out
	)
	expect_equal "$(jq -r .outcome out | sort -u | tr '\n' ' ')" "refused "
	expect_equal "$(wc -l <out)" 300
}

members="address avg_ms connect_ms count error family fastopen first local lookup_ms lost max_ms min_ms mptcp mss outcome \
p50_ms p90_ms p99_ms retransmitted rtt_ms start_ms status target"

# Output that nobody reads is waited for, but not when it is to end, be it that a signal has come before.
unread() {
	! grep -q tsan_ "$biosock" || skip "ThreadSanitizer keeps signals back until a write has ended"
	local out moment prober status=143
	! is_windows || status=$((0x3a)) # of STATUS_CONTROL_C_EXIT, what is left of it here
	mkfifo out.fifo
	exec {out}<>out.fifo
	fill "$out"
	for moment in 0 0.3; do
		serve -v --discard 127.0.0.1:0
		"$biosock" probe "$@" --timeout 2s "$at" 127.0.0.1:{1..300} >&"$out" &
		prober=$!
		started+=($!)
		until_true grep -q ": connected" server.log
		sleep "$moment"
		kill "-$request" "$prober"
		until_true is_gone "$prober"
		expect_status "$status" wait "$prober"
	done
}

# Whatever the outcome, the names are the same.
json() {
	needs_jq
	serve --discard 127.0.0.1:0
	open=$at
	closed_port
	probe --json "$open" "$closed" 127.0.0.1:no-such-service --timeout 2s >out
	expect_equal "$(wc -l <out)" 3
	expect_equal "$(jq -r 'keys | join(" ")' out | tr -d '\r' | sort -u)" "$members"
	jq -es '.[0].outcome == "open" and .[0].status == 0 and .[0].first and .[0].connect_ms >= 0 and .[0].error == null' out
	jq -es '.[1].outcome == "refused" and .[1].status == 4 and (.[1].first | not) and .[1].error != null' out
	jq -es '.[2].address == null and .[2].outcome == "no-name" and .[2].status == 3 and .[2].count == 0' out
	jq -es '.[0].local | startswith("127.0.0.1:")' out
	if tells_of_tcp; then
		jq -es '.[0].rtt_ms >= 0 and .[0].mss > 500 and .[0].retransmitted != null' out
	else
		jq -es '.[0].rtt_ms == null and .[0].mss == null and .[0].retransmitted == null' out
	fi
}

count() {
	needs_jq
	serve --discard 127.0.0.1:0
	expect_status 0 probe --count 7 --interval 10ms --json "$at" >out
	jq -es 'length == 1 and (.[0] | .count == 7 and .lost == 0 and .min_ms <= .p50_ms and .p50_ms <= .p90_ms
		and .p90_ms <= .p99_ms and .p99_ms <= .max_ms and .min_ms <= .avg_ms and .avg_ms <= .max_ms)' out
	expect_status 0 probe --count 3 --interval 0 "$at" >out 2>message
	grep -qE "^  $at +3 +0 +[0-9.]+ +[0-9.]+ " out || fail "$(cat out)"
	expect_status 1 test -s message
	closed_port
	expect_status 4 probe --count 3 --interval 0 "$closed" >out
	grep -qE "^  $closed +3 +3 +" out || fail "$(cat out)"
}

count_at_a_terminal() {
	needs_posix "terminal to make"
	serve --discard 127.0.0.1:0
	at_text_terminal 100 "'$biosock' probe --count 4 --interval 200ms '$at' >out"
	grep -aqE "[1-4] of 4: $at [0-9.]+ ms" screen || fail "$(cat -v screen)"
}

many_peers() {
	[ "$(wc -l <server.log)" -gt 5 ]
}

# What was found by then is shown, and the signal ends it.
interrupted() {
	needs_posix "SIG$1"
	serve -v --discard 127.0.0.1:0
	"$biosock" probe --count 1000 --interval 50ms --json "$at" >out &
	local pid=$!
	started+=("$pid")
	until_true many_peers
	kill "-$1" "$pid"
	expect_status "$2" wait "$pid"
	# The last try may have been cut short.
	grep -qE '"outcome": "(open|ended)", .*"count": [1-9][0-9]*, "lost": 0,' out || fail "$(cat out)"
}

closed_pipe() {
	needs_posix "closed pipe"
	serve --discard 127.0.0.1:0
	(probe "$at" && echo "0" >status || echo "$?" >status) 2>message | true
	until_true test -s status
	case $(cat status) in
	0) ;; # it was faster than the pipe's reader
	1) grep -q "write standard output" message ;;
	*) fail "$(cat status message)" ;;
	esac
	expect_status 1 probe "$at" >/dev/full 2>message
	grep -q "write standard output" message
}

colours() {
	needs_posix "terminal to make"
	serve --discard 127.0.0.1:0
	at_text_terminal 80 "'$biosock' probe '$at'"
	grep -aq $'\033\[32m' screen || fail "$(cat -v screen)"
	at_text_terminal 80 "NO_COLOR=1 '$biosock' probe '$at'"
	! grep -aq $'\033' screen || fail "$(cat -v screen)"
	! probe "$at" | grep -aq $'\033' || fail "colours in a pipe"
}

# No line is wider than the terminal, or than 80 columns where there is none.
width() {
	needs_posix "terminal to make"
	serve --discard 127.0.0.1:0
	local columns
	for columns in 70 80 132; do
		at_text_terminal "$columns" "LC_ALL=C NO_COLOR=1 '$biosock' probe '$at' '127.0.0.1:1'"
		awk -v most="$columns" '{ sub(/\r$/, ""); if (length($0) > most) { print; exit 1 } }' screen ||
			fail "wider than $columns"
		awk -v least=$((columns - 12)) '{ if (length($0) > least) found = 1 } END { exit !found }' screen ||
			[ "$columns" -gt 130 ] || fail "no line fills $columns"
	done
	LC_ALL=C probe "$at" | awk '{ sub(/\r$/, ""); if (length($0) > 80) exit 1 }'
}

ascii() {
	serve --discard 127.0.0.1:0
	! LC_ALL=C probe "$at" | LC_ALL=C grep -aq '[^ -~[:space:]]' || fail "not ASCII"
	is_windows || LC_ALL=C.UTF-8 probe "$at" | grep -aqF '★' || LC_ALL=C.UTF-8 probe "$at" | grep -aqF '●'
}

plot() {
	serve --discard 127.0.0.1:0
	expect_status 0 probe --plot picture.svg "$at" localhost:1 >out
	expect_status 0 probe --plot counts.svg --count 5 --interval 0 "$at" >out
	grep -q "open after" picture.svg
	grep -q "0 of 5 lost" counts.svg
	! command -v xmllint >/dev/null || xmllint --noout picture.svg counts.svg
	expect_status 1 probe --plot none/picture.svg "$at" >out 2>message
	grep -qE "^biosock: write none/picture.svg: " message
}

# What a name says of itself is text in the picture, and does nothing to a terminal.
plot_is_safe() {
	needs_posix "paths of any bytes"
	needs_unix
	local path=$'unix:<&">\033[31m\xff'
	expect_status 3 probe --plot picture.svg "$path" >out
	! grep -aq $'\033' picture.svg out || fail "$(cat -v out)"
	grep -q '&lt;&amp;&quot;&gt;\\x1b' picture.svg
	! command -v xmllint >/dev/null || xmllint --noout picture.svg
}

flags() {
	needs_jq
	tells_of_tcp || skip "no word of how TCP came about here"
	serve --discard 127.0.0.1:0
	expect_status 0 probe --tfo --json "$at" >out
	jq -e '(.fastopen == "no-cookie" or .fastopen == "cookie" or .fastopen == "unsupported") and .mptcp == null' out
	expect_status 0 probe --mptcp --json "$at" >out
	jq -e '(.mptcp == "fallback" or .mptcp == "unsupported") and .fastopen == null' out
	serve --mptcp --discard 127.0.0.1:0
	expect_status 0 probe --mptcp --json "$at" >out
	jq -e '.mptcp == "used" or .mptcp == "unsupported"' out
}

from_an_address() {
	needs_jq
	serve --discard 127.0.0.1:0
	expect_status 0 probe --bind 127.0.0.5 --json "$at" >out
	jq -e '.local | startswith("127.0.0.5:")' out
}

# With the server's cookie a connect waits for data, of which there is none: it is refused, or open, all the same.
fastopen_with_cookie() {
	needs_namespace
	needs_jq
	tells_of_tcp || skip "no word of how TCP came about here"
	local status=0
	# shellcheck disable=SC2016
	timeout 60 unshare -n bash -c '
		ip link set lo up
		echo 3 >/proc/sys/net/ipv4/tcp_fastopen || exit 77
		"$1" listen --tfo --discard --ready-file ready 127.0.0.1:0 2>log </dev/null &
		server=$!
		until [ -s ready ]; do sleep 0.02; done
		at=$(cat ready)
		"$1" probe --tfo --json "$at" >first
		"$1" probe --tfo --json "$at" >second || exit
		kill $server
		wait $server
		"$1" probe --tfo --json "$at" >third
		[ $? -eq 4 ]' - "$biosock" || status=$?
	[ "$status" -ne 77 ] || skip "no Fast Open here"
	expect_equal "$status" 0
	expect_equal "$(jq -r .fastopen first second third | tr '\n' ' ')" "no-cookie cookie cookie "
	jq -e '.outcome == "open" and .rtt_ms > 0' second
	jq -e '.outcome == "refused"' third
}

it "open" open
it "it sends nothing" sends_nothing
it "refused" refused
it "what people write" as_people_write
it "a path" of_a_path
it "several, --all" several
it "a range of ports" range
it "a range of ports, and few descriptors" range_without_descriptors
it "--json" json
it "--count" count
it "--count at a terminal" count_at_a_terminal
it "SIGINT ends it" interrupted INT 130
it "SIGTERM ends it" interrupted TERM 143
it "output that cannot be written" closed_pipe
it "colours are for terminals" colours
it "as wide as the terminal" width
it "ASCII, and UTF-8 where that is" ascii
it "--plot" plot
it "--plot of any name" plot_is_safe
it "--tfo, --mptcp" flags
it "--bind" from_an_address
it "--tfo with a cookie" fastopen_with_cookie
it "half a range" says "':80-': a range of ports is its first and its last: 1-1024" :80-
it "half a range of a host" says "'localhost:-80': a range of ports is its first and its last: 1-1024" localhost:-80
it "no range at all" says "':-': a range of ports is its first and its last: 1-1024" :-
it "half a range alone" says "'80-': a port is missing" 80-
it "--plot - and --json" says "--plot - and --json do not go together: its output is all there is" --plot - --json :1
it "--plot - and a command" says "--plot - and a COMMAND do not go together: its output is all there is" \
	--wait 1 --plot - :1 -- true
it "--plot -" plot_to_output
it "a narrow terminal" narrow 40
it "a narrower terminal" narrow 30
for columns in 27 20 10 1; do
	it "a terminal of $columns columns" narrow $columns
	it "a terminal of $columns columns: what failed" narrow_failed $columns
done
it "a terminal of 60 columns: what failed" narrow_failed 60
it "a terminal of 20 columns: progress" narrow_progress 20
it "a terminal with the table of --count" no_progress_left
it "output that nobody reads" unread
it "output that nobody reads: --json" unread --json
it "output that nobody reads: --plot" unread --plot -
it "no address" says "probe: an ADDRESS is missing; see biosock probe --help"
it "no port" says "'host': a port is missing" host
it "a port beyond all" says "'host:70000': there are no ports above 65535" host:70000
it "a range beyond all" says "':1-70000': there are no ports above 65535" :1-70000
it "a range backwards" says "':9-3': the first port of a range is the lower one" :9-3
it "a URL" says "'http://host/' is a URL: write host:80" http://host/
it "no times" says "--count: '0' is not a number above 0" --count 0 :1
it "--interval alone" says "--interval needs --count" --interval 1 :1
it "--wait and --count" says "--wait and --count do not go together" --wait 1 --count 2 :1
it "a command and no --wait" says "probe: a COMMAND needs --wait" :1 -- true
it "no command" says "probe: a COMMAND is missing after --" --wait 1 :1 --
it "a command and --json" says "--json and a COMMAND do not go together: its output is all there is" --wait 1 --json :1 -- true
it "no time" says "--timeout: 'soon' is no time of up to 24 days: write 500ms, 2s, 1.5, 1m or 1h" --timeout soon :1
it "both families" says "-4 and -6 do not go together" -4 -6 :1
it "an option of another verb" says "probe: unknown option --udp; see biosock probe --help" --udp :1
summary
