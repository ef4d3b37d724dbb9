#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock probe in a network of its own: what is lost, out of reach and of no name, and how long that took.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

needs_jq() {
	command -v jq >/dev/null || skip "no jq here"
}

# in_a_network COMMAND: with only loopback, and a link on which what is sent is lost: 10.9.0.0/24; $1 is the command.
in_a_network() {
	needs_namespace
	needs_mounts
	needs_jq
	command -v ip >/dev/null || skip "no ip(8) here"
	echo "hosts: files dns" >nsswitch.conf
	echo "127.0.0.1 localhost two" >hosts
	echo "10.9.0.2 two" >>hosts
	echo "nameserver ${2:-127.0.0.53}" >resolv.conf
	echo "options timeout:30 attempts:1" >>resolv.conf
	# shellcheck disable=SC2016
	expect_status 0 timeout 100 unshare -nm bash -c '
		set -e
		ip link set lo up
		ip link add lost type veth peer name end
		ip address add 10.9.0.1/24 dev lost
		ip link set lost up
		ip link set end up
		ip neighbour add 10.9.0.2 lladdr 02:00:00:00:00:02 dev lost
		ip route add unreachable 192.0.2.0/24
		ip route add blackhole 203.0.113.0/24
		for file in hosts nsswitch.conf resolv.conf; do
			[ ! -e /etc/$file ] || mount --bind $file /etc/$file
		done
		set +e
		'"$1" - "$biosock"
}

# Milliseconds of the line: within 20 of what they must be, in the best of some runs on a machine that has other work.
# shellcheck disable=SC2016
near='near() {
	local i
	for i in 1 2 3 4 5 6 7 8 9 10; do
		"$biosock" probe --json "${@:3}" >line
		[ $? -eq "$1" ] || return 1
		jq -es ".[0].connect_ms >= $2 and .[0].connect_ms < $2 + 20" line >/dev/null && return 0
	done
	cat line
	return 1
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

# shellcheck disable=SC2016
no_name() {
	in_a_network '
		"$1" probe --timeout 9s no.such.name.test:80 >out
		[ $? -eq 3 ] && grep -q lookup out' || fail "$(cat out)"
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

# One of its addresses is lost, the other answers: both are tried, and the first is the one that does.
# shellcheck disable=SC2016
every_address() {
	in_a_network '
		"$1" listen --discard --ready-file ready 127.0.0.1:0 2>log </dev/null &
		trap "kill $!" EXIT
		until [ -s ready ]; do sleep 0.02; done
		"$1" probe -4 --json --timeout 1s "two:$(sed "s/.*://" ready)" >lines || exit
		jq -es "length == 2 and (map(select(.outcome == \"open\")) | length == 1 and .[0].first)
			and (map(select(.outcome == \"timeout\")) | length == 1 and (.[0].first | not))" lines' || fail "$(cat lines)"
}

it "milliseconds" milliseconds
it "a full queue" full_queue
it "no such name" no_name
it "a name server that says nothing" hanging_name
it "every address of a name" every_address
# Where there can be no such network, nothing of it was tried.
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || exit 77
summary
