#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# listen --ready-file: a new file, or what is there that is none; and nothing is left behind.
# shellcheck source=tests/support/command.sh disable=SC2154
. "${0%/*}/../support/command.sh" "$@"

# listener FILE [OPTION...]: in the background, its messages in server.log.
listener() {
	"$biosock" listen --echo --ready-file "$@" 127.0.0.1:0 2>server.log &
	server=$!
	started+=("$server")
}

# What the file says is what the messages say, and somebody listens there.
is_ready() {
	expect_equal "$1" "$(sed -n 's/^listening on //p' server.log)"
	expect_equal "$(echo hello | connect "$1")" hello
}

alone_in_folder() {
	expect_equal "$(ls -A)" "$1"
}

new_file() {
	serve --echo 127.0.0.1:0
	is_ready "$(cat addresses)"
	alone_in_folder "addresses
server.log"
}

# As other programs make files: readable by those whom the mask lets.
file_mode() {
	needs_posix "file mode"
	umask 027
	serve --echo 127.0.0.1:0
	expect_equal "$(stat -c %a addresses)" 640
}

# Who has the old one open keeps it.
file_replaced() {
	echo old >ready
	exec {old}<ready
	listener ready
	until_true grep -q : ready
	is_ready "$(cat ready)"
	expect_equal "$(cat <&"$old")" old
}

# Of two letters of German and one of Chinese; a new one, and one that is replaced.
file_named_in_utf8() {
	local name=$'\xc3\xa4\xc3\x9f\xe4\xb8\xad'
	export LC_ALL=C.UTF-8
	listener $name
	until_true test -s $name
	stopped
	echo old >$name
	listener $name
	until_true grep -q : $name
	is_ready "$(cat $name)"
	rm server.log
	alone_in_folder $name
}

# Whatever names others thought of.
links_beside() {
	needs_posix "symbolic link"
	echo precious >victim
	for name in ready.new ready.tmp ready~ .ready ready.0; do
		ln -s victim "$name"
	done
	listener ready
	until_true test -s ready
	is_ready "$(cat ready)"
	expect_equal "$(cat victim)" precious
	rm ready.new ready.tmp ready~ .ready ready.0
	alone_in_folder "ready
server.log
victim"
}

link_itself() {
	needs_posix "symbolic link"
	echo precious >victim
	ln -s victim ready
	listener ready
	until_true grep -q : ready
	is_ready "$(cat ready)"
	expect_equal "$(cat victim)" precious
}

# The listener waits for its reader, and the reader gets all.
fifo() {
	needs_posix "FIFO"
	mkfifo ready
	listener ready
	is_ready "$(timeout 20 cat ready)"
	test -p ready
	stopped
}

fifo_without_reader() {
	needs_posix "FIFO"
	needs_unix
	mkfifo ready
	"$biosock" listen --echo --ready-file ready unix:path 2>server.log &
	server=$!
	started+=("$server")
	until_true grep -q listening server.log
	stopped "$1"
	test -p ready
	expect_status 1 test -e path
}

descriptor() {
	needs_posix "descriptor by name"
	exec {fd}> >(cat >got)
	listener "$1/$fd"
	exec {fd}>&-
	until_true test -s got
	is_ready "$(cat got)"
}

# A file that is open goes on where it is; it is not replaced.
descriptor_of_file() {
	needs_posix "descriptor by name"
	echo before >got
	exec {fd}>>got
	listener "/dev/fd/$fd"
	until_true grep -q : got
	expect_equal "$(head -n 1 got)" before
	is_ready "$(tail -n 1 got)"
}

standard_output() {
	needs_posix "descriptor by name"
	listener /dev/stdout >got
	until_true test -s got
	is_ready "$(cat got)"
	test -L /dev/stdout
}

# One that is not open is not whatever the command has opened itself.
descriptor_not_open() {
	needs_posix "descriptor by name"
	for fd in 3 4 5 6 7 8 9; do
		expect_status 1 timeout 20 "$biosock" listen --echo --ready-file "/dev/fd/$fd" 127.0.0.1:0 2>message \
			3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
		expect_equal "$(tail -n 1 message)" "biosock: write /dev/fd/$fd: ${text[EBADF]}"
	done
}

# cannot FILE WHY: nothing listens any more, and nothing is left.
cannot() {
	needs_unix
	expect_status 1 timeout 10 "${run[@]}" "$biosock" listen --echo --ready-file "$1" unix:path 2>message
	expect_equal "$(tail -n 1 message)" "biosock: write $1: $2"
	rm message needs
	alone_in_folder "${3:-}"
}

full_device() {
	needs_posix "device that is full"
	cannot /dev/full "${text[ENOSPC]}"
}

folder() {
	needs_posix "folder that can be opened"
	mkdir ready
	cannot ready "Is a directory" ready
}

no_folder() {
	needs_posix "path with slashes"
	cannot none/ready "${text[ENOENT]}"
}

# A limit of a file's size is an error, and not the end by SIGXFSZ.
no_room() {
	needs_posix "limit of a file's size"
	bash -c 'ulimit -f 0; exec "$@"' - "$biosock" --version >/dev/null 2>&1 ||
		skip "the thread sanitizer wants a file of its own"
	expect_status 1 bash -c 'ulimit -f 0; exec "$@"' - "$biosock" listen --echo --ready-file ready unix:path 2>/dev/null
	alone_in_folder ""
}

# Whoever reads the file takes a line for an address.
newline_in_path() {
	expect_status 2 timeout 10 "$biosock" listen --echo --ready-file ready $'unix:a\n127.0.0.1:9' 2>message
	expect_equal "$(cat message)" "biosock: --ready-file: 'unix:a\\x0a127.0.0.1:9' would be more than a line there"
	rm message
	alone_in_folder ""
}

# It is for programs: no byte of a path is changed there, as it is in the messages.
path_as_it_is() {
	needs_posix "path of any bytes"
	serve --echo $'unix:a\e[1m\xff'
	expect_equal "$at" $'unix:a\e[1m\xff'
	expect_equal "$(sed -n 's/^listening on //p' server.log)" 'unix:a\x1b[1m\xff'
	expect_equal "$(echo hello | connect "$at")" hello
}

run=()
it "a path with a newline is refused" newline_in_path
it "a path is written as it is" path_as_it_is
it "a new file has the addresses" new_file
it "the file's mode is the mask's" file_mode
it "a file that is there is replaced as a whole" file_replaced
it "a name is UTF-8" file_named_in_utf8
it "links beside it are not followed" links_beside
it "a link in its place is replaced, and not followed" link_itself
it "a FIFO is written once somebody reads it" fifo
for signal in TERM INT HUP; do
	it "SIG$signal ends the wait for a FIFO's reader" fifo_without_reader $signal
done
it "/dev/fd/N is written" descriptor /dev/fd
it "/proc/self/fd/N is written" descriptor /proc/self/fd
it "an open file is written where it is" descriptor_of_file
it "/dev/stdout is written" standard_output
it "a descriptor that is not open is an error" descriptor_not_open
it "a full device is an error" full_device
it "a folder is an error" folder
it "a path that is not there is an error" no_folder
it "a file that may not grow is an error, and nothing is left" no_room
summary
