#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What operations cost in user instructions, as callgrind counts them: of biosock no more than of libcrypto, by 5 %;
# printing no more than the C library's and 150. The counts are the same in every run.
# usage: ratios_test.sh OURS THEIRS [--table]      both: ratios.c; --table: as a table of Markdown, and nothing is judged
set -euo pipefail
ours=$1 theirs=$2 table=${3-}
slack=5 print_more=150 calls=500

if ! command -v valgrind >/dev/null; then
	echo "skip  instructions an operation: there is no valgrind (script/setup test)"
	exit 77
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# count PROGRAM NAME: "OPERATION INSTRUCTIONS" of one call, a line each, in $place/NAME.
count() {
	valgrind --tool=callgrind --callgrind-out-file="$place/dump" --compress-strings=no --compress-pos=no \
		"$1" >"$place/log" 2>&1 || {
		cat "$place/log" >&2
		return 1
	}
	awk -v calls="$calls" '
		/^cfn=/ { name = "" }
		/^cfn=op_/ { name = substr($0, 8) }
		name != "" && /^[0-9]/ { printf "%s %d\n", name, $2 / calls; name = "" }' "$place/dump" | sort >"$place/$2"
	[ -s "$place/$2" ]
}

count "$ours" ours
count "$theirs" theirs
if [ "$table" = --table ]; then
	echo "| operation | biosock | libcrypto | biosock/libcrypto |"
	echo "|---|---:|---:|---:|"
	join "$place/ours" "$place/theirs" |
		awk '$1 != "plain_print" { gsub("_", " ", $1) }
			$1 != "plain_print" { n = NF; printf "| %s | %d | %d | %.2f |\n", $1, $(n-1), $n, $(n-1) / $n }'
	exit 0
fi
join "$place/ours" "$place/theirs" | awk -v slack="$slack" -v more="$print_more" '
	{ ours[$1] = $2; theirs[$1] = $3; order[NR] = $1 }
	END {
		for (i = 1; i <= NR; i++) {
			name = order[i]
			if (name == "plain_print")
				continue
			limit = int(theirs[name] * (100 + slack) / 100)
			if (name == "print")
				limit = ours["plain_print"] + more
			held = ours[name] > 0 && ours[name] <= limit
			failed += !held
			printf "%s  %s: %d instructions, libcrypto %d, at most %d\n", held ? "ok  " : "FAIL", name, ours[name],
				theirs[name], limit
		}
		exit NR < 20 || failed > 0
	}'
