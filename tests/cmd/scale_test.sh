#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# listen with many peers, many listeners, several processes, and sockets that were passed.
# shellcheck source=tests/support/command.sh disable=SC2016,SC2154
. "${0%/*}/../support/command.sh" "$@"

# calls_of_echoes IDLE: how often each call is among the last 450 of 200 echoes, in the file `callsIDLE`.
calls_of_echoes() {
	rm -f addresses trace
	mkfifo "go$1.fifo"
	strace -D -f -o trace "$biosock" listen --echo --ready-file addresses 127.0.0.1:0 2>server.log & # which is $!
	server=$!
	started+=("$server")
	until_true test -s addresses
	at=$(cat addresses)
	exec {go}<>"go$1.fifo"
	timeout 120 "$peer" echoes "${at##*:}" "$1" 200 <&"$go" >"echoes$1" &
	started+=($!)
	until_true grep -q begin "echoes$1"
	until_true grep -q end "echoes$1"
	tail -n 450 trace | grep -oE '^[0-9]+ +[a-z_0-9]+' | awk '{ print $2 }' | sort | uniq -c | sort -rn >"calls$1"
	echo >&"$go"
	exec {go}>&-
}

# An echo takes as many calls with a thousand peers that say nothing as with none, and none that walks through them.
idle_peers_cost_no_calls() {
	needs_posix "system call that strace sees"
	command -v strace >/dev/null || skip "no strace here"
	strace -f -o trace true 2>/dev/null || skip "strace may not trace here"
	calls_of_echoes 0
	calls_of_echoes 1000
	expect_status 1 grep -qE ' p?(poll|select)' calls1000
	for call in 'epoll_p?wait' 'recv(from)?' 'send(to)?'; do
		n=$(awk -v call="$call" '$2 ~ "^" call "$" { print $1 }' calls1000)
		[ "${n:-0}" -gt 120 ] || fail "$(cat calls1000)"
	done
	expect_status 1 grep -q epoll_ctl calls1000
}

# instructions IDLE ROUNDS: of the server.
instructions() {
	rm -f addresses out.callgrind go.fifo
	mkfifo go.fifo
	valgrind --tool=callgrind --callgrind-out-file=out.callgrind "$biosock" listen --echo --ready-file addresses \
		127.0.0.1:0 2>server.log &
	server=$!
	started+=("$server")
	until_true test -s addresses
	at=$(cat addresses)
	exec {go}<>go.fifo
	timeout 200 "$peer" echoes "${at##*:}" "$1" "$2" <&"$go" >echoes.out &
	client=$!
	started+=("$client")
	until_true grep -q begin echoes.out
	until_true grep -q end echoes.out
	echo >&"$go"
	expect_status 0 wait "$client"
	kill "$server"
	wait "$server" || true
	exec {go}>&-
	counted=$(awk '/^(summary|totals):/ { print $2; exit }' out.callgrind)
}

# per_echo IDLE: instructions in user space.
per_echo() {
	local few
	instructions "$1" 100
	few=$counted
	instructions "$1" 1100
	counted=$(((counted - few) / 1000))
}

idle_peers_cost_no_instructions() {
	needs_posix valgrind
	command -v valgrind >/dev/null || skip "no valgrind here"
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$biosock" --version >/dev/null 2>&1 ||
		skip "valgrind does not run this"
	per_echo 0
	local alone=$counted
	per_echo 1000
	echo "instructions an echo: $alone, and $counted with 1000 idle peers"
	[ "$counted" -le $((alone * 11 / 10)) ] || fail "instructions an echo: $alone, and $counted with 1000 idle peers"
}

memory() {
	awk '/^VmRSS/ { print $2 }' "/proc/$server/status"
}

thousand_peers() {
	needs_posix "way to wait for a thousand"
	serve --echo 127.0.0.1:0
	expect_equal "$(timeout 120 "$peer" many "$port" 1000)" "1000 served"
	stopped
}

needs_own_memory() {
	needs_posix "memory to look at from outside"
	[ -r /proc/self/status ] || skip "no /proc here"
	! grep -qE '(asan|tsan)_' "$biosock" || skip "a sanitizer has its own memory"
}

