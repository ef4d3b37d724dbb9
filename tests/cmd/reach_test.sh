#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# probe, connect and listen --to in a network of their own: what is lost, out of reach and of no name, and how long that
# took.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

needs_jq() {
	command -v jq >/dev/null || skip "no jq here"
}

# Names come from a file of the test's own, which is mounted on the machine's.
needs_hosts_file() {
	[ -e /etc/hosts ] || skip "there is no hosts file that another could be mounted on"
}

# in_a_network COMMAND [SERVER [SECONDS]]: with only loopback, and a link on which what is sent is lost: 10.9.0.0/24; $1
# is the command. The name server is given up after so many seconds.
in_a_network() {
	needs_namespace
	needs_mounts
	needs_jq
	command -v ip >/dev/null || skip "no ip(8) here"
	echo "hosts: files dns" >nsswitch.conf
	printf '%s\n' "127.0.0.1 localhost two" "10.9.0.2 two" "2001:db8::2 lost-first" "127.0.0.1 lost-first" >hosts
	echo "nameserver ${2:-127.0.0.53}" >resolv.conf
	echo "options timeout:${3:-30} attempts:1" >>resolv.conf
	# shellcheck disable=SC2016
	expect_status 0 timeout 100 unshare -nm bash -c '
		set -e
		ip link set lo up
		ip link add lost type veth peer name end
		ip address add 10.9.0.1/24 dev lost
		ip link set lost up
		ip link set end up
		ip neighbour add 10.9.0.2 lladdr 02:00:00:00:00:02 dev lost
		if [ -e /proc/net/if_inet6 ]; then
			ip address add 2001:db8::1/64 dev lost nodad
			ip neighbour add 2001:db8::2 lladdr 02:00:00:00:00:02 dev lost
		fi
		ip route add unreachable 192.0.2.0/24
		ip route add blackhole 203.0.113.0/24
		for file in hosts nsswitch.conf resolv.conf; do
			[ ! -e /etc/$file ] || mount --bind $file /etc/$file
		done
		set +e
		'"$1" - "$biosock"
}

# near STATUS MS OPTION...: the milliseconds of the line are at least so many, and no more than the run took as a whole,
# however much other work the machine has. What was done before the connect is of --timeout, too.
# shellcheck disable=SC2016
near='near() {
	local before took
	before=$(date +%s%N)
	"$biosock" probe --json "${@:3}" >line
	[ $? -eq "$1" ] || { cat line; return 1; }
	took=$((($(date +%s%N) - before) / 1000000 + 1))
	jq -es ".[0] | .start_ms + .connect_ms | . >= $2 and . <= $took" line >/dev/null || { cat line; return 1; }
}
biosock=$1'

# shellcheck disable=SC2016
milliseconds() {
	in_a_network "$near"'
		"$biosock" listen --discard --ready-file ready 127.0.0.1:0 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s ready ]; do sleep 0.02; done
		near 0 0 "$(cat ready)" && near 4 0 127.0.0.1:1 && near 5 300 --timeout 300ms 10.9.0.2:80 &&
			near 6 0 198.51.100.1:80 && near 6 0 192.0.2.1:80 && near 6 0 203.0.113.1:80'
}

# A listener that has the one peer it takes, and whose queue is full: what comes is dropped.
# shellcheck disable=SC2016
full_queue() {
	in_a_network "$near"'
		echo 1 >/proc/sys/net/core/somaxconn
		"$biosock" listen --echo --max 1 --ready-file ready 127.0.0.1:0 2>log </dev/null &
		server=$!
		trap "kill $server \$client" EXIT
		until [ -s ready ]; do sleep 0.02; done
		at=$(cat ready)
		mkfifo words
		"$biosock" connect "$at" <words >echoed &
		client=$!
		exec 9>words
		echo hello >&9
		until [ -s echoed ]; do sleep 0.02; done
		until "$biosock" probe --timeout 300ms "$at" >out; [ $? -eq 5 ]; do :; done
		near 5 300 --timeout 300ms "$at"'
}

# Nobody is at the name server's port, which some C libraries hear of at once and musl never.
# shellcheck disable=SC2016
no_name() {
	in_a_network '
		"$1" probe --timeout 60s no.such.name.test:80 >out
		[ $? -eq 3 ] && grep -q lookup out' 127.0.0.53 2 || fail "$(cat out)"
}

# The name server's silence is the time that is over.
# shellcheck disable=SC2016
hanging_name() {
	in_a_network '
		before=$(date +%s%N)
		"$1" probe --timeout 400ms some.name.test:80 >out
		[ $? -eq 5 ] && [ $((($(date +%s%N) - before) / 1000000)) -ge 400 ] && grep -q "no answer" out' 10.9.0.2 ||
		fail "$(cat out)"
}

