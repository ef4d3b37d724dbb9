#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What was built over one TLS library, compiled with the headers of another: one sentence says so, whichever of the two
# comes first, and nothing else is wrong with the headers.
# usage: another_test.sh CC NAME HEADERS -isystemFOLDER... [-- NAME HEADERS -isystemFOLDER...]...
set -uo pipefail
cc=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
names=() headers=() includes=()
while [ $# -gt 0 ]; do
	names+=("$1") headers+=("$2")
	shift 2
	folders=
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		folders+=" $1"
		shift
	done
	includes+=("$folders")
	[ $# -eq 0 ] || shift
done

# errors HEADERS INCLUDE OPTION...: what the compiler says of both sources, a line each.
errors() {
	local source
	for source in first second; do
		# shellcheck disable=SC2086
		"$cc" "${@:3}" -I"$1" $2 -c "$work/$source.c" -o "$work/out.o" 2>&1 | grep 'error:'
	done
}

cat >"$work/first.c" <<'END'
#include <openssl/ssl.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <biosock/host.h>
END
echo '#include <biosock.h>' >"$work/second.c"

check() {
	local got
	got=$(errors "${headers[$1]}" "${includes[$2]}" "${@:4}")
	if [ "$(grep -c . <<<"$got")" = "$3" ] && [ "$(grep -c 'was built over' <<<"$got")" = "$3" ]; then
		echo "ok    built over ${names[$1]}, with the headers of ${names[$2]} ${*:4}"
	else
		echo "FAIL  built over ${names[$1]}, with the headers of ${names[$2]} ${*:4}: $got" >&2
		failed=1
	fi
}

for i in "${!names[@]}"; do
	for j in "${!names[@]}"; do
		said=2
		[ "$i" != "$j" ] || said=0
		check "$i" "$j" "$said"
		check "$i" "$j" "$said" -DBIOSOCK_REPLACE -include biosock/host.h
	done
done
exit $failed
