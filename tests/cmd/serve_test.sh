#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# listen that serves: --keep, --exec, --to, --max, --mode, --ready-fd.
# shellcheck source=tests/support/command.sh disable=SC2016,SC2154
. "${0%/*}/../support/command.sh" "$@"

keeps() {
	serve --keep 127.0.0.1:0 </dev/null >got
	connect "$at" <<<one
	"$peer" reset "$port"
	connect "$at" <<<two
	until_true eval '[ "$(tail -c 4 got | tr -d "\0")" = two ]'
	expect_equal "$(head -c 4 got)" one
}

# Input is for the one who comes for it, and not for who looks whether the port is open.
keeps_input() {
	serve --keep --count 1 127.0.0.1:0 <<<input >got
	(: <>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || skip "no /dev/tcp in this shell"
	expect_equal "$(connect "$at" <<<hello)" input
	expect_status 0 wait "$server"
	expect_equal "$(cat got)" hello
}

# Of many that look whether a port is open, the look ends by a reset.
keeps_input_of_a_look() {
	serve --keep --count 1 127.0.0.1:0 <<<input >got
	for _ in 1 2 3; do
		"$peer" look "$port"
	done
	expect_equal "$(connect "$at" <<<hello)" input
	expect_status 0 wait "$server"
	expect_equal "$(cat got)" hello
}

keeps_until_told() {
	serve --keep --stats 127.0.0.1:0 </dev/null >got
	connect "$at" <<<one
	until_true grep -q ' 4 B received' server.log # it has ended
	stopped
	expect_equal "$(cat got)" one
}

keeps_no_lost_output() {
	needs_posix "full device"
	serve --keep 127.0.0.1:0 </dev/null >/dev/full
	connect "$at" <<<one || true
	expect_status 1 wait "$server"
	expect_equal "$(tail -n 1 server.log)" "biosock: write standard output: ${text[ENOSPC]}"
}

needs_exec() {
	needs_posix "program that has a connection"
}

# No shell has looked at the arguments.
executes() {
	needs_exec
	serve --exec --count 2 127.0.0.1:0 -- printf '%s|' '$HOME' 'a  b' '*' '; id' "it's"
	for _ in 1 2; do
		expect_equal "$(connect "$at" </dev/null)" '$HOME|a  b|*|; id|it'"'"'s|'
	done
	expect_status 0 wait "$server"
}

executes_at_two_words() {
	needs_exec
	serve --exec --count 1 127.0.0.1 0 -- printf '%s|' a b
	expect_equal "$(connect "$at" </dev/null)" 'a|b|'
	expect_status 0 wait "$server"
}

executes_both_ways() {
	needs_exec
	random 300000 >sent
	serve --exec 127.0.0.1:0 -- cat
	connect "$at" <sent >back
	cmp back sent
}

# Its descriptors: the connection, the connection, the listener's standard error, and the one of the folder itself.
no_descriptor_leaks() {
	needs_exec
	[ -d /proc/self/fd ] || skip "no /proc here"
	exec 7<"$0" 9</dev/null
	serve --exec 127.0.0.1:0 -- ls /proc/self/fd
	exec 7<&- 9<&-
	expect_equal "$(connect "$at" </dev/null | tr '\n' ' ')" "0 1 2 3 "
	(connect "$at" </dev/null >out) & # at once, so that there are two
	expect_equal "$(connect "$at" </dev/null | tr '\n' ' ')" "0 1 2 3 "
	wait $!
}

signals_as_programs_expect() {
	needs_exec
	[ -d /proc/self ] || skip "no /proc here"
	serve --exec 127.0.0.1:0 -- grep -E 'SigIgn|SigBlk' /proc/self/status
	connect "$at" </dev/null >out
	local name mask
	while read -r name mask; do
		expect_equal "$name$((0x$mask & (1 << 12 | 1 << 24)))" "${name}0" # SIGPIPE, SIGXFSZ
	done <out
}

environment() {
	needs_exec
	export TCPREMOTEHOST=mine
	serve --exec 127.0.0.1:0 -- env
	connect --bind 127.0.0.2 "$at" </dev/null >out
	for line in PROTO=TCP TCPREMOTEIP=127.0.0.2 TCPLOCALIP=127.0.0.1 "TCPLOCALPORT=$port"; do
		grep -qx "$line" out || fail "no $line in $(cat out)"
	done
	grep -qE '^TCPREMOTEPORT=[1-9][0-9]*$' out
	expect_status 1 grep TCPREMOTEHOST out
	export TCPREMOTEIP=mine
	serve --exec unix:path -- env
	connect unix:path </dev/null >out
	grep -qx PROTO=UNIX out
	expect_status 1 grep '^TCP' out
}

# Whoever comes by IPv4 has an address of IPv4, also at a socket of both.
both_families() {
	needs_exec
	has_v6
	export TCPREMOTEINFO=mine
	serve --exec '[::]:0' -- env
	connect "127.0.0.1:$port" </dev/null >out
	for line in TCPREMOTEIP=127.0.0.1 TCPLOCALIP=127.0.0.1; do
		grep -qx "$line" out || fail "no $line in $(cat out)"
	done
	expect_status 1 grep TCPREMOTEINFO out
	connect "[::1]:$port" </dev/null | grep -qx TCPREMOTEIP=::1
}

# Whoever is gone is not there as a zombie either.
no_zombies() {
	needs_exec
	serve --exec -v 127.0.0.1:0 -- sh -c 'exit 3'
	for _ in 1 2 3; do
		connect "$at" </dev/null >out
	done
	until_true eval '[ "$(grep -c "ended with status 3" server.log)" -eq 3 ]'
	! grep -l "^PPid:[[:space:]]*$server\$" /proc/[0-9]*/status 2>/dev/null || fail "a child is left"
	stopped
}

# The one who starts it may have blocked the signal that tells of children; they are to find it so, and still are told of.
blocked_signal() {
	needs_exec
	env --block-signal=CHLD,USR1 true 2>/dev/null || skip "env blocks no signals here"
	env --block-signal=CHLD,USR1 "$biosock" listen --exec --max 1 -v --ready-file addresses 127.0.0.1:0 -- \
		grep SigBlk /proc/self/status 2>server.log </dev/null &
	started+=($!)
	until_true test -s addresses
	env --block-signal=CHLD,USR1 grep SigBlk /proc/self/status >want || skip "no /proc here"
	for _ in 1 2 3; do
		expect_equal "$(connect "$(cat addresses)" </dev/null)" "$(cat want)"
	done
	until_true eval '[ "$(grep -c "ended with status 0" server.log)" -eq 3 ]'
}

no_such_program() {
	needs_exec
	serve --exec -v 127.0.0.1:0 -- ./none
	connect "$at" </dev/null >out
	until_true grep -q 'ended with status 127' server.log
	grep -qx "biosock: exec ./none: ${text[ENOENT]}" server.log
	expect_status 1 test -s out
}

# While one is served, the next one waits.
at_most() {
	needs_exec
	mkfifo go.fifo
	serve --exec --max 1 -v 127.0.0.1:0 -- sh -c 'echo hello; read -r line <go.fifo'
	connect "$at" </dev/null >first &
	one=$!
	connect "$at" </dev/null >second &
	two=$!
	started+=("$one" "$two")
	until_true eval 'test -s first || test -s second'
	expect_equal "$(grep -c ': connected' server.log)" 1
	echo >go.fifo
	until_true eval 'test -s first && test -s second'
	echo >go.fifo
	expect_status 0 wait "$one"
	expect_status 0 wait "$two"
}

# forward FROM TO: all of both ways, and each end for itself.
forward() {
	local target
	random 3000000 >up
	random 2000000 >down
	serve "$2" <down >up.copy
	target=$server
	at_target=$at
	serve --to "$at_target" --count 1 "$1"
	connect "$at" <up >down.copy
	expect_status 0 wait "$server"
	expect_status 0 wait "$target"
	cmp up up.copy
	cmp down down.copy
}

forward_unix() {
	needs_unix
	forward "$@"
}

forward_to_path() {
	needs_unix
	serve --echo unix:./target
	serve --to ./target 127.0.0.1:0
	expect_equal "$(connect "$at" <<<hello)" hello
}

forward_half_closed() {
	act answer-last
	serve --to "127.0.0.1:$port" 127.0.0.1:0
	expect_equal "$(connect "$at" <<<question)" late
	expect_status 0 wait "$actor"
}

# As in connect and probe, no host is this machine.
forward_without_host() {
	serve --echo 127.0.0.1:0
	serve --to "$1$port" 127.0.0.1:0
	expect_equal "$(connect "$at" <<<hello)" hello
}

forward_many() {
	serve --echo 127.0.0.1:0
	serve --to "$at" 127.0.0.1:0
	"$peer" many "$port" 100
}

forward_nowhere() {
	serve --to 127.0.0.1:1 127.0.0.1:0
	expect_status 1 connect "$at" </dev/null >out
	until_true grep -q refused server.log
	grep -qE "^biosock: 127\.0\.0\.1:[0-9]+: connect 127\.0\.0\.1:1: ${text[ECONNREFUSED]}" server.log
	serve --to "$at" 127.0.0.1:0 # and it goes on
	stopped
}

# What the target did not finish does not look whole.
forward_half_an_answer() {
	act answer-and-reset
	serve --to "127.0.0.1:$port" 127.0.0.1:0
	expect_status 1 connect "$at" <<<question >out
	expect_status 0 wait "$actor"
}

# Nor does what the client did not.
forward_half_a_question() {
	act witness
	local target=$port
	serve --to "127.0.0.1:$target" 127.0.0.1:0
	"$peer" reset-accepted "$port"
	expect_status 0 wait "$actor"
	expect_equal "$(tail -n 1 actor.out)" reset
}

# Nor what this one's end cuts short.
forward_until_stopped() {
	serve --echo 127.0.0.1:0
	serve --to "$at" 127.0.0.1:0
	mkfifo in.fifo
	connect "$at" <in.fifo >out &
	local client=$!
	started+=("$client")
	exec {in}>in.fifo
	echo hello >&"$in"
	until_true test -s out
	stopped
	expect_status 1 wait "$client"
}

# The client is gone altogether, and the target says nothing: its place is for another.
forward_for_nobody() {
	needs_unix
	[ -d /proc/self/fd ] || skip "this system does not tell who is gone"
	mkfifo quiet.fifo
	exec {quiet}<>quiet.fifo
	serve 127.0.0.1:0 <&"$quiet" >heard
	serve --to "$at" --max 1 -v unix:path
	connect --until input unix:path <<<hello
	until_true grep -q 'the client is gone' server.log
	until_true grep -qx hello heard
}

# The target is gone altogether, and the client has all that came, and is silent.
forward_from_nobody() {
	needs_unix
	needs_exec
	[ -d /proc/self/fd ] || skip "this system does not tell who is gone"
	serve --exec unix:target -- echo hello
	serve --to "$at" -v 127.0.0.1:0
	mkfifo in.fifo
	exec {in}<>in.fifo
	connect "$at" <&"$in" >out &
	started+=($!)
	until_true grep -q 'the target is gone' server.log
	until_true grep -qx hello out
}

# What a client says to a target that is gone must not cost it what the target has said.
forward_to_a_slow_reader() {
	needs_unix
	needs_exec
	serve --exec --count 1 unix:target -- sh -c 'head -c 1 >/dev/null; exec head -c 150000 /dev/zero'
	local target=$server
	serve --to "$at" 127.0.0.1:0
	mkfifo in.fifo
	exec {in}<>in.fifo
	"$peer" reads-late "$port" <&"$in" >out &
	local reader=$!
	started+=($!)
	expect_status 0 wait "$target"
	until_true grep -qx asked out
	echo >&"$in"
	expect_status 0 wait "$reader"
	expect_equal "$(tail -n 1 out)" "150000 whole"
}

forward_whole() {
	act witness
	serve --to "127.0.0.1:$port" 127.0.0.1:0
	expect_equal "$(connect "$at" <<<question)" x
	expect_status 0 wait "$actor"
	expect_equal "$(tail -n 1 actor.out)" end
}

forward_silence() {
	serve --echo 127.0.0.1:0
	serve --to "$at" --idle 200ms -v 127.0.0.1:0
	expect_status 1 connect -n "$at" >out
	until_true grep -q 'silent for too long' server.log
}

dump() {
	serve --echo 127.0.0.1:0
	serve --to "$at" --count 1 --dump dumped 127.0.0.1:0
	printf 'hello, \0world\r\n\033[mand more' >words # a pipe would have them in two pieces
	connect "$at" <words >back
	expect_status 0 wait "$server"
	sed -E 's/^ +[0-9]+\.[0-9]{3} 127\.0\.0\.1:[0-9]+ //' dumped | grep '^>' >up
	expect_equal "$(cat up)" "> 00000000  68 65 6c 6c 6f 2c 20 00  77 6f 72 6c 64 0d 0a 1b  |hello, .world...|
> 00000010  5b 6d 61 6e 64 20 6d 6f  72 65                    |[mand more|"
	sed -E 's/^ +[0-9]+\.[0-9]{3} 127\.0\.0\.1:[0-9]+ //' dumped | sed -n 's/^</>/p' | cmp - up
}

dump_to_output() {
	serve --echo 127.0.0.1:0
	serve --to "$at" --count 1 --dump - 127.0.0.1:0 >dumped
	connect "$at" <<<hello >back
	expect_status 0 wait "$server"
	expect_equal "$(grep -c '68 65 6c 6c 6f 0a .*|hello.|' dumped)" 2
}

# Nobody reads the dump: nothing goes on, but a request to end is heard.
dump_unread() {
	needs_posix "FIFO"
	local out
	mkfifo out.fifo
	exec {out}<>out.fifo
	fill "$out"
	serve --echo 127.0.0.1:0
	serve --to "$at" --dump - -v 127.0.0.1:0 >&"$out"
	connect "$at" <<<hello >back &
	started+=($!)
	until_true grep -q ': connected' server.log
	sleep 0.3
	kill "$server"
	until_true is_gone "$server"
}

# It is said when it happens, once, and all goes on.
dump_to_a_full_device() {
	needs_posix "full device"
	local how
	for how in /dev/full -; do
		serve --echo 127.0.0.1:0
		serve --to "$at" --dump "$how" 127.0.0.1:0 >/dev/full
		expect_equal "$(connect "$at" <<<hello)" hello
		until_true grep -q "biosock: write .*: ${text[ENOSPC]}" server.log
		expect_equal "$(connect "$at" <<<again)" again
		kill "$server"
		until_true is_gone "$server"
		expect_equal "$(grep -c write server.log)" 1
	done
}

dump_nowhere() {
	serve --echo 127.0.0.1:0
	expect_status 1 timeout 20 "$biosock" listen --to "$at" --dump no/such/dir 127.0.0.1:0 2>message
	expect_equal "$(tail -n 1 message)" "biosock: write no/such/dir: ${text[ENOENT]}"
}

# proxied VERSION: what the target hears, in hexadecimal digits.
proxied() {
	serve 127.0.0.1:0 </dev/null >heard
	target=$server
	serve --to "$at" --proxy-protocol "$1" --count 1 "${2:-127.0.0.1:0}"
	connect "${@:3}" "$at" <<<hello >back
	expect_status 0 wait "$target"
}

proxy_v1() {
	proxied v1 127.0.0.1:0 --bind 127.0.0.2:0
	head -n 1 heard | grep -qE $'^PROXY TCP4 127\.0\.0\.2 127\.0\.0\.1 [0-9]+ '"$port"$'\r$' || fail "$(cat -v heard)"
	expect_equal "$(tail -n 1 heard)" hello
}

proxy_v1_v6() {
	has_v6
	proxied v1 '[::1]:0'
	head -n 1 heard | grep -qE $'^PROXY TCP6 ::1 ::1 [0-9]+ '"$port"$'\r$' || fail "$(cat -v heard)"
}

proxy_v1_both() {
	has_v6
	serve 127.0.0.1:0 </dev/null >heard
	target=$server
	serve --to "$at" --proxy-protocol v1 --count 1 '[::]:0'
	connect "127.0.0.1:$port" <<<hello >back
	expect_status 0 wait "$target"
	head -n 1 heard | grep -qE $'^PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 [0-9]+ '"$port"$'\r$' || fail "$(cat -v heard)"
}

proxy_v1_unix() {
	needs_unix
	proxied v1 unix:path
	head -n 1 heard | grep -qx $'PROXY UNKNOWN\r' || fail "$(cat -v heard)"
}

hex() {
	od -An -v -tx1 | tr -d ' \n'
}

proxy_v2() {
	proxied v2 127.0.0.1:0 --bind 127.0.0.2:0
	[[ $(hex <heard) =~ ^0d0a0d0a000d0a515549540a2111000c7f0000027f000001[0-9a-f]{4}$(printf %04x "$port")68656c6c6f0a$ ]] ||
		fail "$(hex <heard)"
}

proxy_v2_v6() {
	has_v6
	proxied v2 '[::1]:0'
	[[ $(hex <heard) =~ ^0d0a0d0a000d0a515549540a21210024(0{31}1){2}[0-9a-f]{4}$(printf %04x "$port")68656c6c6f0a$ ]] ||
		fail "$(hex <heard)"
}

proxy_v2_unix() {
	needs_unix
	proxied v2 unix:path
	[[ $(hex <heard) =~ ^0d0a0d0a000d0a515549540a213100d8 ]] || fail "$(hex <heard)"
	expect_equal "$(wc -c <heard)" $((16 + 216 + 6))
}

# Whose messages nobody reads waits for a reader, but not when it is to end.
unread_messages() {
	local log
	mkfifo log.fifo
	exec {log}<>log.fifo
	"$biosock" listen --echo -v --ready-file ready 127.0.0.1:0 2>&"$log" </dev/null &
	server=$!
	started+=($!)
	until_true test -s ready
	fill "$log"
	"$peer" many "$(sed 's/.*://' ready)" 50 2>lost &
	started+=($!)
	sleep 0.3
	kill "-$request" "$server"
	until_true is_gone "$server"
}

silent_client() {
	serve --echo --idle 200ms -v 127.0.0.1:0
	connect -n "$at" >out
	until_true grep -q 'silent for too long' server.log
}

mode() {
	needs_unix
	needs_posix "mode of a file"
	umask 022
	serve --echo --mode 660 unix:path
	expect_equal "$(stat -c %a path)" 660
	serve --echo --mode 0600 unix:other
	expect_equal "$(stat -c %a other)" 600
	serve --echo unix:third
	expect_equal "$(stat -c %a third)" 755
}

mode_of_a_port() {
	expect_status 2 timeout 20 "$biosock" listen --echo --mode 660 127.0.0.1:0 2>message
	expect_equal "$(tail -n 1 message | tr -d '\r')" "biosock: --mode: 127.0.0.1:0 is no file that has one"
}

# Its reader gets all, and then the end.
ready_descriptor() {
	needs_posix "/dev/fd"
	mkfifo ready.fifo
	"$biosock" listen --echo --ready-fd 5 127.0.0.1:0 5>ready.fifo 2>server.log &
	started+=($!)
	got=$(cat ready.fifo)
	expect_equal "$(connect "$got" <<<hello)" hello
}

no_ready_descriptor() {
	needs_posix "/dev/fd"
	expect_status 1 timeout 20 "$biosock" listen --echo --ready-fd 77 127.0.0.1:0 2>message
	expect_equal "$(tail -n 1 message)" "biosock: write /dev/fd/77: ${text[EBADF]}"
}

# says LINE ARGUMENT...
says() {
	expect_status 2 timeout 20 "$biosock" listen "${@:2}" </dev/null 2>message
	expect_equal "$(tr -d '\r' <message)" "biosock: $1"
}

it "--keep: one after the other, whatever becomes of them" keeps
it "--keep: input is not for an empty connection" keeps_input
it "--keep: input is not for a connection that is reset at once" keeps_input_of_a_look
it "--keep: until a signal" keeps_until_told
it "--keep: not once output is lost" keeps_no_lost_output
it "--exec: arguments as they are" executes
it "--exec: a host and a port" executes_at_two_words
it "--exec: both ways" executes_both_ways
it "--exec: no descriptor leaks" no_descriptor_leaks
it "--exec: signals as programs expect them" signals_as_programs_expect
it "--exec: environment" environment
it "--exec: at a socket of both families" both_families
it "--exec: no zombies" no_zombies
it "--exec: a blocked signal" blocked_signal
it "--exec: no such program" no_such_program
it "--exec --max" at_most
it "--to: TCP to TCP" forward 127.0.0.1:0 127.0.0.1:0
it "--to: TCP to UNIX" forward_unix 127.0.0.1:0 unix:target
it "--to: UNIX to TCP" forward_unix unix:path 127.0.0.1:0
it "--to: no host" forward_without_host :
it "--to: a port alone" forward_without_host ""
it "--to: a path alone" forward_to_path
it "--to: no port" says "'x': a port is missing" --to x :0
it "--to: no address" says "'http://x/y' is a URL: write x:80" --to http://x/y :0
it "--to: an end is passed on, and the answer still comes" forward_half_closed
it "--to: many at once" forward_many
it "--to: where nobody listens" forward_nowhere
it "--to: a target that is gone before its answer is whole" forward_half_an_answer
it "--to: a client that is gone before its question is whole" forward_half_a_question
it "--to: what a signal cuts short" forward_until_stopped
it "--to: a client that is gone altogether" forward_for_nobody
it "--to: a target that is gone altogether" forward_from_nobody
it "--to: a client that reads late" forward_to_a_slow_reader
it "--to: a question and an answer that are whole" forward_whole
it "--to --idle" forward_silence
it "--to --dump" dump
it "--to --dump -" dump_to_output
it "--to --dump - that nobody reads" dump_unread
it "--to --dump to a full device" dump_to_a_full_device
it "--to --dump where nothing can be written" dump_nowhere
it "--to --proxy-protocol v1" proxy_v1
it "--to --proxy-protocol v1 of IPv6" proxy_v1_v6
it "--to --proxy-protocol v1 of IPv4 at a socket of both" proxy_v1_both
it "--to --proxy-protocol v1 of a path" proxy_v1_unix
it "--to --proxy-protocol v2" proxy_v2
it "--to --proxy-protocol v2 of IPv6" proxy_v2_v6
it "--to --proxy-protocol v2 of a path" proxy_v2_unix
it "--echo -v: messages that nobody reads" unread_messages
it "--echo --idle" silent_client
it "--mode" mode
it "--mode of a port" mode_of_a_port
it "--ready-fd" ready_descriptor
it "--ready-fd that is not there" no_ready_descriptor
it "--ready-fd of its own streams" says "--ready-fd: '2' is not a number above 2" --echo --ready-fd 2 :0
it "--exec without a program" says "--exec: a PROGRAM is missing: write listen --exec ADDRESS -- PROGRAM ARGS" --exec :0
it "--mode of no digits" says "--mode: 'rw' is no mode: write three octal digits, as 660" --mode rw unix:x
it "--mode of the wrong digits" says "--mode: '680' is no mode: write three octal digits, as 660" --mode 680 unix:x
it "--mode of nobody" says "--mode: '000' would keep everybody out" --mode 000 unix:x
it "--mode of too much" says "--mode: '1777' is no mode: write three octal digits, as 660" --mode 1777 unix:x
it "--dump without --to" says "--dump needs --to" --dump x :0
it "--timeout without --to" says "--timeout needs --to" --timeout 1 :0
it "--max of one peer" says "--max needs --echo, --discard, --exec or --to" --max 2 :0
it "--echo --to" says "--echo and --to do not go together" --echo --to :1 :0
it "--udp --exec" says "--udp and --exec do not go together" --udp --exec :0 -- cat
it "--to --keep" says "--to and --keep do not go together" --to :1 --keep :0
it "--proxy-protocol v3" says "--proxy-protocol: 'v3' is none of v1|v2" --to :1 --proxy-protocol v3 :0
summary
