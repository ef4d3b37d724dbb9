#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs each fuzz target from its corpus for a bounded time, as many at once as there are processors. What it finds it
# leaves in the build folder, named crash-*: fix the library, and put the file into fuzz/corpus/TARGET.
# usage: fuzz/run.sh BUILD [SECONDS]      SECONDS: of each target, 5 by default; BUILD: of the preset "fuzz"
set -euo pipefail

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
	echo "usage: fuzz/run.sh BUILD [SECONDS]" >&2
	exit 2
fi
build=$(cd "$1" && pwd)/fuzz
seconds=${2:-5}
cd "$(dirname "$0")"

fuzz() {
	local target=$1 found=$build/found/$1
	mkdir -p "$found"
	rm -f "$build/$target.done"
	"$build/fuzz_$target" -max_total_time="$seconds" -max_len=512 -timeout=10 -rss_limit_mb=1024 \
		-dict="dictionary/$target" -artifact_prefix="$found/" -print_final_stats=1 \
		"$found" "corpus/$target" >"$build/$target.log" 2>&1 && : >"$build/$target.done"
}
export -f fuzz
export build seconds

mapfile -t targets < <(ls corpus)
status=0
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -I '{}' bash -c 'fuzz {}' || true
for target in "${targets[@]}"; do
	if [ ! -e "$build/$target.done" ]; then
		cat "$build/$target.log"
		echo "fuzz: $target failed, its input is in $build/found/$target" >&2
		status=1
		continue
	fi
	awk -v target="$target" '/number_of_executed_units/ { printf "ok    %-14s %d inputs\n", target, $2 }' \
		"$build/$target.log"
done
exit $status
