#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The porting page's program is what the page says: it talks to a server as it is written for OpenSSL; and with the
# page's diff of three lines, or compiled again with none, its socket is biosock's.
# usage: porting_test.sh PAGE CERTIFICATES_SCRIPT CC [FLAG]... -- [LINK_FLAG]...
# FLAG and LINK_FLAG: what a program needs to find libbiosock-host and the TLS library
# shellcheck disable=SC2034,SC2154
arguments_of_test=("$@")
page=$1 certificates=$2 compiler=$3
shift 3
flags=()
while [ "$1" != -- ]; do
	flags+=("$1")
	shift
done
shift
link=("$@")
set --
# What the command's tests share: cases, their count, what to expect.
# shellcheck source=tests/support/command.sh
. "${0%/*}/../support/command.sh" none none

# shellcheck source=tests/host/traced.sh
. "${0%/*}/traced.sh"
can_trace porting patch
"$certificates" "$work" || exit 1

# block KIND: the page's first block of that kind.
block() {
	awk -v kind="\`\`\`$1" '$0 == kind { inside = 1; next } inside && /^```$/ { exit } inside' "$page"
}

serves() {
	openssl s_server -accept 127.0.0.1:0 -www -cert "$work/certificate.pem" -key "$work/key.pem" >s_server.log 2>&1 </dev/null &
	started+=("$!")
	until_true grep -q '^ACCEPT .*:' s_server.log
	port=$(sed -n 's/^ACCEPT .*:\([0-9][0-9]*\)$/\1/p' s_server.log)
}

# compile FLAG...: client.c of this folder, without a warning.
compile() {
	"$compiler" -Wall -Wextra -Werror "$@" "${flags[@]}" client.c -o client "${link[@]}"
}

# talks FLAGS: the client is answered, and its socket was made with these.
talks() {
	serves
	strace -f -qq -o trace timeout 30 ./client "127.0.0.1:$port" >answer
	grep -q '^HTTP/1.0 200 ok' answer
	grep -qE "socket\(AF_INET, $1, " trace
}

as_written() {
	block c >client.c
	compile
	talks SOCK_STREAM
	grep -qE 'write\(([3-9]|[1-9][0-9]+), ' trace
}

three_lines() {
	block c >client.c
	block diff >change
	expect_equal "$(grep -c '^[-+][^-+]' change)" 3
	patch -s client.c change
	compile
	talks 'SOCK_STREAM\|SOCK_CLOEXEC'
	grep -q 'sendto([0-9]*, .*MSG_NOSIGNAL' trace
	! grep -E 'write\(([3-9]|[1-9][0-9]+), ' trace || fail "it writes to its socket"
}

no_line() {
	block c >client.c
	compile -DBIOSOCK_REPLACE -include biosock/host.h
	talks 'SOCK_STREAM\|SOCK_CLOEXEC'
	grep -q 'sendto([0-9]*, .*MSG_NOSIGNAL' trace
}

names_the_address() {
	block c >client.c
	block diff | patch -s client.c
	compile
	expect_status 1 ./client 127.0.0.1:1 2>said
	grep -q 'calling connect(): 127.0.0.1:1$' said
}

it "the page's client, as it is written" as_written
it "the page's client with three lines changed" three_lines
it "the page's client with none changed" no_line
it "its error names the address" names_the_address
summary
