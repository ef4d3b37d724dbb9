#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each thing that can be wrong: exit status, and one line that says what, where and why.
# shellcheck source=tests/support/command.sh disable=SC2016,SC2154
. "${0%/*}/../support/command.sh" "$@"

# says STATUS LINE ARGUMENT...: LINE follows "biosock: "; it is the only one.
says() {
	local want=$1 line=$2
	shift 2
	expect_status "$want" timeout 20 "$biosock" "$@" </dev/null >out 2>message
	expect_equal "$(cat message)" "biosock: $line"
	expect_status 1 test -s out
}

unix_says() {
	needs_unix
	says "$@"
}

v6_says() {
	has_v6
	says "$@"
}

abstract_says() {
	needs_abstract
	says "$@"
}

byte_says() {
	needs_posix "argument of any bytes"
	says "$@"
}

port_in_use() {
	serve --echo 127.0.0.1:0
	says 1 "listen $at: ${text[EADDRINUSE]}" listen "$at"
	says 1 "listen $at: ${text[EADDRINUSE]}" listen --reuseaddr "$at"
}

no_permission() {
	needs_posix "port that is root's"
	if [ "$(id -u)" -eq 0 ]; then
		command -v setpriv >/dev/null || skip "root may bind everything, and there is no setpriv"
		chmod 755 "$work" . && cp "$biosock" ./biosock && chmod 755 biosock
		[ "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" -gt 1 ] || skip "all ports are free to all"
		run=(setpriv --reuid 65534 --clear-groups --bounding-set=-all --inh-caps=-all ./biosock)
		"${run[@]::${#run[@]}-1}" true 2>/dev/null || skip "there is nobody but root in this user namespace"
		# What an emulator runs, or the folder for temporary files, may be root's alone.
		"${run[@]}" --help >/dev/null 2>&1 || skip "no other user reaches what is tested"
	else
		run=("$biosock")
	fi
	expect_status 1 "${run[@]}" listen 127.0.0.1:1 2>message
	expect_equal "$(cat message)" "biosock: listen 127.0.0.1:1: ${text[EACCES]}"
}

unreachable() {
	needs_namespace
	expect_status 1 unshare -n "$biosock" connect 192.0.2.1:9 </dev/null 2>message
	expect_equal "$(cat message)" "biosock: connect 192.0.2.1:9: ${text[ENETUNREACH]}"
}

# One line for each address, in the order of the lookup.
all_addresses() {
	has_v6
	expect_status 1 connect :1 </dev/null 2>message
	expect_equal "$(sort message | tr '\n' ';')" \
		"biosock: connect 127.0.0.1:1: ${text[ECONNREFUSED]};biosock: connect [::1]:1: ${text[ECONNREFUSED]};"
}

fastopen_off() {
	needs_namespace
	expect_status 1 unshare -n bash -c 'echo 0 >/proc/sys/net/ipv4/tcp_fastopen
		exec "$1" connect --tfo 127.0.0.1:1' - "$biosock" </dev/null 2>message
	expect_equal "$(cat message)" "biosock: connect 127.0.0.1:1: tfo disabled: ${text[EOPNOTSUPP]}"
}

usage() {
	expect_status 2 "$biosock" 2>message >out
	expect_equal "$(head -n 1 message | cut -d' ' -f1-2)" "usage: biosock"
	expect_status 1 test -s out
}

full_output() {
	expect_status 1 "$biosock" --help >/dev/full 2>message
	expect_equal "$(cat message)" "biosock: write standard output: ${text[ENOSPC]}"
	expect_status 1 "$biosock" doctor >/dev/full
}

ready_file() {
	expect_status 1 timeout 20 "$biosock" listen --echo --ready-file no/such/dir 127.0.0.1:0 2>message
	expect_equal "$(tail -n 1 message)" "biosock: write no/such/dir: ${text[ENOENT]}"
}

long_path=$(printf 'x%.0s' {1..108})
fits=$(printf 'x%.0s' {1..107})