# As many connects as there may be at once wait for nothing, and another address for one of them to end.
# shellcheck disable=SC2016
waits_for_room() {
	command -v strace >/dev/null || skip "no strace here"
	strace -o trace true 2>/dev/null || skip "strace may not trace here"
	in_a_network '
		strace -f -o trace -e trace=poll,ppoll "$1" probe --timeout 1s 10.9.0.2:1-200 localhost:1 >out
		[ "$(grep -c "poll(" trace)" -lt 2000 ]' || fail "$(wc -l trace)"
}

# One of its addresses is lost, the other answers: both are tried, and the first is the one that does.
# shellcheck disable=SC2016
every_address() {
	needs_hosts_file
	in_a_network '
		"$1" listen --discard --ready-file ready 127.0.0.1:0 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s ready ]; do sleep 0.02; done
		"$1" probe -4 --json --timeout 3s "two:$(sed "s/.*://" ready)" >lines || exit
		jq -es "length == 2 and (map(select(.outcome == \"open\")) | length == 1 and .[0].first)
			and (map(select(.outcome == \"timeout\")) | length == 1 and (.[0].first | not))" lines' || fail "$(cat lines)"
}

# echo_server='...': $port is its port. below MS COMMAND: it takes no longer, in the best of some runs. To be waited for is
# the system's own time for a connect, 127 seconds, or the resolver's for an answer, 30.
# shellcheck disable=SC2016
echo_server='
	"$1" listen --echo --ready-file ready 127.0.0.1:0 2>log </dev/null &
	trap "kill \$(jobs -p)" EXIT
	until [ -s ready ]; do sleep 0.02; done
	port=$(sed "s/.*://" ready)
	below() {
		local i before
		for i in 1 2 3 4 5 6 7 8 9 10; do
			before=$(date +%s%N)
			"${@:2}" || return 1
			[ $((($(date +%s%N) - before) / 1000000)) -lt "$1" ] && return 0
		done
		return 1
	}
	asks() { [ "$(echo hello | "$@" 2>>said)" = hello ]; }
'

# The name has an address where what is sent is lost, and then one that answers: the second costs what a dial waits.
# shellcheck disable=SC2016
dead_address() {
	needs_hosts_file
	has_v6
	in_a_network "$echo_server"'
		below 20000 asks "$1" connect "lost-first:$port" &&
			below 20000 asks "$1" connect --timeout 20s "lost-first:$port" &&
			[ ! -s said ] || exit 1
		asks "$1" connect -v "lost-first:$port" && grep -qF "connecting to [2001:db8::2]" said &&
			grep -q "another was faster" said' || fail "$(cat said)"
}

# The name server is silent: the time that is given is that of the lookup, too.
# shellcheck disable=SC2016
silent_name_server() {
	in_a_network "$echo_server"'
		late() { "$1" connect --timeout 300ms some.name.test:80 </dev/null 2>said; [ $? -eq 1 ]; }
		below 20000 late "$1"' 10.9.0.2 || fail "$(cat said)"
	expect_equal "$(cat said)" "biosock: connect some.name.test:80: no answer within 0.3 s"
}

# A name that comes up later, as that of a container does, is looked up again.
# shellcheck disable=SC2016
later_name() {
	needs_hosts_file
	in_a_network "$echo_server"'
		echo hello | "$1" connect --retry --timeout 60s -v "later:$port" >answer 2>said &
		client=$!
		until grep -q "trying again" said; do sleep 0.02; done
		echo "127.0.0.1 later" >>hosts
		wait $client && [ "$(cat answer)" = hello ]' 127.0.0.53 1 || fail "$(cat said)"
}

# shellcheck disable=SC2016
dead_target() {
	needs_hosts_file
	has_v6
	in_a_network "$echo_server"'
		"$1" listen --to "lost-first:$port" --timeout 20s --ready-file forward 127.0.0.1:0 2>forward.log </dev/null &
		until [ -s forward ]; do sleep 0.02; done
		below 20000 asks "$1" connect "$(cat forward)" && [ ! -s said ] &&
			! grep -q lost-first forward.log' || fail "$(cat said forward.log)"
}

# No host is this machine in both families, though its own name, localhost, has one address only.
# shellcheck disable=SC2016
this_machine() {
	needs_hosts_file
	has_v6
	in_a_network '
		"$1" listen --echo --ready-file six "[::1]:0" 2>log </dev/null &
		trap "kill $(jobs -p | tr "\n" " ")" EXIT
		until [ -s six ]; do sleep 0.02; done
		port=$(sed "s/.*://" six)
		"$1" listen --to ":$port" --ready-file forward 127.0.0.1:0 2>>log </dev/null &
		trap "kill $(jobs -p | tr "\n" " ")" EXIT
		until [ -s forward ]; do sleep 0.02; done
		"$1" probe ":$port" >out && "$1" probe -6 "$port" && ! "$1" probe -4 "$port" || exit 1
		"$1" probe --wait 20s ":$port" -- true && "$1" probe --json ":$port" >out || exit 1
		[ "$(echo hello | "$1" connect ":$port")" = hello ] && [ "$(echo hello | "$1" connect "$(cat forward)")" = hello ]' ||
		fail "$(cat log out)"
}

# A signal comes before the name server has said anything: the name has its object all the same.
# shellcheck disable=SC2016
ended_lookup() {
	in_a_network '
		"$1" probe --json -v --timeout 60s 127.0.0.1:1 some.name.test:80 >out 2>log &
		for i in $(seq 500); do grep -q "127.0.0.1:1.*refused" log && break; sleep 0.02; done
		kill $! && wait $!
		[ $? -eq 143 ] &&
			[ "$(jq -r "[.target, .address, .outcome, .error] | @tsv" out | tr "\t\n" "|;")" = \
				"127.0.0.1:1|127.0.0.1:1|refused|Connection refused;some.name.test:80||ended|;" ]' 10.9.0.2 ||
		fail "$(cat out log)"
}

# Nothing comes of it in time: whose peer it was, and where to.
# shellcheck disable=SC2016
late_target() {
	in_a_network '
		"$1" listen --to 10.9.0.2:80 --timeout 300ms --ready-file forward 127.0.0.1:0 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s forward ]; do sleep 0.02; done
		"$1" connect "$(cat forward)" </dev/null >out 2>&1
		[ $? -eq 1 ] && grep -Eq "^biosock: 127.0.0.1:[0-9]+: connect 10.9.0.2:80: no answer within 0.3 s$" log' ||
		fail "$(cat out log)"
}

# The name server is silent: that is so for each peer, for as long as is given, and not for the listener.
# shellcheck disable=SC2016
unknown_target() {
	in_a_network '
		"$1" listen --to some.name.test:80 --timeout 300ms --ready-file forward 127.0.0.1:0 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s forward ]; do sleep 0.02; done
		for i in 1 2; do
			"$1" connect "$(cat forward)" </dev/null >out 2>&1
			[ $? -eq 1 ] || exit 1
		done
		[ "$(grep -cE "^biosock: 127.0.0.1:[0-9]+: connect some.name.test:80: no answer within 0.3 s$" log)" -eq 2 ]' \
		10.9.0.2 || fail "$(cat out log)"
}

# Whoever resets is gone, though the target has not answered yet.
# shellcheck disable=SC2016
gone_before_the_target() {
	export peer
	in_a_network '
		"$1" listen --to 10.9.0.2:80 -v --ready-file forward 127.0.0.1:0 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s forward ]; do sleep 0.02; done
		"$peer" reset "$(sed "s/.*://" forward)"
		for i in $(seq 500); do grep -q "the client is gone" log && exit 0; sleep 0.02; done
		exit 1' || fail "$(cat log)"
}

