#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Peers that nobody asked for, signals at any time, and waiting that costs nothing.
# shellcheck source=tests/support/command.sh disable=SC2016,SC2154
. "${0%/*}/../support/command.sh" "$@"

# Both sides have ended; what came waits for who reads the output: its pipe is full, and the command has all.
ended_and_unread() {
	local out
	random 60000 >down
	mkfifo out.fifo
	exec {out}<>out.fifo
	fill "$out"
	serve "$1" <down >up
	"$biosock" connect "$at" </dev/null >&"$out" &
	client=$!
	started+=("$client")
	expect_status 0 wait "$server"
	asleep "$client"
	cat <&"$out" >copy & # it does not end, as the FIFO stays open
	started+=($!)
	expect_status 0 wait "$client"
	until_true eval 'tail -c 60000 copy | cmp -s - down'
}

ended_and_unread_path() {
	needs_unix
	ended_and_unread unix:path
}

# What it does not read fills the room that the server's socket has for sending.
deaf_peer() {
	needs_unix
	needs_posix "UNIX datagram"
	mkfifo go.fifo
	serve --echo --udp unix:path
	"$peer" deaf path <go.fifo >deaf.out &
	deaf=$!
	started+=("$deaf")
	exec {go}>go.fifo
	until_true test -s deaf.out
	asleep "$server"
	echo >&"$go"
	wait "$deaf"
	expect_equal "$(echo hello | timeout 20 "$biosock" connect --udp --idle 15 --bind unix:client unix:path | head -c 6)" hello
}

# Sent before anybody received one, and so before the socket was tied to the first one's sender.
strangers() {
	needs_posix "signal that stops a process"
	"$biosock" listen --udp --idle 0.3 --ready-file addresses 127.0.0.1:0 >out 2>server.log </dev/null &
	server=$!
	started+=("$server")
	until_true test -s addresses
	at=$(cat addresses)
	kill -STOP "$server"
	"$peer" strangers "${at##*:}"
	kill -CONT "$server"
	expect_status 0 wait "$server"
	expect_equal "$(cat out)" "first again"
}

# Larger than any UDP datagram.
long_datagram() {
	needs_unix
	needs_posix "UNIX datagram"
	"$biosock" listen --udp --idle 0.3 unix:path >out 2>server.log </dev/null &
	server=$!
	started+=("$server")
	until_true test -S path
	"$peer" long path 150000
	expect_status 0 wait "$server"
	expect_equal "$(wc -c <out)" 150000
	serve --echo --udp --count 2 unix:path
	rm long
	expect_equal "$("$peer" long path 100 back)" 100
	rm long
	expect_equal "$("$peer" long path 150000 back)" 150000
	expect_status 0 wait "$server"
}

# Neither the terminal nor who reads the log is told what to do, and no line is forged.
named() {
	needs_abstract
	serve --echo --count 1 -v unix:path
	"$peer" named path
	expect_status 0 wait "$server"
	! LC_ALL=C grep -q '[^ -~]' <(grep -v 'unix:@' server.log) || fail "$(cat server.log)"
	expect_equal "$(grep -c '^biosock: 192' server.log)" 0
	grep -qxF 'biosock: unix:@x\x1b]0;owned\x07\x0abiosock: 192.0.2.1:22: connected ä\xc2\x9b: connected' server.log ||
		fail "$(cat -v server.log)"
}

# Text that a user was given to paste.
shown() {
	needs_unix
	expect_status 1 "$biosock" connect $'unix:no\u202etxt.\u200b\ee' </dev/null 2>message
	grep -qF 'biosock: connect unix:no\xe2\x80\xaetxt.\xe2\x80\x8b\x1be: ' message || fail "$(cat -v message)"
}

# Somebody listens, joined to nobody yet: nothing must come to him but peers.
second_listener() {
	needs_unix
	needs_posix "UNIX datagram"
	serve "$@" unix:path </dev/null >out
	for options in "" --reuseaddr "--reuseaddr --udp"; do
		# shellcheck disable=SC2086
		expect_status 1 timeout 20 "$biosock" listen $options unix:path </dev/null 2>message
		grep -q "^biosock: listen unix:path: ${text[EADDRINUSE]}" message
	done
	kill -0 "$server"
	test -S path
	expect_equal "$(cat out)" ""
	stopped
	expect_status 1 test -e path
}

