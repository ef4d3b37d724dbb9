#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What each option makes the command ask of the kernel, by strace; and what it prints.
# shellcheck source=tests/support/command.sh disable=SC2016,SC2154
. "${0%/*}/../support/command.sh" "$@"
# A leak check traces the process itself, which cannot be done twice.
export ASAN_OPTIONS=detect_leaks=0

traced() {
	needs_posix "system call that strace sees"
	command -v strace >/dev/null || skip "no strace here"
	strace -f -o trace -e trace=socket,bind,connect,setsockopt,ioctl,shutdown,accept4 true 2>/dev/null ||
		skip "strace may not trace here"
}

# connect_asks OPTION PATTERN: with it, and not without.
connect_asks() {
	traced
	local pattern=${*: -1}
	serve --echo 127.0.0.1:0
	connect_traced "${@:1:$#-1}" "$at"
	grep -Eq "$pattern" trace || fail "$(cat trace)"
	connect_traced "$at"
	! grep -Eq "$pattern" trace || fail "without it too: $(cat trace)"
}

# It connects without blocking in any case: then the socket is made to block, or not.
nonblock() {
	traced
	serve --echo 127.0.0.1:0
	connect_traced "$at"
	grep -Eq 'ioctl\(.*FIONBIO, \[0\]' trace || fail "$(cat trace)"
	connect_traced --nonblock "$at"
	! grep -q FIONBIO trace || fail "$(cat trace)"
}

bound_to_path() {
	needs_unix
	serve --echo -v unix:./target
	expect_equal "$(connect --bind ./own ./target <<<hello)" hello
	grep -q 'unix:./own: connected$' server.log
	expect_status 1 test -e own
}

connect_traced() {
	expect_equal "$(echo hello | timeout 30 strace -f -o trace "$biosock" connect "$@")" hello
}

# listen_asks OPTION... ADDRESS PATTERN
listen_asks() {
	traced
	local pattern=${*: -1}
	expect_status 0 timeout 30 strace -f -o trace "$biosock" listen --echo --count 1 --ready-file addresses "${@:1:$#-1}" &
	until_true test -s addresses
	connect "$(head -n 1 addresses)" <<<hello
	wait $!
	grep -Eq "$pattern" trace || fail "$(cat trace)"
}

listen_asks_v6() {
	has_v6
	listen_asks "$@"
}

bound_to() {
	serve --echo -v 127.0.0.1:0
	echo hello | connect --bind "$1" "$at"
	grep -q "biosock: $2.*: connected" server.log || fail "$(cat server.log)"
}

port_alone() {
	serve --echo -4 0
	expect_equal "$(connect -4 "$port" <<<hello)" hello
	expect_equal "$(connect localhost "$port" <<<hello)" hello
}

v6_and_port() {
	has_v6
	serve --echo '[::1]:0'
	for host in ::1 '[::1]'; do
		expect_equal "$(connect "$host" "$port" <<<hello)" hello
	done
}

broadcast() {
	traced
	serve --echo --udp 127.0.0.1:0
	connect_traced --udp --idle 300ms --broadcast "$at"
	grep -q 'SO_BROADCAST, \[1\]' trace || fail "$(cat trace)"
	connect_traced --udp --idle 300ms "$at"
	! grep -q SO_BROADCAST trace || fail "without it too: $(cat trace)"
}

one_family() {
	has_v6
	serve --echo "$1" :0
	expect_equal "$(wc -l <addresses)" 1
	[[ $at =~ $2 ]] || fail "$at is not like $2"
}

connect_one_family() {
	serve --echo 127.0.0.1:0
	expect_equal "$(echo hello | connect -4 "localhost:$port")" hello
	expect_status 1 connect -6 "localhost:$port" <<<hello
}

# [::] alone takes IPv4 too unless told not to.
v6only() {
	has_v6
	serve --echo '[::]:0'
	expect_equal "$(echo hello | connect "127.0.0.1:$port")" hello
	serve --echo --v6only '[::]:0'
	expect_status 1 connect "$own:$port" <<<hello
	expect_equal "$(echo hello | connect "[::1]:$port")" hello
}

reuseport() {
	needs_posix "SO_REUSEPORT"
	serve --echo --reuseport 127.0.0.1:0
	expect_status 1 timeout 20 "$biosock" listen --echo "$at"
	serve --echo --reuseport "$at"
}

