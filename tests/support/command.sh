# SPDX-License-Identifier: Apache-2.0
# What the command's tests share. usage: . command.sh BIOSOCK PEER [ERROR_TEXTS]
# shellcheck shell=bash disable=SC2030,SC2031,SC2034,SC2154

# A loopback interface with addresses of both families; of no Linux nothing is asked.
has_loopback() {
	[ -d /proc/sys/net ] || return 0
	grep -q '^0*1 ' /proc/net/if_inet6 2>/dev/null && (: <>/dev/udp/127.0.0.1/9) 2>/dev/null
}

# Where the machine has none, the tests run in a network of their own, or not at all. usage: in_own_network ARGUMENT...
in_own_network() {
	local how
	for how in -n -rn; do
		# shellcheck disable=SC2016
		if [ -z "${BIOSOCK_OWN_NETWORK-}" ] && unshare $how ip link set lo up 2>/dev/null; then
			BIOSOCK_OWN_NETWORK=1 exec unshare $how sh -c 'ip link set lo up && exec bash "$@"' sh "$@"
		fi
	done
	echo "skip  ${1##*/}: no loopback interface with IPv4 and IPv6, and no network of its own"
	exit 77
}
# The script was given what it gives this file, or says so.
[ -n "${arguments_of_test+set}" ] || arguments_of_test=("$@")
has_loopback || in_own_network "$0" "${arguments_of_test[@]}"

biosock=$1
peer=$2
unset NO_COLOR

# What the command runs on, by its own word; and what errors are called there.
system=
[ ! -x "$biosock" ] || system=$("$biosock" doctor 2>/dev/null | sed -n 's/^[a-z]*  *system  *//p')
declare -A text
while read -r name words; do
	text[$name]=${words%$'\r'}
done < <([ $# -lt 3 ] || "$3" 2>/dev/null)

work=$(mktemp -d)
cd "$work" || exit 1
trap 'cd /; rm -rf "$work"' EXIT

passed=0 failed=0 skipped=0

# end PID...: each, and what it started first: `timeout` that is killed leaves its program running.
end() {
	local p children
	for p in "$@"; do
		children=()
		[ ! -r "/proc/$p/task/$p/children" ] || read -ra children <"/proc/$p/task/$p/children" || true
		end "${children[@]}"
		kill -9 "$p" 2>/dev/null || true
	done
}

# What this shell has started and not seen end: the number of one that has may be another program's by now.
end_started() {
	local mine=("${started[@]}") p
	[ ! -r "/proc/$BASHPID/task/$BASHPID/children" ] ||
		read -ra mine <"/proc/$BASHPID/task/$BASHPID/children" || true
	for p in "${started[@]}"; do
		[[ " ${mine[*]} " != *" $p "* ]] || end "$p"
	done
}

# $own, an address of this machine that no other case has now: a port that was given up there is not another's meanwhile.
own_address() {
	own=127.$((BASHPID / 256 % 255 + 1)).$((BASHPID % 256)).1
}

# run_case FOLDER COMMAND...: in a shell of its own where any failing command fails it; what it started is ended.
run_case() {
	local folder=$1 case_log=$PWD/$1.log
	shift
	mkdir "$folder"
	(
		set -e
		cd "$folder"
		own_address
		started=()
		trap 'end_started; [ ${#started[@]} -eq 0 ] || wait "${started[@]}" 2>/dev/null || true' EXIT
		"$@"
	) >"$case_log" 2>&1
}

# tell FOLDER NAME STATUS: how that case ended.
tell() {
	case $3 in
	0) passed=$((passed + 1)) && echo "ok    $2" ;;
	77) skipped=$((skipped + 1)) && echo "skip  $2: $(tail -n 1 "$1.log")" ;;
	*) failed=$((failed + 1)) && echo "FAIL  $2 ($3)" && sed 's/^/      | /' "$1.log" && show_files "$1" ;;
	esac
	rm -rf "$1" "$1.log"
}

# Cases that wait and do little else may run at once, so many: they are told of in their order.
at_once=1
running=() # their processes
names=()
finished=0 # of those, the first that have been told of

