#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How many instructions BIO_read() and BIO_write() of a socket BIO add to the raw call, as callgrind counts them: no
# more than the budget. The counts are the same in every run.
# usage: instructions_test.sh PROGRAM [BUDGET]      PROGRAM: instructions.c with an optimised library
set -euo pipefail
program=$1 budget=${2:-60}
calls=100

if ! command -v valgrind >/dev/null; then
	echo "skip  instructions beyond the raw call: there is no valgrind (script/setup test)"
	exit 77
fi

# Of one call, in the function of this name.
instructions() {
	local said
	said=$(valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$1" \
		"$program" "$1" "$calls" 2>&1) || {
		echo "$said" >&2
		return 1
	}
	awk -v calls="$calls" '/Collected :/ { print int($NF / calls); found = 1 } END { exit !found }' <<<"$said"
}

failed=0
for call in read write; do
	raw=$(instructions "raw_$call")
	bio=$(instructions "bio_$call")
	added=$((bio - raw))
	if [ "$raw" -gt 0 ] && [ "$added" -le "$budget" ]; then
		echo "ok    BIO_$call adds $added instructions to the raw call's $raw, at most $budget"
	else
		echo "FAIL  BIO_$call adds $added instructions to the raw call's $raw, more than $budget"
		failed=1
	fi
done
exit "$failed"