multipath() {
	serve --echo --mptcp 127.0.0.1:0
	expect_equal "$(echo hello | connect --mptcp "$at")" hello
}

idle_seconds() {
	serve --echo --udp 127.0.0.1:0
	expect_equal "$(echo hello | connect --udp --idle 0.3 "$at")" hello
	expect_equal "$(echo hello | connect --udp --idle 300ms "$at")" hello
	expect_equal "$(echo hello | connect --udp "$at")" hello
}

verbose() {
	serve --echo 127.0.0.1:0
	echo hello | connect -v --nodelay "$at" 2>message
	grep -qx "biosock: $at is $at" message
	grep -qx "biosock: flags: nodelay" message
	grep -qx "biosock: connecting to $at" message
	grep -q "^biosock: connected to $at from 127.0.0.1:[1-9]" message
}

# What bits there are of flags that say the same twice, and of two families.
said_twice() {
	serve --echo --echo --udp --udp -4 -4 127.0.0.1:0
	expect_equal "$(echo hello | connect --udp --udp -4 -4 --idle 2s --idle 300ms "$at")" hello
}

# Without -v nothing is said.
quiet() {
	serve --echo 127.0.0.1:0
	echo hello | connect "$at" 2>message
	expect_status 1 test -s message
}

no_descriptor_for_children() {
	traced
	connect_asks --nodelay TCP_NODELAY
	connect_traced "$at"
	! grep -E 'socket\(AF_INET' trace | grep -qv SOCK_CLOEXEC || fail "$(cat trace)"
}

# Output goes in pieces as large as they come where that does not wait, and whoever shares it finds it as it was.
# large_pieces CALLS STRACE_OPTION...: by those calls.
large_pieces() {
	traced
	strace -o trace "${@:2}" true 2>/dev/null || skip "strace lets no call fail here"
	random 1000000 >down
	serve 127.0.0.1:0 <down >got
	(
		timeout 30 strace -f -o trace -e trace=write,splice "${@:2}" "$biosock" connect "$at" </dev/null
		sed -n 's/^flags:[[:space:]]*//p' /proc/self/fdinfo/1 >flags
	) | cat >copy
	cmp down copy
	grep -qE "($1)\\([0-9]+, .*= [0-9]{5,6}$" trace || fail "$(cut -c1-30 trace | sort | uniq -c)"
	expect_equal $(("$(cat flags)" & 04000)) 0
}