# connect_to_full OPTION...: $client waits for a place in the queue of unix:path; a line to $go makes one.
connect_to_full() {
	needs_unix
	needs_posix "queue that is full"
	mkfifo go.fifo
	"$peer" full path <go.fifo >full.out &
	started+=($!)
	exec {go}>go.fifo
	until_true test -s full.out
	"$biosock" connect "$@" -v unix:path </dev/null >out 2>message &
	client=$!
	started+=("$client")
	until_true grep -q "connecting to" message
}

full_listener() {
	connect_to_full "$@"
	asleep "$client"
	! grep -q "connected to" message || fail "$(cat message)"
	echo >&"$go"
	expect_status 0 wait "$client"
	expect_equal "$(cat out)" answer
}

full_listener_stopped() {
	connect_to_full "$@" --bind unix:client
	kill "$client"
	expect_status 143 wait "$client"
	expect_status 1 test -e client
}

# As a shell expects it: 128 and the signal.
connect_signalled() {
	needs_unix
	needs_signal "$1"
	needs_posix "status of a signal"
	mkfifo in.fifo
	exec {in}<>in.fifo
	serve --echo unix:path
	"$biosock" connect --bind unix:client unix:path <&"$in" >out &
	client=$!
	started+=("$client")
	echo hello >&"$in"
	until_true test -s out
	test -S client
	kill "-$1" "$client"
	expect_status "$2" wait "$client"
	expect_status 1 test -e client
	stopped
}

hangup_ignored() {
	needs_posix "SIGHUP"
	(
		trap '' HUP
		exec "$biosock" listen --echo --ready-file addresses 127.0.0.1:0 2>server.log
	) &
	server=$!
	started+=("$server")
	until_true test -s addresses
	kill -HUP "$server"
	expect_equal "$(echo hello | connect "$(cat addresses)")" hello
	stopped
}

# The name server takes the question and says nothing: a signal ends the wait for it.
lookup_ends() {
	needs_namespace
	needs_mounts
	command -v ip >/dev/null || skip "no ip(8) here"
	echo "nameserver 127.0.0.53" >resolv.conf
	echo "options timeout:20 attempts:1" >>resolv.conf
	expect_status "$2" timeout 15 unshare -nm bash -c '
		ip link set lo up
		mount --bind resolv.conf /etc/resolv.conf
		"$1" listen --udp --idle 60 --ready-file ready 127.0.0.53:53 >asked 2>/dev/null </dev/null &
		trap "kill $!" EXIT
		until [ -s ready ]; do sleep 0.02; done
		"$1" "$3" some.name.test:80 </dev/null &
		client=$!
		until [ -s asked ]; do sleep 0.02; done
		kill "-$2" $client
		wait $client' - "$biosock" "$1" "$3"
}

it "TCP: nothing is left but to write: it sleeps" ended_and_unread 127.0.0.1:0
it "UNIX: nothing is left but to write: it sleeps" ended_and_unread_path
it "a datagram peer that does not read costs nothing, and is got over" deaf_peer
it "only the first sender's datagrams are taken" strangers
it "a long UNIX datagram arrives whole" long_datagram
it "a peer's name is made safe" named
it "what was asked for is made safe" shown
it "a second listener is refused, and not noticed: joined" second_listener
it "a second listener is refused, and not noticed: datagrams" second_listener --udp
it "a connect to a full listener waits" full_listener
it "a connect to a full listener waits without blocking too" full_listener --nonblock
it "a signal ends that wait" full_listener_stopped
it "a signal ends that wait without blocking too" full_listener_stopped --nonblock
it "SIGTERM removes what connect --bind made" connect_signalled TERM 143
it "SIGINT removes what connect --bind made" connect_signalled INT 130
it "SIGHUP removes what connect --bind made" connect_signalled HUP 129
it "a hang-up that was ignored stays so" hangup_ignored
it "SIGINT ends a listener's lookup" lookup_ends INT 130 listen
it "SIGTERM ends a listener's lookup" lookup_ends TERM 143 listen
it "SIGINT ends a lookup to connect" lookup_ends INT 130 connect
it "SIGINT ends a lookup to probe" lookup_ends INT 130 probe
it "SIGHUP ends a lookup to connect" lookup_ends HUP 129 connect
summary
