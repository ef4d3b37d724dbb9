# SPDX-License-Identifier: Apache-2.0
# What the tables of ends share: kinds of standard input and output, and what has to have gone through.
# shellcheck shell=bash source=tests/support/command.sh disable=SC2154
. "${BASH_SOURCE[0]%/*}/../support/command.sh" "$@"

at_once=6 # cases: they wait, most of the time
size=100000

# reach_other NAME: $other is a connection to a listener that sends its input, and has what comes in `NAME.out`.
reach_other() {
	local at
	(: <>"/dev/tcp/127.0.0.1/1") 2>&1 | grep -q refused || skip "no /dev/tcp in this shell"
	"$biosock" listen --ready-file "$1.at" 127.0.0.1:0 >"$1.out" 2>"$1.log" <&0 &
	started+=($!)
	until_true test -s "$1.at"
	at=$(cat "$1.at")
	exec {other}<>"/dev/tcp/127.0.0.1/${at##*:}"
}

# new_terminal NAME: $terminal is one that has standard input for its lines; what is written there is in `NAME.tty`.
new_terminal() {
	"$peer" terminal "$1.tty" >"$1.name" <&0 &
	started+=($!)
	until_true test -s "$1.name"
	terminal=$(cat "$1.name")
}

# with_input KIND COMMAND...: runs it with that as its standard input, whose bytes are those of `up`.
with_input() {
	local kind=$1 in other
	shift
	case $kind in
	file) "$@" <up ;;
	pipe) "$@" < <(cat up) ;;
	fifo)
		mkfifo in.fifo
		cat up >in.fifo &
		"$@" <in.fifo
		;;
	socket)
		reach_other in <up
		"$@" <&"$other"
		exec {other}>&-
		;;
	terminal) # lines, and then its end
		new_terminal in <up
		"$@" <"$terminal"
		;;
	null) "$@" </dev/null ;;
	closed) "$@" <&- ;;
	open) # it never ends
		mkfifo in.fifo
		exec {in}<>in.fifo
		"$@" <&"$in"
		;;
	esac
}

# with_output KIND COMMAND...: what comes out is in `down.copy`, but for those that have no bytes.
with_output() {
	local kind=$1 other
	case $kind in
	socket) ln -s out.out down.copy ;;
	terminal) ln -s out.tty down.copy ;;
	esac
	shift
	case $kind in
	file) "$@" >down.copy ;;
	pipe) "$@" > >(cat >down.copy) ;;
	fifo)
		mkfifo out.fifo
		cat out.fifo >down.copy &
		"$@" >out.fifo
		;;
	socket)
		reach_other out </dev/null
		"$@" >&"$other"
		exec {other}>&-
		;;
	terminal)
		new_terminal out < <(sleep 60)
		"$@" >"$terminal"
		;;
	null) "$@" >/dev/null ;;
	full) "$@" >/dev/full ;;
	closed) "$@" >&- ;;
	esac
}

# What connect ends with: 0 where all went through.
status_of() {
	case $1 in
	full | closed) echo 1 ;;
	*) echo 0 ;;
	esac
}

# What goes each way. A terminal takes so much at once, and no special character.
fill_up_and_down() {
	random $size >up
	[ "$1" != terminal ] || seq 500 >up
	random $size >down
}

# went_through INPUT OUTPUT UNTIL: what had to, though one side may have ended before.
went_through() {
	case $2 in
	file | pipe | fifo | socket | terminal) [ "$3" = input ] || until_true cmp -s down down.copy ;;
	esac
	case $1.$2.$3 in
	*.full.* | *.closed.* | *.peer | open.*) ;;
	null.* | closed.*) until_true test ! -s up.copy ;;
	*) until_true cmp -s up up.copy ;;
	esac
}

# It can be asked how much processor time it takes, and told to end: may_be_cut SIGNAL.
may_be_cut() {
	[ -d /proc/self ] || skip "no /proc here"
	needs_signal "$1"
	not_by_wine "is another process than the one that is looked at"
}
