#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What a release is made of: built in two folders it is the same bytes, with a debugger's information too, and it is
# hardened as far as the compiler and the linker can. A distribution's own flags are not overruled.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/../.."
. tests/install/checks.sh

# build SOURCE FOLDER OPTION...: what of it is not the same at each call is in the arguments.
build() {
	local source=$1 folder=$2
	shift 2
	cmake -G Ninja -S "$source" -B "$folder" --log-level=WARNING "$@" >/dev/null
	cmake --build "$folder" -j "$(nproc)" -- --quiet
}

binaries="libbiosock.so libbiosock.a cmd/biosock"

# The source twice: where it is, and as a copy with a name of another length, built inside and beside it.
copy=$work/builder/with-a-name-that-would-show
mkdir -p "$copy"
cp -R CMakeLists.txt abi cmake cmd examples include man src "$copy"
for type in Release RelWithDebInfo; do
	build "$root" "$work/$type" -DCMAKE_BUILD_TYPE=$type
	build "$copy" "$copy/build/inner/$type" -DCMAKE_BUILD_TYPE=$type
	for file in $binaries; do
		cmp "$work/$type/$file" "$copy/build/inner/$type/$file" || fail "$type: $file depends on where it is built"
		! grep -qaF -e "$work" -e "$copy" -e "$root/" "$work/$type/$file" || fail "$type: $file tells the builder's folders"
	done
	ok "$type is the same bytes from two folders"
done

program=$work/Release/cmd/biosock library=$work/Release/libbiosock.so

# can SOURCE FLAG...: whether the compiler makes a program of it.
can() {
	local source=$1
	shift
	echo "$source" | cc -x c "$@" -Werror - -o "$work/can" 2>/dev/null
}

if can 'int main(void) { return 0; }' -Wl,-z,relro,-z,now; then
	for file in "$library" "$program"; do
		readelf -lW "$file" >"$work/segments"
		grep -q GNU_RELRO "$work/segments" || fail "$file: relocations are not read-only"
		readelf -dW "$file" >"$work/dynamic"
		grep -qE 'BIND_NOW|Flags:.* NOW' "$work/dynamic" || fail "$file: symbols are bound late"
		! grep -qE 'RPATH|RUNPATH' "$work/dynamic" || fail "$file: a search path is left"
		readelf -lW "$file" | grep GNU_STACK | grep -q 'RW ' || fail "$file: the stack is executable"
	done
	ok "relocations are read-only and complete at the start"
else
	echo "skip  this linker has no -z relro"
fi
if can 'int main(void) { return 0; }' -fstack-protector-strong; then
	nm -D "$library" >"$work/undefined"
	grep -q ' __stack_chk_fail' "$work/undefined" || fail "no stack protector"
	ok "the stack is guarded"
else
	echo "skip  this compiler has no stack protector"
fi
if can '#include <stdlib.h>
#ifndef __GLIBC__
#error no glibc
#endif
int main(void) { return 0; }' -O2; then
	grep -q '_chk@GLIBC' "$work/undefined" || fail "_FORTIFY_SOURCE does nothing"
	ok "the C library checks sizes"
else
	echo "skip  this C library checks no sizes"
fi
if can 'int main(void) { return 0; }' -fcf-protection=full; then
	objdump -d --no-show-raw-insn "$library" >"$work/code"
	grep -A1 -E '<biosock_BIO_read(@@.*)?>:$' "$work/code" | grep -q endbr || fail "BIO_read() does not begin with endbr"
	ok "functions are marked as places to be called"
else
	echo "skip  this compiler marks no branch targets"
fi

# A level that is chosen is kept: there are no two.
configure() {
	cmake -G Ninja -S "$root" -B "$work/$1" --log-level=WARNING -DBIOSOCK_COMMAND=OFF "${@:2}" >/dev/null
}
configure chosen -DCMAKE_C_FLAGS="-O2 -Wp,-D_FORTIFY_SOURCE=2"
grep -q '_FORTIFY_SOURCE=2' "$work/chosen/build.ninja" || fail "the flag is lost"
! grep -q '_FORTIFY_SOURCE.*_FORTIFY_SOURCE' "$work/chosen/build.ninja" || fail "the level is overruled"
configure debug -DCMAKE_BUILD_TYPE=Debug
! grep -qE '_FORTIFY_SOURCE|relro' "$work/debug/build.ninja" || fail "a debug build is hardened"
configure off -DBIOSOCK_HARDENED=OFF
! grep -qE '_FORTIFY_SOURCE|protector-strong|relro' "$work/off/build.ninja" || fail "BIOSOCK_HARDENED=OFF is hardened"
ok "what is chosen is kept, and nothing is added to a debug build"

echo "$passed passed, 0 failed"
