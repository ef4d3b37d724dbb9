#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock probe --wait: until somebody listens there; and a program that is started then, and with what.
examples=$(cd "${0%/*}/../../examples" && pwd)
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

open_already() {
	serve --discard 127.0.0.1:0
	expect_status 0 probe --wait 30s "$at" >out 2>message
	grep -q "open after" out
	expect_status 1 test -s message
}

# Somebody listens only after it has been found that nobody does.
open_later() {
	closed_port
	"$biosock" probe -v --wait 60s "$closed" >out 2>message </dev/null &
	local pid=$!
	started+=("$pid")
	expect_status 4 probe "$closed" >first
	serve --discard "$closed"
	expect_status 0 wait "$pid"
	grep -qE "^biosock: open after [0-9]+ ms" message
}

never_open() {
	closed_port
	expect_status 5 probe --wait 300ms "$closed" -- echo started >out 2>message
	expect_status 1 test -s out
	expect_equal "$(tr -d '\r' <message)" "biosock: probe $closed: not open in time: ${text[ECONNREFUSED]}"
	expect_status 5 probe --wait 0 "$closed" >out 2>message
}

# To the end of the time: who comes after the last try but one is found.
to_the_end() {
	closed_port
	local before
	before=$(date +%s%N)
	expect_status 5 probe --wait 1s "$closed" 2>message
	[ $((($(date +%s%N) - before) / 1000000)) -ge 1000 ] || fail "it gave up early"
}

# At its end is a try, with some time for an answer: it is the only one where there is no time to wait. Where other
# programs have the processors that time may not do.
at_the_end() {
	serve --discard 127.0.0.1:0
	until_true probe --wait 0 "$at"
}

# A name that is not there may come. That of a service is looked up without asking anybody.
no_name() {
	expect_status 5 probe --wait 300ms 127.0.0.1:no-such-service >out 2>message
	grep -q "^biosock: probe 127.0.0.1:no-such-service: not open in time: " message
}

any_and_all() {
	serve --discard 127.0.0.1:0
	local open=$at
	closed_port
	expect_status 0 probe --wait 30s "$closed" "$open" >out
	expect_status 5 probe --wait 300ms --all "$closed" "$open" >out 2>message
	expect_equal "$(wc -l <message)" 1
	expect_status 0 probe --wait 30s --all "$open" "$open" >out
}

a_path() {
	needs_unix
	"$biosock" probe --wait 60s unix:path -- echo started >out </dev/null &
	local pid=$!
	started+=("$pid")
	serve --discard unix:path
	expect_status 0 wait "$pid"
	expect_equal "$(tr -d '\r' <out)" started
}

# What it ends with is what the program ends with; what cannot be started is as a shell says it.
status_of_command() {
	serve --discard 127.0.0.1:0
	local seven=(bash -c 'exit 7') none=(true)
	! is_windows || seven=(cmd /c exit 7) none=(cmd /c exit 0)
	expect_status 7 probe --wait 30s "$at" -- "${seven[@]}"
	expect_status 0 probe --wait 30s "$at" -- "${none[@]}"
	expect_status 127 probe --wait 30s "$at" -- ./none 2>message
	expect_equal "$(tr -d '\r' <message)" "biosock: exec ./none: ${text[ENOENT]}"
	is_windows || expect_status 126 probe --wait 30s "$at" -- . 2>message
}

# The command itself, as a program of its system would have to start it.
itself() {
	is_windows && sed -n "s/^exec .*'\(.*\)' .*/Z:\1/p" "$biosock" || echo "$biosock"
}

# What it says of a word shows that it got that.
word_by_word() {
	serve --discard 127.0.0.1:0
	local word program
	program=$(itself)
	# shellcheck disable=SC1003,SC2016
	for word in 'a b' '' '$(touch x)' '; touch x' '"quoted"' '\\' 'end\' 'a"b\\" c' '%PATH%' '^&|<>' '*' "it's" ' '; do
		expect_status 2 probe --wait 30s "$at" -- "$program" completion "$word" 2>message
		expect_equal "$(tr -d '\r' <message)" "biosock: completion: '$word' is none of bash, zsh and fish"
	done
	expect_status 1 test -e x
}

# A shell of Windows' own would look at the words again.
no_script() {
	is_windows || skip "Windows' scripts are Windows'"
	serve --discard 127.0.0.1:0
	echo 'echo ran' >script.bat
	expect_status 126 probe --wait 30s "$at" -- script.bat >out
	expect_status 1 test -s out
}

