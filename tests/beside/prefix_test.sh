#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Another build of biosock, under another prefix: it exports nothing else, nothing of it is installed over the first, and
# both are in one process, linked or loaded.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"

build "$work/build" -DBIOSOCK_PREFIX=another_
# shows LIBRARY FLAG...: what the library shows has the prefix, and there is some.
shows() {
	local library=$1
	nm --defined-only --extern-only "${@:2}" "$library" >"$work/nm" 2>"$work/said"
	awk 'NF == 3 && $2 != "A" { sub(/@.*/, "", $3); print $3 }' "$work/nm" | sort -u >"$work/shown"
	grep -v '^another_' "$work/shown" >"$work/strangers" || true
	expect "nothing without its prefix is shown: ${library##*/}" diff "$work/strangers" /dev/null
	expect "what is to be called is shown: ${library##*/}" grep -qx another_BIO_connect "$work/shown"
}
shows "$work/build/libanother.a"
shows "$work/build/libanother.so" -D

# Names that begin so are there already, or are no names.
for wrong in BIO_ bio_ ERR_ a-b_ 9_ no "$(printf 'x%.0s' {1..40})_"; do
	if cmake -S "$source" -B "$work/wrong" -DBIOSOCK_PREFIX="$wrong" >"$work/said" 2>&1; then
		expect "the prefix $wrong is refused" false
	else
		expect "the prefix $wrong is refused, in one sentence" test "$(grep -c 'CMake Error' "$work/said")" = 1
	fi
	rm -rf "$work/wrong"
done

cmake --install "$work/build" --prefix "$work/usr" >/dev/null
libdir=$(dirname "$(find "$work/usr" -name another.pc)")
read -ra another < <(PKG_CONFIG_PATH=$libdir pkg-config --cflags another)
libdir=${libdir%/pkgconfig}
expect "another.pc tells where the headers are" grep -q another_BIO_connect "${another[0]#-I}/biosock/names.h"
expect "the library has a name of its own" grep -q 'SONAME.*libanother\.so\.' <(readelf -d "$libdir/libanother.so")
(cd "$work/usr" && find . ! -type d) | grep -i biosock | grep -v '/another/' >"$work/same" || true
expect "no file is called as one of biosock's" diff "$work/same" /dev/null

# Each half with a build of its own.
"${cc[@]}" -fPIC "${biosock[@]}" -c "$here/sockets_half.c" -o "$work/sockets.o"
"${cc[@]}" -fPIC "${another[@]}" -Dsockets_half=tls_half -c "$here/sockets_half.c" -o "$work/another.o"
halves=("$here"/{both,half}.c "$work"/{sockets,another}.o)
# shellcheck disable=SC2034 # by its reference
by_another_shared=("$libdir/libanother.so" "-Wl,-rpath,$libdir")
# shellcheck disable=SC2034
by_another_archive=("$libdir/libanother.a" -pthread)
for kind in shared archive; do
	declare -n library=by_$kind other=by_another_$kind
	"${cc[@]}" "${halves[@]}" -o "$work/both" "${library[@]}" "${other[@]}"
	expect "both in one program, $kind" "$work/both"
	"${cc[@]}" "${halves[@]}" -o "$work/both" "${other[@]}" "${library[@]}" -rdynamic
	expect "the other first, $kind" "$work/both"

	"${cc[@]}" -DOWN=sockets_half '-DOTHER="tls_half"' "$here"/{plugin_host,half}.c "$work/sockets.o" \
		-o "$work/host" "${library[@]}" -ldl -rdynamic
	"${cc[@]}" -shared "$work/another.o" -o "$work/another.so" "${other[@]}"
	for scope in local global; do
		expect "the other in a plug-in, $kind, $scope" "$work/host" "$work/another.so" $scope after
	done
done
finish