it "no verb" usage
it "unknown verb" says 2 "unknown verb 'frob'; see biosock --help" frob
it "unknown option" says 2 "listen: unknown option --frob; see biosock listen --help" listen --frob :0
it "unknown letter" says 2 "connect: unknown option -z; see biosock connect --help" connect -z :1
it "unknown byte" byte_says 2 "listen: unknown option -\\xff; see biosock listen --help" listen $'-\xff' :0
it "option of another verb" says 2 "listen: unknown option --bind; see biosock listen --help" listen --bind :0
it "option without its argument" says 2 "listen: --count needs an argument" listen :0 --count
it "argument that is not taken" says 2 "listen: --echo=3 takes no argument" listen --echo=3 :0
it "no address" says 2 "connect: an ADDRESS is missing; see biosock connect --help" connect
it "two addresses" says 2 "connect: ':2' is one argument too many" connect :1 :2
it "an argument for doctor" says 2 "doctor: 'x' is one argument too many" doctor x
it "--count 0" says 2 "--count: '0' is not a number above 0" listen --echo --count 0 :0
it "--count x" says 2 "--count: 'x' is not a number above 0" listen --echo --count x :0
it "--count 9999999999999999999" says 2 "--count: '9999999999999999999' is not a number above 0" \
	listen --echo --count 9999999999999999999 :0
it "--count of a joined peer" says 2 "--count needs --echo, --discard, --exec, --to or --keep" listen --count 1 :0
# What is a time is tested in duration_test.c.
it "--idle x" says 2 "--idle: 'x' is no time of up to 24 days: write 500ms, 2s, 1.5, 1m or 1h" connect --idle x :1
it "--idle -1" says 2 "--idle: '-1' is no time of up to 24 days: write 500ms, 2s, 1.5, 1m or 1h" connect --idle -1 :1
it "--count -1" says 2 "--count: '-1' is not a number above 0" listen --echo --count -1 :0
it "--count of hexadecimal digits" says 2 "--count: '0x1' is not a number above 0" listen --echo --count 0x1 :0
no_probes="write 1m,10s,6, or the first one or two"
for probes in '' 0 x '1m,' 1m,,3 ,1s 1m,1s,0 1m,1s,x 1m,1s,128 1m,1s,3,4 1m,-1s; do
	it "--keepalive=$probes" says 2 "--keepalive: '$probes' is not IDLE,INTVL,COUNT: $no_probes" \
		connect "--keepalive=$probes" :1
done
it "--broadcast of a stream" says 2 "--broadcast needs --udp" connect --broadcast :1
it "--udp --keepalive" says 2 "--udp and --keepalive do not go together" connect --udp --keepalive :1
it "--udp --until" says 2 "--udp and --until do not go together" connect --udp --until peer :1
it "-n --crlf" says 2 "-n and --crlf do not go together" connect -n --crlf :1
it "--echo --discard" says 2 "--echo and --discard do not go together" listen --echo --discard :0
it "-4 -6" says 2 "-4 and -6 do not go together" listen -4 -6 :0
it "--udp --tfo" says 2 "--udp and --tfo do not go together" connect --udp --tfo :1
it "--udp --nodelay" says 2 "--udp and --nodelay do not go together" connect --udp --nodelay :1
it "--udp --mptcp" says 2 "--udp and --mptcp do not go together" connect --udp --mptcp :1
it "empty address" says 2 "'': a port is missing" connect ''
it "no port" says 2 "'127.0.0.1': a port is missing" connect 127.0.0.1
it "no port after a bracket" says 2 "'[::1]': a port is missing" listen '[::1]'
it "an IPv6 address without brackets" says 2 \
	"'::1:80': a port is missing: write [::1:80]:PORT, or [::1]:80 if it is the last part" connect ::1:80
