#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each example with TLS does what its first comment says, against OpenSSL's server on loopback, with a certificate made
# by the examples' script; and says so with its exit status when it cannot.
# usage: tls_test.sh CANNED ERROR_TEXTS CERTIFICATES_SCRIPT EXAMPLE...
# shellcheck disable=SC2034,SC2154
arguments_of_test=("$@")
# What the command's tests share: cases, their count, what to expect. The peer is the examples' own.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" none "$1" "$2"

declare -A examples
for path in "${@:4}"; do
	examples[${path##*/}]=$path
done
declare -A package_of=([https_gnutls]=libgnutls28-dev [https_mbedtls]=libmbedtls-dev [https_wolfssl]=libwolfssl-dev)

if ! command -v openssl >/dev/null || ! "$3" "$work"; then
	echo "skip  examples.tls: OpenSSL's command is not here (openssl)"
	exit 77
fi
cert=$work/certificate.pem

needs() {
	[ -n "${examples[$1]}" ] || skip "no $1 here: its TLS library is not (${package_of[$1]})"
}

# example NAME ARGUMENT...: runs it to its end.
example() {
	local name=$1
	shift
	timeout 30 "${examples[$name]}" "$@"
}

# serve_files OPTION...: OpenSSL's server of this folder's files; $port is its port, $server its pid.
serve_files() {
	openssl s_server -accept 127.0.0.1:0 -WWW -cert "$cert" -key "$work/key.pem" "$@" >s_server.log 2>&1 </dev/null &
	server=$!
	started+=("$server")
	until_true grep -q '^ACCEPT .*:' s_server.log
	port=$(sed -n 's/^ACCEPT .*:\([0-9][0-9]*\)$/\1/p' s_server.log)
}

# canned VERB: a peer; $port is its port.
canned() {
	"$peer" "$@" >canned.out &
	started+=("$!")
	until_true test -s canned.out
	port=$(head -n 1 canned.out)
}

fetches() {
	needs "$1"
	random 300000 >page
	serve_files
	expect_status 0 example "$1" "localhost:$port" /page "$cert" 20 >got
	head -n 1 got | grep -q '^HTTP/1\.. 200'
	tail -c 300000 got | cmp - page
}

newest() {
	needs "$1"
	echo text >page
	serve_files -tls1_3
	expect_status 0 example "$1" "localhost:$port" /page "$cert" 20 >got
	grep -q '^text$' got
}

# refuses WORDS NAME ARGUMENT...: it ends with 1, says so, and writes nothing.
refuses() {
	local words=$1
	shift
	expect_status 1 example "$@" >got 2>said
	expect_equal "$(wc -c <got)" 0
	grep -qi "$words" said
}

other_name() {
	needs "$1"
	serve_files
	refuses 'verif\|mismatch' "$1" "other.localhost:$port" /page "$cert" 20
}

other_signer() {
	needs "$1"
	mkdir other
	"$2" other
	serve_files
	refuses 'verif\|signer\|self-signed' "$1" "localhost:$port" /page other/certificate.pem 20
}

no_certificates() {
	needs "$1"
	: >none
	serve_files
	refuses 'certificate\|CRT' "$1" "localhost:$port" /page none 20
}

refused() {
	needs "$1"
	canned closed
	refuses "calling connect(): 127.0.0.1:$port" "$1" "localhost:$port" /page "$cert" 20
}

# Nothing comes, neither in the handshake nor for the connection itself.
in_time() {
	needs "$1"
	canned "$2"
	refuses 'time' "$1" "localhost:$port" /page "$cert" 1
}

# The server is gone in mid-answer, and TLS has not said that this was all.
cut_short() {
	needs "$1"
	local bytes
	mkfifo page
	serve_files
	example "$1" "localhost:$port" /page "$cert" 20 >got 2>said &
	started+=("$!")
	exec {bytes}>page
	random 20000 >&"$bytes"
	until_true test -s got
	kill -9 "$server"
	expect_status 1 wait "${started[1]}"
	exec {bytes}>&-
	test -s said
}

usage() {
	needs "$1"
	expect_status 2 example "$1" 2>said
	grep -q "^usage: $1" said
}

for name in https_gnutls https_mbedtls https_wolfssl; do
	it "$name writes the whole answer" fetches "$name"
	[ "$name" = https_mbedtls ] || it "$name speaks TLS 1.3" newest "$name"
	it "$name refuses a certificate of another name" other_name "$name"
	it "$name refuses a certificate of another signer" other_signer "$name" "$3"
	it "$name needs somebody to trust" no_certificates "$name"
	it "$name says which address refused" refused "$name"
	it "$name gives up on a server that says nothing" in_time "$name" mute
	it "$name gives up on a server that does not answer" in_time "$name" full
	it "$name tells an answer that was cut short" cut_short "$name"
	it "$name shows its usage" usage "$name"
done
summary
