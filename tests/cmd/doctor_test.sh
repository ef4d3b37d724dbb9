#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock doctor: its rows, for people and for programs, on this machine and on broken ones.
# shellcheck source=tests/support/command.sh disable=SC2016,SC2154
. "${0%/*}/../support/command.sh" "$@"

keys="system ipv4 ipv6 names dual_stack fastopen_client fastopen_server mptcp accept abstract io_uring backlog descriptors ports"

needs_jq() {
	command -v jq >/dev/null || skip "no jq here"
}

# Every line is a marked row or the advice under one.
rows() {
	expect_status 0 "$biosock" doctor >out
	expect_equal "$(grep -cE '^(ok  |note|BAD )  [A-Za-z]' out)" "$(wc -w <<<"$keys")"
	expect_equal "$(grep -cvE '^(ok  |note|BAD )  [A-Za-z]|^ {20,}-> ' out || true)" 0
}

json() {
	needs_jq
	expect_status 0 "$biosock" doctor --json >out
	jq -e '.ok == true and (.version | type) == "string"' out
	expect_equal "$(jq -r '.checks | keys_unsorted | join(" ")' out)" "$keys"
	jq -e '[.checks[] | (.title | length > 0) and (.mark | IN("ok", "note", "bad")) and
		(.value | length > 0) and (.advice | type | IN("string", "null"))] | all' out
}

agrees_with_kernel() {
	needs_posix "sysctl"
	needs_jq
	"$biosock" doctor --json >out
	expect_equal "$(jq -r .checks.backlog.value out)" "$(cat /proc/sys/net/core/somaxconn) connections"
	expect_equal "$(jq -r .checks.system.value out)" "$(uname -sr)"
	jq -r .checks.fastopen_client.value out | grep -q "$(cat /proc/sys/net/ipv4/tcp_fastopen)"
}

# fastopen BITS CLIENT SERVER ADVICE: the marks and the advice of the first that has some.
fastopen() {
	needs_jq
	needs_namespace
	unshare -n bash -c 'echo "$2" >/proc/sys/net/ipv4/tcp_fastopen; "$1" doctor --json >out' - "$biosock" "$1" || true
	expect_equal "$(jq -r .checks.fastopen_client.mark out)" "$2"
	expect_equal "$(jq -r .checks.fastopen_server.mark out)" "$3"
	expect_equal "$(jq -r '[.checks.fastopen_client, .checks.fastopen_server][] | .advice // "-"' out | tr '\n' ';')" "$4"
}

no_network() {
	needs_jq
	needs_namespace
	expect_status 1 unshare -n "$biosock" doctor --json >out
	expect_equal "$(jq -r '[.ok, .checks.ipv4.mark, .checks.ipv6.mark] | map(tostring) | join(" ")' out)" \
		"false bad bad"
	expect_status 1 unshare -n "$biosock" doctor >out
	expect_equal "$(grep -c '^BAD ' out)" 2
}

few_descriptors() {
	needs_posix "limit of descriptors"
	needs_jq
	(ulimit -Sn 256 && "$biosock" doctor --json >out)
	expect_equal "$(jq -r .checks.descriptors.mark out)" note
	jq -r .checks.descriptors.advice out | grep -q 'ulimit -n'
	expect_equal "$(jq -r .checks.descriptors.value out | cut -d, -f1)" 256
}

no_multipath() {
	needs_jq
	needs_namespace
	[ -e /proc/sys/net/mptcp/enabled ] || skip "no MPTCP in this kernel"
	unshare -n bash -c 'echo 0 >/proc/sys/net/mptcp/enabled; "$1" doctor --json >out' - "$biosock" || true
	expect_equal "$(jq -r '.checks.mptcp | .mark + " " + .advice' out)" "note sysctl -w net.mptcp.enabled=1"
}

few_ports() {
	needs_jq
	needs_namespace
	unshare -n bash -c 'echo 40000 40099 >/proc/sys/net/ipv4/ip_local_port_range
		"$1" doctor --json >out' - "$biosock" || true
	expect_equal "$(jq -r '.checks.ports | .mark + " " + .value' out)" "note 40000 to 40099: 100 ports"
}

# Colours are for terminals, and not where NO_COLOR says so.
colours() {
	local escape=$'\e'
	not_by_wine "has a console that shows escapes as text"
	command -v script >/dev/null || skip "no script(1) here"
	"$biosock" doctor >out
	expect_status 1 grep -q "$escape" out
	script -qec "$biosock doctor" /dev/null </dev/null >out
	grep -q "$escape\[32mok" out
	NO_COLOR=1 script -qec "$biosock doctor" /dev/null </dev/null >out
	expect_status 1 grep -q "$escape" out
}

it "each row is a line with its mark" rows
it "--json is JSON with stable keys" json
it "it says what the kernel says" agrees_with_kernel
it "Fast Open off" fastopen 0 note note "sysctl -w net.ipv4.tcp_fastopen=1;sysctl -w net.ipv4.tcp_fastopen=2;"
it "Fast Open of clients" fastopen 1 ok note "-;sysctl -w net.ipv4.tcp_fastopen=3;"
it "Fast Open of servers" fastopen 2 note ok "sysctl -w net.ipv4.tcp_fastopen=3;-;"
it "Fast Open of both" fastopen 3 ok ok "-;-;"
it "no IPv4 and no IPv6 is status 1" no_network
it "few descriptors" few_descriptors
it "Multipath TCP off" no_multipath
it "few ports" few_ports
it "colours" colours
summary
