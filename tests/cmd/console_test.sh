#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock connect at a terminal, which is a console to Windows: what is typed is sent, what comes is shown, as UTF-8.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

# What ends the input at the beginning of a line: Ctrl-Z and a return for Windows, Ctrl-D.
end_of_input() {
	if is_windows; then
		printf '\032\r'
	else
		printf '\004'
	fi
}

shows() {
	grep -aqF "$1" screen
}

arrived() {
	[ "$(tr -d '\r' <received)" = "$1" ]
}

# on_a_terminal GREETING LINE: the peer's line is on the screen, and the one that is typed then reaches the peer.
on_a_terminal() {
	local keys
	command -v script >/dev/null || skip "no script(1) to make a terminal"
	mkfifo keys.fifo over.fifo
	serve 127.0.0.1:0 < <(echo "$1" && cat over.fifo) >received
	timeout 60 script -qec "$biosock connect $at" /dev/null <keys.fifo >screen &
	terminal=$!
	started+=("$terminal")
	exec {keys}>keys.fifo
	until_true shows "$1"
	printf '%s\r' "$2" >&"$keys"
	until_true arrived "$2"
	end_of_input >&"$keys"
	: >over.fifo
	expect_status 0 wait "$terminal"
	expect_status 0 wait "$server"
}

it "ASCII" on_a_terminal "hello there" "and to you"
it "of two and three bytes" on_a_terminal "grüße 中" "ä und 中 und €"
it "of four bytes" on_a_terminal "typed" "a 😀 b"
summary
