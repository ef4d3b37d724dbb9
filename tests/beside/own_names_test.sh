#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program may have functions of its own that are called as those inside the library, and as OpenSSL's: it links with the
# archive, and neither is taken for the other.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"

# program NAME LIST: a program with a function of each name on the list.
program() {
	local name=$1
	sed 's/.*/OWN(&)/' "$2" >"$work/own_names.h"
	if "${cc[@]}" -I"$work" "$here/own_names.c" -c -o "$work/own_names.o" -fno-builtin -Wno-unused-function &&
		"${cc[@]}" "$work"/{own_names,sockets}.o -o "$work/program" "${by_archive[@]}" 2>"$work/linker"; then
		expect "$name" "$work/program"
	else
		expect "$name links" cat "$work/linker" /nonexistent
	fi
}

"${cc[@]}" "${biosock[@]}" -c "$here/sockets_half.c" -o "$work/sockets.o"
printf '%s\n' sys_close err_raise bio_refuse >"$work/some"
program "sys_close, err_raise and bio_refuse" "$work/some"
grep '^[a-z]' "$source/abi/internals" >"$work/internals"
program "all names inside the library" "$work/internals"
{
	cat "$work/some"
	sed -nE 's/^([A-Z][A-Za-z_0-9]+) (own|socket|kind|object|err|memory)$/\1/p' "$source/abi/symbols"
} >"$work/public"
program "all of OpenSSL's that it has" "$work/public"

# Where the linker compiles, it sees the names as the compiler has renamed them.
if echo 'int main(void) { return 0; }' | gcc -flto -x c - -o "$work/lto" 2>/dev/null; then
	cc=(gcc -std=gnu11 "${strict[@]}")
	build "$work/build" -DCMAKE_C_COMPILER=gcc -DCMAKE_C_FLAGS="-flto -w" -DBIOSOCK_PREFIX="$prefix" 2>"$work/linker"
	by_archive=("$(find "$work/build" -name 'lib*.a')" -pthread -flto=auto)
	program "all names inside the library, with -flto" "$work/internals"
	program "all of OpenSSL's that it has, with -flto" "$work/public"
else
	skip "a program's own names with -flto" "there is no gcc that has it"
fi
finish