# No buffer is kept for who has read all.
idle_peers_cost_no_memory() {
	needs_own_memory
	mkfifo go.fifo
	exec {go}<>go.fifo
	serve --echo 127.0.0.1:0
	before=$(memory)
	timeout 100 "$peer" echoes "$port" 900 1 <&"$go" >echoes.out &
	started+=($!)
	until_true grep -q end echoes.out
	[ $(($(memory) - before)) -lt 1500 ] || fail "$before kB, then $(memory) kB"
}

# It never reads what it gets: 100 MB do not fit into the server.
slow_reader_costs_no_memory() {
	needs_own_memory
	mkfifo go.fifo
	serve --echo 127.0.0.1:0
	before=$(memory)
	timeout 120 "$peer" slow "$port" 100000000 <go.fifo >slow.out &
	slow=$!
	started+=("$slow")
	exec {go}>go.fifo
	until_true test -s slow.out
	[ $(($(memory) - before)) -lt 1500 ] || fail "$before kB, then $(memory) kB"
	echo >&"$go"
	expect_status 0 wait "$slow"
}

# The soft limit is for programs that use select(); what is started gets it back.
more_than_the_soft_limit() {
	needs_posix "limit of descriptors"
	[ "$(ulimit -Hn)" = unlimited ] || [ "$(ulimit -Hn)" -gt 400 ] || skip "the hard limit is $(ulimit -Hn)"
	ulimit -Sn 64
	serve --echo 127.0.0.1:0
	expect_equal "$(timeout 60 "$peer" many "$port" 200)" "200 served"
	expect_status 1 test -s <(grep accept server.log)
	serve --exec 127.0.0.1:0 -- sh -c 'ulimit -Sn'
	expect_equal "$(connect "$at" </dev/null)" 64
}

both_ways_at_once() {
	random 20000000 >up
	random 20000000 >down
	serve "$1" <down >up.copy
	connect "${2:-$at}" <up >down.copy
	expect_status 0 wait "$server"
	cmp up up.copy
	cmp down down.copy
}

both_ways_at_once_path() {
	needs_unix
	both_ways_at_once unix:path
}

needs_passing() {
	needs_posix "socket that is passed"
}

