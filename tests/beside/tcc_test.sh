#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A program that tcc compiles, whose names the preprocessor renames for want of the pragma: with the shared library, with
# the archive, and beside OpenSSL.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
needs tcc tcc

printf '#ifdef __PRAGMA_REDEFINE_EXTNAME\n#error it has the pragma\n#endif\n' >"$work/pragma.c"
tcc -c "$work/pragma.c" -o "$work/pragma.o" 2>/dev/null || echo "this tcc has the pragma"

tcc=(tcc -D_GNU_SOURCE -Wall -Werror)
"${tcc[@]}" "${biosock[@]}" -c "$here/sockets_half.c" -o "$work/sockets.o"
for part in alone both half tls_half; do
	[ $part != tls_half ] || can_include openssl/ssl.h || continue
	"${tcc[@]}" -c "$here/$part.c" -o "$work/$part.o"
done

# It is its own linker too, where the library is shared; it knows nothing of a thread's own data in an archive.
"${tcc[@]}" "$work"/{alone,sockets}.o -o "$work/alone" "${by_shared[@]}"
expect "compiled and linked by tcc" "$work/alone"
"${cc[@]}" "$work"/{alone,sockets}.o -o "$work/alone" "${by_archive[@]}" -Wl,-z,noexecstack
expect "compiled by tcc, linked with the archive" "$work/alone"
if [ -e "$work/tls_half.o" ]; then
	"${tcc[@]}" "$work"/{both,half,sockets,tls_half}.o -o "$work/both" "${by_shared[@]}" -lssl -lcrypto
	expect "beside OpenSSL, all by tcc" "$work/both"
else
	skip "beside OpenSSL, all by tcc" "OpenSSL's headers are not here (libssl-dev)"
fi
finish