# Fast Open opens a connection with its first bytes: also when there are none, and when it has a cookie.
fastopen() {
	needs_namespace
	command -v ip >/dev/null || skip "no ip(8) here"
	unshare -n bash -ec '
		ip link set lo up
		echo 3 >/proc/sys/net/ipv4/tcp_fastopen
		"$1" listen --echo --tfo --ready-file at 127.0.0.1:0 &
		trap "kill $!" EXIT
		for i in $(seq 200); do [ -s at ] || sleep 0.05; done
		at=$(cat at)
		for options in --tfo "--tfo --nonblock" "--tfo --nodelay"; do
			[ "$(echo hello | timeout 20 "$1" connect $options $at)" = hello ]
			timeout 20 "$1" connect $options $at </dev/null
			head -c 1000000 /dev/urandom >sent
			timeout 20 "$1" connect $options $at <sent | cmp - sent
		done
		active=$(awk "/^TcpExt/ { if (n++) print \$c; for (i = 1; i <= NF; i++)
			if (\$i == \"TCPFastOpenActive\") c = i }" /proc/net/netstat)
		[ "$active" -ge 5 ]
	' - "$biosock"
}

help_of() {
	expect_status 0 "$biosock" "$1" --help >out
	expect_equal "$(head -n 1 out | cut -d' ' -f1-3)" "usage: biosock $1"
	expect_equal "$("$biosock" "$1" -h)" "$(cat out)"
	shift
	for option in "$@"; do
		grep -q -e "^  .*$option" out || fail "no $option in $(cat out)"
	done
}

overview() {
	expect_status 0 "$biosock" --help >out
	expect_equal "$("$biosock" -h)" "$(cat out)"
	expect_equal "$("$biosock" help)" "$(cat out)"
	for verb in listen connect doctor completion; do
		grep -q "^  $verb " out
		expect_equal "$("$biosock" help $verb)" "$("$biosock" $verb --help)"
	done
	expect_equal "$("$biosock" -V)" "$("$biosock" --version)"
	expect_equal "$("$biosock" --version | cut -d' ' -f1)" biosock
	[[ $("$biosock" --version) =~ ^biosock\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

it "connect --keepalive" connect_asks --keepalive 'SO_KEEPALIVE, \[1\]'
it "connect --keepalive=IDLE" connect_asks --keepalive=1m 'TCP_KEEPIDLE, \[60\]'
it "connect --keepalive=IDLE,INTVL" connect_asks --keepalive=1m,1500ms 'TCP_KEEPINTVL, \[2\]'
it "connect --keepalive=IDLE,INTVL,COUNT" connect_asks --keepalive=90,10s,7 'TCP_KEEPCNT, \[7\]'
it "connect --keepalive=... is --keepalive" connect_asks --keepalive=90,10s,7 'SO_KEEPALIVE, \[1\]'
it "listen --keepalive=IDLE,INTVL,COUNT" listen_asks --keepalive=1h,1s,2 127.0.0.1:0 'TCP_KEEPIDLE, \[3600\]'
it "connect --udp --broadcast" broadcast
it "connect --nodelay" connect_asks --nodelay 'TCP_NODELAY, \[1\]'
it "connect --nonblock" nonblock
it "connect --tfo" connect_asks --tfo 'TCP_FASTOPEN_CONNECT|SOL_TCP, 0x1e'
it "connect --mptcp" connect_asks --mptcp 'IPPROTO_MPTCP|, 0x106'
it "connect --bind" connect_asks --bind 127.0.0.1 'bind\(.*"127.0.0.1"'
it "connect --bind --reuseaddr" connect_asks --bind 127.0.0.1 --reuseaddr 'SO_REUSEADDR, \[1\]'
it "listen --keepalive" listen_asks --keepalive 127.0.0.1:0 'SO_KEEPALIVE, \[1\]'
it "listen --nodelay" listen_asks --nodelay 127.0.0.1:0 'TCP_NODELAY, \[1\]'
it "listen --tfo" listen_asks --tfo 127.0.0.1:0 'TCP_FASTOPEN, \['
it "listen --reuseaddr" listen_asks --reuseaddr 127.0.0.1:0 'SO_REUSEADDR, \[1\]'
it "listen --reuseport" listen_asks --reuseport 127.0.0.1:0 'SO_REUSEPORT, \[1\]'
it "listen --mptcp" listen_asks --mptcp 127.0.0.1:0 'IPPROTO_MPTCP|, 0x106'
it "listen --v6only" listen_asks_v6 --v6only '[::]:0' 'IPV6_V6ONLY, \[1\]'
it "listen without --v6only" listen_asks_v6 '[::]:0' 'IPV6_V6ONLY, \[0\]'
it "sockets do not reach child programs" no_descriptor_for_children
it "--bind to a path alone" bound_to_path
it "--bind to an address" bound_to 127.0.0.2 '127\.0\.0\.2:'
it "--bind to an address and port" bound_to 127.0.0.3:0 '127\.0\.0\.3:'
it "listen -4" one_family -4 '^0\.0\.0\.0:'
it "listen -6" one_family -6 '^\[::\]:'
it "connect -4, -6" connect_one_family
it "--v6only takes no IPv4" v6only
it "--reuseport shares" reuseport
it "--mptcp connects" multipath
it "--idle" idle_seconds
it "an option given twice" said_twice
it "a port alone" port_alone
it "an IPv6 address and a port" v6_and_port
it "output to a pipe in large pieces, without a change of the pipe" large_pieces splice
it "the same where nothing can be spliced" large_pieces write -e inject=splice:error=ENOSYS
it "-v says what is done" verbose
it "without -v nothing is said" quiet
it "--tfo with and without data, with a cookie" fastopen
it "listen --help" help_of listen --echo --discard --count --keepalive --nodelay --reuseaddr --v6only --tfo --udp -4 -6 -v
it "connect --help" help_of connect --bind --nonblock --keepalive --nodelay --reuseaddr --v6only --tfo --udp -4 -6 -v
it "doctor --help" help_of doctor --json
it "--help, --version" overview
summary
