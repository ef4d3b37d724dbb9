#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# For own_names_test.sh and own_names_lto_test.sh to source, after beside.sh: a program may have functions of its own that
# are called as those inside the library, and as OpenSSL's; it links with the archive, and neither is taken for the other.
# shellcheck disable=SC2154

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
grep '^[a-z]' "$source/abi/internals" >"$work/internals"
{
	cat "$work/some"
	sed -nE 's/^([A-Z][A-Za-z_0-9]+) (own|socket|kind|object|err|memory)$/\1/p' "$source/abi/symbols"
} >"$work/public"
