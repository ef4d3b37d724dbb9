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

# shellcheck source=tests/examples/example.sh
. "${0%/*}/example.sh" "${@:4}"
declare -A package_of=([https_gnutls]=libgnutls28-dev [https_mbedtls]=libmbedtls-dev [https_wolfssl]=libwolfssl-dev
	[hostbssl_https_boringssl]=android-libboringssl-dev [host30_https_openssl]=libssl-dev)

if ! command -v openssl >/dev/null || ! "$3" "$work"; then
	echo "skip  examples.tls: OpenSSL's command is not here (openssl)"
	exit 77
fi
cert=$work/certificate.pem

needs() {
	[ -n "${examples[$1]}" ] || skip "no $1 here: its TLS library is not (${package_of[$1]})"
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

# Nobody's certificate would be told from the server's.
no_host() {
	needs "$1"
	serve_files
	refuses 'the address has no host' "$1" ":$port" "${@:2}"
}

takes_address() {
	needs "$1"
	echo text >page
	serve_files
	expect_status 0 example "$1" "127.0.0.1:$port" /page "$cert" 20 >got
	grep -q '^text$' got
}

# Nothing comes, neither in the handshake nor for the connection itself.
in_time() {
	needs "$1"
	canned "$2"
	refuses 'time' "$1" "localhost:$port" /page "$cert" 1
	expect_equal "$(grep -ci time said)" 1
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
	grep -q "^usage: ${1#host*_}" said
}

# echo_server HOST: its example; $port is its port, $server its pid.
echo_server() {
	needs "$1_tls_echo_server"
	"${examples[$1_tls_echo_server]}" 127.0.0.1:0 "$cert" "$work/key.pem" >echo.out 2>echo.log &
	server=$!
	started+=("$server")
	until_true test -s echo.out
	port=$(cat echo.out)
}

joins() {
	echo_server "$1"
	random 1000000 >sent
	expect_status 0 example "$1_tls_poll" "localhost:$port" "$cert" <sent >got
	cmp sent got
	expect_equal "$(cat echo.log)" ''
}

# The first says nothing, and holds its connection meanwhile.
joins_at_once() {
	local idle
	echo_server "$1"
	exec {idle}<>"/dev/tcp/127.0.0.1/$port"
	expect_equal "$(echo second | example "$1_tls_poll" "localhost:$port" "$cert")" second
	exec {idle}>&-
}

# A client that goes while bytes for it are on their way: its thread has an error, and the others are served.
survives_clients() {
	local input i
	echo_server "$1"
	mkfifo sent
	for i in 1 2 3; do
		"${examples[$1_tls_poll]}" "localhost:$port" "$cert" <sent >got &
		started+=("$!")
		exec {input}>sent
		random 60000 >&"$input"
		until_true test -s got
		kill -9 "${started[-1]}"
		exec {input}>&-
		rm got
	done
	until_true test -s echo.log
	expect_equal "$(echo after | example "$1_tls_poll" "localhost:$port" "$cert")" after
	kill -0 "$server"
}

needs_other_key() {
	needs "$1_tls_echo_server"
	mkdir other
	"$2" other
	expect_status 1 example "$1_tls_echo_server" 127.0.0.1:0 "$cert" other/key.pem 2>said
	test -s said
}

poll_needs_trust() {
	mkdir other
	"$2" other
	echo_server "$1"
	refuses 'verify failed' "$1_tls_poll" "localhost:$port" other/certificate.pem </dev/null
}

poll_cut_short() {
	local input
	echo_server "$1"
	mkfifo sent
	example "$1_tls_poll" "localhost:$port" "$cert" <sent >got 2>said &
	started+=("$!")
	exec {input}>sent
	echo text >&"$input"
	until_true test -s got
	kill -9 "$server"
	expect_status 1 wait "${started[1]}"
	exec {input}>&-
}

clients=(https_gnutls https_mbedtls https_wolfssl hostbssl_https_boringssl host30_https_openssl)
[ -z "${examples[host36_https_openssl]}" ] || clients+=(host36_https_openssl)
for name in "${clients[@]}"; do
	it "$name writes the whole answer" fetches "$name"
	[ "$name" = https_mbedtls ] || it "$name speaks TLS 1.3" newest "$name"
	it "$name refuses a certificate of another name" other_name "$name"
	it "$name refuses a certificate of another signer" other_signer "$name" "$3"
	it "$name refuses an address without a host" no_host "$name" /page "$cert" 20
	[ "$name" = https_mbedtls ] || it "$name takes an address that is in the certificate" takes_address "$name"
	it "$name needs somebody to trust" no_certificates "$name"
	it "$name says which address refused" refused "$name"
	it "$name gives up on a server that says nothing" in_time "$name" mute
	it "$name gives up on a server that does not answer" in_time "$name" full
	it "$name tells an answer that was cut short" cut_short "$name"
	it "$name shows its usage" usage "$name"
done
for host in host30 host36; do
	[ -n "${examples[${host}_tls_poll]}" ] || continue
	it "$host: tls_poll and tls_echo_server carry much" joins "$host"
	it "$host: tls_echo_server serves one while another is idle" joins_at_once "$host"
	it "$host: tls_echo_server survives clients that vanish" survives_clients "$host"
	it "$host: tls_echo_server needs the certificate's key" needs_other_key "$host" "$3"
	it "$host: tls_poll refuses a certificate of another signer" poll_needs_trust "$host" "$3"
	it "$host: tls_poll refuses an address without a host" no_host "${host}_tls_poll" "$cert"
	it "$host: tls_poll tells a server that is gone without a word" poll_cut_short "$host"
	it "$host: tls_poll shows its usage" usage "${host}_tls_poll"
	it "$host: tls_echo_server shows its usage" usage "${host}_tls_echo_server"
done
summary
