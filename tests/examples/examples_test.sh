#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each example does what its first comment says, and says so with its exit status when it cannot.
# usage: examples_test.sh CANNED ERROR_TEXTS EXAMPLE...
# shellcheck disable=SC2034
arguments_of_test=("$@")
# What the command's tests share: cases, their count, what to expect. The peer is this one's own.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" none "$1" "$2"

# The examples that there are: those of POSIX's own calls are not everywhere.
# shellcheck source=tests/examples/example.sh
. "${0%/*}/example.sh" "${@:3}"

needs() {
	[ -n "${examples[$1]:-}" ] || skip "no $1 here: it needs poll(2), or epoll(7)"
}

# text_of COMMAND...: its output as a text, whose lines end with LF.
text_of() {
	"$@" | tr -d '\r'
}

# background NAME ARGUMENT...: starts it; $started_port is what it prints first, `NAME.out` all of it.
background() {
	local name=$1
	shift
	"${examples[$name]}" "$@" >"$name.out" 2>"$name.log" &
	started+=("$!")
	until_true test -s "$name.out"
	started_port=$(text_of head -n 1 "$name.out")
}

# canned VERB ARGUMENT...: a peer; $port is its port, `canned.out` what it prints.
canned() {
	"$peer" "$@" >canned.out &
	started+=("$!")
	until_true test -s canned.out
	port=$(head -n 1 canned.out)
}

answer_of() {
	printf 'HTTP/1.0 %s\r\nContent-Type: text/plain\r\n\r\n' "$1"
	cat body
}

http_body() {
	random 20000 >body
	answer_of '200 OK' >answer
	canned answer answer
	example http_get "127.0.0.1:$port" /page >got
	cmp body got
	expect_equal "$(sed -n 2p canned.out)" $'GET /page HTTP/1.0\r'
	expect_equal "$(sed -n 3p canned.out)" "Host: 127.0.0.1:$port"$'\r'
}

http_byte_by_byte() {
	echo 'one line' >body
	answer_of '200 OK' >answer
	canned answer answer slow
	example http_get "127.0.0.1:$port" >got
	cmp body got
	expect_equal "$(sed -n 2p canned.out)" $'GET / HTTP/1.0\r'
}

http_long_header() {
	echo 'the body' >body
	printf 'HTTP/1.0 200 OK\r\nX: %03000d\r\n\r\n' 0 >answer
	cat body >>answer
	canned answer answer
	example http_get "127.0.0.1:$port" >got
	cmp body got
}

http_not_found() {
	echo 'not here' >body
	answer_of '404 Not Found' >answer
	canned answer answer
	expect_status 1 example http_get "127.0.0.1:$port" >got 2>said
	cmp body got
	grep -q '404 Not Found' said
}

http_nonsense() {
	echo 'this is not HTTP' >answer
	canned answer answer
	expect_status 1 example http_get "127.0.0.1:$port" 2>said
	grep -q 'not complete' said
}

http_cut_in_header() {
	printf 'HTTP/1.0 200 OK\r\nContent-' >answer
	canned answer answer
	expect_status 1 example http_get "127.0.0.1:$port" 2>said
	grep -q 'not complete' said
}

http_refused() {
	canned closed
	expect_status 1 example http_get "127.0.0.1:$port" 2>said
	grep -q "calling connect(): 127.0.0.1:$port" said
}

# A client of the shell's own.
tcp_exchange() {
	local bytes
	exec {bytes}<>"/dev/tcp/127.0.0.1/$1"
	echo "$2" >&"$bytes"
	timeout 10 head -n 1 <&"$bytes"
	exec {bytes}>&-
}

echo_once() {
	background echo_server 127.0.0.1:0
	expect_equal "$(tcp_exchange "$started_port" hello)" hello
}

# The first says nothing and holds its connection meanwhile.
echo_at_once() {
	local idle
	background echo_server 127.0.0.1:0
	exec {idle}<>"/dev/tcp/127.0.0.1/$started_port"
	expect_equal "$(tcp_exchange "$started_port" second)" second
	echo first >&"$idle"
	expect_equal "$(timeout 10 head -n 1 <&"$idle")" first
}

echo_in_use() {
	background echo_server 127.0.0.1:0
	expect_status 1 example echo_server "127.0.0.1:$started_port" 2>said
	grep -q "${text[EADDRINUSE]}" said
}

udp_answer() {
	background udp_echo serve 127.0.0.1:0
	expect_equal "$(text_of example udp_echo ask "127.0.0.1:$started_port" hello)" hello
	expect_equal "$(text_of example udp_echo ask "127.0.0.1:$started_port" again)" again
}

udp_answer_v6() {
	has_v6
	background udp_echo serve '[::1]:0'
	expect_equal "$(text_of example udp_echo ask "[::1]:$started_port" hello)" hello
}

udp_silence() {
	canned silent
	expect_status 1 example udp_echo ask "127.0.0.1:$port" hello 2>said
	grep -q 'no answer' said
}

udp_bad_port() {
	expect_status 1 example udp_echo serve 127.0.0.1:70000 2>said
	test -s said
}

