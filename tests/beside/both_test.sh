#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# biosock and OpenSSL in one executable, in either order on the linker's line, bound late and at once: what is compiled
# with biosock's headers gets biosock's functions, what is compiled with OpenSSL's gets OpenSSL's.
# shellcheck source=tests/beside/beside.sh disable=SC2154
. "${0%/*}/beside.sh" "$@"
needs_openssl

"${cc[@]}" "${biosock[@]}" -c "$here/sockets_half.c" -o "$work/sockets.o"
"${cc[@]}" -c "$here/tls_half.c" -o "$work/tls_half.o"
for part in both half; do
	"${cc[@]}" -c "$here/$part.c" -o "$work/$part.o"
done
objects=("$work"/{both,half,sockets,tls_half}.o)
openssl=(-lssl -lcrypto)
# The archive may need others: zlib and zstd, in Debian 13, which are packages of their own.
read -ra openssl_archive < <(pkg-config --static --libs libssl 2>/dev/null || echo "${openssl[@]}")

# linked NAME LIBRARY...: the program works, whichever half is used first.
linked() {
	local name=$1
	shift
	# Of a static program the linker says that the resolver may be missing.
	if ! "${cc[@]}" "${objects[@]}" -o "$work/both" -Wl,--no-as-needed "$@" 2>"$work/linker"; then
		expect "$name links" cat "$work/linker" /nonexistent
		return
	fi
	expect "$name, sockets first" "$work/both"
	expect "$name, TLS first" "$work/both" tls
}

has_archive() {
	echo 'int SSL_CTX_free(void *); int main(void) { return SSL_CTX_free(0); }' |
		"${cc[@]}" -x c - -x none -o "$work/archive" -static "${openssl_archive[@]}" 2>/dev/null
}

for binding in lazy now; do
	linked "libbiosock before libssl, $binding" "${by_shared[@]}" "${openssl[@]}" "-Wl,-z,$binding"
	linked "libssl before libbiosock, $binding" "${openssl[@]}" "${by_shared[@]}" "-Wl,-z,$binding"
	linked "the archive and libssl, $binding" "${by_archive[@]}" "${openssl[@]}" "-Wl,-z,$binding"
	linked "libssl and the archive, all exported, $binding" "${openssl[@]}" "${by_archive[@]}" -rdynamic "-Wl,-z,$binding"
done
if has_archive; then
	linked "static, biosock first" -static "${by_archive[@]}" "${openssl_archive[@]}"
	linked "static, OpenSSL first" -static "${openssl_archive[@]}" "${by_archive[@]}"
else
	skip "both in a static program" "there is no libssl.a, or not all that it needs"
fi
finish
