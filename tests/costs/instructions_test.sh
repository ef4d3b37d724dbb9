#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How many instructions BIO_read() and BIO_write() of a socket BIO, and a dial to a number, add to the raw calls, as
# callgrind counts them: no more than the budgets. The counts are the same in every run.
# usage: instructions_test.sh PROGRAM DIALS [BUDGET [OF A DIAL]]
# PROGRAM, DIALS: instructions.c and dial_instructions.c with an optimised library
set -euo pipefail
budget=${3:-60} dial_budget=${4:-1500}
# shellcheck source=tests/costs/callgrind.sh
. "${0%/*}/callgrind.sh"

failed=0
# compare WHAT PROGRAM RAW OURS BUDGET: the two by their names in the program.
compare() {
	local raw ours added
	raw=$(instructions "$2" "$3")
	ours=$(instructions "$2" "$4")
	added=$((ours - raw))
	if [ "$raw" -gt 0 ] && [ "$added" -le "$5" ]; then
		echo "ok    $1 adds $added instructions to the raw call's $raw, at most $5"
	else
		echo "FAIL  $1 adds $added instructions to the raw call's $raw, more than $5"
		failed=1
	fi
}
compare BIO_read "$1" raw_read bio_read "$budget"
compare BIO_write "$1" raw_write bio_write "$budget"
compare "a dial to a number" "$2" raw_dial own_dial "$dial_budget"
exit "$failed"