# adopting N OPTION...: as serve, with N listeners passed.
adopting() {
	rm -f addresses
	"$peer" pass "$1" "$biosock" listen --ready-file addresses "${@:2}" 2>server.log <&0 &
	server=$!
	started+=("$server")
	until_true test -s addresses
	at=$(head -n 1 addresses)
	port=${at##*:}
}

adopts_many() {
	needs_passing
	adopting 70 --echo --adopt
	expect_equal "$(wc -l <addresses)" 70
	expect_equal "$(grep -c '^listening on 127\.0\.0\.1:' server.log)" 70
	for n in 1 65 70; do
		expect_equal "$(connect "$(sed -n "${n}p" addresses)" <<<hello)" hello
	done
	stopped
}

# The 70th is the one that somebody comes to.
adopts_many_for_one() {
	needs_passing
	adopting 70 --adopt </dev/null >got
	connect "$(tail -n 1 addresses)" <<<hello
	expect_status 0 wait "$server"
	expect_equal "$(cat got)" hello
}

adopts_by_name() {
	needs_passing
	export LISTEN_FDNAMES=one:web:web
	adopting 3 --echo --adopt=web
	expect_equal "$(wc -l <addresses)" 2
	expect_equal "$(connect "$at" <<<hello)" hello
	stopped
	expect_status 1 timeout 20 "$peer" pass 3 "$biosock" listen --adopt=none 2>message
	expect_equal "$(cat message)" "biosock: --adopt: no socket named 'none' was passed to this process"
}

adopts_for_programs() {
	needs_passing
	adopting 1 --exec --adopt -- printf '%s|' a 'b c'
	expect_equal "$(connect "$at" </dev/null)" 'a|b c|'
}

adopts_of_one_kind() {
	needs_passing
	expect_status 1 timeout 20 "$peer" pass 1 "$biosock" listen --adopt --udp --echo 2>message
	[[ $(cat message) =~ ^biosock:\ --adopt:\ 127\.0\.0\.1:[0-9]+\ is\ no\ socket\ of\ that\ kind$ ]] || fail "$(cat message)"
}

adopts_nothing_that_is_malformed() {
	local start='LISTEN_FDS=$2 LISTEN_PID=$$ exec "$1" listen --echo --adopt'

	needs_passing
	expect_status 1 timeout 20 bash -c "$start" - "$biosock" abc 2>message
	expect_equal "$(cat message)" "biosock: listen --adopt: LISTEN_FDS=abc: not a number"
	expect_status 1 timeout 20 bash -c "$start" - "$biosock" 5000 2>message
	expect_equal "$(cat message)" "biosock: listen --adopt: LISTEN_FDS=5000: too many"
}

adopts_nothing() {
	expect_status 1 timeout 20 "$biosock" listen --echo --adopt 2>message
	expect_equal "$(tr -d '\r' <message)" \
		"biosock: --adopt: no socket was passed to this process (LISTEN_FDS, LISTEN_PID)"
}

# As a supervisor does it.
adopts_from_systemd() {
	needs_posix "supervisor that passes sockets"
	command -v systemd-socket-activate >/dev/null || skip "no systemd-socket-activate here"
	systemd-socket-activate -l "$PWD/path" --fdname=web "$biosock" listen --echo --adopt=web 2>server.log &
	started+=($!)
	until_true test -S path
	expect_equal "$(connect unix:path <<<hello)" hello
	test -S path
}

needs_shards() {
	needs_posix "port that processes share"
	[ -r /proc/self/stat ] || skip "no /proc here"
}

processes() {
	grep -l "^PPid:[[:space:]]*$server\$" /proc/[0-9]*/status 2>/dev/null | sed 's|/proc/||; s|/status||'
}

# has_others N: so many processes serve besides the first, which they have become after it told where it listens.
has_others() {
	mapfile -t others < <(processes)
	[ "${#others[@]}" -eq "$1" ]
}

sockets_of() {
	find "/proc/$1/fd" -lname 'socket:*' | wc -l
}

none_left() {
	local pid
	for pid in "$@"; do
		[ ! -d "/proc/$pid" ] || grep -q '^State:.*zombie' "/proc/$pid/status" 2>/dev/null || return 1
	done
}

# One address is told, and all of the processes have it.
shards() {
	needs_shards
	serve --echo --shards 4 -v 127.0.0.1:0
	expect_equal "$(wc -l <addresses)" 1
	until_true has_others 3
	expect_equal "$(timeout 60 "$peer" many "$port" 200)" "200 served"
	expect_equal "$(grep -c ': connected' server.log)" 200
	for pid in "$server" "${others[@]}"; do
		until_true eval '[ "$(sockets_of "$pid")" -eq 1 ]'
	done
	stopped
	none_left "${others[@]}"
}

# shards_end SIGNAL PROCESS: nothing is left behind, whichever is ended how.
shards_end() {
	needs_shards
	serve --echo --shards 3 127.0.0.1:0
	until_true has_others 2
	kill "-$1" "$server"
	wait "$server" || true
	until_true none_left "${others[@]}"
}

# Those that are left serve on, and it is said. shard_dies OPTION...
shard_dies() {
	needs_shards
	serve "$@" --shards 3 127.0.0.1:0
	until_true has_others 2
	kill -9 "${others[0]}"
	until_true has_others 1 # and no zombie
	until_true grep -qxE 'biosock: process [23] of 3: ended by signal 9; the others serve on' server.log
	[ "$*" != --echo ] || expect_equal "$(timeout 60 "$peer" many "$port" 100)" "100 served"
	stopped
}

shard_with_programs_dies() {
	needs_shards
	serve --exec --shards 2 127.0.0.1:0 -- echo hello
	until_true has_others 1
	kill -9 "${others[0]}"
	until_true grep -q "ended by signal 9" server.log
	expect_equal "$(connect "$at" </dev/null)" hello
	stopped
}

shards_exec() {
	needs_shards
	serve --exec --shards 2 127.0.0.1:0 -- echo hello
	for _ in 1 2 3 4 5 6; do
		expect_equal "$(connect "$at" </dev/null)" hello
	done
	stopped
}

shards_of_both_families() {
	needs_shards
	has_v6
	serve --echo --shards 2 :0
	expect_equal "$(wc -l <addresses)" 2
	for host in 127.0.0.1 '[::1]'; do
		expect_equal "$(connect "$host:$port" <<<hello)" hello
	done
	stopped
}

# In a network of its own: what comes by another interface finds nobody.
interface() {
	needs_namespace
	command -v ip >/dev/null || skip "no ip(8) here"
	unshare -n bash -ec '
		ip link set lo up
		ip link add one type veth peer name two
		ip addr add 192.0.2.1/24 dev one
		ip link set one up
		ip link set two up
		"$1" listen --echo --interface lo --ready-file at :0 2>log &
		"$1" listen --echo --interface one --ready-file at1 "192.0.2.1:0" 2>log1 &
		trap "kill $(jobs -p | tr "\n" " ")" EXIT
		for i in $(seq 200); do [ -s at ] && [ -s at1 ] || sleep 0.05; done
		port=$(head -n 1 at) port=${port##*:}
		[ "$(echo hello | timeout 20 "$1" connect "127.0.0.1:$port")" = hello ]
		[ "$(echo hello | timeout 20 "$1" connect --interface lo "127.0.0.1:$port")" = hello ]
		! timeout 20 "$1" connect "$(cat at1)" </dev/null
		! timeout 20 "$1" connect --timeout 300ms --interface one "127.0.0.1:$port" </dev/null' - "$biosock"
}

# says STATUS LINE VERB ARGUMENT...
says() {
	expect_status "$1" timeout 20 "$biosock" "${@:3}" </dev/null 2>message
	expect_equal "$(tr -d '\r' <message)" "biosock: $2"
}

no_interface() {
	needs_posix "error of that name"
	says 1 "listen 127.0.0.1:0: none0: ${text[ENODEV]}" listen --interface none0 127.0.0.1:0
	says 1 "connect 127.0.0.1:1: none0: ${text[ENODEV]}" connect --interface none0 127.0.0.1:1
	says 2 "--interface: unix:path is not of a network" listen --interface lo unix:path
	says 2 "--interface: unix:path is not of a network" connect --interface lo unix:path
}

no_exec_here() {
	is_windows || skip "here it works"
	says 2 "--exec: this system gives no program a socket as its standard input" listen --exec :0 -- cat
}

it "an echo takes no more calls with 1,000 idle peers" idle_peers_cost_no_calls
it "an echo takes no more instructions with 1,000 idle peers" idle_peers_cost_no_instructions
it "1,000 peers are served at once" thousand_peers
it "an idle peer costs no buffer" idle_peers_cost_no_memory
it "a slow reader costs no memory" slow_reader_costs_no_memory
it "more peers than the soft limit of descriptors allows" more_than_the_soft_limit
it "20 MB both ways at once: TCP" both_ways_at_once 127.0.0.1:0
it "20 MB both ways at once: UNIX" both_ways_at_once_path
it "--adopt: 70 listeners" adopts_many
it "--adopt: 70 listeners for one peer" adopts_many_for_one
it "--adopt=NAME" adopts_by_name
it "--adopt --exec" adopts_for_programs
it "--adopt of another kind of socket" adopts_of_one_kind
it "--adopt where nothing was passed" adopts_nothing
it "--adopt by variables that are malformed" adopts_nothing_that_is_malformed
it "--adopt from systemd-socket-activate" adopts_from_systemd
it "--shards: all serve one port" shards
it "--shards: SIGTERM ends all" shards_end TERM
it "--shards: SIGINT ends all" shards_end INT
it "--shards: SIGKILL ends all" shards_end KILL
it "--shards: one dies, and the others serve" shard_dies --echo
it "--shards --udp: one dies, and it is said" shard_dies --echo --udp
it "--shards --exec: one dies, and the other serves" shard_with_programs_dies
it "--shards --exec" shards_exec
it "--shards of both families" shards_of_both_families
it "--shards of a path" says 2 "--shards: unix:path is no port that can be shared" listen --echo --shards 2 unix:path
it "--shards of one" says 2 "--shards: '1' is not a number above 1" listen --echo --shards 1 :0
it "--shards of too many" says 2 "--shards: '1025' is more than 1024" listen --echo --shards 1025 :0
it "--shards of one peer" says 2 "--shards needs --echo, --discard, --exec or --to" listen --shards 2 :0
it "--shards --count" says 2 "--shards and --count do not go together" listen --echo --shards 2 --count 2 :0
it "--adopt and an ADDRESS" says 2 "listen: ':0' is one argument too many" listen --echo --adopt :0
it "--adopt --mode" says 2 "--adopt and --mode do not go together" listen --echo --adopt --mode 660
it "--exec --adopt without a program" says 2 \
	"--exec: a PROGRAM is missing: write listen --exec --adopt -- PROGRAM ARGS" listen --exec --adopt
it "--interface" interface
it "--interface that is not there" no_interface
it "--exec where there is none" no_exec_here
summary