# A socket's path is there before it listens, and Linux tells of both: by a name that no other test has.
path=chat.$$
listening() {
	[ -S "$path" ] || return
	[ ! -r /proc/net/unix ] || grep -q " 00010000 .* $path\$" /proc/net/unix
}

# Both sides say something, and both read it; the listener's path is gone afterwards.
chat_both_ways() {
	needs unix_chat
	local talk
	mkfifo talk.fifo
	example unix_chat listen "$path" <talk.fifo >heard &
	started+=("$!")
	exec {talk}>talk.fifo
	until_true listening
	echo 'from the listener' >&"$talk"
	exec {talk}>&-
	echo 'from the other' | example unix_chat connect "$path" >answered
	expect_status 0 wait "${started[0]}"
	expect_equal "$(cat heard)" 'from the other'
	expect_equal "$(cat answered)" 'from the listener'
	expect_status 1 test -e "$path"
}

chat_much() {
	needs unix_chat
	random 300000 >sent
	example unix_chat listen "$path" </dev/null >heard &
	started+=("$!")
	until_true listening
	example unix_chat connect "$path" <sent
	expect_status 0 wait "${started[0]}"
	cmp sent heard
}

# The other goes without a word; this one is not left waiting for its own input.
chat_peer_gone() {
	needs unix_chat
	local talk
	mkfifo talk.fifo
	example unix_chat listen "$path" <talk.fifo >heard &
	started+=("$!")
	exec {talk}>talk.fifo
	until_true listening
	"${examples[unix_chat]}" connect "$path" <talk.fifo &
	started+=("$!")
	until_true test ! -e "$path"
	kill -9 "${started[1]}"
	expect_status 0 wait "${started[0]}"
	exec {talk}>&-
}

chat_nobody() {
	needs unix_chat
	expect_status 1 example unix_chat connect nowhere </dev/null 2>said
	grep -q "${text[ENOENT]}" said
}

chat_path_too_long() {
	needs unix_chat
	expect_status 1 example unix_chat listen "$(printf '%0200d' 0)" </dev/null 2>said
	grep -q 'too long' said
}

greets() {
	background greeter 127.0.0.1:0 ':0'
	expect_equal "$(tcp_exchange "$started_port" hi)" 'hello 127.0.0.1'
	until_true test "$(wc -l <greeter.out)" -ge 2
	expect_equal "$(tcp_exchange "$(text_of tail -n 1 greeter.out)" hi)" 'hello 127.0.0.1'
}

greeter_is_stopped() {
	needs unix_chat # which is where UNIX sockets, and signals that a program hears of, are
	background greeter unix:sock 127.0.0.1:0
	test -S sock
	kill -TERM "${started[0]}"
	expect_status 0 wait "${started[0]}"
	expect_status 1 test -e sock
}

greeter_in_use() {
	background greeter 127.0.0.1:0
	expect_status 1 example greeter "127.0.0.1:$started_port" 2>said
	grep -q "${text[EADDRINUSE]}" said
}

greeter_no_address() {
	expect_status 1 example greeter a:b:c 2>said
	grep -q 'a:b:c' said
}

hello_says_it() {
	canned answer /dev/null
	example hello 127.0.0.1 "$port" &
	started+=("$!")
	expect_status 0 wait "${started[1]}"
	until_true grep -q '^hello' canned.out
}

hello_refused() {
	canned closed
	expect_status 1 example hello 127.0.0.1 "$port" 2>said
	grep -q "calling connect(): 127.0.0.1:$port" said
	grep -q "${text[ECONNREFUSED]}" said
}

# Five seconds, and not the kernel's two minutes.
hello_out_of_time() {
	canned full
	expect_status 1 example hello 127.0.0.1 "$port" 2>said
	grep -q 'connect timeout' said
}