it "an IPv6 address and no port" says 2 "'::1': a port is missing: write [::1]:PORT" connect ::1
it "an IPv6 address with a scope" says 2 "'fe80::1%lo': a port is missing: write [fe80::1%lo]:PORT" connect fe80::1%lo
it "a URL" says 2 "'http://example.org/x:1' is a URL: write example.org:80" connect http://example.org/x:1
it "a URL with a port" says 2 "'https://u:p@[::1]:8443/' is a URL: write [::1]:8443" connect 'https://u:p@[::1]:8443/'
it "a URL without" says 2 "'https://[::1]' is a URL: write [::1]:443" listen 'https://[::1]'
it "a URL of another kind" says 2 "'gopher://h?:1' is a URL: write h:PORT" connect 'gopher://h?:1'
it "two words that are an address each" says 2 "connect: '80' is one argument too many" connect 127.0.0.1:80 80
it "a path and a word" says 2 "connect: 'x' is one argument too many" connect ./path x
it "host and port" says 1 "connect 127.0.0.1:1: ${text[ECONNREFUSED]}" connect 127.0.0.1 1
it "host and port, and IPv6" v6_says 1 "connect [::1]:1: ${text[ECONNREFUSED]}" connect ::1 1
it "host and no port at all" says 1 "lookup 127.0.0.1:70000: no such port" connect 127.0.0.1 70000
it "a path" unix_says 1 "connect unix:./none: ${text[ENOENT]}" connect ./none
it "a path from the root" unix_says 1 "connect unix:/none/x: ${text[ENOENT]}" connect /none/x
it "an option for a verb" says 2 "unknown option -x; see biosock --help" -x
it "help of an option" says 2 "unknown option -x; see biosock --help" help -x
it "help of no verb" says 2 "unknown verb 'frob'; see biosock --help" help frob
it "too many colons" says 2 "'a:b:c' is no ADDRESS: write host:port, [v6]:port, :port or unix:PATH" connect a:b:c
it "unix: and nothing" says 2 "'unix:': a PATH or @NAME is missing" listen unix:
it "unix:@ and nothing" says 2 "'unix:@': a NAME is missing after '@'" connect unix:@
it "port beyond 65535" says 1 "lookup 127.0.0.1:70000: no such port" connect 127.0.0.1:70000
it "port -1" says 1 "lookup 127.0.0.1:-1: ${text[EAI_SERVICE]}" connect 127.0.0.1:-1
# Where nobody can be asked, that is what is said.
no_name=${text[EAI_NONAME]}
[[ $("$biosock" connect -4 no-such-host.invalid:1 2>&1 </dev/null || true) != *"${text[EAI_AGAIN]}" ]] ||
	no_name=${text[EAI_AGAIN]}
it "no such name" says 1 "lookup no-such-host.invalid:1: $no_name" connect -4 no-such-host.invalid:1
it "IPv6 address with -4" says 1 "lookup [::1]:1: ${text[OTHER_FAMILY]}" connect -4 '[::1]:1'
it "path too long" says 1 "lookup unix:$long_path: path too long" connect "unix:$long_path"
it "path just not too long" unix_says 1 "connect unix:$fits: ${text[ENOENT]}" connect "unix:$fits"
it "abstract name too long" abstract_says 1 "lookup unix:@$long_path: name too long, or none on this system" \
	connect "unix:@$long_path"
it "refused" says 1 "connect 127.0.0.1:1: ${text[ECONNREFUSED]}" connect 127.0.0.1:1
it "refused, without blocking" says 1 "connect 127.0.0.1:1: ${text[ECONNREFUSED]}" connect --nonblock 127.0.0.1:1
it "refused at all addresses" all_addresses
it "unreachable" unreachable
it "no such path" unix_says 1 "connect unix:none: ${text[ENOENT]}" connect unix:none
it "no such abstract name" abstract_says 1 "connect unix:@biosock-none: ${text[ECONNREFUSED]}" connect unix:@biosock-none
it "listen in a directory that is not" unix_says 1 "listen unix:none/x: ${text[ENOENT]}" listen unix:none/x
it "listen on another machine's address" says 1 "listen 192.0.2.1:0: ${text[EADDRNOTAVAIL]}" \
	listen 192.0.2.1:0
it "bind to another machine's address" says 1 "bind 192.0.2.1:0: ${text[EADDRNOTAVAIL]}" \
	connect --bind 192.0.2.1 127.0.0.1:1
it "a URL of a path" says 2 "'unix:///run/x.sock' is a URL: write unix:/run/x.sock" connect unix:///run/x.sock
it "an empty interface" says 2 "--interface: its argument is empty" connect --interface "" :1
it "an empty --bind" says 2 "--bind: its argument is empty" connect --bind= :1
it "an empty target" says 2 "--to: its argument is empty" listen --to "" :0
it "bind to a URL" says 2 "'http://x' is a URL: write x:80" connect --bind http://x :1
it "bind to another family" says 1 "--bind: not of the peer's family" connect --bind '[::1]' 127.0.0.1:1
it "bind to no address" says 2 "'a:b:c' is no ADDRESS: write host:port, [v6]:port, :port or unix:PATH" \
	connect --bind a:b:c 127.0.0.1:1
it "port in use" port_in_use
it "no permission" no_permission
it "Fast Open switched off" fastopen_off
it "output that cannot be written" full_output
it "ready file that cannot be written" ready_file
summary
