# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# For tests to source that compare instructions: what one call costs, as callgrind counts it in instructions.c.
calls=100

if ! command -v valgrind >/dev/null; then
	echo "skip  instructions of a call: there is no valgrind (script/setup test)"
	exit 77
fi

# instructions PROGRAM FUNCTION [BIOS]: of one call, in the function of this name; of a call to each of so many.
instructions() {
	local said
	said=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$2" \
		"$1" "$2" "${3:-$calls}" ${3:+each} 2>&1) || {
		echo "$said" >&2
		return 1
	}
	awk -v calls="${3:-$calls}" '/Collected :/ { print int($NF / calls); found = 1 } END { exit !found }' <<<"$said"
}