hello_is_the_readmes() {
	local root=${0%/*}/../..
	# shellcheck disable=SC2016 # backquotes are Markdown's
	sed -n '/^```c$/,/^```$/p' "$root/README.md" | sed '1d; /^```$/,$d' >readme.c
	sed '1,/^ \*\/$/d' "$root/examples/hello.c" | cmp readme.c -
}

dial_poll_connects() {
	needs dial_poll
	local keep
	background echo_server 127.0.0.1:0
	mkfifo input
	exec {keep}<>input
	expect_equal "$(example dial_poll 127.0.0.1 "$started_port" <input)" \
		$'trying 127.0.0.1\nconnected to 127.0.0.1'
	exec {keep}>&-
}

dial_poll_refused() {
	needs dial_poll
	local keep
	canned closed
	mkfifo input
	exec {keep}<>input
	expect_status 1 example dial_poll 127.0.0.1 "$port" <input >told 2>said
	exec {keep}>&-
	expect_equal "$(cat told)" "trying 127.0.0.1
127.0.0.1: ${text[ECONNREFUSED]}"
	grep -q "calling connect(): 127.0.0.1:$port" said
}

dial_poll_given_up() {
	needs dial_poll
	canned full
	expect_status 1 example dial_poll 127.0.0.1 "$port" </dev/null >told 2>said
	expect_equal "$(cat said)" 'dial_poll: given up'
}

dial_epoll_many() {
	needs dial_epoll
	local open closed
	background echo_server 127.0.0.1:0
	open=$started_port
	canned closed
	closed=$port
	expect_status 1 example dial_epoll 127.0.0.1 "$open" 127.0.0.1 "$closed" localhost "$open" \
		>told 2>said
	expect_equal "$(wc -l <told)" 3
	grep -qx "127.0.0.1 port $closed: failed" told
	grep -qx "127.0.0.1 port $open: connected" told
	grep -qx "localhost port $open: connected" told
	grep -q "calling connect(): 127.0.0.1:$closed" said
}

dial_epoll_one() {
	needs dial_epoll
	background echo_server 127.0.0.1:0
	expect_equal "$(example dial_epoll 127.0.0.1 "$started_port")" "127.0.0.1 port $started_port: connected"
}

# The first address refuses; another name's are not tried.
dial_resolver_connects() {
	needs dial_resolver
	background echo_server 127.0.0.1:0
	printf '127.0.0.7 here\n127.0.0.1 here\n127.0.0.1 there\n' >names
	expect_equal "$(example dial_resolver names here "$started_port")" connected
}

dial_resolver_refused() {
	needs dial_resolver
	canned closed
	printf '127.0.0.7 here\n127.0.0.1 here\n127.0.0.9 there\n' >names
	expect_status 1 example dial_resolver names here "$port" 2>said
	expect_equal "$(grep -c "calling connect(): 127.0.0.[17]:$port" said)" 2
	expect_status 1 grep -q '127.0.0.9' said
}

dial_resolver_no_such_name() {
	needs dial_resolver
	echo '127.0.0.1 here' >names
	expect_status 1 example dial_resolver names nowhere 80 2>said
	test -s said
}

poll_connects() {
	needs poll_connect
	background echo_server 127.0.0.1:0
	expect_equal "$(text_of example poll_connect "127.0.0.1:$started_port")" \
		"connected to 127.0.0.1 port $started_port"
}

poll_refused() {
	needs poll_connect
	canned closed
	expect_status 1 example poll_connect "127.0.0.1:$port" 2>said
	grep -q "${text[ECONNREFUSED]}" said
}

poll_out_of_time() {
	needs poll_connect
	canned full
	expect_status 1 example poll_connect "127.0.0.1:$port" 200 2>said
	expect_equal "$(cat said)" 'poll_connect: out of time'
}

without_arguments() {
	local name
	for name in "${!examples[@]}"; do
		expect_status 2 example "$name" 2>said
		grep -q "^usage: $name" said
	done
}

it "http_get writes the body, and nothing else, to its output" http_body
it "http_get reads an answer that comes byte by byte" http_byte_by_byte
it "http_get skips a header longer than its line" http_long_header
it "http_get writes the body of a 404 and exits with 1" http_not_found
it "http_get exits with 1 if the answer is not HTTP" http_nonsense
it "http_get exits with 1 if the answer ends in its header" http_cut_in_header
it "http_get says which address refused" http_refused
it "echo_server sends back a line" echo_once
it "echo_server serves one while another is idle" echo_at_once
it "echo_server exits with 1 if the port is taken" echo_in_use
it "udp_echo answers one asker and then another" udp_answer
it "udp_echo answers over IPv6" udp_answer_v6
it "udp_echo gives up asking who says nothing" udp_silence
it "udp_echo does not serve a port that does not exist" udp_bad_port
it "unix_chat carries both sides' lines and removes its path" chat_both_ways
it "unix_chat carries more than one piece" chat_much
it "unix_chat ends when the other is gone" chat_peer_gone
it "unix_chat exits with 1 if nobody listens" chat_nobody
it "unix_chat refuses a path that does not fit" chat_path_too_long
it "greeter greets at each of its addresses" greets
it "greeter ends when it is told to, and its path goes" greeter_is_stopped
it "greeter exits with 1 if the port is taken" greeter_in_use
it "greeter exits with 1 if the address is none" greeter_no_address
it "poll_connect connects, and says to whom" poll_connects
it "poll_connect exits with 1 when refused" poll_refused
it "poll_connect gives up when its time is over" poll_out_of_time
it "hello says hello" hello_says_it
it "hello says which address refused" hello_refused
it "hello gives up when its time is over" hello_out_of_time
it "hello is the README's first example" hello_is_the_readmes
it "dial_poll tells of its dial" dial_poll_connects
it "dial_poll exits with 1 when refused" dial_poll_refused
it "dial_poll gives up when its input ends" dial_poll_given_up
it "dial_epoll dials several at once" dial_epoll_many
it "dial_epoll exits with 0 if all connected" dial_epoll_one
it "dial_resolver connects to an address of its file" dial_resolver_connects
it "dial_resolver says which addresses refused" dial_resolver_refused
it "dial_resolver exits with 1 if its file has no such name" dial_resolver_no_such_name
it "each example shows its usage" without_arguments
summary