# Once there is a cookie of it, a connect by Fast Open would wait for the first bytes of the client, which waits too.
# shellcheck disable=SC2016
target_that_speaks_first() {
	in_a_network '
		echo 3 >/proc/sys/net/ipv4/tcp_fastopen || exit 0
		"$1" listen --exec --tfo --ready-file target 127.0.0.1:0 -- sh -c "echo hello; cat >/dev/null" 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s target ]; do sleep 0.02; done
		echo for the cookie | "$1" connect --tfo "$(cat target)" >out
		"$1" listen --to "$(cat target)" --tfo --ready-file forward 127.0.0.1:0 2>log </dev/null &
		trap "kill $(jobs -p | tr "\n" " ")" EXIT
		until [ -s forward ]; do sleep 0.02; done
		"$1" connect -n "$(cat forward)" >out 2>said &
		client=$!
		for i in $(seq 500); do grep -q hello out && break; sleep 0.02; done
		kill $client
		grep -qx hello out' || fail "$(cat out said log)"
}

# A port that the system gives to those who connect: to be connected to oneself is to be refused.
# shellcheck disable=SC2016
not_itself() {
	in_a_network '
		echo "40002 40003" >/proc/sys/net/ipv4/ip_local_port_range
		echo question | "$1" connect --retry=3 127.0.0.1:40002 >out 2>said
		[ $? -eq 1 ] && [ ! -s out ] && grep -q refused said' || fail "$(cat out said)"
}

it "milliseconds" milliseconds
it "a full queue" full_queue
it "no such name" no_name
it "a name server that says nothing" hanging_name
it "a signal before the name is known" ended_lookup
it "more connects than there may be at once" waits_for_room
it "every address of a name" every_address
it "connect: a dead first address" dead_address
it "connect --timeout: a name server that says nothing" silent_name_server
it "connect --retry: a name that comes up later" later_name
it "connect --retry: not to itself" not_itself
it "no host: both families of this machine" this_machine
it "listen --to: a dead first address" dead_target
it "listen --to --timeout: nobody answers" late_target
it "listen --to --timeout: a name server that says nothing" unknown_target
it "listen --to --tfo: a target that speaks first" target_that_speaks_first
it "listen --to: a client that is gone before the target is there" gone_before_the_target
# Where there can be no such network, nothing of it was tried.
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || exit 77
summary
