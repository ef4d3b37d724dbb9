#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# musl's loader knows no versions: a name is that of the first library that has it. Here that is a TLS library, or what
# stands for one, or biosock, in programs linked in either order and with plug-ins.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
needs musl-gcc musl-tools
echo 'int main(void) { return 0; }' >"$work/empty.c"
musl-gcc "$work/empty.c" -o "$work/empty"
"$work/empty" 2>/dev/null || skip_all "musl's loader is not here (musl)"

build "$work/musl" -DCMAKE_TOOLCHAIN_FILE="$source/cmake/toolchains/musl.cmake" -DBIOSOCK_PREFIX="$prefix"
shared=$(find "$work/musl" -name 'lib*.so')
by_shared=("$shared" "-Wl,-rpath,${shared%/*}")

cc=(musl-gcc -std=gnu11 "${strict[@]}" "-Wl,--no-as-needed")
"${cc[@]}" -shared -fPIC "$here/fake_tls.c" -o "$work/libfake.so"
fake=("$work/libfake.so" "-Wl,-rpath,$work")
"${cc[@]}" -fPIC "${biosock[@]}" -c "$here/sockets_half.c" -o "$work/sockets.o"
"${cc[@]}" -fPIC -c "$here/fake_half.c" -o "$work/fake.o"
halves=("$here"/{both,half}.c "$work"/{sockets,fake}.o)
"${cc[@]}" "${halves[@]}" -o "$work/biosock_first" "${by_shared[@]}" "${fake[@]}"
"${cc[@]}" "${halves[@]}" -o "$work/biosock_last" "${fake[@]}" "${by_shared[@]}"
for order in first last; do
	expect "biosock $order" "$work/biosock_$order"
	expect "biosock $order, used last" "$work/biosock_$order" tls
done

# A program with one, and a plug-in with the other.
host=("$here"/{plugin_host,half}.c)
"${cc[@]}" -DOWN=sockets_half '-DOTHER="tls_half"' "${host[@]}" "$work/sockets.o" -o "$work/with_biosock" "${by_shared[@]}"
"${cc[@]}" -DOWN=tls_half '-DOTHER="sockets_half"' "${host[@]}" "$work/fake.o" -o "$work/with_fake" "${fake[@]}"
"${cc[@]}" -shared "$work/sockets.o" -o "$work/biosock.so" "${by_shared[@]}"
"${cc[@]}" -shared "$work/fake.o" -o "$work/fake.so" "${fake[@]}"
for scope in local global; do
	for when in before after; do
		expect "biosock, the other a plug-in, $scope, $when" "$work/with_biosock" "$work/fake.so" $scope $when
		expect "the other, biosock a plug-in, $scope, $when" "$work/with_fake" "$work/biosock.so" $scope $when
	done
done
finish
