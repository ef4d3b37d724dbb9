#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# BIO_read() and BIO_write() of a socket BIO cost no more instructions over a host than by the host's own kind of BIO, as
# callgrind counts them. The counts are the same in every run.
# usage: costs_test.sh THEIRS OURS      two programs of tests/costs/instructions.c
set -euo pipefail
theirs=$1 ours=$2
# shellcheck source=tests/costs/callgrind.sh
. "${0%/*}/../costs/callgrind.sh"

failed=0
# compare CALL [BIOS]
compare() {
	local before now what="BIO_$1${2:+, with $2 BIOs,}"
	before=$(instructions "$theirs" "bio_$1" "${@:2}")
	now=$(instructions "$ours" "bio_$1" "${@:2}")
	if [ "$before" -gt 0 ] && [ "$now" -gt 0 ] && [ "$now" -le "$before" ]; then
		echo "ok    $what costs $now instructions, the host's own $before"
	else
		echo "FAIL  $what costs $now instructions, the host's own $before"
		failed=1
	fi
}
for call in read write; do
	compare "$call"
	compare "$call" 20000
done
exit "$failed"
