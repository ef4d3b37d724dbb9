#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Programs that know nothing of biosock, compiled unchanged over libbiosock-host: they work, and strace shows that their
# sockets are close-on-exec, and that no write can raise SIGPIPE. OpenSSL's demos have ports of their own: all of it runs
# in a network namespace.
# usage: programs_test.sh BIOSOCK CERTIFICATES_SCRIPT DEMOS_FOLDER PROGRAM...
# shellcheck disable=SC2034,SC2154
arguments_of_test=("$@")
certificates=$2
demos=$3
declare -A programs
for path in "${@:4}"; do
	programs[${path##*/}]=$path
done
# What the command's tests share: cases, their count, what to expect.
# shellcheck source=tests/support/command.sh
. "${0%/*}/../support/command.sh" "$1" none
[ -n "${BIOSOCK_OWN_NETWORK-}" ] || in_own_network "$0" "${arguments_of_test[@]}"

# shellcheck source=tests/host/traced.sh
. "${0%/*}/traced.sh"
can_trace programs
"$certificates" "$work" || exit 1
cert=$work/certificate.pem
key=$work/key.pem

needs() {
	local name
	for name in "$@"; do
		[ -n "${programs[$name]}" ] || skip "no $name here: $(why_none_was_brought)"
	done
}

why_none_was_brought() {
	cat "$demos"/../{skipped,command/skipped} 2>/dev/null | grep . || echo "script/fetch-openssl-tests has not been run"
}

# traced NAME ARGUMENT...: runs it to its end; `NAME.trace` has its calls.
traced() {
	local name=$1
	shift
	strace -f -qq -s 4 -o "$name.trace" timeout 30 "${programs[$name]}" "$@"
}

# start NAME ARGUMENT...: the same, and does not wait; `NAME.out` has its output.
start() {
	start_as "$1" "$@" </dev/null
}

# start_as TRACE NAME ARGUMENT...: with the input that is given here, and `TRACE.trace` and `TRACE.out`.
start_as() {
	strace -D -f -qq -s 4 -o "$1.trace" "${programs[$2]}" "${@:3}" >"$1.out" 2>&1 <&0 &
	started+=("$!")
}

# serve PORT NAME ARGUMENT...: starts it, and waits until it listens.
serve() {
	start "${@:2}"
	until_true listens "$1"
}

# What of the kernel's tables ends a local address and begins the remote one of who listens.
listens() {
	local hex
	hex=$(printf '%04X' "$1")
	grep -qE ":$hex [0-9A-F]*:0000 (0A|07)" /proc/net/tcp /proc/net/tcp6 /proc/net/udp /proc/net/udp6
}

# openssl_serves PORT OPTION...: OpenSSL's own server; `server.out` has its output.
openssl_serves() {
	local port=$1
	shift
	openssl s_server -accept "$port" -cert "$cert" -key "$key" "$@" >server.out 2>&1 <&0 &
	started+=("$!")
	until_true listens "$port"
}

has_inherited_sockets() {
	grep -E '(socket\(AF_(INET6?|UNIX), |accept4?(\([0-9]| resumed)).* = ' "$1" | grep -v SOCK_CLOEXEC
}

# Each socket is close-on-exec, and no bytes go to one but by calls that raise no signal.
expect_safe() {
	local name
	for name in "$@"; do
		until_true grep -qE 'socket\(AF_(INET6?|UNIX), SOCK_(STREAM|DGRAM)\|SOCK_CLOEXEC|accept4\(.*SOCK_CLOEXEC' "$name.trace"
		! has_inherited_sockets "$name.trace" || fail "$name has sockets that others inherit"
		! grep -e '--- SIGPIPE' "$name.trace" || fail "$name had a signal"
		! grep 'sendto([0-9].*NULL, 0)' "$name.trace" | grep -v MSG_NOSIGNAL || fail "$name may have a signal"
	done
}

# A stream's bytes are sent, not written: no descriptor that is a socket is written to.
expect_sent() {
	until_true grep -q 'sendto([0-9].*MSG_NOSIGNAL' "$1.trace"
	! grep -E '^[0-9]+ +(write|writev)\(' "$1.trace" | grep -vE 'writev?\([012],' || fail "$1 writes to more than its output"
}

client() {
	openssl_serves 5000 -www
	expect_status 0 traced "$1" localhost 5000 "$cert" >got
	grep -q '^HTTP/1.0 200 ok' got
	grep -q 'TLSv1.3' got
}

client_works() {
	client "$1"
	expect_safe "$1"
	expect_sent "$1"
}

# Or the checks of the others say nothing.
own_sockets_are_told() {
	getent ahosts localhost >/dev/null || skip "OpenSSL's own lookup asks the system, which knows no localhost"
	client oracle_tls_client
	has_inherited_sockets oracle_tls_client.trace
	grep -E 'write\(([3-9]|[1-9][0-9]+), ' oracle_tls_client.trace
}

# What a broker is to receive: CONNECT, PUBLISH and DISCONNECT.
mqtt_packets() {
	printf '\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0\x30\x0c\0\x05topicwords\xe0\0'
}

# The brokers here know nothing of MQTT: they say CONNACK, whatever they hear, which is in `heard` then.
mqtt_works() {
	local words
	mkfifo broker
	exec {words}<>broker
	printf '\x20\x02\0\0' >&"$words"
	openssl_serves 8883 -quiet <broker
	expect_status 0 traced "$1_mqtt_publish" localhost:8883 topic words "$cert"
	until_true same_bytes server.out
	expect_safe "$1_mqtt_publish"
	expect_sent "$1_mqtt_publish"
}

mqtt_without_tls() {
	printf '\x20\x02\0\0' >connack
	serve_with_biosock heard "127.0.0.1:$2" <connack
	expect_status 0 traced "$1_mqtt_publish" "127.0.0.1:$2" topic words
	until_true same_bytes heard
	expect_safe "$1_mqtt_publish"
	expect_sent "$1_mqtt_publish"
}

# serve_with_biosock OUTPUT ADDRESS: joins its input, and the output, to who comes first.
serve_with_biosock() {
	"$biosock" listen "$2" >"$1" 2>server.log <&0 &
	started+=("$!")
	until_true listens "${2##*:}"
}

same_bytes() {
	mqtt_packets | cmp -s - "$1"
}

unknown_broker() {
	expect_status 1 traced "$1_mqtt_publish" localhost:1 topic words 2>said
	grep -q 'calling connect(): ' said
}

# demo_pair PORT CLIENT SERVER ARGUMENT...: the server prints what the client asks, and says nothing.
demo_pair() {
	local port=$1 client=$2 server=$3
	shift 3
	serve "$port" "$server" "$@"
	start "$client" "${client_arguments[@]}"
	until_true grep -q 'GET / HTTP' "$server.out"
	expect_safe "$client" "$server"
	expect_sent "$client"
}

demo_connects_and_accepts() {
	needs demo_saccept demo_sconnect
	cp "$demos"/bio/*.pem .
	client_arguments=(localhost:5001)
	demo_pair 5001 demo_sconnect demo_saccept 5001
}

demo_arguments() {
	needs demo_server-arg demo_client-arg
	cp "$demos"/bio/*.pem .
	client_arguments=(-connect localhost:5002)
	demo_pair 5002 demo_client-arg demo_server-arg -port 5002 -cert server.pem -key server.pem
}

demo_configuration() {
	needs demo_server-conf demo_client-conf
	cp "$demos"/bio/*.pem .
	printf '%s\n' 'Port = 5003' 'Certificate = server.pem' 'PrivateKey = server.pem' >accept.cnf
	echo 'Connect = localhost:5003' >connect.cnf
	client_arguments=()
	demo_pair 5003 demo_client-conf demo_server-conf
}

demo_module() {
	needs demo_server-cmod demo_sconnect
	cp "$demos"/bio/*.pem .
	printf '%s\n' 'testapp = test' '[test]' 'ssl_conf = ssl' '[ssl]' 'server = server' '[server]' \
		'RSA.Certificate = server.pem' >cmod.cnf
	client_arguments=(localhost:4433)
	demo_pair 4433 demo_sconnect demo_server-cmod
}

# guide_client NAME: the answer of OpenSSL's server.
guide_client() {
	needs "demo_$1"
	openssl_serves 5004 -www
	SSL_CERT_FILE=$cert expect_status 0 traced "demo_$1" localhost 5004 >got
	grep -q '^HTTP/1.0 200 ok' got
	expect_safe "demo_$1"
	expect_sent "demo_$1"
}

# talk_to_echo PORT OUTPUT: OpenSSL's client, whose input is open as long as $words is.
talk_to_echo() {
	[ -p words ] || mkfifo words
	openssl s_client -quiet -no_ign_eof -connect "127.0.0.1:$1" <words >"$2" 2>/dev/null &
	started+=("$!")
	exec {words}>words
}

# A client that is gone with bytes on their way, and then another.
guide_server() {
	needs demo_tls-server-block
	local words
	cp "$cert" chain.pem
	cp "$key" pkey.pem
	serve 5005 demo_tls-server-block 5005
	talk_to_echo 5005 heard
	random 30000 | od -x >&"$words" # no letter that is a command to the client
	until_true test -s heard
	kill -9 "${started[-1]}"
	exec {words}>&-
	talk_to_echo 5005 got
	echo hello >&"$words"
	until_true grep -q hello got
	exec {words}>&-
	expect_safe demo_tls-server-block
	expect_sent demo_tls-server-block
}

# QUIC goes over datagram BIOs; the servers make their sockets by themselves.
quic() {
	needs "demo_$1" "demo_$2"
	serve 5006 "demo_$2" 5006 "$cert" "$key"
	SSL_CERT_FILE=$cert expect_status 0 traced "demo_$1" localhost 5006 >got
	test -s got
	expect_safe "demo_$1"
}

# command_serves OPTION...: OpenSSL's s_server, which does what it hears from $orders.
command_serves() {
	needs openssl_command
	mkfifo orders
	exec {orders}<>orders
	start_as server openssl_command s_server -cert "$cert" -key "$key" "$@" <orders
	until_true grep -q ACCEPT server.out
}

# command_asks OPTION...: OpenSSL's s_client, which says what it hears from $words.
command_asks() {
	mkfifo words
	exec {words}<>words
	start_as client openssl_command s_client -CAfile "$cert" -verify_return_error "$@" <words
	until_true grep -q 'Verify return code: 0 (ok)' client.out
}

# Both say something, and then the client ends the connection.
command_talks() {
	echo 'the client speaks' >&"$words"
	until_true grep -q 'the client speaks' server.out
	echo 'so does the server' >&"$orders"
	until_true grep -q 'so does the server' client.out
	echo Q >&"$words"
	until_true grep -q DONE client.out
	until_true grep -q DONE server.out
	expect_safe server client
}

command_tls() {
	local orders words
	command_serves -accept 5007 "$@"
	command_asks -connect localhost:5007 -servername localhost
	grep -q '^New, TLSv1.3' client.out
	command_talks
	expect_sent server
	expect_sent client
}

command_dtls() {
	local orders words
	command_serves -accept 5008 -dtls1_2
	command_asks -connect localhost:5008 -dtls1_2
	grep -q 'Protocol.*: DTLSv1.2' client.out
	command_talks
}

command_unix() {
	local orders words
	command_serves -unix socket -unlink
	command_asks -unix socket
	command_talks
	expect_sent server
}

# With bytes on their way; the server goes on, and serves another.
command_vanishes() {
	local orders words
	command_serves -accept 5009
	command_asks -connect localhost:5009
	random 30000 | od -x >&"$orders" # no letter that is an order
	kill -9 "${started[-1]}"
	exec {words}>&-
	rm words
	until_true grep -q ERROR server.out
	command_asks -connect localhost:5009
	command_talks
}

command_times() {
	needs openssl_command
	openssl_serves 5010 -www
	SSL_CERT_FILE=$cert expect_status 0 traced openssl_command s_time -connect localhost:5010 -time 1 -new >got
	grep -qE '^[1-9][0-9]* connections in' got
	expect_safe openssl_command
	expect_sent openssl_command
}

# A program whose source no archive here has.
mqtt_c() {
	skip "no package of Debian holds MQTT-C; tests/host/programs/mqtt_publish.c does what its example does"
}

it "OpenSSL's own sockets are inherited, and written to" own_sockets_are_told
for host in host30 host36; do
	[ -n "${programs[${host}_tls_client]}" ] || continue
	it "$host: the manual's client fetches a page" client_works ${host}_tls_client
	it "$host: the manual's chain of buffer, TLS and connect BIO does" client_works ${host}_buffered_client
	it "$host: an MQTT client publishes over TLS" mqtt_works $host
	it "$host: an MQTT client publishes without TLS" mqtt_without_tls $host "18${host#host}"
	it "$host: an MQTT client says that nobody listens" unknown_broker $host
done
it "OpenSSL's sconnect and saccept" demo_connects_and_accepts
it "OpenSSL's client-arg and server-arg" demo_arguments
it "OpenSSL's client-conf and server-conf" demo_configuration
it "OpenSSL's server-cmod" demo_module
it "OpenSSL's tls-client-block" guide_client tls-client-block
it "OpenSSL's tls-client-non-block" guide_client tls-client-non-block
it "OpenSSL's tls-server-block, and a client that vanishes" guide_server
for client in quic-client-block quic-client-non-block; do
	for server in quic-server-block quic-server-non-block; do
		it "OpenSSL's $client and $server" quic $client $server
	done
done
it "OpenSSL's s_server and s_client over TLS 1.3" command_tls
it "OpenSSL's s_server and s_client over IPv4 alone" command_tls -4
it "OpenSSL's s_server and s_client over DTLS" command_dtls
it "OpenSSL's s_server and s_client over a path" command_unix
it "OpenSSL's s_server, and a client that vanishes" command_vanishes
it "OpenSSL's s_time" command_times
it "MQTT-C's example of BIOs" mqtt_c
summary
