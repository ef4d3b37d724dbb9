#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The archive in one module of a process, and in another the shared library, or the archive again: none is given functions
# of the other's copy.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"

"${cc[@]}" -fPIC "${biosock[@]}" -c "$here/sockets_half.c" -o "$work/sockets.o"
"${cc[@]}" -fPIC "${biosock[@]}" -Dsockets_half=tls_half -c "$here/sockets_half.c" -o "$work/other.o"

"${cc[@]}" -shared "$work/other.o" -o "$work/libother_shared.so" "${by_shared[@]}"
"${cc[@]}" -shared "$work/other.o" -o "$work/libother_archive.so" "${by_archive[@]}"
"${cc[@]}" -shared "$work/sockets.o" -o "$work/libsockets_archive.so" "${by_archive[@]}"
shown=$(nm -D --defined-only "$work/libother_archive.so" | grep -c " $prefix") || true
expect "what holds the archive shows nothing of it" test "$shown" -eq 0

for kind in shared archive; do
	other=("$work/libother_$kind.so" "-Wl,-rpath,$work")
	"${cc[@]}" "$here"/{both,half}.c "$work/sockets.o" -o "$work/first" "${by_archive[@]}" "${other[@]}" -rdynamic
	expect "the archive in a program, beside a library with the $kind one" "$work/first"
	"${cc[@]}" "$here"/{both,half}.c "$work/sockets.o" -o "$work/last" "${other[@]}" "${by_archive[@]}" -rdynamic
	expect "the same, the library first" "$work/last"
	"${cc[@]}" "$here"/{both,half}.c -o "$work/apart" "$work/libsockets_archive.so" "${other[@]}"
	expect "the archive in a library, beside one with the $kind one" "$work/apart"
	"${cc[@]}" "$here"/{both,half}.c -o "$work/apart" "${other[@]}" "$work/libsockets_archive.so"
	expect "the same, in the other order" "$work/apart"
done
finish