# finish_but N: waits until no more than N cases are left running.
finish_but() {
	local status
	while [ $((${#running[@]} - finished)) -gt "$1" ]; do
		status=0
		wait "${running[finished]}" || status=$?
		tell "case.$finished" "${names[finished]}" $status
		finished=$((finished + 1))
	done
}

# it NAME COMMAND...: one case. In the background it begins with SIGINT ignored and no input.
it() {
	local name=$1
	shift
	if [ "$at_once" -eq 1 ]; then
		run_case case "$@" # its failing commands end it only where nobody asks how it ended
		tell case "$name" $?
		return
	fi
	finish_but $((at_once - 1))
	run_case "case.${#running[@]}" "$@" &
	running+=($!)
	names+=("$name")
}

# show_files FOLDER: what a case that failed has left: the ends of its short files, which are messages for the most part.
show_files() {
	find "$1" -maxdepth 1 -type f -size -9 ! -empty | sort | while read -r file; do
		tail -n 5 "$file" | cut -c -300 | tr -cd '\11\12\40-\176' | sed "s|^|      ${file#"$1"/}: |"
	done
}

# The count, and the status of the test.
summary() {
	finish_but 0
	echo "$passed passed, $failed failed, $skipped skipped"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

skip() {
	echo "$1"
	exit 77
}

# The reason goes into the case's log, whatever file takes the output of what fails.
fail() {
	[ -z "${case_log-}" ] || exec >>"$case_log"
	echo "$1"
	exit 1
}

# until_true COMMAND...: waits for it, 10 seconds at most.
until_true() {
	local i
	for ((i = 0; i < 500; i++)); do
		"$@" && return 0
		sleep 0.02
	done
	fail "never so: $*"
}

is_gone() {
	! kill -0 "$1" 2>/dev/null
}

# fill DESCRIPTOR: a pipe takes no more then.
fill() {
	timeout 1 dd if=/dev/zero bs=4096 count=1024 status=none >&"$1" || true
}

# Nanoseconds of processor time that a process has taken; of a system that counts ticks, of those.
processor_time() {
	local ran rest
	if read -r ran rest <"/proc/$1/schedstat"; then
		echo "$ran"
	else
		awk '{ print ($14 + $15) * 10000000 }' "/proc/$1/stat"
	fi
} 2>/dev/null

# asleep PID [TENTHS]: so long, half a second, it takes less than a tenth of that in processor time.
asleep() {
	local before after tenths=${2:-5}
	before=$(processor_time "$1")
	sleep "0.$tenths"
	after=$(processor_time "$1")
	[ $((after - before)) -lt $((tenths * 10000000)) ] || fail "spins: $((after - before)) ns in 0.$tenths s"
}

# serve OPTION... ADDRESS: a listener; $server is its pid, $at its first address, $port that one's port, and the files
# `addresses` and `server.log` have all of them and its messages. Its input is that of serve.
serve() {
	rm -f addresses
	"$biosock" listen --ready-file addresses "$@" 2>server.log <&0 &
	server=$!
	started+=("$server")
	until_true test -s addresses
	at=$(head -n 1 addresses)
	port=${at##*:}
}

# act VERB: a raw peer that listens; $actor is its pid, $port its port, `actor.out` what it prints.
act() {
	"$peer" "$1" >actor.out &
	actor=$!
	started+=("$actor")
	until_true test -s actor.out
	port=$(head -n 1 actor.out)
}

connect() {
	timeout 30 "$biosock" connect "$@"
}

probe() {
	timeout 60 "$biosock" probe "$@" </dev/null
}

# expect_status WANT COMMAND...
expect_status() {
	local want=$1 status=0
	shift
	"$@" || status=$?
	[ "$status" -eq "$want" ] || fail "status $status, not $want: $*"
}

expect_equal() {
	[ "$1" = "$2" ] || fail "'$1' is not '$2'"
}

is_windows() {
	[[ $system == Windows* ]]
}

# What the system knows of a TCP connection is Linux's to tell; qemu's user mode, behind a script, hands four bytes on.
tells_of_tcp() {
	[ -d /proc/sys/net ] && ! is_windows && [ "$(head -c 2 "$biosock")" != '#!' ]
}

# What Windows does and no Wine, or none up to a version, does: not_by_wine WHAT [LAST_VERSION].
not_by_wine() {
	local version
	[[ $system == *"by Wine "* ]] || return 0
	version=${system##*by Wine }
	[ "${version%%.*}" -gt "${2:-${version%%.*}}" ] || skip "Wine${2:+ $2} $1"
}

# A request to end: Ctrl-C is SIGINT to Wine, and SIGTERM ends the process unasked.
request=TERM
! is_windows || request=INT

# stopped [SIGNAL [STATUS]]: the server ends when it is told to, with status 0 or this one.
stopped() {
	kill "-${1:-$request}" "$server"
	expect_status "${2:-0}" wait "$server"
}

# Where nobody listens, $closed: the port was just given to a listener, which is gone.
closed_port() {
	serve --discard "$own:0"
	closed=$at
	stopped
}

# cut_short [SIGNAL]: it ends when it is told to, and says that not all has gone through.
cut_short() {
	stopped "${1:-}" 1
	expect_equal "$(tail -n 1 server.log | sed 's/.*: //')" "ended by a signal"
}

needs_signal() {
	! is_windows || [ "$1" = "$request" ] || skip "no SIG$1 here"
}

needs_unix() {
	timeout 20 "$biosock" connect unix:none </dev/null 2>needs || true
	! grep 'Address family not supported' needs || skip "no AF_UNIX here"
}

needs_abstract() {
	needs_unix
	! is_windows || skip "no abstract names here"
}

# Limits of descriptors, ports that are root's, settings to read and change, calls to be traced.
needs_posix() {
	! is_windows || skip "no $1 here"
}

random() {
	head -c "$1" /dev/urandom
}

needs_namespace() {
	needs_posix "network namespace of the program's own"
	if [ "$(id -u)" -ne 0 ] || ! unshare -n true; then
		skip "a network namespace takes root"
	fi
}

# In a chroot whose root is no mount point the mounts cannot be made one's own.
needs_mounts() {
	unshare -m true 2>/dev/null || skip "no mount namespace is to be had here"
}

has_v6() {
	grep -q ' lo$' /proc/net/if_inet6 2>/dev/null || skip "no IPv6 here"
}
