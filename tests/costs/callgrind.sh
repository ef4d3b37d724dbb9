# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# For tests to source that compare instructions: what one call costs, as callgrind counts it in instructions.c.
calls=100

if ! command -v valgrind >/dev/null; then
	echo "skip  instructions of a call: there is no valgrind (script/setup test)"
	exit 77
fi

# instructions PROGRAM FUNCTION: of one call, in the function of this name.
instructions() {
	local said
	said=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$2" \
		"$1" "$2" "$calls" 2>&1) || {
		echo "$said" >&2
		return 1
	}
	awk -v calls="$calls" '/Collected :/ { print int($NF / calls); found = 1 } END { exit !found }' <<<"$said"
}
