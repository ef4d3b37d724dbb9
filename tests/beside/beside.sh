#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# For the tests of this folder to source: programs that have another library with BIOs in their process, made and run in
# a folder that goes at the end.
# usage: NAME_test.sh SOURCE_DIR PREFIX ARCHIVE SHARED_LIBRARY CC [FLAG]...
# FLAG: what programs need to find biosock's headers
# shellcheck disable=SC2034 # whoever sources this uses it
set -euo pipefail
export LC_ALL=C
here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
source=$1 prefix=$2 archive=$3 shared=$4 compiler=$5
shift 5
biosock=("$@")
strict=(-g -D_GNU_SOURCE -Wall -Wextra -Wshadow -Werror)
cc=("$compiler" -std=gnu11 "${strict[@]}")
# By path, and found there again: never one that is installed.
by_archive=("$archive" -pthread)
by_shared=("$shared" "-Wl,-rpath,${shared%/*}")
work=$(mktemp -d)
started=()
passed=0 failed=0

at_end() {
	local pid
	for pid in "${started[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	rm -rf "$work"
}
trap at_end EXIT

# expect NAME COMMAND...: it ends with 0.
expect() {
	local name=$1 status=0
	shift
	{ timeout -k 5 60 "$@" >"$work/said" 2>&1 </dev/null || status=$?; } 2>/dev/null # what the shell says of a crash
	if [ "$status" -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok    $name"
	else
		failed=$((failed + 1))
		echo "FAIL  $name: exit status $status"
		sed 's/^/      /' "$work/said"
	fi
}

# skip NAME WHY: a part that this machine cannot run. skip_all WHY: nor any other.
skip() {
	echo "skip  $1: $2"
}

skip_all() {
	skip "$(basename "$0" _test.sh)" "$1"
	exit 77
}

# needs COMMAND PACKAGE: without it nothing here can be run.
needs() {
	command -v "$1" >/dev/null || skip_all "$1 is not here ($2)"
}

# can_include HEADER [FLAG]...: whether the compiler finds it.
can_include() {
	local header=$1
	shift
	echo "#include <$header>" | "$compiler" "$@" -fsyntax-only -x c - 2>/dev/null
}

needs_openssl() {
	can_include openssl/ssl.h || skip_all "OpenSSL's headers are not here (libssl-dev)"
}

# build FOLDER OPTION...: the libraries once more, otherwise.
build() {
	local folder=$1
	shift
	cmake -S "$source" -B "$folder" -G Ninja --log-level=WARNING -DCMAKE_BUILD_TYPE=Debug -DBIOSOCK_COMMAND=OFF \
		-DBIOSOCK_PLAIN=OFF --no-warn-unused-cli "$@" >/dev/null
	cmake --build "$folder" -- --quiet
}

finish() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
	exit
}

# Connecting where nobody listens is refused if there is an interface to be refused by.
(: </dev/tcp/127.0.0.1/1) 2>"$work/said" || grep -q refused "$work/said" || skip_all "no loopback interface"
