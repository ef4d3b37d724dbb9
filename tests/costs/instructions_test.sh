#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How many instructions BIO_read() and BIO_write() of a socket BIO add to the raw call, as callgrind counts them: no
# more than the budget. The counts are the same in every run.
# usage: instructions_test.sh PROGRAM [BUDGET]      PROGRAM: instructions.c with an optimised library
set -euo pipefail
program=$1 budget=${2:-60}
# shellcheck source=tests/costs/callgrind.sh
. "${0%/*}/callgrind.sh"

failed=0
for call in read write; do
	raw=$(instructions "$program" "raw_$call")
	bio=$(instructions "$program" "bio_$call")
	added=$((bio - raw))
	if [ "$raw" -gt 0 ] && [ "$added" -le "$budget" ]; then
		echo "ok    BIO_$call adds $added instructions to the raw call's $raw, at most $budget"
	else
		echo "FAIL  BIO_$call adds $added instructions to the raw call's $raw, more than $budget"
		failed=1
	fi
done
exit "$failed"