# Each word as it is: no shell has looked at it, and no option of another's is ours.
words() {
	needs_posix "bash to show them"
	serve --discard 127.0.0.1:0
	# shellcheck disable=SC1003,SC2016
	local words=('a b' '' '$(touch x)' '; touch x' '"quoted"' '\\' 'end\' '*' '--' '--json' '-v' "it's")
	printf '<%s>\n' "${words[@]}" >want
	# shellcheck disable=SC2016
	expect_status 0 probe --wait 30s "$at" -- bash -c 'printf "<%s>\n" "$@"' bash "${words[@]}" >out
	tr -d '\r' <out | cmp - want
	expect_status 1 test -e x
	printf '#!/bin/sh\necho ran\n' >'a;touch x'
	chmod +x 'a;touch x'
	expect_equal "$(probe --wait 30s "$at" -- './a;touch x')" ran
}

# It has the standard streams, which nobody has read or written, and no descriptor of ours.
streams() {
	needs_posix "cat"
	serve --discard 127.0.0.1:0
	expect_equal "$(echo input | timeout 60 "$biosock" probe --wait 30s "$at" -- cat | tr -d '\r')" input
	[ -d /proc/self/fd ] || skip "no list of descriptors here"
	ls /proc/self/fd >want
	probe --wait 30s "$at" localhost:1 127.0.0.1:no-such-service -- ls /proc/self/fd >out
	diff want out
}

# Signals do what they did before: what was ignored stays so, and nothing else is.
signals() {
	needs_posix "list of signals"
	grep -q SigIgn /proc/self/status 2>/dev/null || skip "no list of signals here"
	serve --discard 127.0.0.1:0
	(trap '' PIPE HUP && "$biosock" probe --wait 30s "$at" -- grep SigIgn /proc/self/status) >ignored
	(trap '' PIPE HUP && grep SigIgn /proc/self/status) >want
	cmp ignored want
	probe --wait 30s "$at" -- grep -E 'Sig(Ign|Blk)' /proc/self/status >out
	grep -E 'Sig(Ign|Blk)' /proc/self/status >want
	cmp out want
}

# The program has this one's place: its number, its parent, and no child.
no_zombie() {
	needs_posix "number that stays"
	serve --discard 127.0.0.1:0
	# shellcheck disable=SC2016
	bash -c 'echo $$ && exec "$1" probe --wait 30s "$2" -- bash -c "echo \$\$; read -r children </proc/\$\$/task/\$\$/children; echo \$children"' \
		bash "$biosock" "$at" >out </dev/null
	expect_equal "$(sed -n 1p out)" "$(sed -n 2p out)"
	expect_equal "$(sed -n 3p out)" ""
}

waits() {
	grep -aq "waiting for $closed" screen
}

# Where somebody looks, what it waits for is shown.
at_a_terminal() {
	needs_posix "terminal to make"
	command -v script >/dev/null || skip "no script(1) to make a terminal"
	closed_port
	script -qec "'$biosock' probe --wait 60s '$closed' -- echo started" /dev/null </dev/null >screen &
	local pid=$!
	started+=("$pid")
	until_true waits
	serve --discard "$closed"
	expect_status 0 wait "$pid"
	grep -aq started screen
}

# What is open has been visited when what is not is being waited for, and signals are the command's by then.
interrupted() {
	needs_signal "$1"
	local status=$2
	! is_windows || status=5
	closed_port
	serve -v --discard 127.0.0.1:0
	"$biosock" probe --wait 60s --all "$at" "$closed" -- touch started 2>message &
	local pid=$!
	started+=("$pid")
	until_true grep -q ": connected" server.log
	kill "-$1" "$pid"
	expect_status "$status" wait "$pid"
	expect_status 1 test -e started
}

# Whose place it has not taken is asked too: it waits for that.
program_asked() {
	is_windows || skip "the program is in its place here"
	serve --discard 127.0.0.1:0
	"$biosock" probe --wait 30s "$at" -- "$(itself)" listen --ready-file there 127.0.0.1:0 2>message &
	local pid=$!
	started+=("$pid")
	until_true test -s there
	kill -INT "$pid"
	sleep 0.3
	expect_status 1 is_gone "$pid"
	connect -n "$(cat there)"
	expect_status 0 wait "$pid"
}

# The example: what the service answers, to a program that was there before it.
example() {
	needs_unix
	needs_posix "sh"
	expect_equal "$(timeout 60 sh "$examples/wait_for_service.sh" "$biosock")" "a question"
}

it "what is open" open_already
it "what is open later" open_later
it "what is never open" never_open
it "not before its end" to_the_end
it "a try at its end" at_the_end
it "no such name" no_name
it "one of several, and all" any_and_all
it "a path" a_path
it "the program's status" status_of_command
it "the program's words" words
it "the program's words, one by one" word_by_word
it "a script of Windows" no_script
it "the program's streams and descriptors" streams
it "the program's signals" signals
it "the program's place" no_zombie
it "at a terminal" at_a_terminal
it "a program that is asked to end, and who waits for it" program_asked
it "the example" example
it "SIGINT ends it" interrupted INT 130
it "SIGTERM ends it" interrupted TERM 143
summary
